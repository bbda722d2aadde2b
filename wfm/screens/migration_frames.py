"""A migration shaped for display: names of its phases and weeks, bars of the Gantt, people in bands.

Plain pandas without Streamlit; nothing here decides a number. Phases and weeks count from 1 on the page.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from reports._look import way_look
from wfm.horizon import PHASE_WEEKS, Phases
from wfm.migration import MigrationPlan, Way, way_of
from wfm.migration.case import POST
from wfm.roles import mode_words
from wfm.screens import words

LEAST_HEADS = 0.005
"""Heads: less is the rounding of a solver."""

TODAY_DAYS, TODAY_GAP = 7, 6
"""Length of the bar of today's mode, in days for each phase, and the part of it left free behind it."""

LONG_HEADINGS = 5
"""Phases up to which each has room for its date in full."""

NEED_BANDS = {
    "settled": "Need once settled",
    "parallel": "Parallel running",
    "reserve": "Rollback reserve",
    "training": "In training",
}
GAP_BANDS = {"overtime": "Overtime", "temps": "Temps", "shortage": "Shortage"}


def programme(phases: Phases) -> str:
    """Return 4 phases of 13 weeks, Mon 8 Mar 2027 to Sun 5 Mar 2028."""
    last = phases.week_start(phases.weeks) - timedelta(days=1)
    first = phases.first_day
    return f"{phases.count} phases of 13 weeks, {long_day(first)} to {long_day(last)}"


def long_day(day: date) -> str:
    """Return a date with its year: a programme is longer than one."""
    return f"{words.day(day)} {day.year}"


def phase_name(phases: Phases, phase: int) -> str:
    """Return Phase 2, from Mon 7 Jun 2027; ``phase`` counts from 0."""
    return f"Phase {phase + 1}, from {long_day(phases.phase_start(phase))}"


def way_name(way: Way) -> str:
    """Return 3 escalation: the mode with its name."""
    return mode_words(way.label)


def week_name(phases: Phases, week: int) -> str:
    """Return Week 14, Mon 7 Jun 2027; ``week`` counts from 0."""
    return f"Week {week + 1}, {long_day(phases.week_start(week))}"


def gantt(plan: MigrationPlan) -> pd.DataFrame:
    """Return a bar for each queue and phase: days, label, colours of its way, why it is there."""
    rows = []
    for stay in plan.stays.to_dict("records"):
        way = way_of(stay["way"])
        look = way_look(way)
        rows.append(
            {
                "queue": stay["queue"],
                "phase": f"Phase {stay['phase'] + 1}",
                "number": stay["phase"],
                "first": pd.Timestamp(plan.phases.phase_start(stay["phase"])),
                "last": pd.Timestamp(plan.phases.phase_start(stay["phase"] + 1)),
                "label": look.label,
                "way": way_name(way),
                "fill": look.fill,
                "text": look.text,
                "edge": look.edge,
                "why": words.sentence_case(stay["reason"]),
            }
        )
    return pd.DataFrame(rows)


def gantt_today(plan: MigrationPlan) -> pd.DataFrame:
    """Return a short bar before the first phase for each queue: the mode it is in today."""
    start = pd.Timestamp(plan.phases.first_day)
    length = pd.Timedelta(days=TODAY_DAYS * plan.phases.count)
    first = plan.stays[plan.stays["phase"] == 0]
    rows = []
    for stay in first.to_dict("records"):
        way = way_of(stay["from_way"])
        look = way_look(way)
        rows.append(
            {"queue": stay["queue"], "first": start - length, "last": start - length / TODAY_GAP}
            | {"label": look.label, "way": way_name(way), "fill": look.fill, "text": look.text}
            | {"edge": look.edge, "phase": "Today", "why": "Today's mode"}
        )
    return pd.DataFrame(rows)


def gantt_phases(plan: MigrationPlan) -> pd.DataFrame:
    """Return the heading over each phase, where it begins: its number and its first day."""
    phases = plan.phases
    starts = [phases.phase_start(phase) for phase in range(phases.count)]
    is_roomy = phases.count <= LONG_HEADINGS
    shown = [
        f"Phase {number}, {day.day} {day:%b %Y}" if is_roomy else f"{number}: {day:%b %y}"
        for number, day in enumerate(starts, start=1)
    ]
    today = pd.Timestamp(phases.first_day) - pd.Timedelta(days=TODAY_DAYS * phases.count)
    days = [today, *(pd.Timestamp(day) for day in starts)]
    return pd.DataFrame({"first": days, "name": ["Today", *shown]})


def next_action(actions: pd.DataFrame) -> dict[str, Any] | None:
    """Return the first action that is not past; None where nothing is left to do."""
    ahead = actions[~actions["is_milestone"] & (actions["act_on"] >= pd.Timestamp(date.today()))]
    return None if ahead.empty else {str(name): value for name, value in ahead.iloc[0].items()}


def moving(plan: MigrationPlan) -> list[str]:
    """Return the queues that change their way at all."""
    stays = plan.stays
    return list(dict.fromkeys(stays.loc[stays["way"] != stays["from_way"], "queue"]))


def parallel_weeks(plan: MigrationPlan) -> pd.DataFrame:
    """Return the weeks in which a queue's old way still runs or is kept for a rollback, three marks each."""
    shares = plan.shares
    moved = plan.stays[plan.stays["way"] != plan.stays["from_way"]]
    old = shares.assign(phase=[plan.phases.phase_of(week) for week in shares["week"]]).merge(
        moved[["queue", "phase", "from_way"]], on=["queue", "phase"]
    )
    old = old[(old["way"] == old["from_way"]) & ((old["share"] > 0) | (old["reserve"] > 0))]
    rows = [
        {
            "queue": row["queue"],
            "day": pd.Timestamp(plan.phases.week_start(row["week"])) + pd.Timedelta(days=offset),
            "kind": "ramp" if row["share"] > 0 else "reserve",
        }
        for row in old.to_dict("records")
        for offset in ((1, 3, 5) if row["share"] > 0 else (3,))
    ]
    return pd.DataFrame(rows, columns=["queue", "day", "kind"])


def diamonds(plan: MigrationPlan) -> pd.DataFrame:
    """Return the gates passed in the plan, each at the first day of the phase it opens."""
    rows = [
        {
            "queue": gate["queue"],
            "day": pd.Timestamp(plan.phases.phase_start(gate["phase"])),
            "move": f"{mode_words(gate['from_way'])} to {mode_words(gate['to_way'])}",
            "proof": f"{words.whole(gate['reviews'])} reviews, {gate['errors_allowed']} errors at most",
            "chance": words.percent(gate["chance"]),
            "bought": words.whole(gate["reviews_bought"]),
        }
        for gate in plan.gates.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["queue", "day", "move", "proof", "chance", "bought"])


def post_name(row: tuple[str, str, str]) -> str:
    """Return a post as the page calls it: (M) Monitor · San Diego · ES."""
    site, role, skill = row
    return " · ".join(filter(None, (words.role_name(role), site, skill)))


def posts_of(bands: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the posts that ever have people or need any."""
    busy = bands[bands[["settled", "parallel", "reserve", "training", "heads"]].max(axis=1) > LEAST_HEADS]
    return list(busy[list(POST)].drop_duplicates().itertuples(index=False, name=None))


def by_week(bands: pd.DataFrame, phases: Phases, post: tuple[str, str, str] | None) -> pd.DataFrame:
    """Return the bands of one post, or of all together, by week, with the week's first day."""
    mine = bands if post is None else bands[(bands[list(POST)] == list(post)).all(axis="columns")]
    names = [*NEED_BANDS, "heads", *GAP_BANDS, "fte", "paid_hours"]
    summed = mine.groupby("week")[names].sum().reset_index()
    return summed.assign(day=[pd.Timestamp(phases.week_start(week)) for week in summed["week"]])


def long_bands(weeks: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return bands one under the other, for a stacked chart: day, week, band, heads."""
    table = weeks[["day", "week", *names]].melt(["day", "week"], list(names), "key", "heads")
    order = {key: place for place, key in enumerate(names)}
    return table.assign(band=table["key"].map(names), order=table["key"].map(order), week=table["week"] + 1)


def people_table(weeks: pd.DataFrame) -> pd.DataFrame:
    """Return people by week as a table; head count, FTE and paid hours together."""
    return pd.DataFrame(
        {
            "Week": weeks["week"] + 1,
            "From": weeks["day"],
            "Need": weeks[["settled", "parallel", "reserve"]].sum(axis=1),
            **{name: weeks[key] for key, name in NEED_BANDS.items() if key != "settled"},
            "Heads": weeks["heads"],
            **{name: weeks[key] for key, name in GAP_BANDS.items()},
            "FTE": weeks["fte"],
            "Paid hours": weeks["paid_hours"],
        }
    )


def weeks_of_phase(phase: int) -> list[int]:
    """Return the weeks of a phase, all from 0."""
    return list(range(phase * PHASE_WEEKS, (phase + 1) * PHASE_WEEKS))

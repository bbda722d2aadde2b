"""Roster: how good it is, need and have, who works when, one person's day, and changes by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from wfm.explain.person_day import explain_roster_cell
from wfm.screens import (
    by_hand,
    charts,
    edited_book,
    explained,
    frames,
    guard,
    last_roster,
    menu,
    opened,
    pickers,
    publishing,
    review_tabs,
    roster_frames,
    state,
    tables,
    words,
)
from wfm.service import Job, desk, results
from wfm.service.desk import Draft
from wfm.service.results import Facts
from wfm.service.standing import Standing

ROWS_IN_FULL = 20
# Pixels of a longer grid; a shorter one is shown whole.
TALLEST = 740
PINNED = ("Leader", "Person", "Hours", "Shifts")


def show() -> None:
    """Show the headline, the coverage of a day, the grid of people and dates, and a person's day."""
    job = guard.finished_run("Roster", last_roster.show)
    if not opened.has_roster(job):
        st.warning("This plan was made by an earlier version of wfm: run it again to work on its roster.")
        return
    facts, figures = results.facts(job), results.figures(job)
    now = opened.draft(job)
    _said()
    glance = desk.glance(job)
    if glance is not None:
        _headline(figures, glance.standing, now, facts)
    publishing.show(job, now, facts)
    st.subheader("Need and have", anchor=False)
    left, right = st.columns(2)
    with left:
        day = pickers.day(facts)
    with right:
        rows = pickers.crew(frames.of_day(now.roster.shift_plan.coverage, facts, day))
    _coverage(rows, facts)
    _people(job, now, facts, day)
    edited_book.show(job, now)
    st.divider()
    review_tabs.show(job, now, facts)
    with st.expander("Details: cost, roles and weeks"):
        _details(figures)
    menu.link(menu.CHECK, "Check the service it gives")
    menu.link(menu.EXPORT, "Export the roster")


def _said() -> None:
    told = state.said()
    if told is not None:
        (st.error if told[1] else st.success)(told[0])


def _headline(figures: dict[str, Any], standing: Standing, now: Draft, facts: Facts) -> None:
    st.markdown(f"#### {words.outcome(figures)}")
    st.caption(words.version_line(standing.version, standing.status, now.version, facts.zone))
    standing_told = {
        "Under, people-hours": (words.one_decimal(standing.under_hours), None),
        "Hours outside target": (
            words.one_decimal(standing.outside_hours),
            "Clock hours, crew by crew, in which fewer are on duty than the target needs.",
        ),
        "Hard-rule breaks": (words.whole(standing.hard_breaks), None),
        "Overtime hours": (words.one_decimal(standing.overtime_hours), "Paid beyond contracts."),
        "Open shifts": (words.whole(standing.open_shifts), None),
    }
    if standing.version:
        standing_told["Changes since publish"] = (
            words.whole(standing.changed_days),
            "Days of people that differ from what was published.",
        )
    # Side by side where there is room, else in two rows: a label cut off tells nothing.
    with st.container(horizontal=True, gap="medium"):
        for label, (value, meaning) in standing_told.items():
            st.metric(label, value, help=meaning, width="content")


def _coverage(rows: pd.DataFrame, facts: Facts) -> None:
    strip = roster_frames.coverage_strip(rows)
    st.caption(
        f"People on duty after absence (bars) and people needed (line), {facts.zone}. Red: some crew is "
        "under by the number above, however many another has over."
    )
    st.altair_chart(
        charts.coverage_strip(strip, frames.clock_order(rows)),
        alt="Need and have by time of day; red and signed where people are under",
    )


def _people(job: Job, now: Draft, facts: Facts, day: date) -> None:
    st.subheader("People and dates", anchor=False)
    roster = now.roster
    zones = opened.given(job).plan_input.policy.sites.set_index("site")["time_zone"]
    grid = roster_frames.grid(roster, now.staff.away, opened.changes(job, now), now.staff.locks)
    lines = pd.concat([roster.shift_plan.lines, roster.open_lines])
    looks = roster_frames.cell_looks(grid, roster_frames.shift_fills(lines, zones))
    styled = grid.style.apply(lambda _: looks, axis=None)
    config = {name: st.column_config.TextColumn(pinned=name in PINNED) for name in roster_frames.LABELS}
    dates = [str(name) for name in grid if name not in roster_frames.LABELS]
    event = st.dataframe(
        styled,
        hide_index=True,
        column_config=config,
        column_order=[*PINNED, *dates, *(name for name in roster_frames.LABELS if name not in PINNED)],
        on_select="rerun",
        selection_mode="single-cell",
        height=TALLEST if len(grid) > ROWS_IN_FULL else "content",
        key=state.GRID,
        alt="Shift codes by person and date, grouped by team leader; a blank is a day off",
    )
    st.caption(
        "Choose a cell to see that day and change it. Darker cells start later, grey is leave, blank is off, "
        "● has changed since it was published, 🔒 is locked."
    )
    person, chosen = _chosen(event, roster_frames.people_in_order(roster.people), now, day)
    if person:
        _day(job, now, person, chosen, zones)


def _chosen(event: Any, people: pd.DataFrame, now: Draft, day: date) -> tuple[str, date]:
    """Return the person and date of the cell clicked; before a click, the first who works on the day."""
    dates = {words.day(each): each.date() for each in roster_frames.dates_of(now.roster)}
    cells = event.selection.get("cells", [])
    row = cells[0][0] - len(roster_frames.TOTALS) if cells else -1
    # A cell chosen in a longer roster may lie outside this one.
    if 0 <= row < len(people):
        return str(people["person_id"].iat[row]), dates.get(cells[0][1], day)
    duties = now.roster.duties
    at_work = set(duties.loc[duties["date"] == pd.Timestamp(day), "person_id"])
    led = people.loc[people["is_led"], "person_id"]
    first = [who for who in led if who in at_work] or list(led) or list(people["person_id"])
    return (str(first[0]), day) if first else ("", day)


def _day(job: Job, now: Draft, person_id: str, day: date, zones: pd.Series) -> None:
    person = now.roster.people.set_index("person_id").loc[person_id]
    zone = str(zones[person["site"]])
    timeline = roster_frames.person_day(now.roster, person_id, day, zone)
    st.markdown(f"**{person['name'] or person_id}, {words.day(day)}** ({zone})")
    if timeline.empty:
        st.info(f"{person['name'] or person_id} is off on {words.day(day)}.")
    else:
        st.altair_chart(charts.day_timeline(timeline), alt=f"Timeline of {person_id} on {words.day(day)}")
    change, why = st.columns(2)
    with change:
        by_hand.show(job, now, person_id, pd.Timestamp(day))
    with why:
        st.markdown("**Why this day is as it is**")
        explained.show(
            explain_roster_cell(opened.replay(job), opened.worked(job, now), person_id, pd.Timestamp(day))
        )


def _details(figures: dict[str, Any]) -> None:
    hours = sum(role["paid_hours"] for role in figures["roles"].values())
    heads = figures["heads"]
    cost, paid, settled, everyone, first = st.columns(5)
    cost.metric("Cost of the plan", words.money(figures["currency"], figures["cost"]))
    paid.metric("Paid hours", words.whole(hours))
    settled.metric("Heads to employ", words.whole(heads["settled"]))
    everyone.metric("Heads, all people", words.whole(heads["all_people"]))
    first.metric("Heads, first 30 days", words.whole(heads["first_30_days"]))
    tables.show(roster_frames.role_table(figures), alt="People, hours and service by role")
    st.caption(
        "Under or late: people-hours missing, and hours of reviews, callbacks and email not done when due. "
        "A role with 0 people has its work done by people of other roles, while callers leave them time."
    )
    weeks = pd.DataFrame(figures["shift_plan"]["weeks"])
    tables.show(roster_frames.week_table(weeks), alt="Cost and closeness by week")
    st.caption(f"As the run left it. {words.one_decimal(figures['seconds'])} CPU seconds in all.")


if __name__ == "__main__":
    show()

"""The tables of a migration: dated actions, money by phase, gates, reasons, a week's steps to its roster.

Plain pandas without Streamlit; nothing here decides a number. Phases and weeks count from 1 on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wfm.migration import MigrationPlan, Prepared
from wfm.migration.case import POST
from wfm.migration.figures import ITEMS, cost_by_phase
from wfm.migration.gate_noun import GateTable
from wfm.migration.staying_words import staying_words
from wfm.migration.week_heads import (
    CONTRACTS,
    ELSEWHERE,
    NEED,
    OWN_WEEK,
    RESERVE,
    ROSTER,
    ROUNDED,
    SHIFTS,
    UNFORESEEN,
    WHOLE,
)
from wfm.migration.week_heads import ITEMS as STEPS
from wfm.roles import in_mode, mode_words, with_mode_names
from wfm.screens import words
from wfm.screens.migration_frames import LEAST_HEADS, long_day, post_name
from wfm.units import percent

ITEM_NAMES = {
    "wages": "Wages",
    "overtime": "Overtime",
    "temps": "Temps",
    "time_off": "Time off, unpaid",
    "classes": "Classes",
    "retraining": "Retraining",
    "releases": "Notice pay",
    "ai": "AI",
    "shortage": "Shortage, priced",
    "terminal": "Weeks after the programme",
}


STEP_NAMES = {
    NEED: "Migration",
    RESERVE: "Rollback reserve",
    OWN_WEEK: "Own week",
    ELSEWHERE: "Reviews by others",
    SHIFTS: "Shifts found",
    CONTRACTS: "Contracts",
    WHOLE: "Whole people",
    ROUNDED: "Leave, rounded up",
    UNFORESEEN: "Not foreseen",
    ROSTER: "Roster",
}
"""Short enough for one table; ``STEP_HELP`` says more."""

STEP_HELP = {
    NEED: "Heads the migration counts for this week.",
    RESERVE: "Kept for a rollback in the migration; the roster does not plan them.",
    OWN_WEEK: "The week's dates, handle times by interval and learning by day, against a typical week.",
    ELSEWHERE: "Reviews that people of other roles make in idle time between contacts.",
    SHIFTS: "Paid hours of the shifts found, against the hours assumed for every hour needed.",
    CONTRACTS: "The roster's contract hours against those of the people employed.",
    WHOLE: "A roster has whole people with days off.",
    ROUNDED: "Leave is added and heads are rounded up once for each crew.",
    UNFORESEEN: "Crews the migration has no need for.",
    ROSTER: "Heads of the roster.",
}


NAME_COLUMNS = {
    "heads": "Heads",
    "today": "Today's people",
    "retrained": "Retrained",
    "new": "New",
    "unnamed": "Not on sheet Staff",
    "free": "Leave and spare",
    "to_fill": "To fill",
    "other_hours": "Other hours",
}

NAME_HELP = {
    "heads": "Able to work in this week, as the migration has them, in whole people.",
    "today": "People of the staff list who keep their role.",
    "retrained": "People of the staff list who have learnt this role by then.",
    "new": "People hired by then, by their class.",
    "unnamed": "Heads of sheet Headcount that sheet Staff does not name.",
    "free": "Without a shift: on leave, kept for a rollback, reviewers whose reviews others do, or spare.",
    "to_fill": "Positions for which the migration has nobody: overtime, temps, or short.",
    "other_hours": "People whose contract is not the hours of the position they stand on.",
}


def to_do(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the dated actions as a table; what happens by itself is left out."""
    own = actions[~actions["is_milestone"]]
    return pd.DataFrame(
        {
            "Act on": own["act_on"],
            "What": own["action"].map(words.sentence_case),
            "People": ["" if pd.isna(people) else words.number(round(people, 1)) for people in own["people"]],
            "Cost": [words.whole(amount) if amount > 0 else "" for amount in own["amount"]],
            "In words": own["sentence"],
        }
    )


def money(plan: MigrationPlan) -> pd.DataFrame:
    """Return the cost by phase (rows) and item (columns), items that cost nothing left out, with totals."""
    table = cost_by_phase(plan)
    table = table[[item for item in ITEMS if table[item].abs().max() > 0]].rename(columns=ITEM_NAMES)
    table.index = pd.Index([f"Phase {phase + 1}" for phase in table.index], name="Phase")
    table["Total"] = table.sum(axis=1)
    table.loc["Programme"] = table.sum()
    return table.reset_index()


def money_bars(plan: MigrationPlan) -> pd.DataFrame:
    """Return what is paid by phase and item, one under the other; the weeks after are no payment."""
    table = cost_by_phase(plan).drop(columns="terminal")
    long = table.rename_axis("phase").reset_index().melt("phase", var_name="item", value_name="amount")
    long = long[long["amount"] != 0]
    return long.assign(name=long["item"].map(ITEM_NAMES), phase="Phase " + (long["phase"] + 1).astype(str))


def risk_by_phase(plan: MigrationPlan) -> pd.DataFrame:
    """Return critical errors expected to stay undetected, by phase and queue."""
    risk = plan.stays[["phase", "queue", "risk"]]
    return risk.assign(phase="Phase " + (risk["phase"] + 1).astype(str))


def gate_rows(table: GateTable) -> pd.DataFrame:
    """Return the gates that come next as a table: what is to be proven, how far it is, the earliest date."""
    gates = table.gates
    return pd.DataFrame(
        {
            "Queue": gates["queue"],
            "Move": gates["from_way"].map(mode_words) + " to " + gates["to_way"].map(mode_words),
            "Can move from": gates["leaves_on"],
            "Errors at most": [_share(limit) for limit in gates["error_limit"]],
            "Reviews needed": gates["reviews"],
            "Errors allowed": gates["errors_allowed"],
            "Reviews done": gates["reviews_done"],
            "Errors found": gates["errors_found"],
            "Escalated": [_escalated(*counts) for counts in _counted(gates)],
            "Still possible?": [_possible(*row) for row in _tracked(gates)],
            "Chance to pass": [_chance(chance) for chance in gates["chance_fifth"]],
        }
    )


def gate_words(table: GateTable) -> dict[str, list[str]]:
    """Return what decides each gate, then the ways to bring its proof with prices, the cheapest marked."""
    found: dict[str, list[str]] = {}
    for row in table.gates.to_dict("records"):
        latest = f" By its latest date: {row['latest']}." if row["latest"] else ""
        found[_gate_title(row)] = [f"{words.sentence_case(row['verdict'])}.{latest}"]
        if row["prices"]:
            found[_gate_title(row)].append(row["prices"])
    for row in table.options.to_dict("records"):
        mark = " **Cheapest.**" if row["is_cheapest"] else ""
        found[_gate_title(row)].append(f"{row['words']}{mark}")
    return {title: [with_mode_names(each) for each in said] for title, said in found.items()}


def _gate_title(row: Mapping[Any, Any]) -> str:
    return f"{row['queue']}, {in_mode(row['from_way'])} to {in_mode(row['to_way'])}"


def _tracked(gates: pd.DataFrame) -> list[tuple[float, float, float]]:
    columns = ("reviews_done", "errors_found", "errors_allowed")
    return list(zip(*(gates[name].tolist() for name in columns), strict=True))


def _counted(gates: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(gates["escalated"].tolist(), gates["conversations_counted"].tolist(), strict=True))


def _escalated(escalated: int, of: int) -> str:
    return f"{words.whole(escalated)} of {words.whole(of)}" if of else words.NOTHING


def _possible(done: float, found: float, allowed: float) -> str:
    if pd.isna(allowed):
        return words.NOTHING
    if found > allowed:
        return "no: begin again"
    return "yes" if done else "yes, not begun"


def _share(limit: float) -> str:
    return words.NOTHING if pd.isna(limit) else percent(limit, 2)


def _chance(chance: float) -> str:
    return words.NOTHING if pd.isna(chance) else words.percent(chance)


def why(prepared: Prepared, plan: MigrationPlan, alternatives: pd.DataFrame, queue: str) -> list[str]:
    """Return why a queue goes where it goes, a sentence each: its price, what it may do, does, what ended."""
    free, found = prepared.freedoms[queue], prepared.paths[queue]
    stays = plan.stays[plan.stays["queue"] == queue]
    is_still = bool((stays["way"] == stays["from_way"]).all())
    currency = prepared.case.policy.settings.currency
    priced = staying_words(queue, str(stays["way"].iloc[0]), alternatives, currency) if is_still else ""
    said = [*([priced] if priced else []), f"{words.sentence_case(with_mode_names(free.because))}."]
    moves = [
        f"from {in_mode(before.label)} to {in_mode(after.label)}: {reason}"
        for (before, after), reason in free.moves.items()
    ]
    said.append(f"It may move {'; '.join(moves)}." if moves else "It does not move.")
    said += [_phase_words(plan, row) for row in _changes(plan, queue)]
    said.append(f"{words.count(len(found.paths), 'path')} through the phases could be chosen among.")
    said += [
        f"Ruled out at {words.count(number, 'step')}: {with_mode_names(rule)}."
        for rule, number in sorted(found.ended.items())
    ]
    return said


def _changes(plan: MigrationPlan, queue: str) -> list[dict[str, object]]:
    """Return the first phase of a queue and those in which it moves."""
    mine = plan.stays[plan.stays["queue"] == queue].sort_values("phase")
    changed = mine[(mine["phase"] == 0) | (mine["way"] != mine["from_way"])]
    return [{str(name): value for name, value in row.items()} for row in changed.to_dict("records")]


def _phase_words(plan: MigrationPlan, row: dict[str, object]) -> str:
    phase = int(str(row["phase"]))
    where = f"From {long_day(plan.phases.phase_start(phase))} in {in_mode(str(row['way']))}"
    return f"{where}: {row['reason']}." if row["way"] != row["from_way"] else f"{where}."


def week_steps(table: pd.DataFrame) -> pd.DataFrame:
    """Return the heads of a week by crew (rows) from the migration's need by steps to the roster's."""
    keys = ["site", "role", "pool"]
    wide = table.pivot_table(index=keys, columns="item", values="heads", sort=False)
    wide = wide.reindex(columns=list(STEPS)).fillna(0.0)
    inner = wide[[step for step in STEPS if step not in (NEED, ROSTER)]]
    shown = inner.columns[inner.abs().max() >= LEAST_HEADS]
    wide = wide[[NEED, *shown, ROSTER]].reset_index()
    names = [
        " · ".join(filter(None, (words.role_name(row["role"]), row["pool"], row["site"])))
        for row in wide[keys].to_dict("records")
    ]
    wide = wide.drop(columns=keys)
    wide.insert(0, "Crew", names)
    total = {"Crew": "All crews"} | wide.drop(columns="Crew").sum().to_dict()
    wide = pd.concat([wide, pd.DataFrame([total])], ignore_index=True)
    return pd.DataFrame(
        {
            "Crew": wide["Crew"],
            STEP_NAMES[NEED]: wide[NEED].map(words.one_decimal),
            **{STEP_NAMES[step]: wide[step].map(_step) for step in shown},
            STEP_NAMES[ROSTER]: wide[ROSTER].map(words.whole),
        }
    )


def week_names(table: pd.DataFrame) -> pd.DataFrame:
    """Return by role and site how the people of a week come to it; posts without anybody are left out."""
    table = table[(table["heads"] > 0) | (table["to_fill"] > 0)]
    shown = {
        column: name for column, name in NAME_COLUMNS.items() if column == "heads" or table[column].any()
    }
    posts = [post_name(post) for post in table[list(POST)].itertuples(index=False, name=None)]
    return pd.DataFrame({"Role and site": posts, **{name: table[column] for column, name in shown.items()}})


def _step(heads: float) -> str:
    return words.signed_fte(heads) if round(heads, 1) else "0"

"""A week of the migration beside its roster: where the heads of one and of the other differ, item by item.

Both count a crew's hours on duty and turn them into people. The migration knows what a needed hour takes on
the average (``shift_fit``), the roster has the shifts; the steps between them add up to the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from wfm.migration.case import POST, MigrationCase, heads_per_hour
from wfm.migration.noun import MigrationPlan
from wfm.people import SkillSets
from wfm.requirement import Requirement
from wfm.roles import Role
from wfm.roster import Roster
from wfm.schema import Column, Schema
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR

SkillSet = tuple[str, str]
Pair = tuple[str, str]
CREW = ["site", "role", "pool"]
NEED = "need of the migration"
RESERVE = "kept for a rollback, not rostered"
OWN_WEEK = "the week's own times and dates"
ELSEWHERE = "reviews done by others between contacts"
SHIFTS = "shifts as found, against the fit assumed"
CONTRACTS = "contracts of the roster"
WHOLE = "whole people and days off"
ROUNDED = "leave, rounded up"
UNFORESEEN = "not in the migration"
ROSTER = "heads of the roster"
ITEMS = (NEED, RESERVE, OWN_WEEK, ELSEWHERE, SHIFTS, CONTRACTS, WHOLE, ROUNDED, UNFORESEEN, ROSTER)

WEEK_HEADS = Schema(
    "Heads of a week, from migration to roster",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "item": Column("str", "", "need of the migration, each step, and heads of the roster"),
        "heads": Column("float64", "heads", "the first and the last as they are, the steps more or less"),
    },
    (*CREW, "item"),
)
"""Steps of a crew are in the order of ``ITEMS``; the first and all steps add up to the last."""

NOBODY: Mapping[Any, Any] = {"paid": 0.0, "contract": 0.0, "positions": 0.0, "heads": 0.0}


def week_heads(
    case: MigrationCase,
    plan: MigrationPlan,
    week: int,
    required: Requirement,
    skill_sets: SkillSets,
    roster: Roster,
) -> pd.DataFrame:
    """Return the heads of every crew in a week of the migration and in its roster, and the steps between.

    Parameters
    ----------
    case, plan
        The migration.
    week
        Week of the programme, from 0.
    required, skill_sets, roster
        Need, skill sets and numbered positions of that week, planned from ``week_input``.

    Returns
    -------
    pd.DataFrame
        As ``WEEK_HEADS``.
    """
    crews = _rows_by(plan.crews[plan.crews["week"] == week], CREW)
    posts = _rows_by(case.posts, POST)
    pairs = _pairs(skill_sets)
    duty, found, elsewhere = _duty_hours(required), _found(roster, pairs), _elsewhere(case, roster, pairs)
    rows = []
    for key in sorted({*crews, *found}):
        there = found.get(key, NOBODY)
        if key in crews:
            post = posts[key[0], key[1], crews[key]["skill"]]
            steps = _steps(crews[key], post, duty.get(key, 0.0), elsewhere.get(key, 0.0), there)
        else:
            steps = {UNFORESEEN: there["heads"]}
        for item, heads in ({NEED: 0.0} | steps | {ROSTER: there["heads"]}).items():
            rows.append((*key, item, heads))
    return WEEK_HEADS.conform(pd.DataFrame(rows, columns=list(WEEK_HEADS.columns)))


def _steps(
    crew: Mapping[str, Any],
    post: Mapping[str, Any],
    duty: float,
    elsewhere: float,
    there: Mapping[Any, Any],
) -> dict[str, float]:
    """Return the need and the steps from it to the roster's heads."""
    given = post["contract_hours"] * (1.0 - post["leave_share"])
    per_hour = heads_per_hour(post)
    own = duty * per_hour
    moved = min(duty, elsewhere) * per_hour
    paid = there["paid"] / given
    # Without anybody there is no contract to differ by.
    contract = there["contract"] or post["contract_hours"]
    unequal = paid * post["contract_hours"] / contract
    whole = there["positions"] / (1.0 - post["leave_share"])
    return {
        NEED: crew["need"],
        RESERVE: -crew["reserve"],
        OWN_WEEK: own - (crew["need"] - crew["reserve"]),
        ELSEWHERE: -moved,
        SHIFTS: paid - (own - moved),
        CONTRACTS: unequal - paid,
        WHOLE: whole - unequal,
        ROUNDED: there["heads"] - whole,
    }


def _rows_by(table: pd.DataFrame, key: Iterable[str]) -> dict[Any, Mapping[Any, Any]]:
    return {tuple(row[name] for name in key): row for row in table.to_dict("records")}


def _duty_hours(required: Requirement) -> dict[Any, float]:
    """Return hours on duty by crew, work that may wait among them."""
    live = required.table.groupby(CREW)["on_duty"].sum() * required.horizon.interval_hours
    return dict(live.add(required.deferred.groupby(CREW)["hours"].sum(), fill_value=0.0))


def _pairs(skill_sets: SkillSets) -> dict[SkillSet, Pair]:
    """Return the role and pool that people of each skill set are there for."""
    first = skill_sets.skills[skill_sets.skills["is_primary"]]
    keys = zip(first["site"], first["skill_set"], strict=True)
    return dict(zip(keys, zip(first["role"], first["pool"], strict=True), strict=True))


def _found(roster: Roster, pairs: Mapping[SkillSet, Pair]) -> dict[Any, Mapping[Any, Any]]:
    """Return paid hours, mean contract, positions and heads by crew; leaders of teams are nobody's cover."""
    keys, lines = ["site", "skill_set"], roster.shift_plan.lines
    paid = lines.assign(paid=lines["people"] * lines["paid_minutes"] / MINUTES_PER_HOUR).groupby(keys)["paid"]
    people = roster.people[roster.people["leads"] == ""]
    each = roster.positions.set_index(keys).assign(
        paid=paid.sum(), contract=people.groupby(keys)["contract_hours"].mean()
    )
    each = each[["paid", "contract", "positions", "heads"]].astype("float64").fillna(0.0)
    return {
        (row["site"], *pairs[row["site"], row["skill_set"]]): row
        for row in each.reset_index().to_dict("records")
    }


def _elsewhere(case: MigrationCase, roster: Roster, pairs: Mapping[SkillSet, Pair]) -> dict[Any, float]:
    """Return hours of reviews, absence taken off, that others than reviewers make, by the reviewers' crew."""
    lines = roster.shift_plan.lines[["line", "site", "skill_set", "people"]]
    activities, reviewer = roster.shift_plan.activities, str(Role.QA_REVIEWER)
    found: dict[Any, float] = {}
    for row in activities[activities["activity"] == "review"].merge(lines, on="line").to_dict("records"):
        role, _ = pairs[row["site"], row["skill_set"]]
        if role != reviewer:
            hours = (row["end"] - row["start"]).total_seconds() / SECONDS_PER_HOUR * row["people"]
            key = row["site"], reviewer, row["pool"]
            found[key] = found.get(key, 0.0) + hours * (1.0 - case.policy.floor_loss(row["site"], role))
    return found

"""Names on the numbered positions of a week: the people whom the migration has in each post by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wfm.migration.case import POST
from wfm.migration.noun import MigrationPlan
from wfm.migration.who import Came, Post, Somebody
from wfm.people import SkillSets
from wfm.roster import Roster
from wfm.schema import Column, Schema

WEEK_NAMES = Schema(
    "Names of a week",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "skill": Column("str", "", "language and licence"),
        "heads": Column("int64", "people", "able to work, as the migration has them, whole", 0),
        **{
            str(came): Column("int64", "people", f"of the positions, people who are {came}", 0)
            for came in Came
        },
        "to_fill": Column("int64", "positions", "positions for which the migration has nobody", 0),
        "free": Column("int64", "people", "people without a position: leave, reserve, whole shifts", 0),
        "other_hours": Column("int64", "people", "people whose contract is not the position's hours", 0),
    },
    POST,
)


@dataclass(frozen=True, eq=False)
class NamedWeek:
    """A week's roster with names on its positions, and by post how they came to it (as ``WEEK_NAMES``)."""

    roster: Roster
    names: pd.DataFrame


def named_week(
    roster: Roster, skill_sets: SkillSets, plan: MigrationPlan, people: Mapping[Post, Sequence[Somebody]]
) -> NamedWeek:
    """Return a week's roster with the migration's people on its positions; their numbers and shifts stay.

    A position takes first who works for its crew today, then whose contract has its hours, then who is there
    longest; where the migration has nobody left, it stays to be filled.

    Parameters
    ----------
    roster, skill_sets
        Of the week, with numbered positions.
    plan
        The migration: the skill of every crew.
    people
        By post, as ``wfm.migration.who.who`` gives them.
    """
    pools = _pools(roster, skill_sets)
    skills = {(row["site"], row["role"], row["pool"]): row["skill"] for row in plan.crews.to_dict("records")}
    positions: dict[Post, list[Any]] = {}
    for index, (site, role, pool) in pools.items():
        if (site, role, pool) in skills:
            positions.setdefault((site, role, skills[site, role, pool]), []).append(index)
    hours, names, rows = roster.people["contract_hours"], roster.people["name"].copy(), []
    for post in sorted({*people, *positions}):
        mine, there = positions.get(post, []), people.get(post, ())
        dealt = _dealt(mine, there, pools, hours)
        for index in mine:
            names[index] = dealt[index].name if index in dealt else f"{names[index]} (to fill)"
        came = [person.came for person in dealt.values()]
        rows.append(
            dict[str, Any](zip(POST, post, strict=True))
            | {
                "heads": len(there),
                **{str(each): came.count(each) for each in Came},
                "to_fill": len(mine) - len(dealt),
                "free": len(there) - len(dealt),
                "other_hours": sum(person.has_other_hours(hours[index]) for index, person in dealt.items()),
            }
        )
    told = WEEK_NAMES.conform(pd.DataFrame(rows, columns=list(WEEK_NAMES.columns)))
    return NamedWeek(replace(roster, people=roster.people.assign(name=names)), told)


def _pools(roster: Roster, skill_sets: SkillSets) -> dict[Any, tuple[str, str, str]]:
    """Return site, role and crew of every position, by its place in the table; those who lead have none."""
    first = skill_sets.skills[skill_sets.skills["is_primary"]]
    pairs = {(row["site"], row["skill_set"]): (row["role"], row["pool"]) for row in first.to_dict("records")}
    found = roster.people[roster.people["leads"] == ""]
    keys = zip(found["site"], found["skill_set"], strict=True)
    return {index: (key[0], *pairs[key]) for index, key in zip(found.index, keys, strict=True)}


def _dealt(
    positions: Sequence[Any],
    people: Sequence[Somebody],
    pools: Mapping[Any, tuple[str, str, str]],
    hours: pd.Series,
) -> dict[Any, Somebody]:
    """Return who takes which position: one after another takes whom it suits best of those left."""
    left, dealt = list(people), dict[Any, Somebody]()
    for index in positions[: len(left)]:
        pool = pools[index][2]
        best = min(left, key=lambda each: (pool not in each.pools, each.contract_hours != hours[index], each))
        left.remove(best)
        dealt[index] = best
    return dealt

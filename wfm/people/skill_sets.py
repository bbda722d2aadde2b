"""Skill sets from the staff list: people alike in what they can work and in their contract are one set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from wfm.assumption import Assumption
from wfm.people.needed import Pair, roles_by_crew, skill_rows
from wfm.people.noun import HEADS, SKILLS, SkillSets
from wfm.people.person import Person
from wfm.policy import Policy

Class = tuple[str, tuple[Pair, ...], float]
"""Site, (role, pool) pairs and contract hours: people alike in these can stand in for one another."""


def named_classes(people: Iterable[Person]) -> dict[Class, str]:
    """Return the name of the skill set of every class of people, supervisors left out.

    The roles, then the pools; where several contracts hold the same skills, the hours in brackets.
    """
    classes = list(dict.fromkeys(skill_class(person) for person in people if not person.leads))
    bases: dict[tuple[str, tuple[Pair, ...]], str] = {}
    for site, pairs, _ in classes:
        if (site, pairs) not in bases:
            taken = {name for (where, _), name in bases.items() if where == site}
            bases[site, pairs] = _unique(_base_name(pairs), taken)
    contracts: dict[tuple[str, tuple[Pair, ...]], int] = {}
    for site, pairs, _ in classes:
        contracts[site, pairs] = contracts.get((site, pairs), 0) + 1
    return {
        (site, pairs, hours): bases[site, pairs] + (f" ({hours:g} h)" if contracts[site, pairs] > 1 else "")
        for site, pairs, hours in classes
    }


def skill_class(person: Person) -> Class:
    """Return what puts a person into one skill set with others."""
    return person.site, person.pairs, person.contract_hours


def staff_skill_sets(
    people: Sequence[Person], names: dict[Class, str], policy: Policy, notes: tuple[Assumption, ...]
) -> SkillSets:
    """Return the skill sets of the people with their heads and contract hours.

    Parameters
    ----------
    people
        Everybody planned.
    names
        As ``named_classes`` gives them.
    policy
        What the plan needs; work that nobody can do is listed.
    notes
        Assumptions made on the way.
    """
    skills: list[dict[str, object]] = []
    heads = []
    counts: dict[Class, int] = dict.fromkeys(names, 0)
    for person in people:
        if not person.leads:
            counts[skill_class(person)] += 1
    for (site, pairs, hours), skill_set in names.items():
        skills += skill_rows(site, skill_set, pairs)
        count = counts[site, pairs, hours]
        heads.append({"site": site, "skill_set": skill_set, "heads": count, "contract_hours": hours})
    table = SKILLS.conform(pd.DataFrame(skills, columns=list(SKILLS.columns)))
    heads_table = HEADS.conform(pd.DataFrame(heads, columns=list(HEADS.columns)))
    return SkillSets(table, heads_table, (*notes, *_nobody_for(table, policy)))


def _base_name(pairs: tuple[Pair, ...]) -> str:
    roles, pools = dict.fromkeys(role for role, _ in pairs), dict.fromkeys(pool for _, pool in pairs)
    return f"{' + '.join(roles)} {' + '.join(pools)}"


def _unique(name: str, taken: set[str]) -> str:
    count = 1
    unique = name
    while unique in taken:
        count += 1
        unique = f"{name} ({count})"
    return unique


def _nobody_for(skills: pd.DataFrame, policy: Policy) -> list[Assumption]:
    held = set(zip(skills["site"], skills["role"], skills["pool"], strict=True))
    return [
        Assumption("warning: staff", f"{site}: {role} {pool}", "nobody", "people", "", "", "Sheet Staff")
        for (site, pool), roles in roles_by_crew(policy).items()
        for role in roles
        if (site, str(role), pool) not in held
    ]

"""Who can stand in for whom: people and duty lines of one site fall apart into groups that share neither."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from models.roster.day_prices import Pairs
from models.roster.site_month import SiteMonth
from wfm.people import SkillSets


def pairs_of(skill_sets: SkillSets, site: str) -> dict[str, Pairs]:
    """Return the roles and pools that each skill set of a site can work."""
    own = skill_sets.skills[skill_sets.skills["site"] == site]
    found: dict[str, set[tuple[str, str]]] = {}
    for name, role, pool in own[["skill_set", "role", "pool"]].itertuples(index=False):
        found.setdefault(str(name), set()).add((str(role), str(pool)))
    return {name: frozenset(pairs) for name, pairs in found.items()}


def able_sets(lines: pd.DataFrame, held: Mapping[str, Pairs]) -> list[frozenset[str]]:
    """Return, for each line, the skill sets whose people can do all of its work."""
    known: dict[Pairs, frozenset[str]] = {}
    for pairs in lines["pairs"]:
        if pairs not in known:
            known[pairs] = frozenset(name for name, own in held.items() if pairs <= own)
    return [known[pairs] for pairs in lines["pairs"]]


def groups(names: Sequence[str], together: Iterable[frozenset[str]]) -> list[tuple[str, ...]]:
    """Return skill sets in groups: those named together, directly or by way of others, in one.

    Parameters
    ----------
    names
        Skill sets that have people.
    together
        Sets of skill sets that share a line, or a rule about people together.
    """
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for shared in set(together):
        roots = sorted(root(name) for name in shared if name in parent)
        for other in roots[1:]:
            parent[other] = roots[0]
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(root(name), []).append(name)
    return [tuple(members) for members in found.values()]


def sets_of_new_starters(people: pd.DataFrame, month: SiteMonth) -> frozenset[str]:
    """Return the skill sets that must be planned together, so that not too many new starters meet.

    None where the rule is off, or there are never more of them than it allows.
    """
    if not month.is_on("new_starters_together"):
        return frozenset()
    age = (month.dates.iloc[0] - people["start_date"]).dt.days
    has_started = people["start_date"] <= month.dates.iloc[-1]
    new = people[has_started & (age <= month.terms["new_starter_days"])]
    if len(new) <= month.rules["new_starters_together"].limit:
        return frozenset()
    return frozenset(str(name) for name in new["skill_set"])

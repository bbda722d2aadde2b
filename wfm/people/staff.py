"""Skill sets from the staff list: people who can work the same roles for the same pools are one set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.people.needed import Pair, roles_by_crew, skill_rows
from wfm.people.noun import HEADS, SKILLS, SkillSets
from wfm.policy import Policy
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.roles import Role
from wfm.workbook.header import nearest_header
from wfm.workbook.table import InputRow


@dataclass(frozen=True)
class _Person:
    site: str
    pairs: tuple[Pair, ...]
    contract_hours: float


def staff_skill_sets(rows: Sequence[InputRow], policy: Policy, faults: list[Fault]) -> SkillSets:
    """Return the skill sets of sheet Staff with their heads and mean contract hours.

    Parameters
    ----------
    rows
        One per person: site, roles (the first sets the pay; proficiency in brackets is not used), pools
        (blank: every pool of the site whose language and licence the person holds), contract hours.
    policy
        Sites, queues, pools and their languages and licences.
    faults
        Unknown sites, roles and pools, missing sites and people listed twice are appended.
    """
    full_time = policy.reference.value("contract_hours")
    people = []
    idle = []
    seen: dict[str, str] = {}
    for row in rows:
        name = text(row, "agent_id")
        if name and name in seen:
            found = f"{name!r} stands twice, first at {seen[name]}"
            faults.append(Fault(cell(row, "agent_id"), found, "one row a person"))
        seen.setdefault(name, cell(row, "agent_id"))
        site = _site(row, policy, faults)
        if site is None:
            continue
        pairs = _pairs(row, site, policy, faults)
        if pairs:
            hours = number(row, "contract_hours")
            people.append(_Person(site, pairs, full_time if hours is None else hours))
        else:
            idle.append(name)
    groups: dict[tuple[str, tuple[Pair, ...]], list[float]] = {}
    for person in people:
        groups.setdefault((person.site, person.pairs), []).append(person.contract_hours)
    skills: list[dict[str, object]] = []
    heads = []
    for (site, pairs), hours_of in groups.items():
        taken = {row["skill_set"] for row in skills if row["site"] == site}
        skill_set = _name(pairs, taken)
        skills += skill_rows(site, skill_set, pairs)
        mean = sum(hours_of) / len(hours_of)
        heads.append({"site": site, "skill_set": skill_set, "heads": len(hours_of), "contract_hours": mean})
    table = SKILLS.conform(pd.DataFrame(skills, columns=list(SKILLS.columns)))
    heads_table = HEADS.conform(pd.DataFrame(heads, columns=list(HEADS.columns)))
    return SkillSets(table, heads_table, _notes(rows, table, idle, policy))


def _site(row: InputRow, policy: Policy, faults: list[Fault]) -> str | None:
    sites = [str(site) for site in policy.sites["site"]]
    if text(row, "site"):
        return known_name(row, "site", sites, "site", faults)
    if len(sites) > 1:
        found = f"{text(row, 'agent_id')!r} has no site"
        faults.append(Fault(cell(row, "site"), found, f"one of: {', '.join(sites)}"))
        return None
    return sites[0]


def _pairs(row: InputRow, site: str, policy: Policy, faults: list[Fault]) -> tuple[Pair, ...]:
    """Return what a person can work, of what the plan needs; the role named first comes first."""
    needed = {pool: roles for (at, pool), roles in roles_by_crew(policy).items() if at == site}
    roles = _listed(row, "roles", [str(role) for role in Role], faults)
    if text(row, "pools"):
        pools = _listed(row, "pools", sorted(policy.queues["pool"].unique()), faults)
    else:
        pools = [pool for pool in needed if _qualifies(row, site, pool, policy)]
    return tuple((role, pool) for role in roles for pool in pools if role in needed.get(pool, ()))


def _qualifies(row: InputRow, site: str, pool: str, policy: Policy) -> bool:
    """Return whether a person holds the languages and licences of every queue of a pool."""
    queues = policy.queues[(policy.queues["site"] == site) & (policy.queues["pool"] == pool)]
    for column, held in (("language", text(row, "languages")), ("licence", text(row, "licences"))):
        asked = {word.casefold() for word in queues[column] if word}
        if (held or column == "licence") and not asked <= {word.casefold() for word in _words(held)}:
            return False
    return True


def _listed(row: InputRow, column: str, known: list[str], faults: list[Fault]) -> list[str]:
    """Return the known names a cell lists, in its order, each once; appends unknown ones to ``faults``."""
    by_key = {re.sub(r"[\s_]+", "", name).casefold(): name for name in known}
    found = []
    for word in _words(text(row, column)):
        name = by_key.get(re.sub(r"[\s_]+", "", word).casefold())
        if name is None:
            near = nearest_header(word, known)
            action = f"The nearest is {near}." if near else ""
            expected = f"of: {', '.join(known)}"
            faults.append(Fault(cell(row, column), f"{column} names {word!r}", expected, action))
        elif name not in found:
            found.append(name)
    return found


def _words(listed: str) -> list[str]:
    plain = re.sub(r"\([^)]*\)", "", listed)
    return [word.strip() for word in re.split(r"[,;/+|]", plain) if word.strip()]


def _name(pairs: tuple[Pair, ...], taken: set[object]) -> str:
    """Return a short name: the roles, then the pools."""
    roles, pools = dict.fromkeys(role for role, _ in pairs), dict.fromkeys(pool for _, pool in pairs)
    name = f"{' + '.join(roles)} {' + '.join(pools)}"
    count = 1
    unique = name
    while unique in taken:
        count += 1
        unique = f"{name} ({count})"
    return unique


def _notes(
    rows: Sequence[InputRow], skills: pd.DataFrame, idle: list[str], policy: Policy
) -> tuple[Assumption, ...]:
    """Return what the staff list leaves open: contracts, people without work, work without people."""
    notes = []
    if any(number(row, "contract_hours") is None for row in rows):
        notes.append(policy.reference.assumption("contract_hours", "people of Staff without contract hours"))
    if idle:
        why = "None of their roles is needed for a pool they may work for"
        notes.append(Assumption("staff", ", ".join(idle), "not planned", "", "", "", why))
    held = set(zip(skills["site"], skills["role"], skills["pool"], strict=True))
    for (site, pool), roles in roles_by_crew(policy).items():
        for role in roles:
            if (site, str(role), pool) not in held:
                who = f"{site}: {role} {pool}"
                notes.append(Assumption("warning: staff", who, "nobody", "people", "", "", "Sheet Staff"))
    return tuple(notes)

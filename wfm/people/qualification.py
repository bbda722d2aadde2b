"""What a person can work: the roles and pools of a row of sheet Staff, by language and licence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wfm.errors import Fault
from wfm.people.needed import Pair, roles_by_crew
from wfm.policy import Policy
from wfm.policy.sheet_rows import cell, text
from wfm.roles import Role
from wfm.workbook.header import nearest_header
from wfm.workbook.table import InputRow

_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Crews:
    """What the plan needs: by site and pool the roles, and what a pool's queues ask of a person."""

    roles: Mapping[tuple[str, str], tuple[Role, ...]]
    languages: Mapping[tuple[str, str], frozenset[str]]
    licences: Mapping[tuple[str, str], frozenset[str]]

    def at(self, site: str) -> dict[str, tuple[Role, ...]]:
        """Return the roles of each pool of a site, pools sorted."""
        return {pool: roles for (where, pool), roles in self.roles.items() if where == site}


def needed_crews(policy: Policy) -> Crews:
    """Return the crews of a policy with the languages and licences of their queues, in lower case."""
    asked: dict[str, dict[tuple[str, str], set[str]]] = {"language": {}, "licence": {}}
    for queue in policy.queues.to_dict("records"):
        for column, by_crew in asked.items():
            words = by_crew.setdefault((queue["site"], queue["pool"]), set())
            words.update(word.casefold() for word in [queue[column]] if word)
    languages, licences = (
        {crew: frozenset(words) for crew, words in by_crew.items()} for by_crew in asked.values()
    )
    return Crews(roles_by_crew(policy), languages, licences)


def held_roles(row: InputRow, faults: list[Fault]) -> list[Role]:
    """Return the roles of a row of sheet Staff in its order; unknown ones are faults."""
    return [Role(name) for name in _listed(row, "roles", [str(role) for role in Role], faults)]


def workable_pairs(
    row: InputRow, site: str, roles: Sequence[Role], crews: Crews, faults: list[Fault]
) -> tuple[Pair, ...]:
    """Return the (role, pool) pairs a person can work, of those the plan needs.

    Parameters
    ----------
    row
        Pools (blank: every pool of the site whose language and licence the person holds), languages (blank:
        those of the pools), licences.
    site
        The person's.
    roles
        The person's; the pairs of the first that is needed come first, and their role sets the pay.
    crews
        What the plan needs.
    faults
        Unknown pools, and pools whose language or licence the person lacks, are appended.
    """
    needed = crews.at(site)
    if text(row, "pools"):
        named = _listed(row, "pools", list(needed), faults)
        pools = [pool for pool in needed if pool in named]
        for pool in pools:
            lacking = _lacks(row, (site, pool), crews)
            if lacking:
                found = f"{text(row, 'agent_id')!r} is to work for {pool!r} without {lacking}"
                faults.append(Fault(cell(row, "pools"), found, f"{lacking} on sheet Staff, or other pools"))
    else:
        pools = [pool for pool in needed if not _lacks(row, (site, pool), crews)]
    used = [role for role in roles if any(role in needed[pool] for pool in pools)]
    ordered = used[:1] + [role for role in Role if role in used[1:]]
    return tuple((str(role), pool) for role in ordered for pool in pools if role in needed[pool])


def has_brackets(row: InputRow) -> bool:
    """Return whether roles or pools carry something in brackets, such as a proficiency."""
    return any(_BRACKETS.search(text(row, column)) for column in ("roles", "pools"))


def _lacks(row: InputRow, crew: tuple[str, str], crews: Crews) -> str:
    """Return what a person lacks for a pool, blank if nothing; who names no language speaks every one."""
    held = {word.casefold() for word in _words(text(row, "languages"))}
    missing = sorted(crews.languages[crew] - held) if held else []
    if missing:
        return f"language {', '.join(missing).upper()}"
    missing = sorted(crews.licences[crew] - {word.casefold() for word in _words(text(row, "licences"))})
    return f"licence {', '.join(missing).upper()}" if missing else ""


def _listed(row: InputRow, column: str, known: list[str], faults: list[Fault]) -> list[str]:
    """Return the known names a cell lists, in its order, each once; appends unknown ones to ``faults``."""
    by_key = {re.sub(r"[\s_]+", "", name).casefold(): name for name in known}
    found = []
    for word in _words(text(row, column)):
        name = by_key.get(re.sub(r"[\s_]+", "", word).casefold())
        if name is None:
            near = nearest_header(word, known)
            action = f"The nearest is {near}." if near else ""
            expected = f"of: {', '.join(known)}" if known else "a site with queues"
            faults.append(Fault(cell(row, column), f"{column} names {word!r}", expected, action))
        elif name not in found:
            found.append(name)
    return found


def _words(listed: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;/+|]", _BRACKETS.sub("", listed)) if word.strip()]

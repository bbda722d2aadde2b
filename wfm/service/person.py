"""What is kept about one person, to be told to them or taken away: both are their right.

A person is who sheet Staff, or a roster book, lists under an agent ID or a name. They are looked for in every
file kept, whatever became of the run.
"""

from __future__ import annotations

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wfm.errors import PlanningError
from wfm.service import desk, erasing, rights, watch
from wfm.service.identity import Person, people_called, refuse_several
from wfm.service.mentions import Mention, PersonRow, person_rows
from wfm.service.rewriting import Rewritten, forget, keep, rewritten
from wfm.service.store import Role, Store, Version, family, open_store, plans, run, versions
from wfm.workbook.alias import Alias, DoubtError
from wfm.workbook.header import header_key

USER_NAMES = frozenset({"usernames", "username", "email", "mail"})
"""Columns with further names of the person whose row it is."""
WHY = "a person's data deleted"


@dataclass(frozen=True)
class Found:
    """All that is kept about a person: rows of files, days of rosters, and the versions that hold them."""

    known_as: tuple[str, ...]
    mentions: tuple[Mention, ...]
    days: tuple[dict[str, str], ...]
    versions: tuple[Version, ...]
    plan_names: dict[str, str]


@dataclass(frozen=True)
class Deleted:
    """What a deletion does: versions that call the person otherwise, and those erased, each with why."""

    found: Found
    called: str
    rewritten: tuple[Version, ...]
    erased: tuple[tuple[Version, str], ...]


@rights.needs(Role.ADMIN)
def find_person(who: str, name: str = "", plan: str = "") -> Found:
    """Return all that is kept about a person.

    Parameters
    ----------
    who
        Agent ID or name, as the files write it.
    name
        Their name, where the agent ID alone is several people's.
    plan
        Name of the plan; only it and its copies are searched. Blank: all are.

    Raises
    ------
    PlanningError
        If no file names them, or they are different people in different plans.
    """
    return _found(open_store(), who, name, plan)[0]


def _found(store: Store, who: str, name: str, plan: str) -> tuple[Found, tuple[PersonRow, ...]]:
    """Return what is kept about a person, and the rows about everybody else in their plans."""
    names = {each.id: each.name for each in plans(store, with_archived=True)}
    families = [
        rows
        for rows in _rows_by_family(store, names)
        if not plan or plan in {row.mention.plan for row in rows}
    ]
    people = [
        person
        for rows in families
        for person in people_called(_key(who), rows)
        if not name or _key(name) in person.names
    ]
    if not people:
        called = f"{who}, {name}" if name else who
        raise PlanningError(f"no file that is kept names “{called}”")
    refuse_several(who, people)
    holding = {row.version.id: row.version for person in people for row in person.rows}
    known = frozenset[str]().union(*(person.ids | person.names for person in people))
    mine = {id(row) for person in people for row in person.rows}
    others = tuple(row for rows in families for row in rows if id(row) not in mine)
    found = Found(
        tuple(sorted(known)),
        tuple(row.mention for person in people for row in person.rows),
        tuple(day for person in people for day in _days(store, person)),
        tuple(holding.values()),
        names,
    )
    return found, others


@rights.needs(Role.ADMIN)
def delete_person(
    who: str, with_current: bool = False, name: str = "", plan: str = "", only_tell: bool = False
) -> Deleted:
    """Take a person out of all that is kept: a pseudonym stands for them, colleagues keep their plans.

    A version that cannot be rewritten with certainty is erased whole.

    Parameters
    ----------
    who, name, plan
        As ``find_person``.
    with_current
        Whether the newest version of a plan in use may be erased.
    only_tell
        Return what would be done, and do nothing.

    Raises
    ------
    PlanningError
        If no file names them, they are several people, or the newest version of a plan in use would have to
        be erased and that was not allowed.
    """
    store = open_store()
    found, others = _found(store, who, name, plan)
    called = f"former-{secrets.token_hex(4)}"
    changed: list[Rewritten] = []
    doubts: list[tuple[Version, str]] = []
    try:
        for version in found.versions:
            try:
                alias = Alias(_keys_of(found), called)
                _refuse_alike(alias, [row for row in others if row.version.id == version.id])
                changed.append(rewritten(store, version, alias))
            except DoubtError as doubt:
                doubts.append((version, str(doubt)))
        told = Deleted(found, called, tuple(each.version for each in changed), tuple(doubts))
        if only_tell:
            return told
        _refuse_in_use(store, told, with_current)
        keep(store, changed, WHY)
        if doubts:
            erasing.erase([version for version, _ in doubts], WHY)
    finally:
        forget(store)
    return told


def _refuse_alike(alias: Alias, others: list[PersonRow]) -> None:
    """Refuse where a colleague would be called otherwise too: a namesake, or somebody with a longer name."""
    for key in {key for row in others for key in row.ids | row.names}:
        if alias.text(key) != key:
            raise DoubtError(f"{key} there is somebody else")


def _refuse_in_use(store: Store, told: Deleted, with_current: bool) -> None:
    current = {versions(store, each.id)[-1].id: each.name for each in plans(store)}
    still = [f"“{current[version.id]}” ({why})" for version, why in told.erased if version.id in current]
    if still and not with_current:
        raise PlanningError(
            f"the newest version of {', '.join(still)} would have to be erased: plan again without them or "
            "put the plan away first, or say --with-current to take these versions away too"
        )


def _keys_of(found: Found) -> frozenset[str]:
    """Return all by which a person can be known, names in other systems too."""
    others = (
        _key(text)
        for mention in found.mentions
        for header, cell in mention.cells.items()
        if header_key(header) in USER_NAMES
        for text in (cell, *re.split("[,;]", cell))
    )
    return frozenset(found.known_as) | (frozenset(others) - {""})


def as_json(found: Found) -> dict[str, Any]:
    """Return what is kept about a person, to be handed to them."""
    return {
        "known_as": list(found.known_as),
        "rows": [vars(mention) for mention in found.mentions],
        "days": list(found.days),
    }


def _key(text: str) -> str:
    return text.strip().casefold()


def _rows_by_family(store: Store, plan_names: dict[str, str]) -> Iterable[list[PersonRow]]:
    """Return the rows about people of all files, those of a plan and its copies together."""
    rows: dict[str, list[PersonRow]] = defaultdict(list)
    families = {plan: family(store, plan) for plan in plan_names}
    for version in erasing.all_versions(store):
        rows[families[version.plan]] += person_rows(store, version, plan_names[version.plan])
    return rows.values()


def _days(store: Store, person: Person) -> Iterator[dict[str, str]]:
    """Give the person's days of each roster as it stands now, changes by hand included."""
    for version in dict.fromkeys(row.version.id for row in person.rows):
        for each in run.runs_of(store, version):
            job = watch.find(each.id)
            number = None if job is None else desk.latest(job)
            if job is None or number is None:
                continue
            duties = desk.draft_of(job, number).roster.duties
            mine = duties[duties["person_id"].str.casefold().isin(person.ids)]
            for row in mine.to_dict("records"):
                yield {"run": each.id, "revision": str(number), **{str(k): str(v) for k, v in row.items()}}

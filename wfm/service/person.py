"""What is kept about one person, to be told to them or taken away: both are their right.

A person is who sheet Staff, or a roster book, lists under an agent ID or a name. They are looked for in every
file kept, whatever became of the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wfm.errors import PlanningError
from wfm.service import desk, erasing, rights, watch
from wfm.service.identity import Person, people_called, refuse_several
from wfm.service.mentions import Mention, PersonRow, person_rows
from wfm.service.store import Role, Store, Version, family, open_store, plans, run, versions


@dataclass(frozen=True)
class Found:
    """All that is kept about a person: rows of files, days of rosters, and the versions that hold them."""

    known_as: tuple[str, ...]
    mentions: tuple[Mention, ...]
    days: tuple[dict[str, str], ...]
    versions: tuple[Version, ...]
    plan_names: dict[str, str]


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
    store = open_store()
    names = {each.id: each.name for each in plans(store, with_archived=True)}
    people = [
        person
        for rows in _rows_by_family(store, names)
        if not plan or plan in {row.mention.plan for row in rows}
        for person in people_called(_key(who), rows)
        if not name or _key(name) in person.names
    ]
    if not people:
        called = f"{who}, {name}" if name else who
        raise PlanningError(f"no file that is kept names “{called}”")
    refuse_several(who, people)
    holding = {row.version.id: row.version for person in people for row in person.rows}
    known = frozenset[str]().union(*(person.ids | person.names for person in people))
    return Found(
        tuple(sorted(known)),
        tuple(row.mention for person in people for row in person.rows),
        tuple(day for person in people for day in _days(store, person)),
        tuple(holding.values()),
        names,
    )


@rights.needs(Role.ADMIN)
def delete_person(who: str, with_current: bool = False, name: str = "", plan: str = "") -> Found:
    """Take away every version that names a person, whole, and return what was there.

    Raises
    ------
    PlanningError
        If no file names them, they are several people, or the newest version of a plan in use names them and
        that was not allowed.
    """
    found, store = find_person(who, name, plan), open_store()
    current = {versions(store, plan.id)[-1].id: plan.name for plan in plans(store)}
    still = [current[version.id] for version in found.versions if version.id in current]
    if still and not with_current:
        told = ", ".join(f"“{name}”" for name in still)
        raise PlanningError(
            f"the newest version of {told} names them: plan again without them or put the plan away "
            "first, or say --with-current to take these versions away too"
        )
    erasing.erase(found.versions, "a person's data deleted")
    return found


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

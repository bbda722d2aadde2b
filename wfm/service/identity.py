"""Who is one person: IDs and names that belong together, within one plan and its copies.

Another client counts from 1001 too, and has an Ana Lopez: what links an ID to a name in one plan says nothing
about another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from wfm.errors import PlanningError
from wfm.service.mentions import PersonRow


@dataclass(frozen=True)
class Person:
    """Somebody in one plan and its copies: IDs and names they go by (lower case), and all rows of them."""

    ids: frozenset[str]
    names: frozenset[str]
    rows: tuple[PersonRow, ...]

    @property
    def words(self) -> str:
        """Who this is and where, as a planner would say it."""
        known = ", ".join([*sorted(self.ids), *sorted(self.names)])
        return f"{known} in {', '.join(sorted({f'“{row.mention.plan}”' for row in self.rows}))}"


def people_called(asked: str, rows: Sequence[PersonRow]) -> list[Person]:
    """Return everybody of one plan and its copies who goes by an ID or a name.

    IDs and names are followed until nothing new is found: who married, and who was given another number
    since, is one person. Only a name that two people of one sheet bear links nothing.

    Parameters
    ----------
    asked
        ID or name, in lower case.
    rows
        All rows of the plan and its copies, in any order.
    """
    shared = _shared_names(rows)
    seeds: list[tuple[set[str], set[str]]] = []
    if any(asked in row.ids for row in rows):
        seeds.append(({asked}, set()))
    if asked in shared:
        seeds += [({each}, set()) for row in rows if asked in row.names for each in row.ids]
    elif any(asked in row.names for row in rows):
        seeds.append((set(), {asked}))
    people: list[Person] = []
    for ids, names in seeds:
        person = _followed(ids, names, rows, shared)
        if person not in people:
            people.append(person)
    return people


def refuse_several(asked: str, people: Iterable[Person]) -> None:
    """Refuse an ID or a name by which different people go.

    Raises
    ------
    PlanningError
        If two of them have no ID, or no name, in common; lists them all.
    """
    found = list(people)
    if any(_differ(one, other) for one, other in combinations(found, 2)):
        listed = "; ".join(sorted(person.words for person in found))
        raise PlanningError(
            f"“{asked}” is several people: {listed}. Say --plan with the name of the plan, "
            "or the agent ID with --name and the name"
        )


def _differ(one: Person, other: Person) -> bool:
    pairs = ((one.ids, other.ids), (one.names, other.names))
    # Two of one plan were kept apart there, whatever they have in common.
    same_plan = {row.version.plan for row in one.rows} & {row.version.plan for row in other.rows}
    return bool(same_plan) or any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def _shared_names(rows: Iterable[PersonRow]) -> frozenset[str]:
    """Return the names that people with different IDs bear on one sheet."""
    bearers: dict[tuple[object, str], set[str]] = defaultdict(set)
    for row in rows:
        for name in row.names:
            bearers[row.sheet, name] |= row.ids
    return frozenset(name for (_, name), ids in bearers.items() if len(ids) > 1)


def _followed(ids: set[str], names: set[str], rows: Sequence[PersonRow], shared: frozenset[str]) -> Person:
    """Return the person reached from an ID or a name by rows that have either."""
    while True:
        mine = tuple(row for row in rows if row.ids & ids or row.names & (names - shared))
        more_ids = ids.union(*(row.ids for row in mine))
        more_names = names.union(*(row.names for row in mine))
        if (more_ids, more_names) == (ids, names):
            return Person(frozenset(ids), frozenset(names), mine)
        ids, names = more_ids, more_names

"""Who leads whom: the leader column of sheet Staff, by number, name or a word of the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.people.left_out import LeftOut
from wfm.people.person import Person
from wfm.people.staff_list import StaffList
from wfm.policy.sheet_rows import cell


def leaders(staff: StaffList, faults: list[Fault], left_out: LeftOut) -> dict[str, str]:
    """Return the leader's number by person's number; who has none is absent.

    Parameters
    ----------
    staff
        Everybody planned.
    faults
        Leaders nobody is called, words that several are called by, and people who in the end lead
        themselves are appended.
    left_out
        Takes leaders who are not planned themselves.

    Notes
    -----
    The number wins over the name, the name over a word of it; words are looked for among supervisors of the
    person's site first. Where a team names no leader at all and has one supervisor, that one leads it
    (``assumed_leaders`` says so).
    """
    index = _Index(list(staff.people.values()))
    found: dict[str, str] = {}
    for person in staff.people.values():
        if not person.leader:
            continue
        where = cell(person.row, "leader")
        if person.leader.casefold() in staff.unplanned:
            left_out.add(where, "The leader is on sheet Staff but not planned")
            continue
        meant = index.meant(person)
        if len(meant) == 1:
            found[person.person_id] = meant[0].person_id
            continue
        names = ", ".join(f"{each.person_id} {each.name}" for each in meant)
        what = (
            f"leader {person.leader!r} may be {names}" if meant else f"leader {person.leader!r} is not known"
        )
        faults.append(Fault(where, what, "the agent_id of one person of sheet Staff"))
    found.update(_of_teams(staff.people.values()))
    _check_cycles(found, staff.people, faults)
    return found


def assumed_leaders(people: Iterable[Person]) -> tuple[Assumption, ...]:
    """Return the teams that are led by their one supervisor because no row says by whom."""
    listed = list(people)
    by_id = {person.person_id: person for person in listed}
    teams = {(by_id[who].site, by_id[who].team): leader for who, leader in _of_teams(listed).items()}
    why = "Sheet Staff names no leader for the team; it has one supervisor"
    return tuple(
        Assumption("leader", f"{site}: {team}", by_id[leader].name, "", "", "", why)
        for (site, team), leader in teams.items()
    )


def _of_teams(people: Iterable[Person]) -> dict[str, str]:
    """Return the leader of everybody in teams without any leader written that have one supervisor."""
    teams: dict[tuple[str, str], list[Person]] = {}
    for person in people:
        if person.team:
            teams.setdefault((person.site, person.team), []).append(person)
    led: dict[str, str] = {}
    for members in teams.values():
        supervisors = [person for person in members if person.leads]
        if len(supervisors) == 1 and not any(person.leader for person in members if not person.leads):
            led |= {each.person_id: supervisors[0].person_id for each in members if not each.leads}
    return led


@dataclass(frozen=True)
class _Index:
    """People by everything a leader may be called."""

    people: Sequence[Person]
    _tables: dict[int, dict[str, list[Person]]] = field(default_factory=dict)

    def meant(self, person: Person) -> list[Person]:
        """Return those a person's leader may be, by the first way of naming that finds anybody."""
        word = person.leader.casefold()
        at_site = f"{person.site} {word}"
        ways: tuple[tuple[Callable[[Person], Iterable[str]], str], ...] = (
            (lambda each: [each.person_id.casefold()], word),
            (lambda each: [each.name.casefold()], word),
            (lambda each: [f"{each.site} {part}" for part in _words(each) if each.leads], at_site),
            (lambda each: _words(each) if each.leads else [], word),
            (_words, word),
        )
        for number, (keys, asked) in enumerate(ways):
            if number not in self._tables:
                table = self._tables.setdefault(number, {})
                for each in self.people:
                    for key in dict.fromkeys(keys(each)):
                        table.setdefault(key, []).append(each)
            if asked in self._tables[number]:
                return self._tables[number][asked]
        return []


def _words(person: Person) -> list[str]:
    return person.name.casefold().replace(".", " ").split()


def _check_cycles(found: Mapping[str, str], people: Mapping[str, Person], faults: list[Fault]) -> None:
    """Append one fault for each ring of people who lead one another."""
    rows = {person.person_id: person.row for person in people.values()}
    told: set[str] = set()
    for start in found:
        path: list[str] = []
        who = start
        while who in found and who not in path and who not in told:
            path.append(who)
            who = found[who]
        if who in path:
            ring = path[path.index(who) :]
            words = f"{who} leads themselves" if len(ring) == 1 else f"{', '.join(ring)} lead one another"
            faults.append(Fault(cell(rows[ring[0]], "leader"), words, "a leader who is led by others"))
        told.update(path)

"""Sheet Staff: who is planned, who is not and why, and whom a row of another sheet means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wfm.assumption import Assumption
from wfm.errors import FAULTS_SHOWN, Fault
from wfm.horizon import Horizon
from wfm.people.left_out import LeftOut, shown_cells
from wfm.people.person import Person
from wfm.people.qualification import Crews, has_brackets, held_roles, needed_crews, workable_pairs
from wfm.policy import Policy
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.roles import Role
from wfm.workbook.header import nearest_header
from wfm.workbook.table import InputRow

_NOT_EMPLOYED = "Not employed on any day of the plan"
_NO_WORK = "None of their roles is needed for a pool they may work for"


@dataclass(frozen=True)
class StaffList:
    """The people planned, by their number in lower case, and the others with the reason."""

    people: Mapping[str, Person]
    unplanned: Mapping[str, str]
    assumptions: tuple[Assumption, ...]
    _strangers: dict[str, str] = field(default_factory=dict)

    def find(self, row: InputRow, faults: list[Fault], left_out: LeftOut) -> Person | None:
        """Return whom a row of another sheet is about.

        None where the cell is blank (a fault already), where it names nobody of sheet Staff (a fault with
        the nearest number), and where the person is not planned (the row is then left out and listed).
        """
        name = text(row, "agent_id")
        key = name.casefold()
        if not name or key in self.people:
            return self.people.get(key)
        if key in self.unplanned:
            left_out.add(cell(row, "agent_id"), "Its person is on sheet Staff but not planned")
            return None
        found = f"agent_id {name!r} is not on sheet Staff"
        faults.append(Fault(cell(row, "agent_id"), found, "a person of sheet Staff", self._nearest(name)))
        return None

    def _nearest(self, name: str) -> str:
        """Return the advice about an unknown number; looked up once a name, and for the first few alone."""
        if name not in self._strangers and len(self._strangers) < FAULTS_SHOWN:
            near = nearest_header(name, [person.person_id for person in self.people.values()])
            self._strangers[name] = f"The nearest is {near}." if near else ""
        return self._strangers.get(name, "")


def read_staff_list(
    rows: Sequence[InputRow], policy: Policy, faults: list[Fault], horizon: Horizon | None = None
) -> StaffList:
    """Return the people of sheet Staff.

    Parameters
    ----------
    rows
        One per person; see ``InputColumn`` declarations of the sheet for what may stand where.
    policy
        Sites with their currencies, queues and pools with their languages and licences.
    faults
        Unknown sites, roles and pools, missing sites, people or user names listed twice, and contracts that
        end before they begin are appended.
    horizon
        Whoever is not employed on any day of it is not planned; None: everybody is.
    """
    crews = needed_crews(policy)
    rates = {
        str(site): float(rate) for site, rate in zip(policy.sites["site"], policy.sites["rate"], strict=True)
    }
    people: dict[str, Person] = {}
    unplanned: dict[str, str] = {}
    seen: dict[str, str] = {}
    user_names: dict[str, str] = {}
    for row in rows:
        key = text(row, "agent_id").casefold()
        if key and key in seen:
            found = f"{text(row, 'agent_id')!r} stands twice, first at {seen[key]}"
            faults.append(Fault(cell(row, "agent_id"), found, "one row a person"))
            continue
        seen[key] = cell(row, "agent_id")
        person = _person(row, policy, crews, rates, faults)
        if person is None:
            # Rows of other sheets about this person are no second fault.
            unplanned[key] = ""
            continue
        _check_user_name(person, user_names, faults)
        if horizon and not person.is_employed_within(horizon.first_day, horizon.last_day):
            unplanned[key] = _NOT_EMPLOYED
        elif not person.pairs and not person.leads:
            unplanned[key] = _NO_WORK
        else:
            people[key] = person
    return StaffList(people, unplanned, _notes(rows, people, unplanned, policy))


def _person(
    row: InputRow, policy: Policy, crews: Crews, rates: Mapping[str, float], faults: list[Fault]
) -> Person | None:
    """Return the person of a row; None where site or number is at fault."""
    person_id, site = text(row, "agent_id"), _site(row, policy, faults)
    roles = held_roles(row, faults)
    first_day, last_day = (row.values.get(name) for name in ("start_date", "end_date"))
    if first_day and last_day and last_day < first_day:  # type: ignore[operator]
        found = f"{person_id!r} ends on {last_day} but starts on {first_day}"
        faults.append(Fault(cell(row, "end_date"), found, "a last day not before the first"))
    if site is None or not person_id:
        return None
    leads = roles[:1] == [Role.SUPERVISOR]
    pairs = () if leads else workable_pairs(row, site, roles, crews, faults)
    hours, pay = number(row, "contract_hours"), number(row, "pay")
    return Person(
        person_id,
        text(row, "name") or person_id,
        re.split(r"[,;]", text(row, "user_names"))[0].strip(),
        site,
        text(row, "team"),
        text(row, "leader"),
        str(Role.SUPERVISOR) if leads else pairs[0][0] if pairs else "",
        pairs,
        policy.reference.value("contract_hours") if hours is None else hours,
        first_day,  # type: ignore[arg-type]
        last_day,  # type: ignore[arg-type]
        bool(row.values.get("nights", True)),
        None if pay is None else pay * rates[site],
        row,
    )


def _site(row: InputRow, policy: Policy, faults: list[Fault]) -> str | None:
    sites = [str(site) for site in policy.sites["site"]]
    if text(row, "site"):
        return known_name(row, "site", sites, "site", faults)
    if len(sites) > 1:
        found = f"{text(row, 'agent_id')!r} has no site"
        faults.append(Fault(cell(row, "site"), found, f"one of: {', '.join(sites)}"))
        return None
    return sites[0]


def _check_user_name(person: Person, seen: dict[str, str], faults: list[Fault]) -> None:
    """Append a fault where another person has the same name in other systems."""
    key, where = person.user_name.casefold(), cell(person.row, "user_names")
    if key and key in seen:
        found = f"user name {person.user_name!r} stands twice, first at {seen[key]}"
        faults.append(Fault(where, found, "a name of one person alone"))
    seen.setdefault(key, where)


def _notes(
    rows: Sequence[InputRow], people: Mapping[str, Person], unplanned: Mapping[str, str], policy: Policy
) -> tuple[Assumption, ...]:
    """Return what the list leaves open or says in vain: contracts, consent, brackets, people without work."""
    notes = []
    if any(number(row, "contract_hours") is None for row in rows):
        notes.append(policy.reference.assumption("contract_hours", "people of Staff without contract hours"))
    for why in (_NO_WORK, _NOT_EMPLOYED):
        names = [text(row, "agent_id") for row in rows]
        idle = [name for name in names if unplanned.get(name.casefold()) == why]
        if idle:
            notes.append(Assumption("staff", ", ".join(idle), "not planned", "", "", "", why))
    silent = [person for person in people.values() if "nights" not in person.row.values]
    if silent:
        who = "everybody" if len(silent) == len(people) else shown_cells([p.person_id for p in silent])
        why = "Sheet Staff, column nights is blank"
        notes.append(Assumption("consent to nights", who, "given", "", "", "", why))
    for column, is_written, what in (
        ("roles", has_brackets, "what stands in brackets, as proficiency"),
        ("user_names", _has_more_names, "names after the first"),
        ("roles", _leads_besides, "supervisor beside a role that takes contacts, or the reverse"),
    ):
        cells = [cell(row, column) for row in rows if is_written(row)]
        if cells:
            where = shown_cells(cells)
            notes.append(Assumption("sheet Staff", where, "not used by this plan", "", "", "", what))
    return tuple(notes)


def _has_more_names(row: InputRow) -> bool:
    return bool(re.search(r"[,;]\s*\S", text(row, "user_names")))


def _leads_besides(row: InputRow) -> bool:
    roles = held_roles(row, [])
    return Role.SUPERVISOR in roles and len(roles) > 1

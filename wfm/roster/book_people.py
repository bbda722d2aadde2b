"""Who is on a roster book: the staff, or the numbered positions of its Grid."""

from __future__ import annotations

import re

import pandas as pd

from wfm.errors import Fault
from wfm.policy.sheet_rows import sheet_named
from wfm.roles import Role
from wfm.roster.by_hand.terms import Pair, Terms
from wfm.roster.grid_sheet import GridSheet, read_grid_sheet
from wfm.roster.noun import PEOPLE
from wfm.workbook import Workbook
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import read_number

_LEADS = re.compile(r"(?:^|; )leads ([^;]+)")


def book_people(
    workbook: Workbook, days: pd.DataFrame, pieces: pd.DataFrame, terms: Terms, faults: list[Fault]
) -> pd.DataFrame | None:
    """Return the people of a roster book, as ``PEOPLE``.

    Parameters
    ----------
    workbook
        The book; its Grid lists people where there is no staff.
    days, pieces
        Its sheets Agent-days and Activities: whose notes say who leads, and what positions have worked.
    terms
        The staff, and what each skill set can work.
    faults
        Appended where the Grid cannot be read or no skill set can do what a position worked.
    """
    leads = days.assign(leads=days["notes"].str.extract(_LEADS, expand=False)).dropna(subset="leads")
    team_led = dict(zip(leads["agent_id"], leads["leads"].str.strip(), strict=True))
    if len(terms.staff.people):
        people = terms.staff.people
        led = [
            team_led.get(who, team) if role == Role.SUPERVISOR else ""
            for who, team, role in zip(people["person_id"], people["team"], people["role"], strict=True)
        ]
        return PEOPLE.conform(people.assign(leads=led))
    grid = read_grid_sheet(sheet_named(workbook, "Grid"), workbook.name, faults)
    return None if grid is None else _positions(grid, days, pieces, team_led, terms, faults)


def _positions(
    grid: GridSheet,
    days: pd.DataFrame,
    pieces: pd.DataFrame,
    team_led: dict[str, str],
    terms: Terms,
    faults: list[Fault],
) -> pd.DataFrame | None:
    before = len(faults)
    worked: dict[str, set[Pair]] = {}
    live = pieces[pieces["role"] != ""]
    for who, role, pool in zip(live["agent_id"], live["role"], live["pool"], strict=True):
        worked.setdefault(who, set()).add((role, pool))
    role_of = dict(zip(days["agent_id"], days["role"], strict=True))
    rows = []
    for person in grid.rows:
        role = role_of.get(person.person_id, _role_of_label(person.role))
        leads = team_led.get(person.person_id, person.team) if role == Role.SUPERVISOR else ""
        skill_set = (
            str(role) if leads else _skill_set(person.site, role, worked.get(person.person_id, set()), terms)
        )
        try:
            contract = read_number(person.contract)
        except UnreadableError as error:
            faults.append(Fault(person.cell, "the contract hours cannot be read", str(error)))
            continue
        if not skill_set:
            found = f"{person.person_id} works what no skill set of {person.site} can"
            faults.append(Fault(person.cell, found, "the roles and pools of the plan the book was made for"))
        rows.append(
            {
                "person_id": person.person_id,
                "name": person.name,
                "user_name": "",
                "site": person.site,
                "team": person.team,
                "leader": "",
                "role": role,
                "skill_set": skill_set,
                "contract_hours": contract,
                "leads": leads,
            }
        )
    if len(faults) > before:
        return None
    table = pd.DataFrame(rows, columns=list(PEOPLE.columns))
    leaders = table[table["leads"] != ""].set_index(["site", "leads"])["person_id"].to_dict()
    own = [
        "" if leads else str(leaders.get((site, team), ""))
        for site, team, leads in zip(table["site"], table["team"], table["leads"], strict=True)
    ]
    return PEOPLE.conform(table.assign(leader=own))


def _skill_set(site: str, role: str, worked: set[Pair], terms: Terms) -> str:
    """Return the least skill set of the site, paid by this role, that can work all this; blank: none."""
    skills = terms.skill_sets.skills
    primary = skills[(skills["site"] == site) & (skills["role"] == role) & skills["is_primary"]]
    able = [name for name in primary["skill_set"].unique() if worked <= terms.pairs[(site, str(name))]]
    return str(min(able, key=lambda name: len(terms.pairs[(site, str(name))]))) if able else ""


def _role_of_label(label: str) -> str:
    """Return the role of a Grid label such as ``E Escalation agent``; blank if it is none."""
    words = label.partition(" ")[2].casefold().replace(" ", "_")
    return words if words in {str(role) for role in Role} else ""

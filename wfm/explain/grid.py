"""Explain a cell of the Grid: a person's day, a person's totals, or a count below the people."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd

from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import BookTable, book_table
from wfm.explain.day_counts import day_count
from wfm.explain.noun import Explanation, Step
from wfm.explain.open_shifts_cell import explain_open_shifts
from wfm.explain.pay_steps import night_hours_of, paid_hours_of
from wfm.explain.person_day import SHIFT_CODE, explain_roster_cell
from wfm.explain.record import moment_at, records
from wfm.explain.replay import Replay
from wfm.explain.words import ROLE_WORDS, day, figure
from wfm.explain.worked import Worked
from wfm.explain.worked_book import SUPERVISOR, role_of_words
from wfm.roster import site_rules, week_hours_limit, week_number
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook import Workbook

PERSON_HEADERS = {"Agent ID": "agent_id", "Name": "agent_name", "Site": "site", "Team": "team"}
TOTALS = ("Shifts", "Paid hours", "Night hours")
CONTRACT = "Contract h/week"


def explain_grid_cell(
    replay: Replay, worked: Worked, book: Workbook, row: int, column: int, *, with_others: bool = False
) -> Explanation:
    """Return one cell of sheet Grid explained.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan of the book.
    book
        The book: it says whose row and which date it is.
    row, column
        Counted from 0.
    with_others
        Whether to look for others who could take a shift.

    Raises
    ------
    InputFaultsError
        If the cell is a title, a header or outside the grid.
    """
    table = book_table(book, "Grid", "Agent ID")
    where = table.sheet.address(row, column)
    if row <= table.header_row or row > table.last_row:
        raise _nothing(where, "a person's row, or a count below them")
    first = str(table.sheet.cells[row][0] or "")
    header = table.sheet.cells[table.header_row][column]
    if worked.person(first) is not None:
        return _of_person(replay, worked, table, row, column, with_others)
    if not isinstance(header, (datetime, date)):
        raise _nothing(where, "a count stands under a date")
    on = pd.Timestamp(header).normalize().as_unit("us")
    open_shifts = explain_open_shifts(replay, worked, table, row, column, on)
    if open_shifts is not None:
        return open_shifts
    role, count = role_of_words(first), str(table.sheet.cells[row][1] or "")
    found = day_count(replay, worked, role, on, count)
    if found is None or role not in ROLE_WORDS:
        raise _nothing(
            where, "people on shift, most needed at once, people-hours short of a role, or open shifts"
        )
    value, unit, steps = found
    title = f"{count}: {ROLE_WORDS[role]}, {day(on)}"
    return Explanation(where, title, value, unit, tuple(steps))


def _of_person(
    replay: Replay, worked: Worked, table: BookTable, row: int, column: int, with_others: bool
) -> Explanation:
    """Return a cell of a person's row: who they are, a day of theirs, or their totals."""
    where = table.sheet.address(row, column)
    person_id = table.text(row, "Agent ID")
    header = table.sheet.cells[table.header_row][column]
    if isinstance(header, (datetime, date)):
        on = pd.Timestamp(header).normalize().as_unit("us")
        return explain_roster_cell(replay, worked, person_id, on, SHIFT_CODE, where, with_others=with_others)
    name = str(header or "")
    first = worked.shifts_of(person_id)
    on = moment_at(first, 0, "date") if len(first) else pd.Timestamp(replay.horizon.first_day)
    if name in PERSON_HEADERS:
        return explain_roster_cell(replay, worked, person_id, on, PERSON_HEADERS[name], where)
    if name == "Role":
        found = explain_roster_cell(replay, worked, person_id, on, "role", where)
        shown = str(table.value(row, "Role") or "")
        fits = role_of_words(shown) == found.value
        value = shown if fits else str(found.value)
        return Explanation(where, found.title, value, "", found.steps, found.assumptions)
    if name == CONTRACT:
        return _contract(replay, worked, person_id, where)
    if name in TOTALS:
        return _total(replay, worked, person_id, name, where)
    raise _nothing(where, "a column of the grid")


def _total(replay: Replay, worked: Worked, person_id: str, name: str, where: str) -> Explanation:
    """Return a total at the right of a person's row, shift by shift."""
    shifts = worked.shifts_of(person_id)
    person = worked.person(person_id) or {}
    steps, total = [], 0.0
    for shift in records(shifts):
        hours = {
            "Shifts": 1.0,
            "Paid hours": paid_hours_of(worked, shift),
            "Night hours": night_hours_of(replay, worked, shift) if name == "Night hours" else 0.0,
        }[name]
        total += hours
        unit = "shift" if name == "Shifts" else "h"
        cells = (str(shift["cell"]),) if shift["cell"] else ()
        steps.append(
            Step(f"{day(shift['date'])} {shift['pattern']}: {figure(hours)} {unit}", hours, unit, cells)
        )
    unit = "shifts" if name == "Shifts" else "h"
    steps.append(Step(f"together {figure(total)} {unit}", total, unit))
    return Explanation(where, f"{name}: {person['name']} ({person_id})", total, unit, tuple(steps))


def _contract(replay: Replay, worked: Worked, person_id: str, where: str) -> Explanation:
    """Return a person's contract: the staff list's, else the least class that holds the busiest week."""
    person = worked.person(person_id) or {}
    title = f"Contract: {person['name']} ({person_id})"
    staff = replay.given.staff.people
    source = replay.sources.person(person_id, "contract_hours")
    for known in records(staff[staff["person_id"] == person_id]):
        value = float(known["contract_hours"])
        words = f"as on the staff list: {figure(value)} h a week"
        return Explanation(where, title, value, "h per week", (Step(words, value, "h", source.cells),))
    whose = _followed(worked, person_id) if person["role"] == SUPERVISOR else person_id
    shifts = worked.shifts_of(whose)
    week = week_number(shifts["date"], replay.horizon.first_day)
    paid = np.array([paid_hours_of(worked, shift) for shift in records(shifts)])
    busiest = max((float(paid[week == number].sum()) for number in set(week)), default=0.0)
    offered = _classes(replay, str(person["site"]), _skill_set(worked, whose))
    value = float(next((hours for hours in offered if hours >= busiest), offered[-1]))
    steps = []
    if whose != person_id:
        steps.append(Step(f"keeps the shifts of {whose}, and the contract", None, ""))
    steps += [
        Step(f"the busiest week of the plan has {figure(busiest)} paid h", busiest, "h"),
        Step(
            f"contracts on offer: {', '.join(figure(float(hours)) for hours in offered)} h;"
            f" the least that holds it is {figure(value)} h",
            value,
            "h",
        ),
    ]
    return Explanation(where, title, value, "h per week", tuple(steps))


def _classes(replay: Replay, site: str, skill_set: str) -> np.ndarray:
    """Return the contracts on offer at a site (h per week): a week of each shift type, at most full time."""
    rules = site_rules(replay.given.policy)[site]
    heads = replay.given.skill_sets.heads
    own = heads.loc[(heads["site"] == site) & (heads["skill_set"] == skill_set), "contract_hours"]
    full = max([replay.given.policy.reference.value("contract_hours"), *own])
    limit = week_hours_limit(rules, full)
    patterns = replay.given.policy.reference.shift_patterns
    is_length = (patterns["part"] == "shift") & (patterns["quantity"] == "paid_minutes")
    classes = np.unique(patterns.loc[is_length, "value"] / MINUTES_PER_HOUR * rules.labour.shifts_per_week)
    return np.append(classes[classes < limit], limit)


def _skill_set(worked: Worked, person_id: str) -> str:
    people_table = worked.roster.people
    return str(people_table.loc[people_table["person_id"] == person_id, "skill_set"].iat[0])


def _followed(worked: Worked, leader: str) -> str:
    """Return the member of the team whose shifts a leader keeps; the leader where there is none."""
    keys = ["date", "shift_start", "shift_end"]
    own = set(worked.shifts_of(leader)[keys].itertuples(index=False, name=None))
    person = worked.person(leader) or {}
    team = worked.people[(worked.people["team"] == person["team"]) & (worked.people["leads"] == "")]
    for member in team["person_id"]:
        if set(worked.shifts_of(member)[keys].itertuples(index=False, name=None)) == own:
            return str(member)
    return leader


def _nothing(where: str, expected: str) -> InputFaultsError:
    return InputFaultsError([Fault(where, "has nothing to explain", expected)])

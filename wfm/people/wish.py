"""What people wish for, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from wfm.errors import Fault
from wfm.people.given import OUTSIDE, Given
from wfm.people.person import Person
from wfm.people.shift_code import is_off
from wfm.people.staff_noun import WISHES
from wfm.people.time_off import Booked, DayOf
from wfm.policy.sheet_rows import cell, number, text, weekdays_of
from wfm.workbook.table import InputRow

WISHES_KNOWN = ("off", "work", "early", "day", "late", "night")
"""Wishes in words; anything else is a shift code."""


def read_wishes(given: Given, away: Mapping[DayOf, Booked]) -> pd.DataFrame:
    """Return the wishes for days of the plan on which the person could work (as ``WISHES``).

    A wish for a weekday holds for each of the plan; one for a date goes before it. Unknown people, shifts
    and weekdays, neither or both of date and weekday, and two wishes for one day are faults. Wishes outside
    the plan or the contract, or for a day away, are listed.
    """
    found: dict[DayOf, tuple[bool, str, str, float]] = {}
    for row in given.rows("Wishes"):
        person = given.person(row)
        days = _days(given, row)
        wish = "" if person is None or days is None else _wish(given, row, person)
        if person is None or not days or not wish:
            continue
        is_dated, where = "date" in row.values, cell(row, "wish")
        weight = number(row, "weight")
        open_days = [day for day in days if person.is_employed(day) and (person.person_id, day) not in away]
        if not open_days:
            given.left_out.add(where, "For days away or outside the contract")
        for day in open_days:
            earlier = found.get((person.person_id, day))
            if earlier is not None and earlier[0] == is_dated:
                what = f"{person.person_id} has two wishes for {day}, first at {earlier[1]}"
                given.faults.append(Fault(where, what, "one wish for each day"))
                break
            if earlier is None or is_dated:
                found[person.person_id, day] = is_dated, where, wish, 1.0 if weight is None else weight
    records = [(*key, wish, weight) for key, (_, _, wish, weight) in found.items()]
    table = pd.DataFrame(records, columns=list(WISHES.columns))
    return WISHES.conform(table.sort_values(["person_id", "date"]))


def _days(given: Given, row: InputRow) -> list[date] | None:
    """Return the days of the plan that a row names; None, with a fault, where it names none at all."""
    day, words = row.values.get("date"), text(row, "weekday")
    if (day is None) == (words == ""):
        found = "a wish for a date and a weekday" if words else "a wish without a date or weekday"
        given.faults.append(Fault(cell(row, "date"), found, "one of the two"))
        return None
    if isinstance(day, date):
        if not given.in_plan(day):
            given.left_out.add(cell(row, "date"), OUTSIDE)
            return []
        return [day]
    weekdays = weekdays_of(words)
    if weekdays is None:
        expected = "weekdays such as Mon or Sat, Sun"
        given.faults.append(Fault(cell(row, "weekday"), f"weekday is {words!r}", expected))
        return None
    return [day for day in given.horizon.days if day.weekday() in weekdays]


def _wish(given: Given, row: InputRow, person: Person) -> str:
    """Return the wish in the product's words; blank, with a fault, where nobody knows it."""
    written = text(row, "wish")
    if not written or written.casefold() in WISHES_KNOWN:
        return written.casefold()
    if is_off(written):
        return WISHES_KNOWN[0]
    faults: list[Fault] = []
    pattern = given.codes[person.site].offered(row, "wish", faults)
    given.faults.extend(
        Fault(fault.where, fault.found, f"{', '.join(WISHES_KNOWN)}, or {fault.expected}", fault.action)
        for fault in faults
    )
    return pattern.code if pattern else ""

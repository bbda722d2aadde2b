"""Shift types: length, breaks and start grid, before they are placed on a site's clock."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.errors import Fault
from wfm.policy.sheet_rows import cell, number, text, weekdays_of
from wfm.reference import Reference
from wfm.shift_pattern.noun import Break
from wfm.workbook.table import InputRow

SHIFT, MEAL, BREAK = "shift", "meal", "break"


@dataclass(frozen=True)
class ShiftKind:
    """One shift type: times in minutes; the window of starts is blank where opening hours set it.

    ``weekdays`` are those it may start on (0 is Monday); empty: every day.
    """

    code: str
    site: str
    presence_minutes: int
    breaks: tuple[Break, ...]
    is_part_time: bool
    start_step_minutes: int
    earliest_start: int | None = None
    latest_start: int | None = None
    weekdays: tuple[int, ...] = ()


def reference_kinds(reference: Reference) -> tuple[ShiftKind, ...]:
    """Return the shift types of the reference data, for every site."""
    table = reference.shift_patterns
    codes = [code for code in table["code"].unique() if code]
    return tuple(_reference_kind(code, table[table["code"] == code]) for code in codes)


def sheet_kind(row: InputRow, site: str, reference: Reference, faults: list[Fault]) -> ShiftKind | None:
    """Return the shift type of a row of sheet ShiftTypes; None when a fault was appended.

    Parameters
    ----------
    row
        Code, paid minutes, meal, number and length of breaks, start window and step.
    site
        Site it is for; blank for every site.
    reference
        Gives what the row does not: step, length of a break, how far pauses may move. Pauses lie evenly,
        their windows on a grid: the k-th of n short breaks about k / (n + 1) of the shift, the meal about
        its middle.
    faults
        Pauses that do not fit, and days that are no weekdays, are appended.
    """
    before = len(faults)
    paid = number(row, "paid_minutes")
    if not text(row, "shift_code") or paid is None:
        return None
    meal, count = int(number(row, "meal_minutes") or 0), int(number(row, "breaks") or 0)
    meal_is_paid = bool(row.values.get("meal_paid", False))
    presence = int(paid) + (0 if meal_is_paid else meal)
    length = int(_or(number(row, "break_minutes"), _value(reference, BREAK, "minutes")))
    pauses = [_placed(BREAK, k + 1, count, length, True, presence, reference) for k in range(count)]
    if meal:
        pauses.append(_meal(row, meal, meal_is_paid, presence, reference))
    breaks = tuple(sorted(pauses, key=lambda pause: pause.earliest_offset))
    for pause in breaks:
        if not 0 <= pause.earliest_offset <= pause.latest_offset <= presence - pause.minutes:
            found = f"the {pause.kind} of {text(row, 'shift_code')!r} starts {pause.earliest_offset} to "
            found += f"{pause.latest_offset} min after the shift"
            expected = f"a window inside the shift of {presence} min"
            faults.append(Fault(cell(row, "paid_minutes"), found, expected))
    earliest, latest = (number(row, name) for name in ("earliest_start", "latest_start"))
    if (earliest is None) != (latest is None):
        earliest = latest = _or(earliest, latest or 0.0)
    default_part_time = paid < _value(reference, SHIFT, "part_time_below_minutes")
    kind = ShiftKind(
        text(row, "shift_code"),
        site,
        presence,
        breaks,
        bool(row.values.get("part_time", default_part_time)),
        int(_or(number(row, "start_step_minutes"), _value(reference, SHIFT, "start_step_minutes"))),
        None if earliest is None else int(earliest),
        None if latest is None else int(latest),
        _weekdays(row, faults),
    )
    return kind if len(faults) == before else None


def _weekdays(row: InputRow, faults: list[Fault]) -> tuple[int, ...]:
    words = text(row, "days_allowed")
    days = weekdays_of(words) if words else ()
    if days is None:
        found = f"days_allowed is {words!r}"
        faults.append(Fault(cell(row, "days_allowed"), found, "weekdays such as Mon-Fri or Sat, Sun"))
    return days or ()


def _meal(row: InputRow, minutes: int, is_paid: bool, presence: int, reference: Reference) -> Break:
    placed = _placed(MEAL, 1, 1, minutes, is_paid, presence, reference)
    earliest = _or(number(row, "meal_earliest_minutes"), placed.earliest_offset)
    latest = _or(number(row, "meal_latest_minutes"), max(placed.latest_offset, earliest))
    return Break(MEAL, minutes, is_paid, int(earliest), int(latest))


def _placed(
    kind: str, k: int, count: int, minutes: int, is_paid: bool, presence: int, reference: Reference
) -> Break:
    grid = int(_value(reference, SHIFT, "pause_grid_minutes"))
    middle = (presence * k // (count + 1) - minutes // 2) // grid * grid
    half = int(_value(reference, kind, "half_window"))
    latest = min(middle + half, presence - minutes)
    return Break(kind, minutes, is_paid, max(middle - half, 0), latest)


def _reference_kind(code: str, rows: pd.DataFrame) -> ShiftKind:
    values = {(row["part"], row["quantity"]): row["value"] for row in rows.to_dict("records")}
    parts = [part for part in rows["part"].unique() if part != SHIFT]
    breaks = [
        Break(
            MEAL if part == MEAL else BREAK,
            int(values[(part, "minutes")]),
            bool(values[(part, "is_paid")]),
            int(values[(part, "earliest_start")]),
            int(values[(part, "latest_start")]),
        )
        for part in parts
    ]
    return ShiftKind(
        code,
        "",
        int(values[(SHIFT, "presence_minutes")]),
        tuple(sorted(breaks, key=lambda pause: pause.earliest_offset)),
        bool(values[(SHIFT, "is_part_time")]),
        int(values[(SHIFT, "start_step_minutes")]),
    )


def _value(reference: Reference, part: str, quantity: str) -> float:
    table = reference.shift_patterns
    row = table[(table["code"] == "") & (table["part"] == part) & (table["quantity"] == quantity)]
    return float(row["value"].to_numpy(float)[0])


def _or(given: float | None, default: float) -> float:
    return default if given is None else given

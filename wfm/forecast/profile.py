"""The sheet Profile: what share of a day each interval holds, by weekday or for all days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.forecast.column import Column
from wfm.forecast.column_names import NAMES
from wfm.forecast.long_rows import is_total
from wfm.forecast.moment import is_military_column, is_time, read_span
from wfm.forecast.reading import add_faults
from wfm.horizon import INTERVAL_MINUTES, WEEKDAYS
from wfm.units import DAYS_PER_WEEK
from wfm.workbook.header import HEADER_ROWS, header_key
from wfm.workbook.sheet import Sheet
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank, read_number, read_text, shown

PROFILE = "Profile"
ANY_QUEUE = ""
ANY_DAY = -1
"""Queue and weekday of shares that hold for every queue and every day."""
_WHOLE = 100
_TOLERANCE = 0.01
"""Shares rounded to a tenth of a percent add up to within one percent of the whole."""

_WEEKDAY_KEYS = frozenset({"weekday", "day", "dayofweek", "dow"})
_SHARE_KEYS = frozenset({"share", "shares", "percent", "pct", "%", "profile", "distribution", "weight"})
_INTERVAL_KEYS = frozenset(map(header_key, NAMES["interval"]))
_QUEUE_KEYS = frozenset(map(header_key, NAMES["queue"]))


def read_profile(sheet: Sheet, faults: list[Fault]) -> pd.DataFrame:
    """Return queue (case folded, blank for any), weekday (-1 for any), minute, length and share."""
    for row, cells in enumerate(sheet.cells[:HEADER_ROWS]):
        keys = {header_key(cell): at for at, cell in enumerate(cells) if not is_blank(cell)}
        interval = next((at for key, at in keys.items() if key in _INTERVAL_KEYS), None)
        if interval is None:
            continue
        share = next((at for key, at in keys.items() if key in _SHARE_KEYS), None)
        days = {at: day for at, cell in enumerate(cells) if (day := _weekday_or_none(cell)) is not None}
        queue = next((at for key, at in keys.items() if key in _QUEUE_KEYS and at != interval), None)
        weekday = next((at for key, at in keys.items() if key in _WEEKDAY_KEYS and at != interval), None)
        if share is not None:
            return _checked(
                sheet, row, _shares(sheet, row, interval, {share: ANY_DAY}, queue, weekday, faults), faults
            )
        if days:
            return _checked(sheet, row, _shares(sheet, row, interval, days, queue, None, faults), faults)
    found = "has no header row with an interval and shares"
    faults.append(
        Fault(sheet.name, found, "Weekday, Interval, Share; or Interval and a column for each weekday")
    )
    return pd.DataFrame(columns=["queue", "weekday", "minute", "length", "share"])


def _shares(
    sheet: Sheet,
    header: int,
    interval: int,
    columns: dict[int, int],
    queue: int | None,
    weekday: int | None,
    faults: list[Fault],
) -> pd.DataFrame:
    rows = np.array(
        [
            row
            for row in range(header + 1, len(sheet.cells))
            if not is_blank(sheet.cells[row][interval]) and not is_total(sheet.cells[row][interval])
        ],
        dtype=np.int64,
    )
    labels = [sheet.cells[row][interval] for row in rows]
    military = is_military_column(labels)
    spans = Column.of(labels).read(lambda cell: read_span(cell, is_military=military))
    add_faults(sheet, rows, interval, "interval", spans, faults)
    names = [
        read_text(sheet.cells[row][queue] or "").casefold() if queue is not None else ANY_QUEUE
        for row in rows
    ]
    frames = []
    for column, day in columns.items():
        values = Column.of([sheet.cells[row][column] for row in rows]).read(_share)
        add_faults(sheet, rows, column, "share", values, faults)
        days = np.array(day)
        if weekday is not None:
            read = Column.of([sheet.cells[row][weekday] for row in rows]).read(read_weekday)
            add_faults(sheet, rows, weekday, "weekday", read, faults)
            days = np.array([ANY_DAY if answer is None else answer for answer in read.answers])
        frame = pd.DataFrame({"queue": names, "share": np.nan_to_num(values.numbers()), "row": rows})
        frame["weekday"] = np.broadcast_to(days, len(rows))
        frame["minute"] = [0 if span is None else span[0] for span in spans.answers]
        frame["length"] = [0 if span is None else span[1] for span in spans.answers]
        frames.append(frame.assign(column=column))
    return pd.concat(frames, ignore_index=True)


def _share(cell: object) -> float:
    if isinstance(cell, str) and cell.strip().endswith("%"):
        number = read_number(cell.strip()[:-1])
    else:
        number = read_number(cell)
    if number < 0:
        raise UnreadableError("a share of 0 or more")
    return number


def _checked(sheet: Sheet, header: int, shares: pd.DataFrame, faults: list[Fault]) -> pd.DataFrame:
    """Return the shares as parts of 1, after each day's sum and the interval length were checked."""
    shares = shares.assign(length=_lengths(sheet, shares, faults))
    for (queue, _), day in shares.groupby(["queue", "weekday"]):
        total = float(day["share"].sum())
        if not any(abs(total / whole - 1) <= _TOLERANCE for whole in (1, _WHOLE)) and total > 0:
            where = sheet.address(int(day["row"].iloc[0]), int(day["column"].iloc[0]))
            named = "" if day["weekday"].iloc[0] == ANY_DAY else WEEKDAYS[int(day["weekday"].iloc[0])]
            of = " ".join(filter(None, [str(queue), named]))
            found = f"shares {('of ' + of + ' ') if of else ''}from here add to {total:g}"
            faults.append(Fault(where, found, "shares that add to 1, or to 100 %"))
        if day["minute"].duplicated().any():
            again = day[day["minute"].duplicated()].iloc[0]
            where = sheet.address(int(again["row"]), int(again["column"]))
            faults.append(Fault(where, "the same interval stands twice", "one share for each interval"))
    whole = shares.groupby(["queue", "weekday"])["share"].transform("sum")
    shares = shares.assign(share=(shares["share"] / whole).where(whole > 0, 0.0))
    return shares[["queue", "weekday", "minute", "length", "share"]]


def _lengths(sheet: Sheet, shares: pd.DataFrame, faults: list[Fault]) -> int:
    """Return the interval length of the profile in minutes, from its labels or the steps between them."""
    given = [int(length) for length in shares["length"].unique() if length]
    steps = np.diff(np.unique(shares["minute"]))
    lengths = given or [int(step) for step in steps]
    length = min(lengths, default=0)
    if length not in INTERVAL_MINUTES:
        faults.append(Fault(sheet.name, f"has intervals of {length} minutes", "15, 30 or 60 minutes"))
    return length


def _weekday_or_none(cell: object) -> int | None:
    try:
        return read_weekday(cell) if isinstance(cell, str) and not is_time(cell) else None
    except UnreadableError:
        return None


def read_weekday(cell: object) -> int:
    """Return a weekday, 0 for Monday, from its name or its number from 1 for Monday.

    Raises
    ------
    UnreadableError
        If the cell names none.
    """
    key = read_text(cell)[:3].capitalize()
    if key in WEEKDAYS:
        return WEEKDAYS.index(key)
    try:
        number = read_number(cell)
    except UnreadableError:
        number = 0
    if number not in range(1, DAYS_PER_WEEK + 1):
        raise UnreadableError(f"a weekday, Mon to Sun (it {shown(cell)})")
    return int(number) - 1

"""When each row of a long forecast holds: from a date and an interval, or from one timestamp."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.forecast.days import date_order_of
from wfm.forecast.long_rows import LongRows
from wfm.forecast.moment import is_military_column, read_length, read_moment, read_span
from wfm.forecast.reading import WHOLE_DAY
from wfm.forecast.rules import ForecastRules
from wfm.schema import INSTANT
from wfm.units import MINUTES_PER_DAY
from wfm.workbook.unreadable import UnreadableError

_UTC_NAMES = re.compile(r"\butc\b", re.IGNORECASE)


def when_of(rows: LongRows, rules: ForecastRules, faults: list[Fault]) -> pd.DataFrame:
    """Return day, minute, instant, length and the column of the time for each row; ``is_lost`` without."""
    places, sheet = rows.header.places, rows.sheet
    kind = "date" if "date" in places and ("interval" in places or "timestamp" not in places) else "timestamp"
    first = rows.numbers[rows.column(kind).first_rows]
    order = date_order_of(sheet, [(int(row), places[kind]) for row in first], rules.date_order, faults)
    frame = pd.DataFrame(index=range(len(rows.numbers)))
    frame["time_column"] = places.get("interval", places[kind])
    if order is None:
        days = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
        instants = pd.Series(pd.NaT, index=frame.index, dtype=INSTANT)
        return frame.assign(day=days, minute=0, instant=instants, length=0, is_lost=True)
    moments = rows.read(kind, lambda cell: read_moment(cell, order), "date", faults)
    for at in np.flatnonzero(moments.is_blank):
        faults.append(Fault(sheet.address(int(rows.numbers[at]), places[kind]), "date is blank", "a date"))
    frame["is_lost"] = moments.is_bad | moments.is_blank
    days = pd.Series([pd.NaT if m is None else m.day for m in moments.answers], dtype=object)
    frame["day"] = pd.to_datetime(days).astype("datetime64[us]")
    minutes = [None if m is None else m.minute for m in moments.answers]
    # A date beside an interval may carry a midnight that means nothing.
    ignored = (None, 0) if "interval" in places else (None,)
    is_timed = any(minute not in ignored for minute in minutes)
    # Excel keeps a timestamp at midnight as a mere date.
    frame["minute"] = [minute or 0 if is_timed else WHOLE_DAY for minute in minutes]
    frame["length"] = 0
    if "interval" in places and not is_timed:
        is_military = is_military_column(rows.column("interval").distinct)
        spans = rows.read("interval", lambda cell: _span(cell, is_military, order), "interval", faults)
        for at in np.flatnonzero(spans.is_blank & ~frame["is_lost"]):
            where = sheet.address(int(rows.numbers[at]), places["interval"])
            faults.append(Fault(where, "interval is blank", "an interval such as 07:00"))
        frame["minute"] = [0 if span is None else span[0] for span in spans.answers]
        frame["length"] = [0 if span is None else span[1] for span in spans.answers]
        frame["is_lost"] |= spans.is_bad | spans.is_blank
    frame["length"] = _lengths(rows, frame, order, faults)
    frame.loc[frame["length"] == MINUTES_PER_DAY, "minute"] = WHOLE_DAY
    is_utc = kind == "timestamp" and _UTC_NAMES.search(rows.header.headers[kind]) is not None
    offsets = [None if m is None else m.offset_minutes for m in moments.answers]
    known = pd.Series([0 if offset is None and is_utc else offset for offset in offsets], dtype="Float64")
    wall = frame["day"] + pd.to_timedelta(frame["minute"].clip(lower=0), unit="min")
    utc = wall - pd.to_timedelta(known.fillna(0).astype("int64"), unit="min")
    has_instant = known.notna().to_numpy() & (frame["minute"] != WHOLE_DAY) & ~frame["is_lost"]
    frame["instant"] = utc.dt.tz_localize("UTC").where(has_instant)
    return frame


def _span(cell: object, is_military: bool, order: str) -> tuple[int, int]:
    """Return first minute and length of an interval that may repeat its date."""
    try:
        return read_span(cell, is_military=is_military)
    except UnreadableError:
        minute = read_moment(cell, order).minute if isinstance(cell, str) and " " in cell else None
        if minute is None:
            raise
        return minute, 0


def _lengths(rows: LongRows, frame: pd.DataFrame, order: str, faults: list[Fault]) -> pd.Series:
    """Return the lengths of the intervals in minutes, 0 where the row does not tell."""
    if "length" in rows.header.places:
        lengths = rows.read("length", read_length, "interval length", faults).numbers()
        return pd.Series(np.nan_to_num(lengths)).astype("int64")
    if "end" not in rows.header.places:
        return frame["length"]
    ends = rows.column("end").read(lambda cell: read_moment(cell, order).minute)
    if ends.is_bad.all():
        ends = rows.column("end").read(lambda cell: read_span(cell)[0])
    minutes = pd.Series(ends.numbers()).fillna(frame["minute"])
    return ((minutes - frame["minute"]) % MINUTES_PER_DAY).astype("int64").where(frame["minute"] >= 0, 0)

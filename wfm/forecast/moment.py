"""When a row holds: timestamps with or without a zone, and intervals as planners label them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wfm.horizon import INTERVAL_MINUTES
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workbook.clock import read_date, read_time
from wfm.workbook.unreadable import UnreadableError

_MOMENT = re.compile(
    r"(?P<date>.+?)(?:(?:[T ]|, )+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?)"
    r" *(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b|\buntil\b|\bbis\b)\s*(.+)", re.IGNORECASE)
_HOURS = 24


@dataclass(frozen=True)
class Moment:
    """A date, the minute after its midnight (``None`` where only a date is given) and the offset from UTC."""

    day: date
    minute: int | None
    offset_minutes: int | None = None


def read_moment(value: object, date_order: str = "") -> Moment:
    """Return the moment a cell names: an Excel date and time, ISO text, or a date and a time in words.

    Raises
    ------
    UnreadableError
        If the cell holds no date, or one that could be two.
    """
    if isinstance(value, datetime):
        # Excel keeps times as fractions: 06:59:59.99 is seven o'clock.
        rounded = value + timedelta(seconds=SECONDS_PER_MINUTE / 2)
        return Moment(rounded.date(), rounded.hour * MINUTES_PER_HOUR + rounded.minute)
    if isinstance(value, float) and not value.is_integer() and value >= 1:
        return Moment(read_date(value), round(value % 1 * MINUTES_PER_DAY))
    match = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and match["time"]:
        return Moment(read_date(match["date"], date_order), read_time(match["time"]), _offset(match["zone"]))
    return Moment(read_date(value, date_order), None)


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return (-1 if zone[0] == "-" else 1) * (hours * MINUTES_PER_HOUR + minutes)


def read_span(value: object, *, is_military: bool = False) -> tuple[int, int]:
    """Return first minute and length (minutes, 0 where not said) of an interval's label.

    Parameters
    ----------
    value
        A time, or a text such as 07:00 - 07:30, 0700-0729, 7 am to 8 am.
    is_military
        The column counts 0, 15, 30, 45, 100.

    Raises
    ------
    UnreadableError
        If it is no time of the day.
    """
    try:
        return _start(value, is_military=is_military), 0
    except UnreadableError:
        match = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if not match:
            raise UnreadableError("an interval such as 07:00 or 07:00 - 07:30") from None
    first, last = read_time(_whole(match[1])), read_time(_whole(match[2]))
    length = (last - first) % MINUTES_PER_DAY
    # Some write the last minute that still belongs to the interval: 07:00 - 07:29.
    return first % MINUTES_PER_DAY, length + 1 if length + 1 in INTERVAL_MINUTES else length


def _start(value: object, *, is_military: bool) -> int:
    if is_military and isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    return read_time(value, is_military=is_military) % MINUTES_PER_DAY


def _whole(text: str) -> object:
    return int(text) if text.strip().isdigit() and len(text.strip()) <= len("24") else text


def is_military_column(cells: Iterable[object]) -> bool:
    """Return whether bare numbers of a column are times such as 0, 30, 100, 130, not hours."""
    return any(_bare(cell) > _HOURS for cell in cells)


def _bare(cell: object) -> int:
    if isinstance(cell, str) and cell.strip().isdigit():
        return int(cell)
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, int) else 0


def is_time(value: object) -> bool:
    """Return whether a cell can be read as the label of an interval."""
    try:
        read_span(value)
    except UnreadableError:
        return False
    return True


def read_length(value: object) -> int:
    """Return an interval's length in minutes from a cell such as 15mins, 30, 1 hour or daily."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip().lower()
    if text in ("daily", "day", "1 day", "1day"):
        return MINUTES_PER_DAY
    match = re.fullmatch(r"(\d+) *(?:m|min|mins|minutes?)?|(\d+) *(?:h|hours?)", text)
    if not match:
        raise UnreadableError("an interval length such as 30mins or daily")
    return int(match[1]) if match[1] else int(match[2]) * MINUTES_PER_HOUR

"""Dates and times of day as planners write them, and which comes first, day or month."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workbook.unreadable import UnreadableError

DATE_ORDERS = ("dmy", "mdy", "ymd")
"""What Settings may say under ``date_order``; dd/mm/yyyy and the like mean the same."""

_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAY_ZERO = date(1899, 12, 31)
"""Before March 1900 Excel's day numbers count from a day later: it believes in 29 February 1900."""
_SERIALS = range(20_000, 80_000)
"""Excel day numbers of 1954 to 2119: a bare number outside is no date of a plan."""
_CENTURY = 2000
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?|(\d{4})(\d{2})(\d{2})(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})(?:[T ].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})(?:[T ].*)?")
_WORDED = re.compile(
    r"(?:[a-z]{2,9}\.?,? +)?"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]{3,9})|([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?)"
    r"\.?,?[ -]+(\d{2}|\d{4})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?)? *(am|pm|a\.m\.|p\.m\.)?(?: *h| *uhr)?", re.IGNORECASE
)
_MILITARY = re.compile(r"(\d{1,2})(\d{2})")
_HOURS = 24


def normal_date_order(order: str) -> str:
    """Return ``dmy``, ``mdy`` or ``ymd`` for a date order however written (DD/MM/YYYY), blank if unknown."""
    letters = "".join(dict.fromkeys(letter for letter in order.lower() if letter in "dmy"))
    if len(letters) < len("dmy"):
        letters = {"dm": "dmy", "md": "mdy"}.get(letters, "")
    return letters if letters in DATE_ORDERS else ""


def settled_date_order(values: Iterable[object]) -> str:
    """Return the date order that the texts of a column prove: ``dmy``, ``mdy``, or blank where none does.

    A text such as 13/02/2027 proves day first; 02/13/2027 month first; where both stand, neither is proved.
    """
    orders = set()
    for value in values:
        match = _SLASHED.fullmatch(value.strip()) if isinstance(value, str) else None
        if match:
            first, second = int(match[1]), int(match[2])
            orders |= {"dmy"} if first > len(_MONTHS) else {"mdy"} if second > len(_MONTHS) else set()
    return orders.pop() if len(orders) == 1 else ""


def is_ambiguous_date(value: object) -> bool:
    """Return whether a text is a date whose day and month could change places."""
    match = _SLASHED.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        return False
    first, second = int(match[1]), int(match[2])
    return first != second and max(first, second) <= len(_MONTHS)


def read_date(value: object, date_order: str = "") -> date:
    """Return a date.

    Parameters
    ----------
    value
        An Excel date or its day number, or a text: 2027-02-01, 20270201, 1 Feb 2027, 01.02.2027 (day first),
        01/02/2027 (by ``date_order``); a time after it is left out.
    date_order
        ``dmy``, ``mdy`` or blank: then only texts that can be read one way are.

    Raises
    ------
    UnreadableError
        For other things, dates that do not exist, and texts that could be two dates.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        if value in _SERIALS or (isinstance(value, float) and int(value) in _SERIALS):
            return _EXCEL_EPOCH + timedelta(days=int(value))
        value = str(int(value)) if float(value).is_integer() else value
    if isinstance(value, str):
        return _date_of_text(value.strip(), normal_date_order(date_order))
    raise UnreadableError("a date such as 2027-02-01")


def _date_of_text(text: str, date_order: str) -> date:
    if match := _ISO.fullmatch(text):
        return _date(*(int(part) for part in match.groups() if part))
    if match := _DOTTED.fullmatch(text):
        return _date(_year(match[3]), int(match[2]), int(match[1]))
    if match := _WORDED.fullmatch(text):
        month = (match[2] or match[3])[:3].lower()
        if month in _MONTHS:
            return _date(_year(match[5]), _MONTHS.index(month) + 1, int(match[1] or match[4]))
    if match := _SLASHED.fullmatch(text):
        order = date_order or settled_date_order([text])
        if not order and match[1] != match[2]:
            raise UnreadableError("a date of one reading; say on sheet Settings under date_order dmy or mdy")
        first, second = int(match[1]), int(match[2])
        day, month_number = (second, first) if order == "mdy" else (first, second)
        return _date(_year(match[3]), month_number, day)
    raise UnreadableError("a date such as 2027-02-01")


def _year(text: str) -> int:
    year = int(text)
    return year + _CENTURY if len(text) == len("27") else year


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableError("a date that exists") from None


def read_time(value: object, *, is_military: bool = False) -> int:
    """Return a time of day in minutes after midnight, 0 to 1,440 (24:00).

    Parameters
    ----------
    value
        An Excel time or its fraction of a day, a text (07:00, 7:00, 0700, 7 am), or a number: a whole hour
        up to 24, or 700 and 1430.
    is_military
        The column counts 0, 15, 30, 45, 100: a bare 15 is a quarter past midnight.

    Raises
    ------
    UnreadableError
        For anything else.
    """
    if isinstance(value, time):
        return _minute(value.hour, value.minute + round(value.second / SECONDS_PER_MINUTE))
    if isinstance(value, date):
        return _minute_of_date(value)
    if isinstance(value, timedelta):
        return _minute(0, round(value.total_seconds() / SECONDS_PER_MINUTE))
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        if 0 <= value < 1:
            return round(value * MINUTES_PER_DAY)
        value = f"{int(value):04d}" if is_military or value > _HOURS else value
        value = str(int(value)) if isinstance(value, (int, float)) and float(value).is_integer() else value
    if isinstance(value, str):
        return _minute_of_text(value.strip())
    return _no_time()


def _minute_of_date(value: date) -> int:
    clock = value.time() if isinstance(value, datetime) else time()
    minute = clock.hour * MINUTES_PER_HOUR + clock.minute + round(clock.second / SECONDS_PER_MINUTE)
    if not is_duration_date(value):
        return minute if isinstance(value, datetime) else _no_time()
    return _minute(0, duration_days(value) * MINUTES_PER_DAY + minute)


def is_duration_date(value: date) -> bool:
    """Return whether an Excel date is a duration in disguise: a time of a day or more, of the year 1900."""
    return value.year <= _EXCEL_DAY_ZERO.year + 1


def duration_days(value: date) -> int:
    """Return the whole days of a duration that Excel shows as a date of 1900."""
    return (date(value.year, value.month, value.day) - _EXCEL_DAY_ZERO).days


def _minute_of_text(text: str) -> int:
    if match := _TIME.fullmatch(text):
        if int(match[2] or 0) >= MINUTES_PER_HOUR:
            return _no_time()
        hour, half = int(match[1]), (match[4] or "").lower()[:1]
        if half and not 1 <= hour <= _HOURS // 2:
            return _no_time()
        hour = hour % (_HOURS // 2) + (_HOURS // 2 if half == "p" else 0) if half else hour
        return _minute(hour, int(match[2] or 0))
    if (match := _MILITARY.fullmatch(text)) and int(match[2]) < MINUTES_PER_HOUR:
        return _minute(int(match[1]), int(match[2]))
    return _no_time()


def _minute(hour: int, minute: int) -> int:
    total = hour * MINUTES_PER_HOUR + minute
    return total if 0 <= total <= MINUTES_PER_DAY else _no_time()


def _no_time() -> int:
    raise UnreadableError("a time such as 07:30")

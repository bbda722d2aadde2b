"""One cell's value as planners write it: numbers, shares, durations and yes or no."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

from wfm.units import HOURS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workbook.clock import duration_days, is_duration_date, read_date, read_time
from wfm.workbook.sheet import BrokenCell
from wfm.workbook.unreadable import UnreadableError

__all__ = [
    "UnreadableError",
    "is_blank",
    "read_boolean",
    "read_change",
    "read_date",
    "read_number",
    "read_seconds",
    "read_share",
    "read_text",
    "read_time",
    "read_whole",
    "shown",
]

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(,\d{3}){2,}(\.\d*)?|[+-]?\d{1,3}(,\d{3})+\.\d*|[+-]?\d{1,3}([ '’]\d{3})+(\.\d*)?"
)
_COMMA_DECIMAL = re.compile(r"[+-]?(0,\d+|\d+,(\d{1,2}|\d{4,}))")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_CLOCK_DURATION = re.compile(r"(?:(\d+):(?=[0-5]?\d:))?(\d+):([0-5]?\d(?:\.\d+)?)")
_UNIT_DURATION = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?) *(?:h|hr|hrs|hour|hours))? *"
    r"(?:(?P<m>\d+(?:\.\d+)?) *(?:m|min|mins|minute|minutes|'))? *"
    r"(?:(?P<s>\d+(?:\.\d+)?) *(?:s|sec|secs|second|seconds|\"))?",
    re.IGNORECASE,
)
_TRUE = frozenset({"yes", "y", "true", "1", "x", "on"})
_FALSE = frozenset({"no", "n", "false", "0", "off"})
_UNIT_SECONDS = {"s": 1, "min": SECONDS_PER_MINUTE, "h": SECONDS_PER_HOUR}
_PERCENT = 100


def is_blank(value: object) -> bool:
    """Return whether a cell holds nothing but white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: object) -> str:
    """Return a cell's value as the planner sees it, for a fault's ``found``."""
    if isinstance(value, BrokenCell):
        return value.shows
    if is_blank(value):
        return "is blank"
    if isinstance(value, float) and value.is_integer():
        return f"is {int(value)}"
    return f"is {value!r}" if isinstance(value, str) else f"is {value}"


def read_number(value: object) -> float:
    """Return a finite number.

    Parameters
    ----------
    value
        A number, or a text with point or comma as decimal mark and with grouped thousands.

    Raises
    ------
    UnreadableError
        For anything else, and for a text such as 1,234 that may mean 1234 or 1.234.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise UnreadableError("a number")
    if isinstance(value, str):
        value = _number_of_text(value)
    if not math.isfinite(value):
        raise UnreadableError("a finite number")
    return float(value)


def _number_of_text(text: str) -> float:
    text = text.strip().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    if _PLAIN.fullmatch(text):
        return float(text)
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"[ ,'’]", "", text))
    if _COMMA_DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if _AMBIGUOUS.fullmatch(text):
        raise UnreadableError(f"a number without a comma, as {text} may mean thousands or decimals")
    raise UnreadableError("a number")


def read_whole(value: object) -> int:
    """Return a whole number; raise UnreadableError for anything else."""
    number = read_number(value)
    if not number.is_integer():
        raise UnreadableError("a whole number")
    return int(number)


def read_text(value: object) -> str:
    """Return a cell as text, without outer white space; 3.0 becomes 3."""
    if isinstance(value, BrokenCell):
        raise UnreadableError("a text")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def read_share(value: object, *, is_percent: bool = False) -> float:
    """Return a share between 0 and 1.

    Parameters
    ----------
    value
        0.15, 15 or the text 15 %; a bare number above 1 is read as percent.
    is_percent
        The column is written in percent: a bare 1 is then 1 %.

    Raises
    ------
    UnreadableError
        For other things, negative shares and shares above 100 %.
    """
    expected = "a share from 0 to 100 %"
    try:
        if isinstance(value, str) and value.strip().endswith("%"):
            number = read_number(value.strip()[:-1]) / _PERCENT
        else:
            number = read_number(value)
            number = number / _PERCENT if is_percent or number > 1 else number
    except UnreadableError:
        raise UnreadableError(expected) from None
    if not 0 <= number <= 1:
        raise UnreadableError(expected)
    return number


def read_change(value: object) -> float:
    """Return a change against something as a share, 0.05 for 5 % more; it may be negative.

    Raises
    ------
    UnreadableError
        For other things, and for bare numbers beyond 1, as 5 may mean 5 % or five times more.
    """
    expected = "a change such as 5 % or -10 %, with its sign of percent"
    text = value.strip() if isinstance(value, str) else ""
    is_percent = text.endswith("%")
    try:
        number = read_number(text[:-1]) / _PERCENT if is_percent else read_number(value)
    except UnreadableError:
        raise UnreadableError(expected) from None
    if not is_percent and abs(number) > 1:
        raise UnreadableError(expected)
    return number


def read_seconds(value: object, unit: str = "s") -> float:
    """Return a duration in seconds.

    Parameters
    ----------
    value
        A number in ``unit``, a text mm:ss or h:mm:ss, a text with units (3 min 5 s), or an Excel time; a
        number of seconds between 0 and 1 is an Excel time without its format.
    unit
        Unit of bare numbers: s, min or h.

    Raises
    ------
    UnreadableError
        For other things, negative durations, and an Excel time of an hour or more without seconds: typed as
        mm:ss, Excel has taken it for hours.
    """
    if isinstance(value, (time, datetime, date, timedelta)):
        return _seconds_of_excel(value)
    if isinstance(value, str):
        text = value.strip()
        clock = _CLOCK_DURATION.fullmatch(text)
        if clock:
            hours, minutes, seconds = (float(part or 0) for part in clock.groups())
            return hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds
        named = _UNIT_DURATION.fullmatch(text.replace(",", "."))
        if named and text and any(named.groupdict().values()):
            parts = {key: float(part or 0) for key, part in named.groupdict().items()}
            return parts["h"] * SECONDS_PER_HOUR + parts["m"] * SECONDS_PER_MINUTE + parts["s"]
    try:
        number = read_number(value)
    except UnreadableError:
        raise UnreadableError("a duration in s, min or mm:ss") from None
    if number < 0:
        raise UnreadableError("a duration of 0 s or more")
    if unit == "s" and 0 < number < 1:
        return number * HOURS_PER_DAY * SECONDS_PER_HOUR
    return number * _UNIT_SECONDS.get(unit, 1)


def _seconds_of_excel(value: time | date | timedelta) -> float:
    if isinstance(value, time):
        duration = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        duration += timedelta(microseconds=value.microsecond)
    elif isinstance(value, timedelta):
        duration = value
    else:
        if not is_duration_date(value):
            raise UnreadableError("a duration in s, min or mm:ss")
        clock = value.time() if isinstance(value, datetime) else time()
        duration = timedelta(duration_days(value), clock.second, 0, 0, clock.minute, clock.hour)
    seconds = duration.total_seconds()
    if seconds < 0:
        raise UnreadableError("a duration of 0 s or more")
    if seconds >= SECONDS_PER_HOUR and seconds % SECONDS_PER_MINUTE == 0:
        raise UnreadableError(
            "a duration that Excel does not take for hours and minutes: write h:mm:ss or seconds"
        )
    return seconds


def read_boolean(value: object) -> bool:
    """Return whether a cell says yes; raise UnreadableError unless it says yes or no."""
    if isinstance(value, bool):
        return value
    word = read_text(value).lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise UnreadableError("yes or no")

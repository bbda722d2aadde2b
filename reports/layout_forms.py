"""Dates and times in a client's form: ``dd/mm/yyyy``, ``HH:MM``, ``h:MM AM``."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

NOON = 12
DATE_TOKENS: dict[str, Callable[[pd.Timestamp], str]] = {
    "yyyy": lambda at: f"{at.year:04d}",
    "yy": lambda at: f"{at.year % 100:02d}",
    "mmm": lambda at: f"{at:%b}",
    "mm": lambda at: f"{at.month:02d}",
    "m": lambda at: str(at.month),
    "ddd": lambda at: f"{at:%a}",
    "dd": lambda at: f"{at.day:02d}",
    "d": lambda at: str(at.day),
}
TIME_TOKENS: dict[str, Callable[[pd.Timestamp], str]] = {
    "HH": lambda at: f"{at.hour:02d}",
    "H": lambda at: str(at.hour),
    "hh": lambda at: f"{(at.hour - 1) % NOON + 1:02d}",
    "h": lambda at: str((at.hour - 1) % NOON + 1),
    "MM": lambda at: f"{at.minute:02d}",
    "SS": lambda at: f"{at.second:02d}",
    "AM": lambda at: "AM" if at.hour < NOON else "PM",
}
SIGNS = r"[ /.:,\-]"


def form_problem(form: str, *, is_time: bool) -> str:
    """Return what a form should have been; blank where it is one.

    A date needs its year, month and day, a time its hour and minute; hours of twelve need AM.
    """
    tokens = TIME_TOKENS if is_time else DATE_TOKENS
    expected = f"a form of {', '.join(tokens)} and the signs / . : - , or blank"
    parts = re.findall(_pattern(is_time), form)
    if not form or "".join(parts) != form:
        return expected
    said = [part for part in parts if part in tokens]
    needs = ("H", "M") if is_time else ("y", "m", "d")
    has_all = all(any(part.upper().startswith(need.upper()) for part in said) for need in needs)
    if is_time:
        is_twelve = bool({"h", "hh"} & set(said))
        has_all = has_all and is_twelve == ("AM" in said) and "MM" in said
    elif not {"d", "dd"} & set(said):
        has_all = False
    if not has_all:
        return "hour and minute, and AM with h or hh alone" if is_time else "year, month and day"
    return ""


def in_form(at: pd.Timestamp, form: str, *, is_time: bool) -> str:
    """Return a naive time in a form that ``form_problem`` finds nothing wrong with."""
    tokens = TIME_TOKENS if is_time else DATE_TOKENS
    return "".join(
        tokens[part](at) if part in tokens else part for part in re.findall(_pattern(is_time), form)
    )


def _pattern(is_time: bool) -> str:
    tokens = TIME_TOKENS if is_time else DATE_TOKENS
    return "|".join([*tokens, SIGNS])

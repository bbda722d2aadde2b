"""Headers: which column of a table is meant, whatever its spelling, and the unit it carries."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

HEADER_ROWS = 5
"""Headers stand in one of the first five rows, under titles and notes at most."""

_UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hour": "h", "hours": "h",
}  # fmt: skip
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")


def header_key(text: object) -> str:
    """Return a header without case, spaces, underscores and hyphens: AHT (s) and aht_(S) are one."""
    return re.sub(r"[\s_\-.:*]+", "", str(text)).lower()


def bare_key(text: object) -> str:
    """Return the key of a header without what stands in brackets: AHT (min) and AHT (s) are one."""
    return header_key(_BRACKETED.sub("", str(text)))


def header_unit(text: object) -> str:
    """Return the unit a header names, ``s``, ``min`` or ``h``; blank if it names none."""
    bracketed = [part.strip().lower() for part in _BRACKETED.findall(str(text))]
    words = re.split(r"[\s_\-]+", str(text).strip().lower())
    return next((_UNITS[word] for word in (*bracketed, words[-1]) if word in _UNITS), "")


def nearest_header(header: object, known: Iterable[str]) -> str:
    """Return the known header spelled most like ``header``; blank if none is near."""
    by_key = {header_key(name): name for name in known}
    near = difflib.get_close_matches(header_key(header), by_key, n=1)
    return by_key[near[0]] if near else ""

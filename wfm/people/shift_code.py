"""Which shift a code on a planner's sheet means, with or without its start."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from wfm.errors import Fault
from wfm.policy.sheet_rows import cell, number, text
from wfm.shift_pattern import ShiftPattern
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook.header import nearest_header
from wfm.workbook.table import InputRow

_OFF = frozenset({"", "off", "wo", "do", "rd", "rest", "free", "-", "–"})
"""How planners write a day off: weekly off, day off, rest day."""

_START = re.compile(r"\s*\d{1,2}:\d{2}$")
"""The start in the code of a shift type that has several."""


def is_off(code: str) -> bool:
    """Return whether a cell of shift codes says that the day is off."""
    return code.strip().casefold() in _OFF


@dataclass(frozen=True)
class ShiftCodes:
    """The shift patterns of one site by code: ``8H 09:00``, or ``8H`` where the start is clear."""

    site: str
    patterns: dict[str, ShiftPattern] = field(default_factory=dict)
    types: dict[str, list[ShiftPattern]] = field(default_factory=dict)

    def offered(self, row: InputRow, column: str, faults: list[Fault]) -> ShiftPattern | None:
        """Return the pattern of the plan that a cell means.

        Parameters
        ----------
        row, column
            The cell, not blank.
        faults
            Codes nobody knows, and shift types of several starts without one, are appended.
        """
        written = text(row, column)
        alike = self._alike(written)
        minute = _minute(written)
        exact = [each for each in alike if each.start_minute == minute] if minute is not None else alike
        if len(exact) == 1:
            return exact[0]
        faults.append(self._fault(row, column, exact))
        return None

    def worked(self, row: InputRow, column: str, faults: list[Fault]) -> ShiftPattern | None:
        """Return the shift that a cell of the past means: a start in the code or the row may be any.

        Parameters and faults as in ``offered``; the row's ``start`` (minutes after midnight) wins over that
        in the code.
        """
        written, start = text(row, column), number(row, "start")
        alike = self._alike(written)
        minute = _minute(written) if start is None else int(start)
        if alike and minute is not None:
            return next((each for each in alike if each.start_minute == minute), _started(alike[0], minute))
        if len(alike) == 1:
            return alike[0]
        faults.append(self._fault(row, column, alike))
        return None

    def _alike(self, written: str) -> list[ShiftPattern]:
        """Return the pattern of a code, or those of the shift type it names with or without a start."""
        known = self.patterns.get(_key(written))
        return [known] if known else self.types.get(_key(_START.sub("", written)), [])

    def _fault(self, row: InputRow, column: str, alike: list[ShiftPattern]) -> Fault:
        """Return the fault of a code that nobody knows, or that is open between those alike."""
        written = text(row, column)
        codes = [each.code for each in alike or self.patterns.values()]
        expected = f"one of: {', '.join(codes)}" if codes else f"a shift type that may start at {self.site}"
        near = "" if alike else nearest_header(written, codes)
        what = "has several starts" if alike else "is not known"
        action = f"The nearest is {near}." if near else ""
        return Fault(cell(row, column), f"shift code {written!r} {what}", expected, action)


def shift_codes(patterns: Iterable[ShiftPattern], sites: Iterable[str]) -> dict[str, ShiftCodes]:
    """Return the codes of every site."""
    found = {site: ShiftCodes(site) for site in sites}
    for pattern in patterns:
        codes = found.setdefault(pattern.site, ShiftCodes(pattern.site))
        codes.patterns[_key(pattern.code)] = pattern
        codes.types.setdefault(_key(_START.sub("", pattern.code)), []).append(pattern)
    return found


def _minute(code: str) -> int | None:
    """Return the start that a code names, minutes after midnight; None where it names none."""
    found = _START.search(code)
    if found is None:
        return None
    hour, minute = found[0].split(":")
    return int(hour) * MINUTES_PER_HOUR + int(minute)


def _started(pattern: ShiftPattern, minute: int) -> ShiftPattern:
    clock = f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
    return replace(pattern, start_minute=minute, code=f"{_START.sub('', pattern.code)} {clock}")


def _key(code: str) -> str:
    return re.sub(r"[\s_]+", "", code).casefold()

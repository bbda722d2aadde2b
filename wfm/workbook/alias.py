"""Another name for one person: which texts and cells are about them, and what these say instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from wfm.errors import PlanningError
from wfm.workbook.header import HEADER_ROWS, header_key
from wfm.workbook.sheet import Sheet

IDS = frozenset({"agentid", "employeeid", "personid", "person"})
NAMES = frozenset({"name", "agentname"})
LEADERS = frozenset({"leader"})
"""Columns that name somebody by their ID, their name, or a word of it."""
LEAST_SIGNS = 3
"""A shorter ID or name stands in a hundred places where it means something else."""


class DoubtError(PlanningError):
    """Content in which it is not certain what is about the person; says why."""


@dataclass(frozen=True)
class Alias:
    """What a person is called from now on.

    ``keys`` are all IDs and names they go by, in lower case; ``same`` are other texts that change with
    them, each before and after.
    """

    keys: frozenset[str]
    name: str
    same: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        for key in self.keys:
            if len(key) < LEAST_SIGNS:
                raise DoubtError(f"“{key}” is too short to be told from other words")

    @cached_property
    def telling(self) -> frozenset[str]:
        """The keys that mean the person wherever they stand: neither a bare number nor a single word."""
        return frozenset(key for key in self.keys if not key.isdigit() and not key.isalpha())

    def text(self, text: str) -> str:
        """Return a text with the person called otherwise."""
        bare = text.strip()
        if bare.casefold() in self.keys:
            return text.replace(bare, self.name)
        for before, after in self.same:
            if bare == before:
                return text.replace(before, after)
        return self._telling.sub(self.name, text) if self.telling else text

    def cell(self, value: object, header: str) -> object:
        """Return a cell with the person called otherwise, by the key of its column's header.

        Raises
        ------
        DoubtError
            If a cell that is not about people reads like the person.
        """
        if isinstance(value, str):
            key = value.strip().casefold()
            if header in LEADERS and key in self._words:
                return self.name
            if header not in self._columns and key in self.keys - self.telling:
                raise DoubtError(f"“{key}” is also in column {header or 'without a header'}")
            return self.text(value)
        if header in self._columns and isinstance(value, int | float) and not isinstance(value, bool):
            # Excel keeps the agent ID 1001 as the number 1001.0.
            return self.name if value == int(value) and str(int(value)) in self.keys else value
        return value

    def sheet(self, sheet: Sheet) -> Sheet:
        """Return a sheet with the person called otherwise."""
        top, header = header_of(sheet.cells)
        cells = tuple(
            tuple(
                self.cell(value, "name" if row <= top else key)
                for value, key in zip(values, header or [""] * len(values), strict=True)
            )
            for row, values in enumerate(sheet.cells)
        )
        return Sheet(sheet.name, cells, sheet.hidden)

    def refuse_left(self, content: bytes, where: str) -> None:
        """Refuse bytes in which the person is still named."""
        text = content.decode("utf-8", "ignore").casefold()
        if any(key in text for key in self.telling):
            raise DoubtError(f"{where} names them where it cannot be changed")

    @cached_property
    def _telling(self) -> re.Pattern[str]:
        words = sorted(self.telling, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for key in self.keys for word in key.split())

    @property
    def _columns(self) -> frozenset[str]:
        return IDS | NAMES | LEADERS | frozenset({"usernames", "username", "email", "mail"})


def header_of(rows: tuple[tuple[object, ...], ...]) -> tuple[int, list[str]]:
    """Return the row (from 0) and the keys of the header of a list of people; else -1 and none."""
    for top, row in enumerate(rows[:HEADER_ROWS]):
        keys = ["" if cell is None else header_key(cell) for cell in row]
        if set(keys) & (IDS | NAMES):
            return top, keys
    return -1, []

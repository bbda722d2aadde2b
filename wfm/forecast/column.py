"""A column of cells. Forecasts repeat queues, dates and intervals: each distinct cell is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank


@dataclass(frozen=True, eq=False)
class ColumnValues:
    """The cells of a column, read: ``answers`` holds ``None`` where blank or unreadable."""

    answers: np.ndarray
    is_blank: np.ndarray
    is_bad: np.ndarray
    expected: dict[int, str]

    def numbers(self) -> np.ndarray:
        """Return the answers as floats, NaN where there is none."""
        return self.answers.astype(np.float64)


@dataclass(frozen=True, eq=False)
class Column:
    """Cells by row: ``distinct[codes[n]]`` stands in row ``n``, ``distinct`` in the order of first sight."""

    distinct: list[object]
    codes: np.ndarray

    @classmethod
    def of(cls, cells: Sequence[object]) -> Column:
        """Return a column of cells as they stand; 1, 1.0 and yes are three."""
        # Python takes 1, 1.0 and True for one key: only where kinds are mixed is a cell told by its kind too.
        is_mixed = len(set(map(type, cells))) > 1
        keys: Sequence[object] = list(zip(map(type, cells), cells, strict=True)) if is_mixed else cells
        distinct = dict(zip(keys, cells, strict=True))
        place = {key: at for at, key in enumerate(distinct)}
        return cls(list(distinct.values()), np.fromiter(map(place.__getitem__, keys), np.int64, len(keys)))

    def rows(self, rows: np.ndarray) -> Column:
        """Return some rows of the column."""
        codes = self.codes[rows]
        used, first = np.unique(codes, return_index=True)
        used = used[np.argsort(first)]
        place = np.zeros(len(self.distinct), np.int64)
        place[used] = np.arange(len(used))
        return Column([self.distinct[code] for code in used], place[codes])

    @property
    def first_rows(self) -> np.ndarray:
        """The row in which each distinct cell stands first."""
        return np.unique(self.codes, return_index=True)[1]

    def where(self, test: Callable[[object], bool]) -> np.ndarray:
        """Return which rows hold a cell that passes a test, asked once for each distinct one."""
        passed = np.array([test(cell) for cell in self.distinct], bool)
        return np.take(passed, self.codes)

    def read(self, read: Callable[[object], object]) -> ColumnValues:
        """Return the values of the cells.

        Parameters
        ----------
        read
            The parser: returns the value or raises UnreadableError.
        """
        answers = np.empty(len(self.distinct), dtype=object)
        blank, reasons = np.zeros(len(self.distinct), bool), dict[int, str]()
        for code, cell in enumerate(self.distinct):
            if is_blank(cell):
                blank[code] = True
                continue
            try:
                answers[code] = read(cell)
            except UnreadableError as error:
                reasons[code] = str(error)
        is_bad = np.isin(self.codes, list(reasons))
        expected = {int(at): reasons[int(self.codes[at])] for at in np.flatnonzero(is_bad)}
        return ColumnValues(answers[self.codes], blank[self.codes], is_bad, expected)

"""Change a book that was read on purpose, to see whether the audit notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from tests.audit.migration.book import MigrationBook
from tests.audit.migration.table import Table

Row = dict[str, Any]


def with_cell(
    book: MigrationBook, sheet: str, matches: Callable[[Row], bool], column: str, change: Callable[[Any], Any]
) -> tuple[MigrationBook, str]:
    """Return the book with one cell of the first matching row changed, and the address of that cell."""
    table = book[sheet]
    row = next(number for number, each in table.rows.iterrows() if matches(each.to_dict()))
    rows = table.rows.copy()
    rows.at[row, column] = change(rows.at[row, column])
    return _with(book, replace(table, rows=rows)), table.cell(int(row), column)


def without_row(book: MigrationBook, sheet: str, matches: Callable[[Row], bool]) -> MigrationBook:
    """Return the book without the first matching row of a sheet."""
    table = book[sheet]
    row = next(number for number, each in table.rows.iterrows() if matches(each.to_dict()))
    return _with(book, replace(table, rows=table.rows.drop(index=row)))


def with_figure(book: MigrationBook, label: str, value: float) -> MigrationBook:
    """Return the book with another figure on Summary."""
    return replace(book, figures={**book.figures, label: value})


def moved_by_days(value: pd.Timestamp, days: int) -> pd.Timestamp:
    """Return a date some days later."""
    return pd.Timestamp(value) + pd.Timedelta(days=days)


def _with(book: MigrationBook, table: Table) -> MigrationBook:
    return replace(book, tables={**book.tables, table.name: table})

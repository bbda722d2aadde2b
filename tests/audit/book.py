"""The exported roster book as tables of instants, read with nothing but pandas and openpyxl."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pandas as pd

SHEETS = ("Grid", "Agent-days", "Activities", "Coverage", "Reviews", "Summary", "Legend", "Assumptions")
COLUMNS = {
    "Agent-days": [
        *("agent_id", "agent_name", "site", "team", "role", "date", "shift_code", "shift_start", "shift_end"),
        *("time_zone", "paid_hours", "night_hours", "notes"),
    ],
    "Activities": ["agent_id", "date", "activity", "role", "pool", "start", "end", "paid"],
    "Coverage": [
        *("site", "role", "pool", "interval_start", "required", "active_bound"),
        *("at_work", "on_duty", "shortage"),
    ],
    "Reviews": ["site", "pool", "created", "due", "hours", "hours_done_by_due", "hours_late"],
}
TIMES = {
    "Agent-days": ("shift_start", "shift_end"),
    "Activities": ("start", "end"),
    "Coverage": ("interval_start",),
    "Reviews": ("created", "due"),
}
NUMBERS = {
    "Agent-days": ("paid_hours", "night_hours"),
    "Activities": (),
    "Coverage": ("required", "at_work", "on_duty", "shortage"),
    "Reviews": ("hours", "hours_done_by_due", "hours_late"),
}


@dataclass(frozen=True)
class Book:
    """The four tables, times as instants (UTC) with the text kept as ``<name>_text``; the figures by label.

    ``grid`` holds the contract hours of each person; ``differences`` what is wrong with the form of the book.
    """

    agent_days: pd.DataFrame
    activities: pd.DataFrame
    coverage: pd.DataFrame
    reviews: pd.DataFrame
    figures: dict[str, object]
    contracts: dict[str, float]
    differences: list[str]


def read_book(path: Path) -> Book:
    """Return the book; a missing sheet or column is a difference and reads as empty."""
    book = openpyxl.load_workbook(path, read_only=True)
    differences = []
    if tuple(book.sheetnames) != SHEETS:
        differences.append(f"Book: sheets are {book.sheetnames}, expected {list(SHEETS)}")
    cells = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    tables = {name: _table(name, cells.get(name, []), differences) for name in COLUMNS}
    return Book(
        tables["Agent-days"],
        tables["Activities"],
        tables["Coverage"],
        tables["Reviews"],
        {str(row[0]): row[1] for row in cells.get("Summary", []) if len(row) > 1 and row[0]},
        _contracts(cells.get("Grid", [])),
        differences,
    )


def _table(name: str, cells: list[tuple[object, ...]], differences: list[str]) -> pd.DataFrame:
    header = list(cells[0]) if cells else []
    if header != COLUMNS[name]:
        differences.append(f"{name}: columns are {header}, expected {COLUMNS[name]}")
    table = pd.DataFrame([row for row in cells[1:] if any(v is not None for v in row)], columns=header)
    table = table.reindex(columns=COLUMNS[name])
    for column in table.columns:
        if column in TIMES[name]:
            table[f"{column}_text"] = table[column]
            table[column] = pd.to_datetime(table[column], utc=True, format="ISO8601")
        elif column in NUMBERS[name]:
            table[column] = pd.to_numeric(table[column]).astype(float)
        elif column == "date":
            table[column] = pd.to_datetime(table[column])
        elif column != "paid":
            table[column] = table[column].astype(object).where(table[column].notna(), "").astype(str)
    return table


def _contracts(cells: list[tuple[object, ...]]) -> dict[str, float]:
    """Return each person's contract hours a week from the Grid sheet."""
    for number, row in enumerate(cells):
        if row and row[0] == "Agent ID":
            place = row.index("Contract h/week")
            rows = cells[number + 1 :]
            return {str(r[0]): float(r[place]) for r in rows if isinstance(r[place], (int, float))}
    return {}

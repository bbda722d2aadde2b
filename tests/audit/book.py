"""The exported roster book as tables of instants, read with nothing but pandas and openpyxl."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd

SHEETS = ("Grid", "Agent-days", "Activities", "Coverage", "Reviews", "Summary", "Legend", "Assumptions")
MONEY_SHEETS = ("Commercial", "Billing")
"""Follow where the input has contracts."""

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
class GridRow:
    """Who stands on sheet Grid, with role as the sheet words it (``E Escalation agent``)."""

    agent_id: str
    site: str
    role: str
    contract: float | None


@dataclass(frozen=True)
class OpenShift:
    """Shifts of one code, place and date that nobody took; ``skills`` begin with their role."""

    code: str
    clock: str
    site: str
    skills: str
    date: pd.Timestamp
    people: int


@dataclass(frozen=True)
class Book:
    """The four tables, times as instants (UTC) with the text kept as ``<name>_text``; the figures by label.

    ``from_before`` holds the rows of Activities that belong to no shift, dated before the plan: the work of
    people still there from the roster before. ``grid`` has a row for everyone on sheet Grid, ``open_shifts``
    one for each shift and date that nobody took, ``rule_checks`` the rows below "Staffing rule" on Summary;
    ``differences`` is what is wrong with the form of the book.
    """

    agent_days: pd.DataFrame
    activities: pd.DataFrame
    from_before: pd.DataFrame
    coverage: pd.DataFrame
    reviews: pd.DataFrame
    figures: dict[str, object]
    grid: list[GridRow]
    open_shifts: list[OpenShift]
    rule_checks: list[dict[str, object]]
    differences: list[str]

    @property
    def contracts(self) -> dict[str, float]:
        """Contract hours a week of each person."""
        return {row.agent_id: row.contract for row in self.grid if row.contract is not None}


def read_book(path: Path) -> Book:
    """Return the book; a missing sheet or column is a difference and reads as empty."""
    book = openpyxl.load_workbook(path, read_only=True)
    differences = []
    if tuple(book.sheetnames) not in (SHEETS, (*SHEETS, *MONEY_SHEETS)):
        differences.append(f"Book: sheets are {book.sheetnames}, expected {list(SHEETS)}")
    cells = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    tables = {name: _table(name, cells.get(name, []), differences) for name in COLUMNS}
    people, opened = _grid(cells.get("Grid", []))
    before = _is_from_before(tables)
    return Book(
        tables["Agent-days"],
        tables["Activities"][~before].reset_index(drop=True),
        tables["Activities"][before].reset_index(drop=True),
        tables["Coverage"],
        tables["Reviews"],
        {str(row[0]): row[1] for row in cells.get("Summary", []) if len(row) > 1 and row[0]},
        people,
        opened,
        _rule_checks(cells.get("Summary", [])),
        differences,
    )


def _is_from_before(tables: dict[str, pd.DataFrame]) -> pd.Series:
    """Say which activities are unpaid work on no shift of the book, dated before its first interval."""
    days, doing, coverage = (tables[name] for name in ("Agent-days", "Activities", "Coverage"))
    shifts = set(zip(days["agent_id"], days["date"], strict=True))
    loose = [key not in shifts for key in zip(doing["agent_id"], doing["date"], strict=True)]
    begins = coverage["interval_start"].min() if len(coverage) else pd.Timestamp.max.tz_localize("UTC")
    is_work = ~doing["paid"].astype(bool) & (doing["role"] != "")
    early = doing["date"].dt.tz_localize("UTC") < begins if len(doing) else is_work
    return pd.Series(loose, index=doing.index, dtype=bool) & is_work & early & (doing["start"] >= begins)


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


def _grid(cells: list[tuple[object, ...]]) -> tuple[list[GridRow], list[OpenShift]]:
    """Return the people of sheet Grid, and the open shifts written below them."""
    top = next((n for n, row in enumerate(cells) if row and row[0] == "Agent ID"), None)
    if top is None:
        return [], []
    header = list(cells[top])
    site, role, contract = (header.index(name) for name in ("Site", "Role", "Contract h/week"))
    days = {n: pd.Timestamp(day) for n, day in enumerate(header) if isinstance(day, datetime)}
    people: list[GridRow] = []
    opened: list[OpenShift] = []
    ended = False
    for row in cells[top + 1 :]:
        ended = ended or row[0] in (None, "")
        if not ended:
            hours = row[contract]
            number = float(hours) if isinstance(hours, (int, float)) else None
            people.append(GridRow(str(row[0]), str(row[site]), str(row[role]), number))
        elif row[0] == "Open shifts":
            # Code, then start and end on the clock: "C9 16:00-01:00".
            code, _, clock = str(row[1]).rpartition(" ")
            place = (code, clock.partition("-")[0], str(row[site]), str(row[role]))
            opened += [OpenShift(*place, day, int(row[n])) for n, day in days.items() if row[n]]
    return people, opened


def _rule_checks(cells: list[tuple[object, ...]]) -> list[dict[str, object]]:
    """Return the rows of the table of rules on sheet Summary, by its headers."""
    top = next((n for n, row in enumerate(cells) if row and row[0] == "Staffing rule"), None)
    if top is None:
        return []
    rows = []
    for row in cells[top + 1 :]:
        if len(row) < 2 or row[1] in (None, ""):
            break
        rows.append({str(name): value for name, value in zip(cells[top], row, strict=False) if name})
    return rows

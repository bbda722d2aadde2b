"""The hand-made roster as one of named people: its input with their sheets, and the book made from both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl

from tests.audit.book import Book, read_book
from tests.audit.given import Given, read_given
from tests.reports.small_input import write_small_input

HEADER = ["agent_id", "site", "team", "leader", "contract_hours", "roles", "start_date", "nights"]
STAFF = (
    ["T1", "Dublin", "D", None, 40, "supervisor", None, "yes"],
    *([f"D{n}", "Dublin", "D", "T1", 40, "escalation_agent, qa_reviewer", None, "yes"] for n in (1, 2, 3, 4)),
    *([f"C{n}", "Cebu", "C", None, 40, "escalation_agent, qa_reviewer", None, "yes"] for n in (1, 2)),
)
MONDAY = datetime(2027, 10, 25)


def write_staffed_input(path: Path) -> Path:
    """Write the planner's workbook with a staff list and return its path."""
    write_small_input(path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("Staff")
    for row in (HEADER, *STAFF):
        sheet.append(row)
    workbook.save(path)
    return path


def staffed(folder: Path, book: Path) -> tuple[Given, Book]:
    """Return what the audit reads of the input and of a book made from it."""
    return read_given(write_staffed_input(folder / "in.xlsx")), read_book(book)


def with_rows(given: Given, sheet: str, *rows: list[object]) -> Given:
    """Return the input with rows, a header first, on a sheet of their own."""
    return Given(given.sheets | {sheet: [list(row) for row in rows]}, given.preset)


def with_rule(given: Given, rule: str, limit: float | None, level: str = "hard") -> Given:
    """Return the input in which sheet Rules sets a rule for all sites."""
    return with_rows(given, "rules", ["rule", "site", "level", "limit"], [rule, None, level, limit])


def with_cell(given: Given, sheet: str, column: str, who: str, value: object) -> Given:
    """Return the input in which one cell of a row, found by its first cell, is another; new columns too."""
    rows = [list(row) for row in given.sheets[sheet]]
    if column not in rows[0]:
        rows = [[*row, column if n == 0 else None] for n, row in enumerate(rows)]
    place = rows[0].index(column)
    for row in rows[1:]:
        if row[0] == who:
            row[place] = value
    return with_rows(given, sheet, *rows)


def with_days(book: Book, who: str, on: date | None, **change: object) -> Book:
    """Return the book in which someone's days on sheet Agent-days, or one of them, are others."""
    days = book.agent_days.copy()
    mine = (days["agent_id"] == who) & ((days["date"] == str(on)) if on else True)
    for column, value in change.items():
        days.loc[mine, column] = value
    return replace(book, agent_days=days)


def with_activities(book: Book, who: str, on: date, was: str, **change: object) -> Book:
    """Return the book in which the first activity of a kind of someone's day is another."""
    table = book.activities.copy()
    mine = (table["agent_id"] == who) & (table["date"] == str(on)) & (table["activity"] == was)
    for column, value in change.items():
        table.loc[table.index[mine][0], column] = value
    return replace(book, activities=table)


def without_day(book: Book, who: str, on: date) -> Book:
    """Return the book in which someone is off on a day."""
    days, doing = book.agent_days, book.activities
    return replace(
        book,
        agent_days=days[~((days["agent_id"] == who) & (days["date"] == str(on)))],
        activities=doing[~((doing["agent_id"] == who) & (doing["date"] == str(on)))],
    )

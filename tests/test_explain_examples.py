"""Hundreds of random cells of each example's book and requirement: what is explained is what stands there."""

from __future__ import annotations

import re
from datetime import timedelta

import numpy as np
import openpyxl
import pytest

from data.examples import generate
from reports.requirement import csv
from wfm.errors import InputFaultsError
from wfm.explain.cell import MONEY_SHEETS, SHEETS, explain_cell
from wfm.explain.compare import agrees
from wfm.explain.planner_cell import explain_requirement_file
from wfm.explain.replay import Replay
from wfm.explain.summary import REPORTED
from wfm.explain.worked_book import worked_of_book
from wfm.plan_input import read_plan_input, requirement_of
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

CELLS = 400
SEED = 20_270_201
DAYS = 7
CPU_SECONDS = 15

COVERED = {
    "Grid": "codes, people's totals, counts of each day, open shifts",
    "Agent-days": "shifts with times and hours",
    "Activities": "what is done when",
    "Coverage": "requirement, people at work, on duty and short",
    "Reviews": "work that may wait",
    "Summary": "costs, heads, roles, rule checks, need against have",
    "Legend": "shift codes",
    "Assumptions": "what is taken for granted",
    "Commercial": "contacts, costs, revenue and margin by queue and mode",
    "Billing": "how each contract is billed",
}
"""Every sheet of the book, with what is drawn from it."""

OF_THE_RUN = re.compile(
    "Result|Computing time|Names|Names, how close|Price of the wishes and rules broken"
    "|Heads, all people|Heads, first 30 days"
    "|(Status|Cost and priced shortage|Cannot be below|Staffing cost|CPU s): Weeks as solved, .*"
    "|(Kept|Breaches|Price|Worst or closest case): Rule checks .*, fair share of (nights|weekends)"
)
"""The figures that only the run can tell: measured, proved, or solved anew. All others are recomputed."""


def first_week(name, folder):
    """Write the example's first week: the same client and people, planned in seconds."""
    book = openpyxl.load_workbook(generate.FOLDER / f"{name}.xlsx")
    dates = [row[1].value for row in book["Forecast"].iter_rows(min_row=2)]
    first, after = min(dates), min(dates) + timedelta(days=DAYS)
    # Who is still at work from the eve covers the first hours, and no row of the book says at what.
    eve = first - timedelta(days=1)
    for title, before in (("Forecast", after), ("Events", after), ("Wishes", after), ("PriorRoster", eve)):
        sheet = book[title]
        header, *rows = sheet.iter_rows(values_only=True)
        place = [str(value).lower() for value in header].index("date")
        kept = [row for row in rows if row[place] is not None and row[place] < before]
        sheet.delete_rows(1, sheet.max_row)
        for row in (header, *kept):
            sheet.append(row)
    path = folder / f"{name}_week.xlsx"
    book.save(path)
    return path


def filled_cells(book):
    """Return every cell of the book that holds something: sheet, address, value; no sheet is left out."""
    assert set(book.sheets) == set(COVERED) == {*SHEETS, *MONEY_SHEETS}
    return [
        (name, f"{column_letters(column)}{row + 1}", value)
        for name in COVERED
        for row, cells in enumerate(book.sheets[name].cells)
        for column, value in enumerate(cells)
        if value not in (None, "")
    ]


def chosen(cells):
    """Return hundreds of cells, as many of each sheet as it has or as are its share."""
    rng = np.random.default_rng(SEED)
    by_sheet = {name: [cell for cell in cells if cell[0] == name] for name in COVERED}
    found, left = [], CELLS
    for place, name in enumerate(sorted(by_sheet, key=lambda name: len(by_sheet[name]))):
        count = min(len(by_sheet[name]), left // (len(COVERED) - place))
        found += [by_sheet[name][at] for at in rng.choice(len(by_sheet[name]), count, replace=False)]
        left -= count
    return found


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_random_cells_of_the_book_are_recomputed(name, planned, tmp_path):
    source = first_week(name, tmp_path)
    done = planned(source, cpu_seconds=CPU_SECONDS)
    assert done.code == 0
    replay, book = Replay(read_plan_input(source)), open_workbook(done.book)
    worked = worked_of_book(book, replay)
    differ, refused, remembered = [], {}, []
    told = dict.fromkeys(COVERED, 0)
    for sheet, cell, value in chosen(filled_cells(book)):
        try:
            found = explain_cell(replay, worked, book, sheet, cell)
        except InputFaultsError as error:
            refused[f"{sheet}!{cell}"] = (value, str(error))
            continue
        told[sheet] += 1
        if not agrees(found.value, value):
            differ.append(f"{sheet}!{cell}: {value!r}, recomputed {found.value!r}")
        if found.steps[0].words == REPORTED and not OF_THE_RUN.fullmatch(found.title):
            remembered.append(f"{sheet}!{cell}: {found.title}")
    assert differ == []
    assert remembered == []
    # Titles, headers, labels and units alone have nothing to explain: no number is among them.
    assert all("to explain" in words or "is a header" in words for _, words in refused.values()), refused
    assert not [where for where, (value, _) in refused.items() if isinstance(value, (int, float))]
    assert len(refused) < CELLS // 5
    assert min(told.values()) > 10, told


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_random_cells_of_the_months_requirement_are_recomputed(name, tmp_path):
    plan_input = read_plan_input(generate.FOLDER / f"{name}.xlsx")
    path = tmp_path / "requirement.csv"
    path.write_bytes(csv(requirement_of(plan_input), plan_input.policy))
    cells = open_workbook(path).sheets["requirement"].cells
    replay, rng = Replay(plan_input), np.random.default_rng(SEED)
    differ = []
    for _ in range(CELLS):
        row, column = int(rng.integers(1, len(cells))), int(rng.integers(len(cells[0])))
        found = explain_requirement_file(replay, f"{column_letters(column)}{row + 1}")
        value = cells[row][column]
        written = float(value) if isinstance(found.value, float) and value is not None else value
        if value is None:
            # Nobody hangs up: an infinite patience is written as nothing.
            written = float("inf")
        if not agrees(found.value, written):
            differ.append(f"row {row + 1}, column {column}: {value!r}, recomputed {found.value!r}")
    assert differ == []

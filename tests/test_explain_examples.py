"""A thousand random cells of each example's book and requirement: what is explained is what stands there."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import openpyxl
import pytest

from data.examples import generate
from reports.requirement import csv
from wfm.errors import InputFaultsError
from wfm.explain.cell import SHEETS, explain_cell
from wfm.explain.compare import agrees
from wfm.explain.planner_cell import explain_requirement_file
from wfm.explain.replay import Replay
from wfm.explain.worked_book import worked_of_book
from wfm.plan_input import read_plan_input, requirement_of
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

CELLS = 1_000
SEED = 20_270_201
DAYS = 7
CPU_SECONDS = 30

pytestmark = pytest.mark.xdist_group("explain")


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
    """Return every cell of the book's result sheets that holds something: sheet, address, value."""
    return [
        (name, f"{column_letters(column)}{row + 1}", value)
        for name in SHEETS
        for row, cells in enumerate(book.sheets[name].cells)
        for column, value in enumerate(cells)
        if value not in (None, "")
    ]


def chosen(cells):
    """Return a thousand cells, as many of each sheet as it has or as are its share."""
    rng = np.random.default_rng(SEED)
    by_sheet = {name: [cell for cell in cells if cell[0] == name] for name in SHEETS}
    found, left = [], CELLS
    for place, name in enumerate(sorted(by_sheet, key=lambda name: len(by_sheet[name]))):
        count = min(len(by_sheet[name]), left // (len(SHEETS) - place))
        found += [by_sheet[name][at] for at in rng.choice(len(by_sheet[name]), count, replace=False)]
        left -= count
    return found


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_a_thousand_cells_of_the_book_are_recomputed(name, planned, tmp_path):
    source = first_week(name, tmp_path)
    done = planned(source, cpu_seconds=CPU_SECONDS)
    assert done.code == 0
    replay, book = Replay(read_plan_input(source)), open_workbook(done.book)
    worked = worked_of_book(book, replay)
    differ, refused = [], {}
    for sheet, cell, value in chosen(filled_cells(book)):
        try:
            found = explain_cell(replay, worked, book, sheet, cell)
        except InputFaultsError as error:
            refused[f"{sheet}!{cell}"] = str(error)
            continue
        if not agrees(found.value, value):
            differ.append(f"{sheet}!{cell}: {value!r}, recomputed {found.value!r}")
    assert differ == []
    # Titles, headers, labels and units alone have nothing to explain.
    assert all("to explain" in words or "is a header" in words for words in refused.values()), refused
    assert len(refused) < CELLS // 5


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_a_thousand_cells_of_the_months_requirement_are_recomputed(name, tmp_path):
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

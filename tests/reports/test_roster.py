"""The roster book as a whole: exact sheets, equal bytes, nothing run, CSV alike, soon done."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import reports.roster
from tests.reports.large_roster import large_roster, with_tables
from tests.reports.small_book import (
    ASSUMPTIONS,
    HEADERS,
    SHEETS,
    book_tables,
    opened_book,
    small_book,
    small_figures,
)
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement, small_roster
from wfm.roster import Roster


@pytest.fixture
def book():
    return opened_book()


@pytest.fixture
def read_back():
    return book_tables()


def test_the_book_has_exactly_the_sheets_and_columns_agreed(book):
    assert book.sheetnames == SHEETS
    for name, headers in HEADERS.items():
        assert [cell.value for cell in book[name][1]] == headers.split()


def test_equal_rosters_give_equal_bytes():
    again = reports.roster.workbook(
        small_roster(), small_requirement(), small_policy(), ASSUMPTIONS, small_figures()
    )
    assert again == small_book()


def test_no_cell_of_the_book_is_a_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), sheet.title
    with zipfile.ZipFile(io.BytesIO(small_book())) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(SHEETS)
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_csv_text_that_looks_like_a_formula_gets_an_apostrophe():
    files = reports.roster.csv_files(small_roster(), small_policy())
    assert set(files) == {"agent_days.csv", "activities.csv", "coverage.csv", "reviews.csv"}
    days = pd.read_csv(io.BytesIO(files["agent_days.csv"]))
    assert {"'=cmd|' /C calc'!A0", "'+353 Dee", "'-Dot", "'@Dan", "Céline"} <= set(days["agent_name"])
    assert days["date"].iloc[0] == "2027-10-25"


def test_csv_holds_the_tables_of_the_book(read_back):
    files = reports.roster.csv_files(small_roster(), small_policy())
    for name, sheet in (("activities", "Activities"), ("coverage", "Coverage"), ("reviews", "Reviews")):
        table = pd.read_csv(io.BytesIO(files[f"{name}.csv"]), keep_default_na=False)
        if "date" in table:
            table["date"] = pd.to_datetime(table["date"]).astype("datetime64[us]")
        assert_frame_equal(table, read_back[sheet], check_dtype=False, rtol=1e-15)


def test_an_empty_roster_still_makes_a_book():
    roster = small_roster()
    plan = roster.shift_plan
    nothing = with_tables(
        plan,
        **{name: getattr(plan, name).iloc[:0] for name in ("lines", "activities", "coverage", "reviews")},
    )
    empty = Roster(nothing, roster.people.iloc[:0], roster.duties.iloc[:0], roster.positions.iloc[:0])
    content = reports.roster.workbook(empty, small_requirement(), small_policy(), (), small_figures())
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == SHEETS


def test_four_weeks_of_a_hundred_people_take_seconds():
    roster = large_roster()
    started = time.process_time()
    reports.roster.workbook(roster, small_requirement(), small_policy(), (), small_figures())
    assert time.process_time() - started < 15

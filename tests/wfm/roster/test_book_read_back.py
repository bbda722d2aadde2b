"""A roster book is read back as the roster it was written from; people and dates changed are faults."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from pandas.testing import assert_frame_equal

from reports.roster_tables import roster_tables
from tests.wfm.roster.edited_desk import (
    desk,
    written,
)
from tests.wfm.roster.named import day
from wfm.roster.by_hand import read_edited_grid
from wfm.roster.by_hand.recount import needed_by
from wfm.roster.by_hand.shift import shifts_of
from wfm.roster.from_book import roster_from_book
from wfm.workbook import open_workbook


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (1, "zoe", "Agent ID is 'zoe'"),
        (1, None, "Agent ID is blank"),
        (1, "bob", "bob stands twice"),
        (2, "Anna", "the name of ann is 'Anna'"),
        (4, "Team 9", "the team of ann is 'Team 9'"),
    ],
)
def test_changed_people_are_faults_with_their_cell(tmp_path, column, value, expected):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Grid"].cell(4, column).value = value
    book.save(path)
    faults = []
    assert read_edited_grid(open_workbook(path), roster, terms, faults) is None
    assert any(expected in fault.found for fault in faults)


def test_a_row_or_a_date_taken_out_is_a_fault(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Grid"].delete_rows(5)
    book["Grid"].delete_cols(8)
    book.save(path)
    faults = []
    assert read_edited_grid(open_workbook(path), roster, terms, faults) is None
    said = " ".join(fault.found for fault in faults)
    assert "has no row for bob" in said
    assert "has no column for 2027-02-02" in said


def test_rows_sorted_in_excel_are_read_all_the_same(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    grid = book["Grid"]
    first, second = ([cell.value for cell in grid[row]] for row in (4, 5))
    for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        grid.cell(4, column).value, grid.cell(5, column).value = other, one
    book.save(path)
    faults = []
    back = read_edited_grid(open_workbook(path), roster, terms, faults)
    assert faults == []
    assert back.accepted == ()


def test_a_book_read_back_is_the_roster_it_was_written_from(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    faults = []
    plan = roster.shift_plan
    back = roster_from_book(
        open_workbook(path), terms, plan.horizon, needed_by(plan), faults, roster.open_lines
    )
    assert faults == []
    for name in ("agent_days", "activities", "reviews"):
        one, other = (getattr(roster_tables(each, terms.policy), name) for each in (roster, back))
        assert_frame_equal(one, other)
    assert_frame_equal(back.people, roster.people)
    assert len(back.shift_plan.lines) == len(plan.lines)
    assert sorted(shifts_of(back.shift_plan.lines, back.shift_plan.activities).values(), key=str) == sorted(
        shifts_of(plan.lines, plan.activities).values(), key=str
    )
    assert back.open_lines["people"].sum() == roster.open_lines["people"].sum()
    assert not set(back.open_lines["line"]) & set(back.shift_plan.lines["line"])


def test_agent_days_that_contradict_the_activities_are_a_fault(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Agent-days"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("paid_hours") + 1).value = 7.0
    sheet.cell(3, headers.index("shift_start") + 1).value = "soon"
    book.save(path)
    faults = []
    plan = roster.shift_plan
    assert roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults) is None
    assert faults[0].where == "Agent-days!H3"
    sheet.cell(3, headers.index("shift_start") + 1).value = sheet.cell(
        2, headers.index("shift_start") + 1
    ).value
    book.save(path)
    faults = []
    assert roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults) is None
    assert {fault.where for fault in faults} == {"Agent-days!A2", "Agent-days!A3"}


def test_people_and_dates_that_are_not_of_the_plan_are_faults(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in ("Agent-days", "Activities"):
        book[sheet].cell(2, 1).value = "zoe"
    book.save(path)
    faults = []
    plan = roster.shift_plan
    horizon = replace(plan.horizon, last_day=day(3).date())
    assert roster_from_book(open_workbook(path), terms, horizon, needed_by(plan), faults) is None
    said = " ".join(fault.found for fault in faults)
    assert "agent_id is 'zoe'" in said
    assert "works on 2027-02-05" in said

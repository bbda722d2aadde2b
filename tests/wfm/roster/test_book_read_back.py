"""A roster book is read back as the roster it was written from; people and dates changed are faults."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from pandas.testing import assert_frame_equal

from reports.roster_tables import roster_tables
from tests.wfm.roster.edited_desk import (
    FIRST_DATE,
    desk,
    still_at_work,
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


def test_people_carried_in_are_read_back_and_cover_their_hours(tmp_path):
    roster, terms = desk()
    there = still_at_work(roster)
    path = written(there, terms, tmp_path / "book.xlsx")
    faults = []
    plan = roster.shift_plan
    back = roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults)
    gone = roster_from_book(
        open_workbook(written(roster, terms, tmp_path / "gone.xlsx")),
        terms,
        plan.horizon,
        needed_by(plan),
        faults,
    )
    assert faults == []
    assert_frame_equal(back.shift_plan.carried_in, there.shift_plan.carried_in)
    # two hours in half-hours: one person more in four of them, and nothing to pay here
    more = back.shift_plan.coverage["at_work"] - gone.shift_plan.coverage["at_work"]
    assert more[more > 0].tolist() == [1.0, 1.0, 1.0, 1.0]
    assert back.shift_plan.cost == gone.shift_plan.cost
    assert_frame_equal(back.duties, gone.duties)


def test_an_edited_book_keeps_the_people_carried_in(tmp_path):
    roster, terms = desk()
    path = written(still_at_work(roster), terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    grid = book["Grid"]
    place = next(row for row in range(4, 12) if grid.cell(row, 1).value == "dan")
    grid.cell(place, FIRST_DATE + 4).value = None
    book.save(path)
    faults = []
    plan = roster.shift_plan
    published = roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults)
    found = read_edited_grid(open_workbook(path), published, terms, faults)
    assert faults == []
    assert len(found.accepted) == 1
    first = found.roster.shift_plan.coverage["at_work"].iloc[:5].tolist()
    assert first == published.shift_plan.coverage["at_work"].iloc[:5].tolist()
    assert first[0] == 1.0


def test_work_that_belongs_to_no_shift_is_a_fault_unless_it_is_from_before(tmp_path):
    roster, terms = desk()
    path = written(still_at_work(roster), terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Activities"]
    place = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "eve")
    sheet.cell(place, 8).value = "yes"
    days = book["Agent-days"]
    days.delete_rows(2)
    book.save(path)
    faults = []
    plan = roster.shift_plan
    assert roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults) is None
    said = [fault.found for fault in faults]
    assert "what eve does on 2027-01-31 belongs to no row of Agent-days" in said
    assert "what ann does on 2027-02-01 belongs to no row of Agent-days" in said

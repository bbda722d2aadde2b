"""The roster book of named people: days away, changes, open shifts, version."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import reports.roster
from tests.reports.opened import formulas, opened, row_of, values
from tests.reports.small_book import ASSUMPTIONS, SHEETS, small_figures
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement
from tests.reports.small_staff import (
    SICKNESS,
    VERSION,
    roster_with_open_lines,
    small_changes,
    small_staff,
)
from wfm.roster import Solution

MON, SUN = 7, 13
"""Columns of Monday and Sunday on the Grid."""


@cache
def named_book() -> bytes:
    roster = replace(roster_with_open_lines(), solution=Solution("feasible", 900.0, 860.0, 0.01, 0.04, 2.0))
    return reports.roster.workbook(
        roster,
        small_requirement(),
        small_policy(),
        ASSUMPTIONS,
        small_figures(),
        small_staff(),
        small_changes(),
        VERSION,
    )


@pytest.fixture
def grid():
    return opened(named_book())["Grid"]


def test_the_sheets_stay_the_eight_agreed():
    assert opened(named_book()).sheetnames == SHEETS
    assert formulas(named_book()) == []


def test_planners_see_the_code_of_an_absence(grid):
    row = row_of(grid, "D3")
    shown = values(grid, row, MON, SUN)
    assert shown == [None, None, f"● {SICKNESS}", SICKNESS, None, "E8", "E8"]
    assert grid.cell(row, MON + 3).font.italic


def test_changed_days_are_marked(grid):
    cell = grid.cell(row_of(grid, "D1"), MON)
    assert cell.value == "● E8"
    assert cell.border.left.color.rgb == "FFB2182B"


def test_open_shifts_stand_below_everything_and_are_nobody(grid):
    row = row_of(grid, "Open shifts")
    assert values(grid, row, 2, 5) == ["E8 08:00-16:30", "Dublin", None, "EN"]
    assert values(grid, row, MON, SUN) == [None, 2, 1, None, None, None, None]
    # A blank row ends the people, so that whoever reads the Grid back stops before the counts.
    last = row_of(grid, "D4")
    assert not any(values(grid, last + 1, 1, SUN + 3))
    assert row > last + 1


def test_the_version_is_named_on_top(grid):
    assert grid["A1"].value.endswith("version 3, published Thu 21 Oct 2027 14:05 (Europe/Dublin)")


def test_the_summary_says_how_good_the_names_are_and_what_is_open():
    sheet = opened(named_book())["Summary"]
    figures = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    # Two shifts on Tuesday and one on Wednesday, 8 paid hours each; 900 against a bound of 860.
    assert figures["Open shifts"] == 3
    assert figures["Paid hours of open shifts"] == 24
    assert figures["Names, how close"] == "at most EUR 40 (1.0 %) above the cheapest possible"

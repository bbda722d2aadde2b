"""The sheets people read: Grid, Summary, Legend, Assumptions."""

from __future__ import annotations

import pytest

from tests.reports.small_book import (
    ASSUMPTIONS,
    HEADERS,
    opened_book,
)
from tests.reports.small_roster import small_roster
from wfm.assumption import assumption_table
from wfm.rule_book import REGISTER


@pytest.fixture
def book():
    return opened_book()


def _labels(sheet) -> dict[str, object]:
    return {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value is not None}


def test_the_grid_shows_each_shift_on_its_date(book):
    rows = list(book["Grid"].iter_rows(values_only=True))
    header = next(number for number, row in enumerate(rows) if row[0] == "Agent ID")
    dates = {value: place for place, value in enumerate(rows[header]) if hasattr(value, "year")}
    assert len(dates) == 7
    by_person = {row[0]: row for row in rows[header + 1 :] if row[0]}
    roster = small_roster()
    codes = roster.duties.merge(roster.shift_plan.lines[["line", "pattern"]], on="line")
    shown = {
        (person, day): row[place]
        for person, row in by_person.items()
        if person in set(roster.people["person_id"])
        for day, place in dates.items()
        if row[place]
    }
    wanted = {(row.person_id, row.date.to_pydatetime()): row.pattern for row in codes.itertuples()}
    assert shown == wanted
    # D4 works five nights of 8 h.
    assert by_person["D4"][-3:] == (5, 40, 38)


def test_the_grid_counts_people_need_and_shortage_of_each_role(book):
    rows = [
        row
        for row in book["Grid"].iter_rows(values_only=True)
        if row[1] in ("people on shift", "most needed at once")
    ]
    counts = {(row[0], row[1]): row[6:13] for row in rows}
    # Monday: D1, D2, C1, C2. Saturday: D3, D4. Sunday: D3.
    assert counts["E Escalation agent", "people on shift"] == (4, 5, 5, 5, 5, 2, 1)
    assert counts["T Supervisor", "people on shift"] == (1, 1, 1, 1, 1, 0, 0)
    # Dublin needs 1 throughout, Cebu 2 from 16:00 to 24:00 its time.
    assert counts["E Escalation agent", "most needed at once"] == (3, 3, 3, 3, 3, 3, 3)


def test_shifts_are_filled_by_the_band_they_start_in(book):
    grid = book["Grid"]
    fills = {
        cell.value: cell.fill.fgColor.rgb
        for row in grid.iter_rows()
        for cell in row
        if cell.value in ("E8", "N22", "L16")
    }
    assert fills == {"E8": "FFEAF2FB", "L16": "FF9ECAE1", "N22": "FF4292C6"}


def test_the_sheets_are_made_for_reading_and_printing(book):
    for name in ("Grid", *HEADERS):
        sheet = book[name]
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
    assert {table for name in HEADERS for table in book[name].tables} == {
        "AgentDays",
        "Activities",
        "Coverage",
        "Reviews",
    }
    assert len(book["Summary"]._charts) == 2


def test_the_summary_says_how_close_and_what_it_costs(book):
    figures = _labels(book["Summary"])
    # Objective 4000, bound 3900: 100 above, 2.6 % of the 3900 of staffing cost.
    assert figures["How close"] == "at most EUR 100 (2.6 %) above the cheapest possible"
    # 27 shifts of 8 h at 20; 4 x 7.5 + 8 + 10 x 2.5 = 63 night hours at 5; 5 supervisor shifts of 8 h at 30.
    assert figures["Wages"] == 4320.0
    assert figures["Premiums"] == 315.0
    assert figures["Supervisors"] == 1200.0
    assert figures["Total cost"] == 5835.0
    assert (figures["Heads, all people"], figures["Heads, settled"], figures["Heads, first 30 days"]) == (
        20,
        8,
        12,
    )
    short = small_roster().shift_plan.shortage_hours
    assert figures["People-hours short"] == pytest.approx(short, rel=1e-15)


def test_the_summary_lists_every_staffing_rule_with_its_sentence(book):
    rows = [tuple(cell.value for cell in row) for row in book["Summary"].iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == "Staffing rule")
    checks = {row[0]: row[1] for row in rows[start + 1 : start + 1 + len(REGISTER)]}
    assert set(checks) == {rule.name for rule in REGISTER.values()}
    assert "BROKEN" not in checks.values()
    assert checks["rest between shifts"] == "yes"
    # D3 works two shifts of eight hours, with a contract of 40.
    assert checks["hours under contract"] == "no, at a price"
    assert rows[start + 1][8] == "Nobody starts two shifts on one date."


def test_the_summary_tells_roles_that_follow_from_a_ratio(book):
    rows = [tuple(cell.value for cell in row)[:6] for row in book["Summary"].iter_rows()]
    assert ("Platform manager", "Dublin", "queues in AI modes", 2, 10, 1) in rows


def test_the_legend_explains_codes_roles_and_columns(book):
    rows = [tuple(cell.value for cell in row) for row in book["Legend"].iter_rows()]
    # The clock change makes one N22 end at 05:30; its usual end is shown.
    night = next(row for row in rows if row[0] == "N22")
    assert night[1:7] == (
        "Dublin",
        "22:00",
        "06:30",
        8,
        "meal 30 min unpaid, break 15 min paid, break 15 min paid",
        "night",
    )
    assert ("E Escalation agent", "escalation_agent") in {row[:2] for row in rows}
    explained = {row[:2] for row in rows}
    for name, headers in HEADERS.items():
        assert {(name, header) for header in headers.split()} <= explained


def test_assumptions_are_listed_as_they_are(book):
    rows = list(book["Assumptions"].iter_rows(values_only=True))
    wanted = assumption_table(ASSUMPTIONS)
    assert list(rows[0]) == list(wanted.columns)
    assert [tuple(value or "" for value in row) for row in rows[1:]] == [
        tuple(row) for row in wanted.to_numpy()
    ]

"""The audit itself: it agrees with a book counted by hand, and it notices every way of cooking one."""

from __future__ import annotations

import ast
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.audit.audit import audit
from tests.audit.fixture import audited  # noqa: F401
from tests.audit.tamper import changed, dropped, shifted, with_figure
from tests.reports.small_book import write_small_book
from tests.reports.small_input import write_small_input

HERE = Path(__file__).parent
AUDIT_FILES = [path for path in HERE.rglob("*.py") if not path.name.startswith("test_")]
MONDAY = datetime(2027, 10, 25)


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> Path:
    return write_small_input(tmp_path_factory.mktemp("input") / "in.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    return write_small_book(tmp_path_factory.mktemp("book") / "book.xlsx")


def _is(**wanted):
    return lambda row: all(row[name] == value for name, value in wanted.items())


def _found(given: Path, cooked: Path, words: str) -> str:
    """Return the first difference that begins so; fail, with all of them, if there is none."""
    differences = audit(given, cooked).differences
    matching = [line for line in differences if line.startswith(words)]
    assert matching, differences
    return matching[0]


def test_the_audit_shares_no_code_with_the_planner():
    assert len(AUDIT_FILES) > 8
    for path in AUDIT_FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in ("wfm", "models", "reports"), f"{path.name} imports {name}"


def test_a_book_counted_by_hand_has_no_difference(given, book, audited):  # noqa: F811
    figures = audited(given, book).figures
    assert figures["agents"] == 7
    # 10 + 2 + 5 + 10 person-shifts and the supervisor's 5.
    assert figures["shifts"] == 32
    # 27 shifts of 8 h at 20; 63 night hours at 5; 5 x 8 h at 30.
    assert figures["cost"] == {"Wages": 4320, "Premiums": 315, "Supervisors": 1200, "Total cost": 5835}
    # 150 contacts x 5 % x 12 min on seven days.
    assert figures["review_hours_from_contacts"] == pytest.approx(7 * 1.5)
    assert figures["worst_minute"]["short"] == 2.0


def test_a_break_moved_out_of_its_window_is_named(given, book, tmp_path):
    # D1's first break from 10:00 to 08:30: the work before and after it moves along.
    cooked = shifted(
        book,
        tmp_path / "a.xlsx",
        "Activities",
        _is(agent_id="D1", date=MONDAY, start="2027-10-25 10:00+01:00"),
        {"start": "08:30", "end": "08:45"},
    )
    cooked = shifted(
        cooked,
        tmp_path / "b.xlsx",
        "Activities",
        _is(agent_id="D1", date=MONDAY, start="2027-10-25 08:00+01:00"),
        {"end": "08:30"},
    )
    cooked = shifted(
        cooked,
        tmp_path / "c.xlsx",
        "Activities",
        _is(agent_id="D1", date=MONDAY, start="2027-10-25 10:15+01:00"),
        {"start": "08:45"},
    )
    assert "1 outside their windows" in _found(given, cooked, "Rule: break_windows: Dublin: D1 2027-10-25")
    _found(given, cooked, "Coverage: at_work")


def test_a_dropped_activity_leaves_a_gap(given, book, tmp_path):
    cooked = dropped(
        book, tmp_path / "a.xlsx", "Activities", _is(agent_id="D2", date=MONDAY, activity="meal")
    )
    assert "D2" in _found(given, cooked, "Activities: gap or overlap before")
    assert "its type asks" in _found(given, cooked, "Pause: D2")


def test_a_dropped_last_activity_does_not_fill_the_shift(given, book, tmp_path):
    cooked = dropped(
        book, tmp_path / "a.xlsx", "Activities", _is(agent_id="C1", end="2027-10-26 00:30+08:00")
    )
    assert "C1" in _found(given, cooked, "Activities: do not fill the shift")
    _found(given, cooked, "Agent-days: paid hours")
    _found(given, cooked, "Summary: Wages")


@pytest.mark.parametrize("column", ["at_work", "on_duty", "shortage"])
def test_a_changed_coverage_number_is_named(given, book, tmp_path, column):
    cooked = changed(
        book,
        tmp_path / "a.xlsx",
        "Coverage",
        _is(site="Dublin", interval_start="2027-10-27 09:00+01:00"),
        {column: 0.1},
    )
    assert "2027-10-27 09:00+01:00" in _found(given, cooked, f"Coverage: {column}")


def test_a_missing_interval_is_named(given, book, tmp_path):
    cooked = dropped(book, tmp_path / "a.xlsx", "Coverage", _is(interval_start="2027-10-27 09:00+01:00"))
    _found(given, cooked, "Coverage: Dublin escalation_agent EN voice: intervals are missing")


def test_a_lowered_requirement_shows_as_shortage_that_does_not_add_up(given, book, tmp_path):
    cooked = changed(
        book,
        tmp_path / "a.xlsx",
        "Coverage",
        _is(site="Dublin", interval_start="2027-10-25 00:00+01:00"),
        {"required": 0},
    )
    _found(given, cooked, "Coverage: shortage")
    _found(given, cooked, "Summary: People-hours short")


def test_a_shift_that_starts_half_an_hour_later_is_named(given, book, tmp_path):
    cooked = changed(
        book,
        tmp_path / "a.xlsx",
        "Agent-days",
        _is(agent_id="D2", date=MONDAY),
        {"shift_start": "2027-10-25 08:30+01:00"},
    )
    assert "D2" in _found(given, cooked, "Activities: do not fill the shift")
    _found(given, cooked, "Shift: no type has this code and length: D2")


def test_a_whole_shift_moved_by_half_an_hour_is_not_one_of_its_type(given, book, tmp_path):
    cooked = shifted(
        book,
        tmp_path / "a.xlsx",
        "Agent-days",
        _is(agent_id="D2", date=MONDAY),
        {"shift_start": "08:30", "shift_end": "17:00"},
    )
    _found(given, cooked, "Shift: start 08:30 is not one of its type's")


@pytest.mark.parametrize("label", ["Total cost", "Wages", "Premiums", "Supervisors", "People-hours short"])
def test_an_altered_figure_on_the_summary_is_named(given, book, tmp_path, label):
    cooked = with_figure(book, tmp_path / "a.xlsx", label, 1.0)
    _found(given, cooked, f"Summary: {label} 1.0")


def test_a_shift_too_soon_after_the_last_breaks_the_rest(given, book, tmp_path):
    # D4's Friday night given to D3, who starts at 08:00 on Saturday, 1.5 h after its end.
    friday = datetime(2027, 10, 29)
    cooked = changed(
        book, tmp_path / "a.xlsx", "Agent-days", _is(agent_id="D4", date=friday), {"agent_id": "D3"}
    )
    assert "rest 1.5" in _found(given, cooked, "Rule: daily_rest_hours: D3")


def test_two_shifts_on_one_day_are_named(given, book, tmp_path):
    cooked = changed(
        book, tmp_path / "a.xlsx", "Agent-days", _is(agent_id="D1", date=MONDAY), {"agent_id": "D2"}
    )
    _found(given, cooked, "Agent-days: two shifts on one day")
    _found(given, cooked, "Agent-days and Activities: a day on one sheet only")


def test_a_sixth_shift_in_the_week_is_named(given, book, tmp_path):
    # D3 works Saturday and Sunday; both given to D1 make seven in a row and seven in the week.
    cooked = changed(
        book,
        tmp_path / "a.xlsx",
        "Agent-days",
        _is(agent_id="D3", date=datetime(2027, 10, 30)),
        {"agent_id": "D1"},
    )
    cooked = changed(
        cooked,
        tmp_path / "b.xlsx",
        "Agent-days",
        _is(agent_id="D3", date=datetime(2027, 10, 31)),
        {"agent_id": "D1"},
    )
    assert "shifts 7" in _found(given, cooked, "Rule: shifts_per_week: D1")
    assert "run 7" in _found(given, cooked, "Rule: max_consecutive_days: D1")
    assert "hours 56" in _found(given, cooked, "Rule: max_week_hours: D1")
    _found(given, cooked, "Rule: contract_hours_most: D1")


@pytest.mark.parametrize("column", ["paid_hours", "night_hours"])
def test_hours_that_are_not_those_of_the_activities_are_named(given, book, tmp_path, column):
    cooked = changed(book, tmp_path / "a.xlsx", "Agent-days", _is(agent_id="D4"), {column: 7.0})
    _found(given, cooked, f"Agent-days: {column.split('_')[0]} hours")


def test_a_wrong_zone_or_offset_is_named(given, book, tmp_path):
    cooked = changed(book, tmp_path / "a.xlsx", "Agent-days", _is(agent_id="C1"), {"time_zone": "UTC"})
    _found(given, cooked, "Agent-days: time zone: agent_id C1")
    cooked = changed(
        book,
        tmp_path / "b.xlsx",
        "Agent-days",
        _is(agent_id="C1", date=MONDAY),
        {"shift_start": "2027-10-25 08:00+00:00"},
    )
    _found(given, cooked, "shift_start: not the clock of Cebu")


def test_an_unpaid_break_is_named(given, book, tmp_path):
    cooked = changed(
        book,
        tmp_path / "a.xlsx",
        "Activities",
        _is(agent_id="D1", date=MONDAY, activity="break"),
        {"paid": False},
    )
    _found(given, cooked, "Pause: D1")
    _found(given, cooked, "Agent-days: paid hours")


@pytest.mark.parametrize("column", ["hours_done_by_due", "hours_late"])
def test_reviews_said_to_be_done_but_not_worked_are_named(given, book, tmp_path, column):
    cooked = changed(book, tmp_path / "a.xlsx", "Reviews", _is(site="Cebu"), {column: 0.2})
    _found(given, cooked, f"Reviews: {column}")


def test_reviews_that_the_contacts_do_not_make_are_named(given, book, tmp_path):
    cooked = changed(book, tmp_path / "a.xlsx", "Reviews", _is(site="Dublin"), {"hours": 0.5})
    assert "9.5 h are created" in _found(given, cooked, "Reviews: 9.5")


def test_work_for_a_crew_nobody_needs_is_named(given, book, tmp_path):
    cooked = changed(
        book, tmp_path / "a.xlsx", "Activities", _is(agent_id="C1", activity="work"), {"pool": "DE"}
    )
    _found(given, cooked, "Activities: work for a crew that is not on Coverage")


def test_a_lost_sheet_or_column_is_named(given, book, tmp_path):
    workbook = openpyxl.load_workbook(book)
    workbook["Coverage"]["F1"] = "bound"
    del workbook["Legend"]
    workbook.save(tmp_path / "a.xlsx")
    _found(given, tmp_path / "a.xlsx", "Book: sheets are")
    _found(given, tmp_path / "a.xlsx", "Coverage: columns are")

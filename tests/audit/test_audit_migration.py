"""The migration's audit finds nothing in a good book, and every rule that a changed book breaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.audit.migration.audit import audit_migration, differences_of
from tests.audit.migration.book import MigrationBook, read_migration_book
from tests.audit.migration.given import MigrationGiven
from tests.audit.migration.small import write_small
from tests.audit.migration.tamper import moved_by_days, with_cell, with_figure, without_row
from tests.build_migration_book import planned_book

Row = dict[str, Any]


@dataclass(frozen=True)
class Audited:
    """A planner's file, its book, and what the audit said of it as it was."""

    input_path: Path
    book_path: Path
    given: MigrationGiven
    book: MigrationBook
    differences: list[str]

    def new_in(self, book: MigrationBook) -> list[str]:
        """Return the differences that a changed book adds."""
        return [line for line in differences_of(book, self.given) if line not in self.differences]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Audited:
    folder = tmp_path_factory.mktemp("migration")
    source = write_small(folder / "small.xlsx")
    path = planned_book(source, folder / "book.xlsx")
    given, book = MigrationGiven(source), read_migration_book(path)
    return Audited(source, path, given, book, differences_of(book, given))


def test_a_small_migration_is_planned_and_told_without_a_difference(small):
    assert small.differences == []


def test_the_small_migration_has_something_of_everything_that_is_checked(small):
    book = small.book
    for sheet in ("Classes", "Retraining", "Notices", "Gates", "ClassesBooked", "Actions"):
        assert len(book.rows(sheet)), sheet
    assert book.rows("Ways")["reviews_bought"].max() > 0
    assert set(book.rows("Money")["item"]) == {
        *("wages", "overtime", "temps", "time_off", "classes", "retraining", "releases", "ai"),
        *("shortage", "terminal"),
    }
    heads = book.rows("Heads")
    for column in ("joined", "moved_in", "released", "ramp_loss", "in_retraining", "under_notice"):
        assert heads[column].max() > 0, column


def more(by: float) -> Callable[[float], float]:
    return lambda value: value + by


def times(factor: float) -> Callable[[float], float]:
    return lambda value: value * factor


def to(new: Any) -> Callable[[Any], Any]:
    return lambda _: new


def later(days: int) -> Callable[[Any], Any]:
    return lambda value: moved_by_days(value, days)


def has(**wanted: Any) -> Callable[[Row], bool]:
    return lambda row: all(row[name] == value for name, value in wanted.items())


def some(column: str, **wanted: Any) -> Callable[[Row], bool]:
    return lambda row: row[column] > 0 and has(**wanted)(row)


NURSES = {"role": "augmented_agent", "skill": "EN RN"}
CELLS = [
    # Balance of heads
    ("Heads", some("before", week=3, **NURSES), "before", more(1), "counted"),
    ("Heads", some("joined", **NURSES), "joined", more(1), "counted"),
    ("Heads", some("moved_in"), "moved_in", more(0.5), "counted"),
    ("Heads", some("moved_out"), "moved_out", times(2), "counted"),
    ("Heads", has(week=4, **NURSES), "left", times(0.5), "counted"),
    ("Heads", some("released"), "released", times(0), "counted"),
    ("Heads", has(week=9, **NURSES), "heads", more(1), "counted"),
    ("Heads", some("ramp_loss"), "ramp_loss", times(0), "counted"),
    ("Heads", some("in_class"), "in_class", more(1), "counted"),
    ("Heads", some("in_retraining"), "in_retraining", times(0), "counted"),
    ("Heads", some("under_notice"), "under_notice", times(0), "counted"),
    # Enough people, and no more levers than there are
    ("Heads", has(week=2, **NURSES), "need", more(3), "counted"),
    ("Heads", some("shortage"), "shortage", times(0), "heads given and short are"),
    ("Heads", has(shortage=0, **NURSES), "shortage", more(2), "missing are"),
    ("Heads", has(week=1, **NURSES), "overtime", more(2), "0.08 of heads is"),
    ("Heads", has(week=1, **NURSES), "time_off", more(2), "0.05 of heads is"),
    ("Heads", has(week=1, role="agent"), "temps", more(16), "most 15"),
    ("Heads", has(week=1, role="monitor"), "temps", more(1), "none are to be had"),
    ("Heads", has(week=1, role="monitor"), "in_class", more(30), "seats 10"),
    # Classes, retraining and notices
    ("Classes", has(**NURSES), "people", more(5), "classes of 2 to 6"),
    ("Classes", has(**NURSES), "week", to(2), "weeks of lead"),
    ("Classes", has(**NURSES), "week", more(1), "is not every 2 weeks"),
    ("Classes", has(**NURSES), "week", to(36), "past the last week"),
    ("Retraining", some("people"), "people", more(16), "most 15"),
    ("Retraining", some("people"), "week", to(38), "past the last week"),
    ("Notices", some("people"), "week", to(36), "past the last week"),
    # Moves
    ("Ways", has(queue="Nurses", phase=1), "way", to("2"), "locked"),
    ("Ways", has(queue="Returns", phase=0), "way", to("3"), "not before phase 2"),
    ("Ways", has(queue="Returns", phase=1), "way", to("5"), "its nature does not allow"),
    ("Ways", has(queue="Orders", phase=1), "way", to("2"), "latest by phase 2"),
    ("Ways", has(queue="Returns", phase=1), "way", to("3"), "most 1"),
    ("Ways", has(queue="Orders", phase=2), "from_way", to("2"), "it was in 3"),
    ("Ways", has(queue="Orders", phase=0), "ai_days", more(7), "counted"),
    # Gates
    ("Ways", has(queue="Orders", phase=0), "reviews_bought", times(0.5), "are asked"),
    ("Ways", has(queue="Orders", phase=0), "reviews_bought", more(30_000), "are more than 0.3"),
    ("Ways", has(queue="Orders", phase=0), "way", to("3"), "after 43 days"),
    ("Gates", has(queue="Orders"), "reviews", more(-1), "counted"),
    ("Gates", has(queue="Orders"), "errors_allowed", more(1), "counted"),
    ("Gates", has(queue="Orders"), "reviews_before", more(100), "counted"),
    ("Gates", has(queue="Orders"), "reviews_own", more(100), "counted"),
    ("Gates", has(queue="Orders"), "chance", to(0.9), "counted"),
    ("Gates", has(queue="Orders"), "phase", more(1), "no such move"),
    ("GateLimits", has(from_way="2", to_way="3", risk=""), "error_limit", times(2), "given"),
    # Traffic
    ("Traffic", has(queue="Orders", week=13, way="3"), "share", to(0.25), "counted"),
    ("Traffic", some("reserve", queue="Orders"), "reserve", to(0.05), "counted"),
    ("Traffic", has(queue="Returns", week=27, way="3+4"), "rate_factor", to(1), "counted"),
    # Need
    ("Crews", has(role="qa_reviewer", week=0), "work_hours", times(1.01), "counted"),
    ("Crews", has(role="augmented_agent", week=0), "work_hours", times(1.01), "counted"),
    ("Crews", has(role="monitor", week=0), "duty_hours", times(0.9), "counted"),
    ("Crews", has(role="augmented_agent", week=0), "duty_hours", times(0.9), "counted"),
    ("Crews", has(role="augmented_agent", week=5), "need", times(0.9), "counted"),
    ("Crews", has(role="augmented_agent", week=5), "reserve", more(99), "need is"),
    # Money and risk
    ("Money", has(item="wages", week=3, **NURSES), "amount", more(10), "counted"),
    ("Money", has(item="overtime"), "amount", times(2), "counted"),
    ("Money", has(item="temps"), "amount", times(2), "counted"),
    ("Money", has(item="time_off"), "amount", times(2), "counted"),
    ("Money", has(item="classes"), "amount", times(2), "counted"),
    ("Money", has(item="retraining"), "amount", times(2), "counted"),
    ("Money", has(item="releases"), "amount", times(2), "counted"),
    ("Money", has(item="ai"), "amount", times(2), "counted"),
    ("Money", has(item="shortage"), "amount", times(2), "counted"),
    ("Money", has(item="terminal"), "amount", times(2), "counted"),
    ("Money", has(item="wages", week=3, **NURSES), "amount", more(900_000), "budget 900000"),
    ("Ways", has(queue="Nurses", phase=1), "risk", more(1), "counted"),
    ("Ways", has(queue="Nurses", phase=1), "risk", more(400), "cap 400"),
    # Phases, weeks and dates; sums of other sheets
    ("Ways", has(queue="Orders", phase=1), "phase_starts_on", later(7), "it begins on 2027-05-03"),
    ("Heads", has(week=5, **NURSES), "week_starts_on", later(-7), "it begins on 2027-03-08"),
    ("Crews", has(week=38, role="augmented_agent"), "week", more(1), "none of 1 to 39"),
    ("CostByPhase", has(phase=1), "paid", more(1000), "counted"),
    ("Risk", has(phase=1), "risk", more(1), "counted"),
    ("HeadsByRole", has(week=7), "all_heads", more(1), "counted"),
    # What was given
    ("Posts", has(**NURSES), "heads", more(1), "given"),
    ("Posts", has(**NURSES), "wage_per_week", more(1), "given"),
    ("Posts", has(**NURSES), "attrition_month", to(0.01), "given"),
    ("Posts", has(**NURSES), "joiner_attrition_month", to(0.01), "given"),
    ("Posts", has(**NURSES), "leave_share", to(0.2), "given"),
    ("Hiring", has(**NURSES), "fallout", to(0), "given"),
    ("Hiring", has(**NURSES), "lead_weeks", to(1), "given"),
    ("RolePaths", has(from_role="monitor", to_role="escalation_agent"), "cost", to(0), "given"),
    ("Growth", has(queue="Nurses", phase=2), "factor", to(1), "given"),
    ("Rules", has(rule="notice_weeks"), "value", to(2), "given"),
    ("Rules", has(rule="training_seats"), "value", to(99), "given"),
    ("ClassesBooked", some("people"), "people", more(1), "given"),
    # Dates to act
    ("Actions", has(action="requisition"), "act_on", later(7), "nobody's requisition"),
    ("Actions", has(action="class"), "people", more(2), "are planned"),
    ("Actions", has(action="notice"), "effect_on", later(-7), "weeks of notice"),
    ("Actions", has(action="move"), "act_on", later(7), "stands on one sheet only"),
]


@pytest.mark.parametrize(
    ("sheet", "matches", "column", "change", "words"),
    CELLS,
    ids=[f"{n}-{sheet}-{column}" for n, (sheet, _, column, _, _) in enumerate(CELLS)],
)
def test_one_changed_cell_is_found(small, sheet, matches, column, change, words):
    book, cell = with_cell(small.book, sheet, matches, column, change)
    found = small.new_in(book)
    named = [line for line in found if words in line]
    assert named, (cell, found)
    assert any(sheet in line for line in found), (cell, found)


@pytest.mark.parametrize(
    ("sheet", "matches", "words"),
    [
        ("Ways", has(queue="Orders", phase=2), "Ways: Orders: phases are missing"),
        ("Traffic", has(queue="Orders", week=30), "Traffic: Orders: no row for way 3 in week 31"),
        ("Heads", has(week=20, **NURSES), "weeks are missing or repeated"),
        ("Crews", has(week=20, role="augmented_agent"), "no row in week 21"),
        ("Gates", has(queue="Orders"), "no row for 2 to 3 in phase 2"),
        ("Classes", some("people"), "joined"),
        ("Notices", some("people"), "released"),
        ("Retraining", some("people"), "moved_out"),
        ("Money", has(item="wages", week=20, **NURSES), "wages Cork augmented_agent EN RN in week 21"),
        ("Growth", has(queue="Nurses", phase=2), "8 rows, 9 queues and phases"),
        ("Rules", has(rule="risk_cap"), "Rules: no row for risk_cap"),
        ("ClassesBooked", some("people"), "ClassesBooked: no row"),
        ("Actions", has(action="notice"), "are planned"),
        ("Actions", has(action="move"), "stands on one sheet only"),
    ],
)
def test_one_row_that_is_gone_is_found(small, sheet, matches, words):
    found = small.new_in(without_row(small.book, sheet, matches))
    assert any(words in line for line in found), found


def test_another_cost_on_the_summary_is_found(small):
    cost = float(small.book.figures["Cost now"])
    (line,) = small.new_in(with_figure(small.book, "Cost now", cost - 1000))
    assert line.startswith("Summary: Cost now")


def test_a_cell_changed_in_the_file_is_named_by_its_address(small, tmp_path):
    book = openpyxl.load_workbook(small.book_path)
    sheet = book["Heads"]
    column = next(c.column for c in sheet[1] if c.value == "heads")
    cell = sheet.cell(7, column)
    cell.value += 1
    book.save(tmp_path / "changed.xlsx")
    found = audit_migration(small.input_path, tmp_path / "changed.xlsx")
    assert any(f"Heads!{cell.coordinate}: heads" in line for line in found), found


def test_a_sheet_that_is_gone_is_told(small, tmp_path):
    book = openpyxl.load_workbook(small.book_path)
    del book["Notices"]
    book.save(tmp_path / "changed.xlsx")
    found = audit_migration(small.input_path, tmp_path / "changed.xlsx")
    assert any(line.startswith("Notices: columns are missing") for line in found), found

"""Money in the book: recounted from outside, and explained cell by cell from inside."""

from __future__ import annotations

import openpyxl
import pytest

import reports.roster
from tests.audit.audit import audit
from tests.audit.tamper import changed
from tests.reports.small_book import ASSUMPTIONS, small_figures
from tests.reports.small_input import write_small_input
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement, small_roster
from wfm.commercial import plan_commercial
from wfm.explain.cell import explain_cell
from wfm.explain.replay import Replay
from wfm.explain.worked import worked_of_roster
from wfm.plan_input import read_plan_input, requirement_of
from wfm.workbook import open_workbook
from wfm.workload import workload

CONTRACTS = [
    ["queue", "basis", "price", "minimum", "bonus_above", "bonus", "penalty_below", "penalty"],
    ["Cards", "contact", 2.0, None, 0.5, 0.05, None, None],
    ["Orders", "month", 3650.0, None, None, None, None, None],
    ["Orders", "minute", 0.5, 18250, None, None, 1.0, 0.1],
]


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return write_small_input(tmp_path_factory.mktemp("input") / "in.xlsx", CONTRACTS)


@pytest.fixture(scope="module")
def plan_input(given):
    return read_plan_input(given)


@pytest.fixture(scope="module")
def book(tmp_path_factory, plan_input):
    roster, required = small_roster(), small_requirement()
    work = workload(plan_input.forecast, plan_input.policy)
    # At the need that the input asks for: the hand-made one is rounder.
    view = plan_commercial(plan_input, roster, work, requirement_of(plan_input))
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    path.write_bytes(
        reports.roster.workbook(
            roster, required, small_policy(), ASSUMPTIONS, small_figures(), commercial=view
        )
    )
    return path


def last_row(book):
    rows = list(openpyxl.load_workbook(book)["Commercial"].iter_rows(values_only=True))
    return dict(zip(rows[0], rows[-1], strict=True))


def test_the_book_tells_revenue_cost_and_margin_by_pencil(given, book):
    assert audit(given, book).differences == []
    found = last_row(book)
    # Cards 7 x 150 x 2. Orders: 3,650 x 7 x 12 / 365 = 840, and at least 18,250 x 84 / 365 = 4,200 min x 0.5.
    assert found["revenue"] == pytest.approx(2100 + 840 + 2100)
    # A tenth of the minutes' 2,100: all contacts in time is more than any crew promises.
    assert found["penalty"] == pytest.approx(210)
    # 5,835 in all, as the cost of the small book; the AI has no price.
    assert found["cost"] == pytest.approx(5835)
    assert found["margin"] == pytest.approx(found["revenue"] + found["bonus"] - 210 - 5835)


@pytest.mark.parametrize(
    ("sheet", "queue", "change", "words"),
    [
        ("Commercial", "Cards", {"contacts": 1000}, "Commercial: contacts of Cards"),
        ("Commercial", "Cards", {"wages": 0.0}, "Commercial: wages of all queues"),
        ("Commercial", "All queues", {"margin": 9999.0}, "Commercial: margin of All queues"),
        ("Billing", "Cards", {"revenue": 9999.0}, "Billing: revenue of cards, contact"),
        ("Billing", "Orders", {"bonus": 5.0}, "Billing: bonus of orders"),
    ],
)
def test_cooked_money_is_named(given, book, tmp_path, sheet, queue, change, words):
    cooked = changed(book, tmp_path / "a.xlsx", sheet, lambda row: row["queue"] == queue, change)
    assert [line for line in audit(given, cooked).differences if line.startswith(words)]


def test_every_figure_of_commercial_and_billing_is_explained_to_what_the_cell_shows(plan_input, book):
    replay, worked, opened = Replay(plan_input), worked_of_roster(small_roster()), open_workbook(book)
    for sheet in ("Commercial", "Billing"):
        cells = openpyxl.load_workbook(book)[sheet]
        for row in cells.iter_rows(min_row=2):
            for cell in row:
                if cell.value is not None:
                    found = explain_cell(replay, worked, opened, sheet, cell.coordinate)
                    assert found.steps[-1].words.endswith(": the same"), (sheet, cell.coordinate, found)
                    assert len(found.steps) > 1

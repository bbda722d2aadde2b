"""Cells of a small client's workbook and of its book: explained, compared, or refused."""

from __future__ import annotations

from datetime import date, timedelta

import openpyxl
import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm.errors import InputFaultsError
from wfm.explain.cell import SHEETS, explain_cell
from wfm.explain.command import explained, text
from wfm.explain.compare import agrees, as_text
from wfm.explain.replay import Replay
from wfm.explain.worked_book import worked_of_book
from wfm.plan_input import read_plan_input
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

MONDAY = date(2027, 2, 1)
SHEETS_IN = {
    "Forecast": long_forecast({"Calls": 40.0}, MONDAY, 2, open_hour=8, close_hour=18),
    "Settings": [["key", "value"], ["plan_name", "Small"], ["time_zone", "Europe/Berlin"]],
    "Queues": [
        ["queue", "pool", "opening", "target_share", "min_crew"],
        ["Calls", "Desk", "08:00-18:00", 0.8, 1],
    ],
    "ModeMix": [["queue", "mode_3", "review_share"], ["Calls", 1.0, 0.05]],
    "Shrinkage": [["site", "role", "unplanned", "in_office"], ["", "", 0.1, 0.05]],
    "Scenarios": [
        ["name", "queue", "from", "to", "factor"],
        ["Peak", "", MONDAY + timedelta(days=1), MONDAY + timedelta(days=4), 1.9],
        ["Easter", "Calls", date(2027, 3, 26), date(2027, 3, 29), 0.5],
    ],
}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The client's workbook."""
    return write_workbook(tmp_path_factory.mktemp("small") / "in.xlsx", SHEETS_IN)


@pytest.fixture(scope="module")
def given(source):
    return read_plan_input(source)


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        ("Forecast!D3", 40.0, "read as contacts offered of Calls, Mon 1 Feb 08:30-09:00: 40"),
        ("Forecast!D3", 40.0, "escalation agents, Desk, Mon 1 Feb 08:30-09:00: 0.669 erlang of the load"),
        ("Forecast!D3", 40.0, "0.4 h of reviews, from Mon 1 Feb 09:00-09:30 on"),
        ("Forecast!E3", 300.0, "handle time of people today"),
        ("Forecast!A3", "Calls", "names what stands in"),
        ("Settings!B3", "Europe/Berlin", "in use Europe/Berlin"),
        ("Queues!D2", 0.8, "service of this queue sets the people needed in"),
        ("Queues!E2", 1.0, "fewest people while open"),
        ("Queues!C2", "08:00-18:00", "Desk is open in 40 intervals of the plan"),
        ("ModeMix!B2", 1.0, "1,608 of them in mode 3, for escalation agents"),
        ("ModeMix!C2", 0.05, "80.4 reviews"),
        ("Shrinkage!C2", 0.1, "one on duty takes 1 / (1 - 15 %) = 1.1765 at work"),
        # Of the plan's two days, 1,608 contacts, the case holds the second: 804 x 1.9 = 1,527.6.
        ("Scenarios!E2", 1.9, "feeds the stress case Scenario Peak: 804 contacts of Calls"),
        ("Scenarios!A2", "Peak", "from Tue 2 Feb 2027 to Tue 2 Feb 2027 become 1,527.6"),
        ("Scenarios!E3", 0.5, "Scenario Easter is not played: its days are outside the plan"),
        ("Requirement!J20", 3, "service: 80 % answered in 30 s"),
        ("Requirement!D2", "2027-02-01 00:00+01:00", "interval 1 of the plan"),
    ],
)
def test_a_cell_of_the_planners_workbook_says_what_it_feeds(given, where, value, said):
    answer = explained(given, where)
    assert answer.value == value
    assert said in text(answer)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Nothing!A1", "Nothing: is no sheet of the workbook"),
        ("Forecast!Z99", "Forecast!Z99: is blank"),
        ("Forecast!Z3", "Explain Forecast!E3: it tells what a blank beside it takes."),
        ("Forecast", "names no sheet"),
        ("Forecast!D", "is no cell"),
        ("Settings!A1", "Settings!A1: is not read by this plan"),
        ("Requirement!A1", "Requirement!A1: is outside the requirement"),
        ("Requirement!M2", "Requirement!M2: is outside the requirement"),
    ],
)
def test_what_is_no_cell_of_the_plan_gets_one_clear_message(given, where, found):
    with pytest.raises(InputFaultsError) as refused:
        explained(given, where)
    assert len(refused.value.faults) == 1
    assert found in str(refused.value)


@pytest.fixture(scope="module")
def book(source, tmp_path_factory):
    """The client's roster book, planned once."""
    from wfm import cli

    path = tmp_path_factory.mktemp("planned") / "book.xlsx"
    with pytest.raises(SystemExit) as stopped:
        cli.main(["plan", str(source), "--out", str(path), "--cpu-seconds", "10"])
    assert stopped.value.code == 0
    return path


def test_every_cell_of_the_book_is_recomputed(given, book):
    replay, cells = Replay(given), open_workbook(book)
    worked = worked_of_book(cells, replay)
    differ, told = [], dict.fromkeys(SHEETS, 0)
    for sheet in SHEETS:
        for row, values in enumerate(cells.sheets[sheet].cells):
            for column, value in enumerate(values):
                where = f"{column_letters(column)}{row + 1}"
                if value in (None, "") or (sheet == "Coverage" and row % 7):
                    continue
                try:
                    answer = explain_cell(replay, worked, cells, sheet, where)
                except InputFaultsError:
                    # A title, a header or a label; the test below says which are refused and how.
                    continue
                told[sheet] += 1
                if not agrees(answer.value, value):
                    differ.append(f"{sheet}!{where}: {value!r}, recomputed {answer.value!r}")
    assert differ == []
    assert min(told.values()) > 20


@pytest.mark.parametrize(
    ("sheet", "cell", "wrong", "says"),
    [
        ("Coverage", "E20", 9, "the cell shows 9, recomputed"),
        ("Coverage", "G20", 7.5, "the cell shows 7.5, recomputed"),
        ("Agent-days", "K3", 3.25, "the cell shows 3.25, recomputed"),
        ("Agent-days", "H3", "2027-02-01 05:00+01:00", "they differ"),
        ("Reviews", "E4", 2.5, "the cell shows 2.5, recomputed"),
        ("Summary", "B12", 12.5, "the cell shows 12.5, recomputed"),
        ("Grid", "F4", 12, "the cell shows 12, recomputed"),
    ],
)
def test_a_cell_changed_by_hand_shows_one_number_and_is_recomputed_as_another(
    given, book, tmp_path, sheet, cell, wrong, says
):
    changed = openpyxl.load_workbook(book)
    changed[sheet][cell].value = wrong
    changed.save(tmp_path / "changed.xlsx")
    answer = explained(given, f"{sheet}!{cell}", open_workbook(tmp_path / "changed.xlsx"))
    was = openpyxl.load_workbook(book)[sheet][cell].value
    assert says in answer.steps[-1].words
    assert answer.steps[-1].words.endswith("they differ")
    assert agrees(answer.value, was)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("Legend!A2", "Legend!A2: is a header"),
        ("Legend!A1", "Legend!A1: has nothing to explain"),
        ("Costs!A3", "Costs: is no sheet of the book"),
        ("Coverage!A1", "Coverage!A1: is a header"),
        ("Coverage!Z9", "Coverage!Z9: is blank"),
        ("Grid!A1", "Grid!A1: has nothing to explain"),
        ("Summary!A3", "Summary!A3: has nothing to explain"),
        ("Grid!G3", "Grid!G3: has nothing to explain"),
    ],
)
def test_titles_headers_and_blanks_of_the_book_are_refused(given, book, where, found):
    with pytest.raises(InputFaultsError) as refused:
        explained(given, where, open_workbook(book))
    assert found in str(refused.value)


def test_a_book_that_is_none_is_refused(given, source):
    with pytest.raises(InputFaultsError, match="has no sheet"):
        explained(given, "Coverage!A2", open_workbook(source))


def test_values_are_compared_as_they_are_read():
    assert agrees(0.1 + 0.2, 0.3)
    assert agrees("TRUE", True)
    assert not agrees(4.0, 5)
    assert not agrees("early", "late")
    assert as_text(1234.5) == "1,234.5"

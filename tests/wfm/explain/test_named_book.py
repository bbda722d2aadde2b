"""A small book of named people with own wages, a dear holiday and an open shift: every cell recomputed."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm import cli
from wfm.errors import InputFaultsError
from wfm.explain.cell import SHEETS, explain_cell
from wfm.explain.command import explained, text
from wfm.explain.compare import agrees
from wfm.explain.replay import Replay
from wfm.explain.summary import REPORTED
from wfm.explain.worked_book import worked_of_book
from wfm.plan_input import read_plan_input
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

MONDAY = date(2027, 2, 1)
TUESDAY = datetime(2027, 2, 2)
STAFF = ["agent_id", "name", "roles", "pools", "team", "leader", "contract_hours", "pay"]
SHEETS_IN = {
    "Forecast": long_forecast({"Calls": 40.0}, MONDAY, 2, open_hour=8, close_hour=18),
    "Settings": [["key", "value"], ["plan_name", "Small"], ["time_zone", "Europe/Berlin"]],
    "Queues": [["queue", "pool", "opening"], ["Calls", "Desk", "08:00-18:00"]],
    "ModeMix": [["queue", "mode_3", "review_share"], ["Calls", 1.0, 0.05]],
    "Holidays": [["date", "premium"], [TUESDAY, "100%"]],
    "Staff": [
        STAFF,
        ["7", "Lea Lind", "supervisor", None, "North", None, 40, 40],
        *(
            [str(number), f"Person {number}", "escalation_agent", "Desk", "North", "7", 40, pay]
            for number, pay in ((1, 20), (2, 25), (3, None), (4, None))
        ),
    ],
}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return read_plan_input(write_workbook(tmp_path_factory.mktemp("named") / "in.xlsx", SHEETS_IN))


@pytest.fixture(scope="module")
def book(given, tmp_path_factory):
    """The client's roster book, planned once."""
    folder = tmp_path_factory.mktemp("planned")
    source, path = write_workbook(folder / "in.xlsx", SHEETS_IN), folder / "book.xlsx"
    with pytest.raises(SystemExit) as stopped:
        cli.main(["plan", str(source), "--out", str(path), "--cpu-seconds", "10"])
    assert stopped.value.code == 0
    return path


def place_of_label(book, sheet, label, column="B"):
    rows = openpyxl.load_workbook(book)[sheet].iter_rows()
    return next(f"{sheet}!{column}{row[0].row}" for row in rows if row[0].value == label)


def words(answer):
    return "\n".join(step.words for step in answer.steps)


def test_every_cell_is_recomputed(given, book):
    replay, cells = Replay(given), open_workbook(book)
    worked = worked_of_book(cells, replay)
    differ = []
    for sheet in SHEETS:
        for row, values in enumerate(cells.sheets[sheet].cells):
            for column, value in enumerate(values):
                where = f"{column_letters(column)}{row + 1}"
                if value in (None, "") or (sheet == "Coverage" and row % 7):
                    continue
                try:
                    answer = explain_cell(replay, worked, cells, sheet, where)
                except InputFaultsError:
                    continue
                if not agrees(answer.value, value):
                    differ.append(f"{sheet}!{where}: {value!r}, recomputed {answer.value!r}")
    assert differ == []


def test_own_wages_and_the_holiday_are_in_the_cost(given, book):
    # each paid hour by the own wage (20, 25, the leader's 40), Tuesday's hours once more
    days = openpyxl.load_workbook(book)["Agent-days"].iter_rows(min_row=2, values_only=True)
    pay = given.policy.pay.set_index("role")["wage_per_hour"]
    wages = {"1": 20.0, "2": 25.0, "7": 40.0, "3": pay["escalation_agent"], "4": pay["escalation_agent"]}
    shifts = [(row[0], row[5], row[10]) for row in days]
    own = [(wages[agent] * hours, on) for agent, on, hours in shifts if agent != "7"]
    led = [wages[agent] * hours * (2 if on == TUESDAY else 1) for agent, on, hours in shifts if agent == "7"]
    found = {
        label: explained(given, place_of_label(book, "Summary", label), open_workbook(book))
        for label in ("Wages", "Premiums", "Supervisors", "Total cost")
    }
    assert found["Wages"].value == pytest.approx(sum(cost for cost, _ in own))
    assert found["Premiums"].value == pytest.approx(sum(cost for cost, on in own if on == TUESDAY))
    assert found["Supervisors"].value == pytest.approx(sum(led))
    assert all("differ" not in words(answer) and REPORTED not in words(answer) for answer in found.values())
    assert " paid h x 25 = EUR" in words(found["Wages"])
    assert "h of wage for holidays x 25" in words(found["Premiums"])


def test_a_shift_costs_what_its_person_earns(given, book):
    days = openpyxl.load_workbook(book)["Agent-days"].iter_rows(min_row=2)
    row = next(row for row in days if row[0].value == "2" and row[5].value == TUESDAY)
    answer = explained(given, f"Agent-days!{row[6].coordinate}", open_workbook(book))
    hours = row[10].value
    # 25 an hour, twice on the holiday; no night in it
    assert f"{hours:g} paid h x EUR 25 = EUR {25 * hours:g}" in text(answer)
    assert "the person's own wage is EUR 25" in text(answer)
    assert f"the shift costs EUR {50 * hours:g}" in text(answer)


def with_open_shifts(book, path, counts, in_all):
    """Write the book with a row of open shifts below its grid, and so many on its Summary."""
    changed = openpyxl.load_workbook(book)
    code, site, start, end = (cell.value for cell in changed["Legend"][3][:4])
    shift = f"{code.removesuffix(f' {start}')} {start}-{end}"
    changed["Grid"].append(["Open shifts", shift, site, None, "escalation_agent Desk", None, *counts])
    changed["Summary"][place_of_label(book, "Summary", "Open shifts").partition("!")[2]].value = in_all
    changed.save(path)
    return open_workbook(path), changed["Grid"].max_row


def test_a_count_of_open_shifts_is_held_against_the_summary(given, book, tmp_path):
    # Monday 2 and Tuesday 1: the Summary's 3 less the other cell
    cells, row = with_open_shifts(book, tmp_path / "open.xlsx", (2, 1), 3)
    for column, count in (("G", 2.0), ("H", 1.0)):
        answer = explained(given, f"Grid!{column}{row}", cells)
        assert answer.value == count
        assert "nobody took it" in words(answer)
        assert words(answer).endswith("the same")
    # Tuesday's count changed to 4: 3 - 2 = 1 is recomputed
    cells, row = with_open_shifts(book, tmp_path / "changed.xlsx", (2, 4), 3)
    answer = explained(given, f"Grid!H{row}", cells)
    assert answer.value == 1.0
    assert words(answer).endswith("they differ")


def test_a_rule_that_is_none_is_refused(given, book, tmp_path):
    where = place_of_label(book, "Summary", "days in a row", "A")
    changed = openpyxl.load_workbook(book)
    changed["Summary"][where.partition("!")[2]].value = "days at sea"
    changed.save(tmp_path / "changed.xlsx")
    with pytest.raises(InputFaultsError, match="no rule is called 'days at sea'"):
        explained(given, where, open_workbook(tmp_path / "changed.xlsx"))


@pytest.mark.parametrize(
    ("sheet", "label", "column", "wrong"),
    [
        ("Summary", "rest between shifts", "E", "off"),
        ("Summary", "rest between shifts", "F", "12 h"),
        ("Summary", "rest between shifts", "G", "Elsewhere"),
        ("Summary", "days in a row", "H", "1 on 2027-02-01: 9 against 6"),
        ("Summary", "days in a row", "I", "At most 7 days of work in a row."),
    ],
)
def test_a_changed_rule_check_is_noticed(given, book, tmp_path, sheet, label, column, wrong):
    where = place_of_label(book, sheet, label, column)
    changed = openpyxl.load_workbook(book)
    changed[sheet][where.partition("!")[2]].value = wrong
    changed.save(tmp_path / "changed.xlsx")
    answer = explained(given, where, open_workbook(tmp_path / "changed.xlsx"))
    assert words(answer).endswith("they differ")


@pytest.mark.parametrize(("column", "wrong"), [("C", "04:30"), ("E", 3.0), ("F", "none"), ("G", "night")])
def test_a_changed_shift_code_of_the_legend_is_noticed(given, book, tmp_path, column, wrong):
    changed = openpyxl.load_workbook(book)
    changed["Legend"][f"{column}3"].value = wrong
    changed.save(tmp_path / "changed.xlsx")
    answer = explained(given, f"Legend!{column}3", open_workbook(tmp_path / "changed.xlsx"))
    assert agrees(answer.value, openpyxl.load_workbook(book)["Legend"][f"{column}3"].value)
    assert words(answer).endswith("they differ")

"""A plan whose agents keep the day's target: from the planner's file to an audited, explained book."""

from __future__ import annotations

from datetime import date

import pytest

from tests.audit.audit import audit
from tests.audit.tamper import changed
from tests.write_workbook import long_forecast, write_workbook
from wfm.explain import Replay, worked_of_book
from wfm.explain.cell import explain_cell
from wfm.plan_input import read_plan_input
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

TITLE = "Service by day"


def client(path, rule, regulated="no"):
    """Write a client whose people answer voice every day from 8 to 16, and whose monitors watch."""
    forecast = long_forecast({"Orders": 40.0, "Cards": 40.0}, date(2027, 2, 1), 7, close_hour=16)
    queues = [["queue", "pool", "target_share", "regulated"]]
    queues += [["Orders", "Orders", 0.8, "no"], ["Cards", "Cards", 0.8, regulated]]
    return write_workbook(
        path,
        {
            "Forecast": forecast,
            "Settings": [["Key", "Value"], ["service_rule", rule]],
            "Queues": queues,
            "ModeMix": [["queue", "mode_0"], ["Orders", 1.0], ["Cards", 1.0]],
        },
    )


def test_the_book_tells_which_crews_keep_days_and_how_each_day_turns_out(planned, tmp_path):
    source = client(tmp_path / "day.xlsx", "day", "yes")
    by_day = planned(source, cpu_seconds=4)
    days = by_day.summary["day_service"]
    assert {row["pool"] for row in days} == {"Orders"}
    assert len(days) == 7
    assert {round(row["target"], 9) for row in days} == {0.8}
    assert all(row["promised_service"] >= 0.8 - 1e-6 for row in days)
    assert all(row["worst_interval"] >= 0.6 - 1e-6 for row in days)
    listed = {row["quantity"]: row["value"] for row in by_day.summary["assumptions"]}
    assert listed["interval_service_floor"] == "60 %"
    _every_number_is_recomputed(source, by_day.book)
    _a_regulated_crew_may_not_average(source, by_day.book, tmp_path)


def _every_number_is_recomputed(source, path):
    replay, book = Replay(read_plan_input(source)), open_workbook(path)
    worked = worked_of_book(book, replay)
    cells = book.sheets["Summary"].cells
    first = next(n for n, row in enumerate(cells) if str(row[0]).startswith(TITLE)) + 2
    for row in range(first, first + 7):
        for column in range(4, 7):
            found = explain_cell(replay, worked, book, "Summary", f"{column_letters(column)}{row + 1}")
            assert found.value == pytest.approx(cells[row][column], abs=1e-6)
    needed = [n for n, row in enumerate(book.sheets["Coverage"].cells) if "over the day" in str(row)]
    for row in needed[:: len(needed) // 20]:
        for column in "EF":
            told = book.sheets["Coverage"].cells[row]["ABCDEF".index(column)]
            assert explain_cell(replay, worked, book, "Coverage", f"{column}{row + 1}").value == told


def _a_regulated_crew_may_not_average(source, book, folder):
    cooked = changed(
        book,
        folder / "cooked.xlsx",
        "Coverage",
        lambda row: row["pool"] == "Cards" and row["required"] > 0,
        {"active_bound": "service 60/20 each interval, 80 over the day (Cards)"},
    )
    assert any("Cards keeps days" in line for line in audit(source, cooked).differences)


def test_without_the_setting_every_interval_keeps_its_target(planned, tmp_path):
    every = planned(client(tmp_path / "every.xlsx", "interval"), cpu_seconds=4)
    assert every.summary["day_service"] == []
    assert not any(row["quantity"] == "interval_service_floor" for row in every.summary["assumptions"])


def test_a_rule_of_another_name_is_refused_with_its_cell(planned, tmp_path, capsys):
    assert planned(client(tmp_path / "odd.xlsx", "week")).code != 0
    assert "Settings!B2" in capsys.readouterr().err

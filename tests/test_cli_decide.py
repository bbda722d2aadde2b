from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest

from tests.audit.tamper import with_figure
from tests.reports.small_book import write_small_book
from tests.reports.small_input import write_small_input
from tests.write_workbook import long_forecast, write_workbook
from wfm import cli

SHEETS = ["Summary", "Cost against service", "Cost against risk", "Next person", "Tornado", "Assumptions"]


def run(*arguments):
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    return stopped.value.code


def test_the_book_of_trade_offs_holds_ten_points_and_marks_today(tmp_path, capsys):
    forecast = long_forecast({"Orders": 60.0}, date(2027, 2, 1), 2, close_hour=13)
    source = write_workbook(tmp_path / "in.xlsx", {"Forecast": forecast})
    out = tmp_path / "out.xlsx"
    assert run("tradeoffs", source, "--out", out, "--simulate=-10", "--cpu-seconds", 8) == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == SHEETS
    header, *rows = book["Cost against service"].iter_rows(min_row=1, max_row=11, values_only=True)
    points = [dict(zip(header, row, strict=True)) for row in rows]
    assert [point["shift"] for point in points] == pytest.approx([n / 100 for n in range(-10, 10, 2)])
    costs = [point["cost"] for point in points]
    assert costs == sorted(costs)
    assert [point["is_today"] for point in points].count(True) == 1
    # The point that was asked for alone was planned and simulated: its target is 80 %.
    assert [point["simulated_service"] is None for point in points] == [False, *[True] * 9]
    assert 0.6 < points[0]["simulated_service"] <= 1
    assert points[0]["plan_cost"] > 0
    assert sum(row[3].value is True for row in book["Cost against risk"]["A2:F20"]) == 1
    assert len(book["Cost against service"]._charts) == len(book["Tornado"]._charts) == 1
    told = capsys.readouterr().out
    assert "points from its target." in told
    assert ("no saving: simulated below its targets" in told) == (points[0]["worst_gap"] < 0)
    assert run("tradeoffs", source, "--out", out, "--simulate=-3") == 2
    assert "one of -10, -8" in capsys.readouterr().err
    assert told.splitlines()[0] == book["Summary"]["A3"].value


def test_compare_shows_what_differs_and_refuses_what_is_no_summary(tmp_path, capsys):
    one = {"cost": 100.0, "currency": "EUR", "roles": {"agent": {"people": 5}}}
    for name, summary in (("a", one), ("b", one | {"cost": 90.0}), ("c", {"queues": 1})):
        (tmp_path / f"{name}.json").write_text(json.dumps(summary))
    assert run("compare", tmp_path / "a.json", tmp_path / "b.json") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split() for line in told[:2]] == [["figure", "a.json", "b.json"], ["cost", "100", "90"]]
    assert told[2].endswith("EUR 10 less than a.json; its service is not simulated: not called a saving.")
    assert run("compare", tmp_path / "a.json", tmp_path / "c.json") == 2
    assert "c.json" in capsys.readouterr().err
    assert run("compare", tmp_path / "a.json") == 2
    assert "2 to 4" in capsys.readouterr().err


def test_roster_books_are_compared_with_each_other_and_with_a_summary(tmp_path, capsys):
    book = write_small_book(tmp_path / "one.xlsx")
    dearer = with_figure(book, tmp_path / "other.xlsx", "Total cost", 6000.0)
    assert run("compare", book, dearer) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1].split() == ["cost", "5,835", "6,000"]
    assert told[2].startswith("other.xlsx costs ")
    assert "165 more than one.xlsx" in told[2]
    assert len(told) == 3
    summary = {"cost": 5835, "currency": "EUR", "gap": 0.5, "roles": {"qa_reviewer": {"people": 99}}}
    (tmp_path / "third.json").write_text(json.dumps(summary))
    assert run("compare", book, tmp_path / "third.json") == 0
    figures = {line.split("  ")[0] for line in capsys.readouterr().out.splitlines()}
    assert "roles qa reviewer people" in figures
    # What a book does not tell is not compared.
    assert "gap" not in figures
    assert run("compare", book, write_small_input(tmp_path / "in.xlsx")) == 2
    assert "has no sheet Summary of a roster" in capsys.readouterr().err

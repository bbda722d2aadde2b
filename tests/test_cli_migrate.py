"""``wfm migrate``: a book, a summary, a headline; faults and exit codes as for the other commands."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest

import wfm.cli.migrate
from tests.write_workbook import long_forecast, write_workbook
from wfm import cli
from wfm.reference import data_folder

EXAMPLES = data_folder() / "examples"

KEYS = [
    *("status", "gap", "bound", "cost", "currency", "seconds", "queues", "heads"),
    *("risk", "gates", "shortage", "budgets", "breaches", "assumptions"),
]
SHEETS = {
    "Forecast": long_forecast({"Orders": 40.0}, date(2027, 2, 1), 7, open_hour=9, close_hour=17),
    "Settings": [["key", "value"], ["time_zone", "Europe/London"], ["currency", "EUR"]],
    "Queues": [["queue", "site", "risk_class", "reversible"], ["Orders", "Leeds", "low", "yes"]],
    "Migration": [["queue", "start_mode", "wish"], ["Orders", "0", "3"]],
}


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(each) for each in arguments])
    return stopped.value.code


@pytest.fixture
def source(tmp_path):
    return write_workbook(tmp_path / "in.xlsx", SHEETS)


def test_migrate_writes_the_book_the_summary_and_a_headline(source, tmp_path, capsys):
    out, summary = tmp_path / "out" / "book.xlsx", tmp_path / "summary.json"
    assert run("migrate", source, "--out", out, "--summary", summary, "--cpu-seconds", 20) == 0
    told = json.loads(summary.read_text())
    assert list(told) == KEYS
    assert told["currency"] == "EUR"
    assert told["risk"]["cap"] is None
    assert list(told["queues"]) == ["Orders"]
    printed = capsys.readouterr().out
    assert f"Cost now EUR {told['cost']:,.0f}, cannot be below EUR {told['bound']:,.0f}" in printed
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[:3] == ["Summary", "Gantt", "Actions"]
    assert len(list(book["Assumptions"].iter_rows())) == len(told["assumptions"]) + 1


def test_a_risk_cap_of_the_command_line_wins_and_is_kept_or_told(source, tmp_path, capsys):
    book, summary = tmp_path / "book.xlsx", tmp_path / "summary.json"
    arguments = ("migrate", source, "--out", book, "--summary", summary, "--cpu-seconds", 20)
    assert run(*arguments, "--risk-cap", "0") == 0
    told = json.loads(summary.read_text())
    assert told["risk"]["cap"] == 0
    assert [each["family"] for each in told["breaches"]] == ["risk"]
    assert told["breaches"][0]["words"] in capsys.readouterr().out
    rules = {row[0]: row[2] for row in openpyxl.load_workbook(book)["Rules"].iter_rows(values_only=True)}
    assert rules["risk_cap"] == 0


def test_faults_of_the_migration_are_told_with_their_cells(tmp_path, capsys):
    wrong = SHEETS | {"Migration": [["queue", "start_mode", "wish"], ["Orders", "0", "9"]]}
    source = write_workbook(tmp_path / "wrong.xlsx", wrong)
    assert run("migrate", source, "--out", tmp_path / "book.xlsx") == cli.EXIT_FAULTS
    assert "Migration!C2" in capsys.readouterr().err
    assert not (tmp_path / "book.xlsx").exists()


def test_slip_tells_what_a_phase_later_costs_and_who_does_not_move(capsys):
    # At the average fit the Spanish line moves; at those of its own shifts it would not.
    assert run("slip", EXAMPLES / "healthcare.xlsx", "--cpu-seconds", 10, "--no-fit") == 0
    told = {line.split(":")[0]: line for line in capsys.readouterr().out.splitlines()}
    later = "1 phase later (mode 2 (monitored), from phase 3 mode 3 (escalation))"
    assert later in told["Citas"]
    printed = "\n".join(told.values())
    assert "Nurse line stays where it is in this plan. What it may do: locked" in printed
    assert "Appointments stays in mode 2 (monitored): moving to mode 3 (escalation) in phase 2" in printed


def test_slip_checks_the_name_of_the_queue_before_it_plans(source, capsys, monkeypatch):
    monkeypatch.setattr(wfm.cli.migrate, "migrate", lambda *_, **__: pytest.fail("planned"))
    assert run("slip", source, "--queue", "Nope") == cli.EXIT_FAULTS
    assert "--queue: 'Nope'; expected one of: Orders" in capsys.readouterr().err


def test_migration_books_are_not_compared_and_told_so(tmp_path, capsys):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, {each: [["queue"]] for each in ("Summary", "Gantt", "Ways", "Proof")})
    assert run("compare", tmp_path / "a.xlsx", tmp_path / "b.xlsx") == cli.EXIT_FAULTS
    assert "is the book of a migration: migrations are not compared here" in capsys.readouterr().err


def test_slip_refuses_a_queue_it_does_not_know(capsys):
    assert run("slip", EXAMPLES / "healthcare.xlsx", "--queue", "Dental", "--cpu-seconds", 5) == 2
    assert "'Dental'; expected one of: Appointments" in capsys.readouterr().err

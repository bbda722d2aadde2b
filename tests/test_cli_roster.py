"""The commands around a roster that is there: explain a cell, take an edited book back, write its files."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from tests.audit.audit import audit
from tests.write_workbook import long_forecast, write_workbook
from wfm import cli

DAYS = 2
STAFF = [
    ["agent_id", "name", "user_names", "site", "team", "roles", "contract_hours"],
    *(
        [f"A{n}", name, name.lower(), "Leeds", "Oak", "escalation_agent, qa_reviewer", 40]
        for n, name in enumerate(("Ann", "Bob", "Cid", "Dee"), start=1)
    ),
]
SHEETS = {
    "Forecast": long_forecast({"Orders": 4.0}, date(2027, 2, 1), DAYS, open_hour=9, close_hour=17),
    "Settings": [["key", "value"], ["time_zone", "Europe/London"], ["currency", "EUR"]],
    "Sites": [["site", "time_zone"], ["Leeds", "Europe/London"]],
    "Queues": [["queue", "site", "min_crew"], ["Orders", "Leeds", 1]],
    "Staff": STAFF,
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(each) for each in arguments])
    return stopped.value.code


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A planner's file of two days and four people, and its roster book."""
    folder = tmp_path_factory.mktemp("plan")
    source = write_workbook(folder / "in.xlsx", SHEETS)
    assert run("plan", source, "--out", folder / "book.xlsx", "--cpu-seconds", "6") == 0
    return source, folder / "book.xlsx"


def grid_cells(book):
    """Give the Grid of a workbook, its rows by person and the columns of its dates."""
    grid = book["Grid"]
    rows = {row[0].value: row[0].row for row in grid.iter_rows(min_row=4) if row[0].value}
    days = [cell.column for cell in grid[3] if isinstance(cell.value, datetime)]
    return grid, rows, days


def test_explain_tells_a_cell_of_the_book_down_to_the_forecast(plan, capsys):
    source, book = plan
    coverage = openpyxl.load_workbook(book)["Coverage"]
    names = {cell.value: cell.column_letter for cell in coverage[1]}
    row = next(row[0].row for row in coverage.iter_rows(min_row=2) if row[4].value)
    at = f"{names['required']}{row}"
    cell, value = f"Coverage!{at}", coverage[at].value
    assert run("explain", source, cell, "--book", book) == 0
    told = capsys.readouterr().out
    assert f"{cell} = {value}" in told
    assert "Forecast!D" in told


def test_explain_tells_a_cell_of_the_planners_own_file(plan, capsys):
    source, _ = plan
    assert run("explain", source, "Forecast!D2") == 0
    assert "Forecast!D2 = 4" in capsys.readouterr().out


def test_explain_refuses_a_cell_that_is_not_there(plan, capsys):
    source, book = plan
    assert run("explain", source, "Coverage!Z9999", "--book", book) == cli.EXIT_FAULTS
    assert "Z9999" in capsys.readouterr().err


def test_revise_takes_over_a_day_off_and_the_new_book_is_sound(plan, tmp_path, capsys):
    source, planned = plan
    book = openpyxl.load_workbook(planned)
    grid, rows, days = grid_cells(book)
    worked = {(who, day): grid.cell(row, day).value for who, row in rows.items() for day in days if row <= 7}
    giver, day = next(place for place, code in worked.items() if code)
    # A day off: the shift then stands open.
    grid.cell(rows[giver], day).value = None
    book.save(tmp_path / "edited.xlsx")
    out = tmp_path / "revised.xlsx"
    assert run("revise", source, "--book", tmp_path / "edited.xlsx", "--out", out) == 0
    assert "1 moves taken over, 0 refused." in capsys.readouterr().out
    shifts = pd.read_excel(out, sheet_name="Agent-days", engine="openpyxl")
    mine = shifts[(shifts["agent_id"] == giver) & (shifts["date"] == grid.cell(3, day).value)]
    assert mine.empty
    assert len(shifts) == len(worked) - list(worked.values()).count(None) - 1
    assert audit(source, out).differences == []


def test_revise_refuses_a_code_that_nobody_knows(plan, tmp_path, capsys):
    source, planned = plan
    book = openpyxl.load_workbook(planned)
    grid, rows, days = grid_cells(book)
    cell = grid.cell(rows["A1"], days[0])
    cell.value = "XX 99"
    book.save(tmp_path / "edited.xlsx")
    out = tmp_path / "revised.xlsx"
    assert run("revise", source, "--book", tmp_path / "edited.xlsx", "--out", out) == cli.EXIT_FAULTS
    assert f"Grid!{cell.coordinate}" in capsys.readouterr().err
    assert not out.exists()


def test_files_are_written_for_leaders_payroll_calendars_and_cxone(plan, tmp_path, capsys):
    source, book = plan
    out = tmp_path / "files"
    assert run("files", source, "--book", book, "--out", out) == 0
    shifts = pd.read_excel(book, sheet_name="Agent-days", engine="openpyxl")
    assert {path.name for path in out.iterdir()} == {
        "team_pack.xlsx",
        "payroll.xlsx",
        "calendars.zip",
        "cxone.csv",
    }
    with zipfile.ZipFile(out / "calendars.zip") as calendars:
        text = "".join(calendars.read(name).decode() for name in calendars.namelist())
    # Everyone's calendar holds a beginning for each shift, at least.
    assert text.count("BEGIN:VEVENT") >= len(shifts)
    assert set(shifts["agent_name"].str.lower()) <= {
        word for line in (out / "cxone.csv").read_text().splitlines() for word in line.lower().split(",")
    }
    assert "CXone" in capsys.readouterr().out


def test_files_of_someone_without_a_user_name_are_refused_until_left_out(plan, tmp_path, capsys):
    source, book = plan
    without = openpyxl.load_workbook(source)
    for row in range(2, 6):
        without["Staff"].cell(row, 3).value = None
    without.save(tmp_path / "in.xlsx")
    given = (tmp_path / "in.xlsx", "--book", book, "--out", tmp_path / "files")
    assert run("files", *given) == cli.EXIT_FAULTS
    assert "user name" in capsys.readouterr().err
    assert run("files", *given, "--leave-out") == 0


def test_people_still_there_from_the_eve_stay_at_work_in_a_revised_book(tmp_path, capsys):
    forecast = long_forecast({"Orders": 4.0}, date(2027, 2, 1), 1, open_hour=0, close_hour=24)
    prior = [["agent_id", "date", "shift_code"], ["A1", datetime(2027, 1, 31), "8H 22:00"]]
    sheets = SHEETS | {"Forecast": forecast, "PriorRoster": prior}
    source, book, out = (tmp_path / name for name in ("in.xlsx", "book.xlsx", "revised.xlsx"))
    write_workbook(source, sheets)
    assert run("plan", source, "--out", book, "--cpu-seconds", "6") == 0
    assert audit(source, book).differences == []
    assert run("revise", source, "--book", book, "--out", out) == 0
    assert audit(source, out).differences == []
    planned, revised = (pd.read_excel(each, "Coverage", engine="openpyxl") for each in (book, out))
    # Ann's shift runs to 06:30; a plan's own night shift starts at midnight at the earliest.
    assert planned["at_work"].iloc[0] >= 1
    assert revised["at_work"].tolist() == planned["at_work"].tolist()
    capsys.readouterr()
    assert run("explain", source, "Activities!C2", "--book", out) == 0
    assert "a shift of the roster before runs on" in capsys.readouterr().out

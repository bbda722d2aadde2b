"""Broken workbooks, kind by kind: each is refused in seconds, naming the cell or the reason."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.sound_forecast import DAY, LONG, rows, saved
from wfm.errors import Fault, InputFaultsError
from wfm.forecast import ForecastRules, read_forecast
from wfm.workbook import open_workbook

SECONDS = 20
"""A refusal on a busy machine; alone it takes about one."""


def with_bytes(path: Path, name: str, content: bytes) -> Path:
    (path / name).write_bytes(content)
    return path / name


def with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(saved(path, Forecast=rows()), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path / "plan.xlsx"


def with_formula(path: Path, value: object) -> Path:
    with xlsxwriter.Workbook(path / "plan.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Forecast")
        for number, row in enumerate(rows(C2="09:00", C3="09:30", C4="10:00", C5="10:30")):
            sheet.write_row(number, 0, row)
        sheet.write_formula("D3", "=VLOOKUP(A3,X:Y,2)", None, value)
    return path / "plan.xlsx"


def lines(path: Path, text: str) -> Path:
    return with_bytes(path, "plan.csv", text.encode())


OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000)

# Kind of breakage: the file, and what the refusal must say (its cell, or the reason).
FILES: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "not there": (lambda p: p / "none.xlsx", ("none.xlsx", "not there")),
    "empty file": (lambda p: with_bytes(p, "plan.xlsx", b""), ("plan.xlsx", "is empty")),
    "not a zip": (
        lambda p: with_bytes(p, "plan.xlsx", b"Queue,Date"),
        ("plan.xlsx", "not an Excel workbook"),
    ),
    "old Excel": (lambda p: with_bytes(p, "plan.xls", OLD_EXCEL), ("plan.xls", "old Excel format")),
    "password": (lambda p: with_bytes(p, "plan.xlsx", OLD_EXCEL), ("plan.xlsx", "password")),
    "macros": (lambda p: with_part(p, "xl/vbaProject.bin", b"x"), ("plan.xlsx", "macros")),
    "zip bomb": (lambda p: with_part(p, "xl/media/a.xml", bytes(30_000_000)), ("plan.xlsx", "unpacks to")),
    "truncated": (
        lambda p: with_bytes(p, "half.xlsx", saved(p, A=rows()).read_bytes()[:2000]),
        ("half.xlsx", "damaged"),
    ),
    "other kind": (lambda p: with_bytes(p, "plan.json", b"{}"), ("plan.json", ".json")),
    "binary text": (lambda p: with_bytes(p, "plan.csv", b"a\0b"), ("plan.csv", "not text")),
    "empty workbook": (lambda p: saved(p, Sheet=[]), ("plan.xlsx", "is empty")),
    "no forecast": (
        lambda p: saved(p, Notes=[["hello"]]),
        ("plan.xlsx", "no sheet looks like a forecast", "Offered"),
    ),
    "header alone": (lambda p: saved(p, Forecast=[LONG]), ("plan.xlsx", "no row below")),
    "negative volume": (
        lambda p: saved(p, Forecast=rows(D3=-3)),
        ("Forecast!D3", "volume is -3", "0 to 1,000,000"),
    ),
    "text volume": (lambda p: saved(p, Forecast=rows(D3="many")), ("Forecast!D3", "'many'")),
    "blank volume": (lambda p: saved(p, Forecast=rows(D3=None)), ("Forecast!D3", "blank", "blank_volume")),
    "absurd volume": (lambda p: saved(p, Forecast=rows(D3=5e6)), ("Forecast!D3", "5000000")),
    "handle time 0": (lambda p: saved(p, Forecast=rows(E4=0)), ("Forecast!E4", "more than 0 s")),
    "handle time above 4 h": (lambda p: saved(p, Forecast=rows(E4=20_000)), ("Forecast!E4", "up to 4 h")),
    "handle time in minutes": (
        lambda p: saved(
            p, Forecast=[["Queue", "Date", "Interval", "Offered", "AHT"], *rows(E2=4, E3=5, E4=4, E5=4)[1:]]
        ),
        ("Forecast!E1", "AHT (min)"),
    ),
    "mm:ss taken for hours": (
        lambda p: saved(p, Forecast=rows(E4=clock(3, 5))),
        ("Forecast!E4", "hours and minutes"),
    ),
    "no handle time": (
        lambda p: saved(p, Forecast=[row[:4] for row in rows()]),
        ("Forecast!D2", "no handle time anywhere"),
    ),
    "row twice": (lambda p: saved(p, Forecast=rows(C4=clock(9, 30))), ("Forecast!D4", "Forecast!D3")),
    "two grids": (
        lambda p: saved(
            p, Forecast=[*rows(), *(["Orders", DAY, clock(hour), 9, 300] for hour in (11, 12, 13, 14))]
        ),
        ("Forecast!C7", "intervals of 30 and, from here, of 60 minutes"),
    ),
    "hole in a day": (
        lambda p: saved(p, Forecast=rows()[:3] + rows()[4:]),
        ("Forecast!C4", "missing", "10:00"),
    ),
    "odd interval": (lambda p: saved(p, Forecast=rows(C3=clock(9, 20))), ("Forecast!C", "minutes apart")),
    "ambiguous dates": (
        lambda p: saved(p, Forecast=rows(B2="01/02/2027", B3="01/02/2027", B4="01/02/2027", B5="01/02/2027")),
        ("Forecast!B2", "date_order"),
    ),
    "no date": (lambda p: saved(p, Forecast=rows(B4="soon")), ("Forecast!B4", "a date such as")),
    "no time": (lambda p: saved(p, Forecast=rows(C4="noon")), ("Forecast!C4", "an interval such as")),
    "mistyped year": (
        lambda p: saved(p, Forecast=rows(B5=datetime(2072, 2, 1))),
        ("Forecast!C5", "Check the year"),
    ),
    "unknown column": (
        lambda p: saved(
            p, Forecast=[[*row, extra] for row, extra in zip(rows(), ["Ofered", 1, 1, 1, 1], strict=True)]
        ),
        ("Forecast!F1", "Ofered", "Offered"),
    ),
    "agents, not volume": (
        lambda p: saved(p, Hoja1=[["Dia", "Horario", "Suma de Agentes Requeridos Erlang"], [1, "09:00", 12]]),
        ("Hoja1!C1", "agents, not volume"),
    ),
    "weekdays, not dates": (
        lambda p: saved(
            p, Demand=[["Slot", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["09:00", *range(7)]]
        ),
        ("Demand!B1", "weekdays"),
    ),
    "#N/A": (lambda p: with_formula(p, "#N/A"), ("Forecast!D3", "shows #N/A")),
    "formula never calculated": (
        lambda p: with_formula(p, ""),
        ("Forecast!D3", "without a saved value", "save it"),
    ),
    "days without a profile": (
        lambda p: saved(p, Forecast=[["Queue", "Date", "Offered", "AHT (s)"], ["Orders", DAY, 100, 300]]),
        ("Forecast!B2", "Profile"),
    ),
    "profile not whole": (
        lambda p: saved(
            p,
            Forecast=[["Queue", "Date", "Offered", "AHT (s)"], ["Orders", DAY, 100, 300]],
            Profile=[["Interval", "Share"], ["09:00", 0.5], ["09:30", 0.2]],
        ),
        ("Profile!B2", "add to 0.7"),
    ),
    "percent above 100": (
        lambda p: saved(p, Forecast=[[*LONG, "Escalation rate"], *([*row, 140] for row in rows()[1:])]),
        ("Forecast!F2", "0 to 100 %"),
    ),
    "number of two readings": (
        lambda p: lines(p, "\t".join(LONG) + "\nA\t2027-02-01\t09:00\t1,234\t300\n"),
        ("plan!D2", "thousands or decimals"),
    ),
}


def faults_of(path: Path, zone: str = "Europe/Berlin") -> list[Fault]:
    """Return the faults of a file, as reading its forecast finds them."""
    faults: list[Fault] = []
    try:
        workbook = open_workbook(path)
    except InputFaultsError as error:
        return list(error.faults)
    assert read_forecast(workbook, ForecastRules(zone), faults) is None
    return faults


@pytest.mark.parametrize("kind", FILES)
def test_a_broken_file_is_refused_in_seconds_with_its_cell_or_reason(kind, tmp_path):
    write, words = FILES[kind]
    path = write(tmp_path)
    start = time.monotonic()
    told = "\n".join(map(str, faults_of(path)))
    assert time.monotonic() - start < SECONDS
    for word in words:
        assert word in told


def test_a_time_that_does_not_exist_is_refused_with_its_cell(tmp_path):
    spring = datetime(2027, 3, 28)
    table = [LONG, *(["Orders", spring, clock(hour), 10, 300] for hour in (1, 2, 3))]
    (fault,) = faults_of(saved(tmp_path, Forecast=table))
    assert fault.where == "Forecast!C3"
    assert "does not exist in Europe/Berlin" in fault.found


def test_two_hundred_faults_are_all_found(tmp_path):
    table = [LONG, *(["Orders", date(2027, 2, 1 + n // 20), clock(n % 20), -1, 300] for n in range(200))]
    path = saved(tmp_path, Forecast=table)
    faults = faults_of(path)
    assert [fault.where for fault in faults] == [f"Forecast!D{row}" for row in range(2, 202)]
    assert str(InputFaultsError(faults)).endswith("and 150 more")


def test_the_sound_forecast_of_these_tests_is_sound(tmp_path):
    assert (
        len(openpyxl.load_workbook(io.BytesIO(saved(tmp_path, Forecast=rows()).read_bytes())).sheetnames) == 1
    )
    faults: list[Fault] = []
    assert (
        read_forecast(open_workbook(tmp_path / "plan.xlsx"), ForecastRules("Europe/Berlin"), faults)
        is not None
    )
    assert faults == []

"""The command line: what it writes, how it refuses, and its exit codes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pandas as pd
import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm import cli


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main(list(arguments))
    return stopped.value.code


@pytest.fixture
def forecast(tmp_path):
    rows = long_forecast({"Orders": 30.0}, date(2027, 2, 1), 1)
    return write_workbook(tmp_path / "in.xlsx", {"Forecast": rows})


def test_requirement_writes_a_row_for_each_interval_and_names_the_bound(forecast, tmp_path):
    assert run("requirement", str(forecast), "--out", str(tmp_path / "need.csv")) == 0
    need = pd.read_csv(tmp_path / "need.csv")
    assert len(need) >= 24
    assert need["active_bound"].str.len().gt(0).all()


def test_check_accepts_a_clean_file_and_counts_its_queues(forecast, capsys):
    assert run("check", str(forecast)) == 0
    assert "1 queues, 2027-02-01" in capsys.readouterr().out


def test_every_fault_goes_to_stderr_with_its_cell_and_the_copy_marks_them(tmp_path, capsys):
    rows = long_forecast({"Orders": 30.0}, date(2027, 2, 1), 1)
    rows[3][3], rows[5][3] = -3, "many"
    source = write_workbook(tmp_path / "in.xlsx", {"Forecast": rows})
    marked = tmp_path / "marked.xlsx"
    assert run("check", str(source), "--annotate", str(marked)) == cli.EXIT_FAULTS
    told = capsys.readouterr().err
    assert "Forecast!D4" in told
    assert "-3" in told
    assert "Forecast!D6" in told
    assert marked.exists()


def test_the_template_is_written_and_plans_or_says_what_to_fill(tmp_path):
    template = tmp_path / "template.xlsx"
    assert run("template", "--out", str(template)) == 0
    assert run("check", str(template)) == 0


def test_a_missing_file_is_refused_without_a_traceback(tmp_path, capsys):
    assert run("check", str(tmp_path / "nothing.xlsx")) == cli.EXIT_FAULTS
    assert "nothing.xlsx" in capsys.readouterr().err


def test_a_check_loads_no_solver_no_screens_and_no_statistics(forecast):
    # They take longer to load than a small file to check.
    told = "import sys, wfm.cli\ntry: wfm.cli.main(['check', sys.argv[1]])\nfinally: print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", told, str(forecast)], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())
    heavy = {
        "pyomo",
        "highspy",
        "streamlit",
        "altair",
        "scipy.stats",
        "scipy.optimize",
        "icalendar",
        "numba",
        "pandera",
    }
    assert "pandas" in loaded
    assert not loaded & heavy


def test_help_tells_every_command_and_an_unknown_one_is_refused(capsys):
    assert run("--help") == 0
    told = capsys.readouterr().out
    names = (
        "plan",
        "requirement",
        "template",
        "check",
        "app",
        "demo",
        "advise",
        "explain",
        "revise",
        "files",
        "simulate",
    )
    for name in names:
        assert f" {name} " in told
    assert run("chek") != 0

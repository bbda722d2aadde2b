"""A plan that is simulated and tightened, from the command line to the audited book."""

from __future__ import annotations

from datetime import date

import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm.explain import Replay, worked_of_book
from wfm.explain.cell import explain_cell
from wfm.plan_input import read_plan_input
from wfm.workbook import open_workbook
from wfm.workbook.sheet import column_letters

TOLERANCE = 0.02


def test_a_checked_plan_tells_its_simulated_service_and_what_it_cost(planned, tmp_path, capsys):
    forecast = long_forecast({"Orders": 60.0}, date(2027, 2, 1), 3, close_hour=16)
    source = write_workbook(tmp_path / "in.xlsx", {"Forecast": forecast})
    done = planned(source, "--check-service", cpu_seconds=16)
    check = done.summary["service_check"]
    assert check["seed"] != check["judge_seed"]
    first, kept = check["rounds"][0], check["rounds"][check["kept_round"]]
    assert check["cost_of_tightening"] == pytest.approx(kept["cost"] - first["cost"])
    assert first["raised_hours"] == first["raised_work_hours"] == 0
    assert first["bound"] == check["bound_before"] <= first["objective"]
    # A round is there because the one before fell short, and asks for more than it.
    for before, after in zip(check["rounds"], check["rounds"][1:], strict=False):
        assert any(row["simulated_service"] < row["bar"] - TOLERANCE for row in before["services"])
        assert after["raised_hours"] + after["raised_work_hours"] > (
            before["raised_hours"] + before["raised_work_hours"]
        )
    missed = [row for row in check["judged"] if row["simulated_service"] < row["target"] - TOLERANCE]
    assert check["is_kept"] == (not missed)
    assert len(check["why_not"]) == len(missed)
    role = done.summary["roles"]["escalation_agent"]
    low, high = role["simulated_interval"]
    assert low <= role["simulated_service"] <= high
    told = capsys.readouterr().out
    assert "Simulated with customers it was not planned with" in told
    assert ("not to be called a saving" in told) == bool(missed)
    # A tightened plan promises no more than its shifts were simulated to give.
    given = {(row["role"], row["activity"]): row["simulated_service"] for row in kept["services"]}
    for row in check["judged"]:
        if row["promised_service"] is not None:
            assert row["promised_service"] <= given[row["role"], row["activity"]]
    _each_simulated_figure_is_explained(source, done.book, check["judge_seed"])


def _each_simulated_figure_is_explained(source, path, seed):
    replay, book = Replay(read_plan_input(source)), open_workbook(path)
    cells, worked = book.sheets["Summary"].cells, worked_of_book(book, replay)
    header = next(n for n, row in enumerate(cells) if str(row[0]).startswith("Simulated service")) + 1
    told = {}
    for column, name in enumerate(cells[header][:7]):
        found = explain_cell(replay, worked, book, "Summary", f"{column_letters(column)}{header + 2}")
        assert found.value == cells[header + 1][column]
        told[name] = " ".join(step.words for step in found.steps)
    assert "Answered in time" in told["Simulated service"]
    assert f"--seed {seed}" in told["Simulated service"]
    assert "by formula" in told["Promised service"]

"""The command that simulates a roster, from a book on disk to its summary."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm import cli


def simulated(book, source, summary, *options):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["simulate", str(book), "--forecast", str(source), "--summary", str(summary), *options])
    assert stopped.value.code == 0
    return json.loads(summary.read_text())


def test_a_roster_book_is_simulated_and_its_summary_tells_each_role(planned, tmp_path, capsys):
    source = write_workbook(
        tmp_path / "in.xlsx", {"Forecast": long_forecast({"Orders": 60.0}, date(2027, 2, 1), 7)}
    )
    done = planned(source)
    found = simulated(done.book, source, tmp_path / "one.json", "--seed", "5")
    role = found["roles"]["escalation_agent"]
    low, high = role["confidence_interval"]
    assert 0 <= low <= role["service_level"] <= high <= 1
    assert high - low <= 0.02
    assert role["target"] == 0.9
    # Small crews: the plan promises at least its target, and who is absent costs some of it.
    promised = done.summary["roles"]["escalation_agent"]["promised_service"]
    assert abs(role["service_level"] - promised) < 0.1
    reviews = found["roles"]["qa_reviewer"]
    assert reviews["missed_hours"] >= 0
    told = capsys.readouterr().out
    assert "escalation agent:" in told
    assert "hours late" in told
    assert "Assumed: loss_block_minutes = 15 min" in told
    assert [row["quantity"] for row in found["assumptions"]] == ["forecast_error_cv", "loss_block_minutes"]
    # The same seed gives the same figures, another one others.
    again = simulated(done.book, source, tmp_path / "two.json", "--seed", "5")
    other = simulated(done.book, source, tmp_path / "three.json", "--seed", "6")
    assert again["roles"] == found["roles"]
    assert other["roles"] != found["roles"]
    stressed = simulated(done.book, source, tmp_path / "four.json", "--stress", "--half-width", "0.05")
    cases = [one["case"] for one in stressed["stress"]]
    assert cases[0] == "As planned"
    assert all(one["reserves"] for one in stressed["stress"][1:])
    assert "If it comes worse than planned:" in capsys.readouterr().out
    assert "stress_forecast_error_cv" in {row["quantity"] for row in stressed["assumptions"]}


def test_a_roster_of_another_forecast_is_refused(planned, tmp_path, capsys):
    first, second = (
        write_workbook(tmp_path / name, {"Forecast": long_forecast({"Orders": 60.0}, day, 7)})
        for name, day in (("in.xlsx", date(2027, 2, 1)), ("later.xlsx", date(2027, 3, 1)))
    )
    done = planned(first)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["simulate", str(done.book), "--forecast", str(second)])
    assert stopped.value.code == cli.EXIT_FAULTS
    assert "2027-03-01" in capsys.readouterr().err

"""The whole walk, from a planner's file to an audited book, on the calendars that break planners."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.write_workbook import long_forecast, write_workbook


def test_a_bare_forecast_plans_at_once_and_says_what_it_assumed(planned, tmp_path):
    source = write_workbook(
        tmp_path / "in.xlsx", {"Forecast": long_forecast({"Orders": 30.0}, date(2027, 2, 1), 7)}
    )
    done = planned(source)
    assert done.code == 0
    assert done.summary["status"] in {"optimal", "feasible"}
    assert done.summary["shift_plan"]["patterns"] >= 10
    quantities = {row["quantity"] for row in done.summary["assumptions"]}
    assert {"escalation_settled", "review_share"} <= quantities
    heads = done.summary["heads"]
    assert heads["settled"] <= heads["first_30_days"] <= heads["all_people"]


def test_overnight_shifts_in_the_week_the_clocks_go_back(planned, tmp_path):
    # Dublin, 31 October 2027 has 25 hours; the queue is open round the clock.
    rows = long_forecast({"Cards": 20.0}, date(2027, 10, 28), 5, open_hour=0, close_hour=24)
    # A wall clock shows 01:00 and 01:30 twice that night: the second pair stands after the first.
    repeated = [row for row in rows[1:] if row[1].date() == date(2027, 10, 31) and row[2].hour == 1]
    rows += repeated
    rows[1:] = sorted(rows[1:], key=lambda row: (row[1], row[2]))
    source = write_workbook(
        tmp_path / "in.xlsx",
        {"Forecast": rows, "Settings": [["Key", "Value"], ["time_zone", "Europe/Dublin"]]},
    )
    assert planned(source).code == 0


def test_the_week_the_clocks_go_forward(planned, tmp_path):
    # Warsaw, 28 March 2027 has 23 hours: 02:00 and 02:30 do not exist.
    rows = long_forecast({"Cards": 20.0}, date(2027, 3, 25), 5, open_hour=0, close_hour=24)
    rows = [rows[0]] + [
        row for row in rows[1:] if not (row[1].date() == date(2027, 3, 28) and row[2].hour == 2)
    ]
    source = write_workbook(
        tmp_path / "in.xlsx",
        {"Forecast": rows, "Settings": [["Key", "Value"], ["time_zone", "Europe/Warsaw"]]},
    )
    assert planned(source).code == 0


def test_two_sites_in_two_zones_share_a_client(planned, tmp_path):
    # Open 08-20 in London: 16-04 in Manila, so its shifts run over midnight.
    sheets = {
        "Forecast": long_forecast({"Orders EN": 40.0, "Orders DE": 25.0}, date(2027, 2, 1), 7),
        "Settings": [["Key", "Value"], ["time_zone", "Europe/London"], ["currency", "GBP"]],
        "Queues": [
            ["queue", "site", "language"],
            ["Orders EN", "Cebu", "EN"],
            ["Orders DE", "Krakow", "DE"],
        ],
        "Sites": [["site", "time_zone"], ["Cebu", "Asia/Manila"], ["Krakow", "Europe/Warsaw"]],
    }
    done = planned(write_workbook(tmp_path / "in.xlsx", sheets))
    assert done.code == 0
    assert done.summary["roles"]["escalation_agent"]["people"] > 0


def test_every_mode_at_once(planned, tmp_path):
    queues = dict.fromkeys(("A", "B", "C", "D", "E", "F"), 30.0)
    mix = [["queue", "valid_from", *(f"mode_{n}" for n in range(7)), "review_share"]]
    for mode, queue in zip((0, 1, 2, 4, 5, 6), queues, strict=True):
        mix.append([queue, date(2027, 2, 1), *(1.0 if n == mode else 0.0 for n in range(7)), 0.04])
    sheets = {
        "Forecast": long_forecast(queues, date(2027, 2, 1), 2, handle_seconds=240.0),
        "ModeMix": mix,
        "Queues": [["queue", "pool"], *([name, name] for name in queues)],
    }
    done = planned(write_workbook(tmp_path / "in.xlsx", sheets), cpu_seconds=20)
    assert done.code == 0
    roles = {"agent", "monitor", "augmented_agent", "specialist", "approver", "qa_reviewer"}
    assert roles <= set(done.summary["roles"])


@pytest.mark.parametrize("client", ["finance", "healthcare", "retail"])
def test_an_example_client_plans_its_month(planned, client):
    source = Path(__file__).resolve().parents[1] / "data" / "examples" / f"{client}.xlsx"
    done = planned(source, cpu_seconds=60)
    assert done.code == 0
    assert len(done.summary["shift_plan"]["weeks"]) == 4
    assert done.summary["gap"] < 0.2
    assert done.summary["heads"]["settled"] < done.summary["heads"]["all_people"]

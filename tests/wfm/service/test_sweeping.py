"""A workbook planned with other values: every combination once, what cannot be planned told in words."""

import json
import shutil
from datetime import date

import pytest

from tests.wfm.screens.planted import plant_job
from tests.write_workbook import long_forecast, write_workbook
from wfm import cli
from wfm.errors import InputFaultsError, NoPlanError
from wfm.planning import PlanOptions, read_plan_input
from wfm.service import jobs, results, sweeping, sweeps
from wfm.service.listener import Listener
from wfm.service.sweeping import Point, Source, read_over

OPTIONS = PlanOptions(2.0, 0.5)


class InThisProcess:
    """An executor for tests: one task after the other, here."""

    def run(self, work, tasks, on_done, is_cancelled):
        for place, task in enumerate(tasks):
            on_done(place, work(task, is_cancelled))


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """Return one day of one queue, about 60 contacts an hour for four hours."""
    path = tmp_path_factory.mktemp("sweep") / "day.xlsx"
    rows = long_forecast({"Orders": 30.0}, date(2027, 2, 1), 1, open_hour=9, close_hour=13)
    write_workbook(path, {"Forecast": rows})
    return path


def source(path):
    return Source(path.read_bytes(), path.name)


def test_values_are_read_by_key():
    assert read_over(["volume=0.9, 1", "target_share=0.8"]) == {
        "volume": ("0.9", "1"),
        "target_share": ("0.8",),
    }


def test_everything_wrong_with_the_values_is_told_at_once():
    with pytest.raises(InputFaultsError) as refused:
        read_over(["colour=red", "volume=-1,many", "target_share=", "target_seconds=soon", "volume=1"])
    told = [fault.where for fault in refused.value.faults]
    assert told == ["--over", "--over volume", "--over volume", "--over", "--over target_seconds", "--over"]


def test_more_plans_than_anybody_reads_are_refused():
    numbers = ",".join(str(number / 100) for number in range(1, 32))
    with pytest.raises(InputFaultsError, match="961 plans"):
        read_over([f"volume={numbers}", f"target_seconds={','.join(str(n) for n in range(10, 41))}"])


def test_volume_is_a_factor_on_all_contacts_and_columns_hold_for_every_queue(day):
    plain = read_plan_input(day)
    other = sweeping.with_values(source(day), {"volume": "1.5", "target_share": "0.95"})
    total = plain.forecast.table["conversations"].sum()
    assert other.forecast.table["conversations"].sum() == pytest.approx(1.5 * total)
    assert set(other.policy.targets["target_share"]) != set(plain.policy.targets["target_share"])
    assert 0.95 in set(other.policy.targets["target_share"])


def test_a_scenario_of_the_workbook_grows_its_queues_on_its_days(tmp_path):
    rows = long_forecast({"Orders": 30.0, "Cards": 30.0}, date(2027, 2, 1), 2, open_hour=9, close_hour=13)
    peak = [
        ["name", "queue", "from", "to", "factor"],
        ["Peak", "Orders", date(2027, 2, 2), date(2027, 2, 2), 1.9],
    ]
    path = write_workbook(tmp_path / "two.xlsx", {"Forecast": rows, "Scenarios": peak})
    plain, other = (sweeping.with_values(source(path), {"scenario": name}) for name in ("none", "Peak"))
    grown = other.forecast.table["conversations"] / plain.forecast.table["conversations"]
    table = plain.forecast.table
    is_peak = (table["queue"] == "Orders") & (table["interval_start"] >= "2027-02-02")
    assert set(grown[is_peak].dropna().round(9)) == {1.9}
    assert set(grown[~is_peak].dropna()) == {1.0}
    with pytest.raises(InputFaultsError, match="one of: none, Peak"):
        sweeping.with_values(source(path), {"scenario": "Slump"})


def test_more_contacts_cost_more_and_what_cannot_be_planned_says_why(day):
    heard = []
    points = sweeping.sweep(
        source(day),
        {"volume": ("1", "3")},
        OPTIONS,
        InThisProcess(),
        heard.append,
        lambda: False,
    )
    assert [point.values for point in points] == [{"volume": "1"}, {"volume": "3"}]
    assert list(points) == heard
    first, second = sweeping.table(points)["cost"]
    assert first < second
    broken = sweeping.solve(
        sweeping.Task(Source(b"Queue\n", "x.csv"), {"volume": "1"}, OPTIONS), lambda: False
    )
    assert broken.figures == {}
    assert "x.csv" in broken.words or "expected" in broken.words


def test_the_command_plans_in_processes_and_leaves_a_table(day, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    out = tmp_path / "sweep.csv"
    arguments = ["sweep", str(day), "--over", "volume=1,2", "--out", str(out), "--cpu-seconds", "2"]
    with pytest.raises(SystemExit) as stopped:
        cli.main([*arguments, "--workers", "1", "--gap", "0.5"])
    assert stopped.value.code == 0
    lines = out.read_text().splitlines()
    assert lines[0].startswith("volume,status,cost,currency,bound,gap,shortage_hours,heads")
    assert [line.split(",")[0] for line in lines[1:]] == ["1", "2"]
    assert "volume 2: cost" in capsys.readouterr().err


def test_a_point_without_a_plan_keeps_its_row():
    assert sweeping.table([Point({"volume": "1"}, {}, "why")])["words"].tolist() == ["why"]


@pytest.fixture
def sweep_job(tmp_path, monkeypatch, day):
    monkeypatch.setattr(sweeps, "chosen_executor", lambda _: InThisProcess())
    monkeypatch.setattr(sweeps, "limit_search", lambda _: None)
    job = plant_job(tmp_path, "20270102-080000-00000000000000aa", "sweep")
    job.tables.mkdir()
    next(job.input.iterdir()).unlink()
    shutil.copy(day, job.input)
    asked = json.loads(job.request.read_text())
    options = {"until": "sweep", "over": {"volume": ["1", "100"], "scenario": ["none"]}}
    job.request.write_text(json.dumps({**asked, "options": options}))
    return job


def test_a_sweep_is_a_job_that_keeps_its_points_as_they_come(sweep_job, monkeypatch):
    kept = []

    def solve(task, is_cancelled):
        kept.append(sweep_job.tables.joinpath("points.parquet").exists())
        is_small = task.values["volume"] == "1"
        figures = {"status": "optimal", "cost": 9.0, "currency": "EUR"} if is_small else {}
        return Point(task.values, figures, "" if is_small else "no seats")

    monkeypatch.setattr(sweeping, "solve", solve)
    sweeps.make(sweep_job, OPTIONS, Listener(sweep_job))
    assert kept == [False, True]
    told = results.figures(sweep_job)
    assert told["plans"] == 2
    assert [point["cost"] for point in told["points"]] == [9.0, None]
    assert [point["words"] for point in told["points"]] == ["", "no seats"]
    assert results.table(sweep_job, "points")["volume"].tolist() == ["1", "100"]
    assert [point.detail for point in jobs.progress(sweep_job)] == ["0 of 2", "1 of 2", "2 of 2"]


def test_a_sweep_stopped_before_its_first_plan_has_none(sweep_job, monkeypatch):
    monkeypatch.setattr(InThisProcess, "run", lambda *_: None)
    with pytest.raises(NoPlanError, match="before the first plan"):
        sweeps.make(sweep_job, OPTIONS, Listener(sweep_job))

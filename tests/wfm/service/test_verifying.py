"""The simulated service of a roster: kept for each of its states, the same again with the same seed."""

import time

import pandas as pd
import pytest

from tests.wfm.screens import small_client
from tests.wfm.screens.planted import RUN_ID, make_world, plant_job, plant_result
from wfm.service import process, verifying
from wfm.service.verifying import Progress
from wfm.simulation import Precision, simulate, simulation_case


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def job(tmp_path, world, monkeypatch):
    # Ten replications: the figures need not be precise here.
    monkeypatch.setattr(verifying, "PRECISION", Precision(at_most=10))
    (tmp_path / "jobs").mkdir()
    job = plant_job(tmp_path, RUN_ID, "plan")
    plant_result(job, world)
    job.checks.joinpath("revision-000000").mkdir(parents=True)
    return job


def test_what_is_kept_is_what_the_simulation_finds(job, world):
    verifying.check(job, 0)
    found = verifying.check_of(job, 0)
    given = small_client.given(world.folder.parent)
    case = simulation_case(given.plan_input, given.workload, given.requirement, small_client.roster(given))
    expected = simulate(case, verifying.SEED, Precision(at_most=10))
    pd.testing.assert_frame_equal(expected.table, found.verification.table)
    pd.testing.assert_frame_equal(expected.roles, found.verification.roles)
    assert (found.verification.replications, found.verification.horizon) == (10, expected.horizon)
    assert found.promised.keys() == {"escalation_agent"}
    # The worst of a week in which nobody works on Sunday and on Saturday morning.
    assert found.worst[0].cause == "nobody is on duty"
    assert {each.quantity for each in found.assumptions} == {"forecast_error_cv", "loss_block_minutes"}


def test_the_same_seed_finds_the_same_tables_and_another_others(job):
    tables = []
    for seed in (1, 1, 2):
        verifying.check(job, 0, seed)
        tables.append(verifying.check_of(job, 0).verification.table)
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


def test_a_check_that_fails_says_so_in_words_and_can_be_asked_for_again(job, monkeypatch):
    monkeypatch.setattr(verifying, "simulate", lambda *_, **__: 1 / 0)
    verifying.check(job, 0)
    assert not verifying.has_check(job, 0)
    assert "wfm met an error of its own" in verifying.failure(job, 0)
    monkeypatch.setattr(process, "start_other", lambda *_: None)
    verifying.ask(job, 0)
    assert verifying.failure(job, 0) == ""


def test_a_check_runs_in_a_process_of_its_own(job):
    verifying.ask(job, 0)
    assert verifying.is_under_way(job)
    until = time.monotonic() + 240
    while verifying.is_under_way(job) and time.monotonic() < until:
        time.sleep(0.2)
    assert verifying.failure(job, 0) == ""
    assert verifying.has_check(job, 0)
    assert verifying.progress(job).done == 1.0


def test_a_check_that_was_killed_is_told_from_one_under_way(job):
    verifying.ask(job, 0)
    record = job.checks / "revision-000000" / "process.json"
    child = process._children[process._pid(record)]
    child.kill()
    child.wait()
    assert verifying.failure(job, 0) == "The check was ended before it was complete."


@pytest.mark.parametrize(
    # Half the width takes four times the plays: at 2 points of 1 asked, a quarter is done.
    ("half_width", "done"),
    [(None, 0.0), (0.02, 0.25), (0.01, 1.0), (0.0, 1.0)],
)
def test_progress_follows_the_square_of_the_interval(half_width, done):
    assert Progress("As planned", 10, half_width).done == done

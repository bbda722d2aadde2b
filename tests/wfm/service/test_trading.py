"""Trade-offs beside a finished plan: kept whole, worked out in a process of their own, refused in words."""

import time

import pandas as pd
import pytest

from tests.wfm.screens import small_client, small_trade_offs
from tests.wfm.screens.planted import RUN_ID, make_world, plant_job, plant_result
from tests.write_workbook import write_workbook
from wfm import deciding
from wfm.errors import NoPlanError, PlanningError
from wfm.plan_input import read_plan_input
from wfm.service import process, trading

POLL_SECONDS, MOST_SECONDS = 0.2, 300.0


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def job(tmp_path, world):
    (tmp_path / "jobs").mkdir()
    job = plant_job(tmp_path, RUN_ID, "plan")
    plant_result(job, world)
    return job


def test_what_is_kept_is_read_again_as_it_was(job):
    found = small_trade_offs.found()
    trading.keep(job, found)
    again = trading.trade_offs_of(job)
    for name in trading.TABLES:
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))
    assert [getattr(again, name) for name in trading.VALUES] == [4000.0, 6, "week of Mon 1 Feb", "GBP", 12.5]


def test_points_are_ties_within_what_the_plan_was_proven_to(job):
    assert trading.gap(job) == pytest.approx(0.045)


def test_the_trade_offs_are_worked_out_in_a_process_of_their_own(job):
    trading.ask(job)
    assert trading.is_under_way(job)
    until = time.monotonic() + MOST_SECONDS
    while trading.is_under_way(job) and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    assert (trading.failure(job), trading.has_trade_offs(job)) == ("", True)
    found = trading.trade_offs_of(job)
    assert found.service["cost"].is_monotonic_increasing
    assert found.service["heads"].min() > 0
    assert found.assumptions
    assert trading.progress(job).stage == "Tornado"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NoPlanError("London could not be compared."), "London could not be compared."),
        (ValueError(), "wfm met an error"),
    ],
)
def test_what_fails_is_told_in_words(job, monkeypatch, error, told):
    def fail(*_):
        raise error

    monkeypatch.setattr(deciding, "trade_offs", fail)
    trading.work_out(job)
    assert told in trading.failure(job)
    monkeypatch.setattr(process, "start_other", lambda *_: None)
    trading.ask(job)
    assert trading.failure(job) == ""


@pytest.mark.parametrize("shift", [-0.08, 0.04, 0.08])
def test_a_run_with_the_answers_of_a_point_has_its_targets(tmp_path, job, shift):
    answers = trading.options_with_targets(job, shift, 600.0).queue_answers
    path = write_workbook(tmp_path / "again.xlsx", small_client.sheets())
    policies = (
        deciding.with_targets(read_plan_input(path).policy, shift),
        read_plan_input(path, queue_answers=answers).policy,
    )
    expected, found = (
        each.targets.set_index(["queue", "role"]).loc[("Orders", "escalation_agent"), "target_share"]
        for each in policies
    )
    assert found == pytest.approx(expected)


def test_roles_of_one_queue_with_different_targets_cannot_be_answered_together(tmp_path):
    # Agents promise 80 %, escalation agents 90 %: one answer holds for both.
    sheets = small_client.sheets() | {
        "ModeMix": [["queue", "mode_0", "mode_3", "review_share"], ["Orders", 0.5, 0.5, 0]]
    }
    sheets.pop("Staff")
    sheets.pop("TimeOff")
    plan_input = read_plan_input(write_workbook(tmp_path / "mixed.xlsx", sheets))
    with pytest.raises(PlanningError, match="Roles that answer Orders have different targets"):
        deciding.queue_answers(plan_input, 0.02)

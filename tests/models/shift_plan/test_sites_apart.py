"""Sites planned side by side are those planned one after another, and a stop leaves none out."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pandas as pd
import pytest

from models.apart import Apart, NobodyThereError, WorkerLostError
from models.shift_plan import solve
from tests.models.shift_plan.solved import EXACT, needs, solved
from tests.models.shift_plan.world import horizon, pattern, policy, requirement, skill_sets
from wfm.errors import NoPlanError, PlanningError
from wfm.service import walking
from wfm.service.job import Job
from wfm.service.listener import Listener

SITES = {"Berlin": "Europe/Berlin", "Manila": "Asia/Manila", "Lima": "America/Lima"}
OVER = horizon(days=9)
NEEDED = requirement(
    OVER,
    {
        (site, "agent", "x"): needs(OVER, (540 + 60 * n, 1080, n + 1), (8 * 1440, 8 * 1440 + 480, 1))
        for n, site in enumerate(SITES)
    },
)
PEOPLE = skill_sets({(site, "A"): [("agent", "x")] for site in SITES})
SHIFTS = [
    pattern(start, hours, site=site) for site in SITES for start in range(0, 1440, 60) for hours in (4, 8)
]
RULES = policy(zones=SITES)


def elsewhere(stop_after=None, failure=None):
    """Return who runs tasks as another process would see them; stopped after so many, or failing at one."""

    def run(work, tasks, on_done, is_cancelled):
        for place, task in enumerate(tasks):
            if place == stop_after and failure is None:
                return
            if place == stop_after:
                on_done(place, failure)
                continue
            if is_cancelled():
                return
            sent, given = pickle.loads(pickle.dumps((work, task)))
            on_done(place, pickle.loads(pickle.dumps(sent(given, is_cancelled))))

    return Apart(run)


def apart_with(who, told=None):
    listen = None if told is None else lambda *said: told.append(said)
    return solve(NEEDED, PEOPLE, SHIFTS, RULES, EXACT, listen, apart=who)


def test_sites_side_by_side_are_planned_as_one_after_another():
    told = []
    who = elsewhere()
    found, alone = apart_with(who, told), solved(NEEDED, PEOPLE, SHIFTS, RULES)
    same = ["week", "status", "objective", "bound", "staffing_cost", "gap", "patterns"]
    pd.testing.assert_frame_equal(found.weeks[same], alone.weeks[same])
    pd.testing.assert_frame_equal(found.coverage, alone.coverage)
    assert found.cost == alone.cost > 0
    # What they took elsewhere is told, and each site as it is done.
    assert who.cpu_seconds >= 0.9 * found.weeks["seconds"].sum() > 0
    assert [(round(done, 2), words) for done, words, *_ in told] == [
        (0.0, "3 parts side by side"),
        (0.33, "Berlin: done"),
        (0.67, "Lima: done"),
        (1.0, "Manila: done"),
    ]


def test_sites_that_nobody_did_elsewhere_are_planned_here(monkeypatch):
    alone = solved(NEEDED, PEOPLE, SHIFTS, RULES)
    for who in (elsewhere(1), elsewhere(0), elsewhere(2, WorkerLostError("killed 3 times")), Apart(nobody)):
        assert apart_with(who).cost == alone.cost


def nobody(work, tasks, on_done, is_cancelled):
    raise NobodyThereError("no scheduler answers")


def test_after_a_stop_sites_left_undone_get_a_plan_in_haste():
    asked = []
    limits = replace(EXACT, is_cancelled=lambda: bool(asked))
    planned = solve(
        NEEDED, PEOPLE, SHIFTS, RULES, limits, lambda *said: asked.append(said), apart=elsewhere(1)
    )
    assert set(planned.lines["site"]) == set(SITES)
    assert len(planned.weeks) == 2


@pytest.mark.parametrize("failure", [NoPlanError("no week"), PlanningError("no wage"), KeyError("AGENT")])
def test_what_went_wrong_elsewhere_is_told_here_as_it_was(failure):
    with pytest.raises(type(failure)) as told:
        apart_with(elsewhere(1, failure))
    assert told.value is failure


def test_a_planner_who_stops_is_heard_by_what_runs_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_ENGINE", "dask://127.0.0.1:9")
    job = Job(tmp_path)
    listener = Listener.__new__(Listener)
    listener.job, listener._has_plan = job, False
    is_stopped, run_tasks = walking._how(listener)
    assert run_tasks is not None
    assert not is_stopped()
    job.cancel.parent.mkdir(parents=True, exist_ok=True)
    job.cancel.touch()
    assert is_stopped()

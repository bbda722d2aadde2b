"""Sites planned side by side are those planned one after another, and a stop leaves none out."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

from models.apart import Apart
from models.shift_plan import solve
from tests.models.shift_plan.solved import EXACT, needs, solved
from tests.models.shift_plan.world import horizon, pattern, policy, requirement, skill_sets
from wfm.errors import NoPlanError, PlanningError

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
    """Return who runs tasks as another process would see them; stopped after so many."""

    def run(work, tasks, on_done, is_cancelled):
        for place, task in enumerate(tasks[:stop_after]):
            if failure is not None:
                on_done(place, failure)
            else:
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
        (0.0, "3 sites side by side"),
        (0.33, "Berlin is planned"),
        (0.67, "Lima is planned"),
        (1.0, "Manila is planned"),
    ]


def test_sites_that_a_stop_left_undone_are_planned_in_haste():
    found = apart_with(elsewhere(stop_after=1))
    assert set(found.lines["site"]) == set(SITES)
    assert len(found.weeks) == 2


def test_a_stop_before_any_site_is_done_leaves_no_plan():
    with pytest.raises(NoPlanError, match="stopped before there was a plan"):
        apart_with(elsewhere(stop_after=0))


def test_what_went_wrong_elsewhere_is_told_here():
    with pytest.raises(NoPlanError, match="no week"):
        apart_with(elsewhere(failure=NoPlanError("no week")))
    with pytest.raises(PlanningError, match="its process was killed"):
        apart_with(elsewhere(failure=RuntimeError("its process was killed 3 times")))

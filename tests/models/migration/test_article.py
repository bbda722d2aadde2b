"""The article's way for every queue at once, at one price."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.limits import SolveLimits
from models.migration import Prices, article_way, solve
from tests.build_migration import migration_case
from wfm.migration import prepared, way_of
from wfm.migration.article import article_path

LIMITS = SolveLimits(20.0, 0.005)
AIM = way_of("5")


def priced(*, is_locked):
    """Return a plan of two queues with people today, the first of them complex."""
    case = migration_case(2, 2, sites=1, volumes=np.array([1500.0, 600.0]), heads={("North", "agent"): 90.0})
    complex_one = case.policy.queues.assign(complexity=["high", "low"])
    queues = case.queues.assign(is_locked=[is_locked, True])
    found = prepared(replace(case, policy=replace(case.policy, queues=complex_one), queues=queues))
    return Prices(found, solve(found, LIMITS), LIMITS)


@pytest.fixture(scope="module")
def locked():
    return priced(is_locked=True)


def test_a_plan_that_follows_costs_nothing_more(locked):
    today = {queue: (way_of("0"),) for queue in locked.paths}
    found = article_way(locked, today)
    assert found.queues["is_followed"].all()
    assert found.cost_change == pytest.approx(0.0, abs=1e-6)
    assert found.is_tie


def test_a_lock_is_lifted_to_price_the_article_and_the_others_keep_their_paths(locked):
    trajectories = {"Q001": (AIM,), "Q002": (way_of("0"),)}
    found = article_way(locked, trajectories)
    assert found.queues["ways"].tolist() == ["5, 5", "0, 0"]
    assert found.queues["is_followed"].tolist() == [False, True]
    # The same paths of the same queues, never locked, staffed by the same model.
    free = priced(is_locked=False)
    path = article_path(free.prepared.paths["Q001"], (AIM,))
    chosen = free.choice({"Q001": path, "Q002": free.paths["Q002"]})
    assert found.cost_change == pytest.approx(chosen.cost - locked.cost, rel=1e-6)


def test_a_way_no_rule_allows_is_left_out_and_named(locked):
    # Q002 may pass mode 2 only by its gate, and mode 5 is for complex queues: a wish cannot make it 6.
    found = article_way(locked, {"Q001": (AIM,), "Q002": (way_of("2"), way_of("5"), way_of("1"))})
    assert found.queues["ways"].tolist()[1] == ""
    assert "cannot go" in found.queues["words"].tolist()[1]
    assert found.words("EUR")[0].startswith("The article's way for all queues but Q002:")

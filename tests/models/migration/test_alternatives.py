"""Other paths of a queue: what they cost beside the plan's, and that the plan is not beaten by one."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from models.limits import SolveLimits
from models.migration import Prices, other_paths, solve, staying
from reports.migration_headline import slip_line
from tests.build_migration import migration_case
from wfm.migration import prepared
from wfm.migration.alternative import AS_TODAY, EARLIER, LATER, moves_of, shifted

LIMITS = SolveLimits(20, 0.001)


@pytest.fixture(scope="module")
def prices():
    case = migration_case(3, 4, sites=1, volumes=np.array([900.0, 1500, 600]), seed=5)
    found = prepared(case)
    return Prices(found, solve(found, LIMITS), LIMITS)


def test_a_path_a_phase_later_has_the_same_moves_a_phase_later(prices):
    for queue, path in prices.paths.items():
        later = shifted(prices.prepared.paths[queue], path, 1)
        if later is not None and moves_of(later):
            assert moves_of(later)[0][0] == moves_of(path)[0][0] + 1
            kept = [way for _, way in moves_of(path)][: len(moves_of(later))]
            assert [way for _, way in moves_of(later)] == kept


def test_the_plans_own_path_costs_nothing_more(prices):
    queue, path = next(iter(prices.paths.items()))
    own = prices.of(queue, path, "")
    assert own.cost_change == pytest.approx(0.0, abs=1e-6)
    assert own.is_tie


def test_no_other_path_of_one_queue_beats_the_plan_by_more_than_its_gap(prices):
    proof = prices.plan.proof
    for found in chain.from_iterable(other_paths(prices, queue) for queue in prices.paths):
        assert found.kind in (LATER, EARLIER, AS_TODAY)
        assert found.cost_change >= -(proof.cost - proof.bound) - 1e-6


def test_other_paths_name_staying_as_today_for_every_queue_that_moves(prices):
    for queue, path in prices.paths.items():
        kinds = {each.kind for each in other_paths(prices, queue)}
        assert (AS_TODAY in kinds) == bool(moves_of(path))


def test_staying_as_today_pays_the_same_in_every_phase_once_people_have_settled(prices):
    paid = staying(prices).paid
    # nothing moves and nothing grows: pay changes only by what attrition and classes do
    assert len(paid) == 4
    assert max(paid) < 1.25 * min(paid)


def test_a_slip_that_breaks_the_budget_says_where_and_by_how_much(prices):
    """People alone cost more than 200,000 a phase at first: with the room told, the rules are kept."""
    case = prices.prepared.case
    queue, later = next(
        (queue, path)
        for queue, chosen in prices.paths.items()
        if (path := shifted(prices.prepared.paths[queue], chosen, 1)) is not None
    )

    def told(budget):
        rules = replace(case.rules, phase_budget=tuple(budget))
        short = replace(prices.prepared, case=replace(case, rules=rules))
        return Prices(short, prices.plan, LIMITS).outcome(queue, later, LATER)

    room = np.full(case.phases.count, 200_000.0)
    found = told(room)
    assert set(found.breaches["family"]) == {"budget"}
    assert "Breaks rules: Budget of phase 1: " in slip_line(prices.prepared, queue, 1, found, moves=True)
    for row in found.breaches.itertuples():
        room[int(row.where.removeprefix("phase ")) - 1] += row.amount + 1.0
    assert told(room).breaches.empty


def kept_apart(prices, **rules):
    """Return the plan's prices under other rules of the choice of paths."""
    case = prices.prepared.case
    limited = replace(prices.prepared, case=replace(case, rules=replace(case.rules, **rules)))
    return Prices(limited, prices.plan, LIMITS)


def test_a_move_beyond_the_cap_on_risk_says_by_how_much(prices):
    queue = next(queue for queue, path in prices.paths.items() if moves_of(path))
    change = {each.kind: each for each in other_paths(prices, queue)}[AS_TODAY].risk_change
    # A cap half-way between the plan and the plan without this move: one of the two exceeds it by the half.
    plan_risk = prices.plan.risk
    under = kept_apart(prices, risk_cap=plan_risk + change / 2)
    today = next(path for path in prices.prepared.paths[queue].paths if not moves_of(path))
    for path, is_over in ((today, change > 0), (prices.paths[queue], change < 0)):
        found = under.outcome(queue, path, "").breaches
        assert found["family"].tolist() == (["risk"] if is_over else [])
        assert found["amount"].tolist() == pytest.approx([abs(change) / 2] if is_over else [])


def test_a_move_into_a_full_phase_says_how_many_too_many_move(prices):
    one = kept_apart(prices, go_lives_per_phase=0.0)
    queue, path = next((queue, path) for queue, path in prices.paths.items() if moves_of(path))
    found = one.outcome(queue, path, "").breaches
    moving = [phase for each in prices.paths.values() for phase, _ in moves_of(each)]
    told = {f"phase {phase + 1}": float(moving.count(phase)) for phase in moving}
    assert found["family"].unique().tolist() == ["go_lives"]
    assert dict(zip(found["where"], found["amount"], strict=True)) == told


def test_a_path_that_misses_its_latest_date_says_so(prices):
    queue, path = next(iter(prices.paths.items()))
    found = prices.outcome(queue, replace(path, keeps_deadline=False), "")
    assert found.breaks("EUR") == f"{queue} is not in the mode wished for by its latest phase."

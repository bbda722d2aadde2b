"""What a migration must hold whatever the client: the acceptance values A8 to A12 of the migration's design.

    A8   the frontier never rises with more risk allowed, and no plan lies below it
    A9   a queue that slips never lowers the optimum
    A10  heads balance in every week; nobody works in retraining, or after the notice
    A11  escalations of a young AI: .2236, .1771, .1600 after 30, 60 and 90 days
    A12  where only the budget is short, only the budget is named

A1 is ``test_williams``, A5 ``test_brute_force``, A6 and A7 ``test_pooled_need``; A2 to A4 are those of
``tests/wfm/gate``.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.limits import SolveLimits
from models.migration import diagnose, frontier, solve
from tests.build_migration import migration_case
from wfm.migration import prepared
from wfm.migration.case import QUEUES
from wfm.migration.ramp import rate_factors
from wfm.modes import learned_rate

LIMITS = SolveLimits(30.0, 0.002)
VOLUMES = np.array([900.0, 1500.0, 600.0])


def small(**rules):
    return prepared(migration_case(3, 4, sites=1, volumes=VOLUMES, seed=5, rules=rules))


@pytest.fixture(scope="module")
def found():
    return small()


@pytest.fixture(scope="module")
def plan(found):
    return solve(found, LIMITS)


@pytest.fixture(scope="module")
def curve(found):
    return frontier(found, LIMITS, points=5)


def test_a8_more_risk_allowed_never_costs_more(curve):
    # Caps fall from row to row: cost may not.
    assert len(curve) == 5
    assert (curve["risk"].diff().dropna() < 0).all()
    assert (curve["cost"].diff().dropna() >= 0).all()
    assert curve["cost"].iloc[-1] > curve["cost"].iloc[0]


@pytest.mark.parametrize("point", [1, 3])
def test_a8_no_whole_plan_lies_below_the_linear_frontier(curve, point):
    capped = solve(small(risk_cap=float(curve["risk"].iloc[point])), LIMITS)
    assert capped.breaches.empty
    assert capped.proof.cost >= curve["cost"].iloc[point] * (1 - 1e-6)


def test_a9_a_queue_that_slips_never_lowers_the_optimum(found, plan):
    assert plan.proof.gap <= 0.01
    slipped = 0
    for queue in found.paths:
        ways = plan.stays[plan.stays["queue"] == queue].sort_values("phase")
        first = ways.loc[ways["way"] != ways["from_way"], "phase"].min()
        if np.isnan(first):
            continue
        rows = found.case.queues
        earliest = rows["earliest_phase"].where(rows["queue"] != queue, int(first) + 1)
        later = QUEUES.conform(rows.assign(earliest_phase=earliest))
        slip = solve(prepared(replace(found.case, queues=later)), LIMITS)
        stays = slip.stays
        moved = stays[(stays["queue"] == queue) & (stays["way"] != stays["from_way"])]
        assert (moved["phase"] > first).all()
        # Every plan of the slipped case is one of the other: none costs less than that is proven to cost.
        assert slip.proof.cost >= plan.proof.bound * (1 - 1e-9)
        slipped += 1
    assert slipped >= 2


def test_a10_heads_balance_in_every_week(plan):
    heads = plan.heads
    came = heads["before"] + heads["joined"] + heads["moved_in"]
    went = heads["moved_out"] + heads["left"] + heads["released"]
    assert (heads["heads"] - came + went).abs().max() <= 1e-6
    again = heads.sort_values("week").groupby(["site", "role", "skill"])["heads"].shift()
    carried = heads.loc[again.notna()]
    assert (carried["before"] - again.dropna()).abs().max() <= 1e-6


def test_a10_nobody_works_in_retraining(found, plan):
    """Who is sent leaves the work at once: given are heads, which the learners are not among."""
    sent = plan.transfers.groupby(["site", "skill", "from_role", "week"])["people"].sum()
    assert sent.sum() > 1
    heads = plan.heads.set_index(["site", "skill", "role", "week"])
    assert np.allclose(heads["moved_out"].loc[sent.index], sent, atol=1e-6)
    away = plan.heads["in_retraining"]
    # Back after the weeks it takes, and not before: person-weeks away are those of the paths, less who left.
    weeks = found.case.role_paths.set_index(["from_role", "to_role"])["weeks"]
    most = sum(row.people * weeks[row.from_role, row.to_role] for row in plan.transfers.itertuples())
    assert 0.9 * most < away.sum() <= most + 1e-6
    given = heads["heads"] - heads["ramp_loss"] + heads["overtime"] + heads["temps"] - heads["time_off"]
    assert (given + heads["shortage"] >= heads["need"] - 1e-6).all()


def test_a10_nobody_is_at_work_after_the_notice(found, plan):
    notice = found.case.rules.notice_weeks
    given = plan.releases[plan.releases["people"] > 1e-6]
    assert len(given)
    heads = plan.heads.set_index(["site", "role", "skill", "week"]).sort_index()
    weekly = 1 - (1 - 0.03) ** (7 / (364 / 12))
    for post, rows in given.groupby(["site", "role", "skill"]):
        released = heads.loc[post]["released"]
        expected = np.zeros(len(released))
        for row in rows.itertuples():
            # 3 % leave a month while they work their notice; the others go on the day.
            expected[row.week + notice] += row.people * (1 - weekly) ** notice
        assert released.to_numpy() == pytest.approx(expected, abs=1e-6)


def test_a11_escalations_fall_from_35_to_15_per_cent_with_a_constant_of_30_days():
    # .15 + .20 e^-1 = .2236, .15 + .20 e^-2 = .1771, .15 + .20 e^-3 = .1600
    days = np.array([30.0, 60.0, 90.0])
    assert learned_rate(0.35, 0.15, 30.0, days).round(4).tolist() == [0.2236, 0.1771, 0.1600]
    # A week of a migration has the rate of its middle: live for 26.5 days, the first one's middle is day 30.
    rates = [0.15 * rate_factors(0.35, 0.15, 30.0, day - 3.5)[0] for day in days]
    assert np.round(rates, 4).tolist() == [0.2236, 0.1771, 0.1600]


def test_a12_only_the_budget_is_named_where_only_the_budget_is_short():
    said = diagnose(small(risk_cap=1e6, phase_budget=(200_000.0,) * 4, training_seats={"North": 3.0}), LIMITS)
    assert not said.is_possible
    assert set(said.room) == {"budget"}
    assert set(said.no_help) == {"seats", "risk"}
    assert said.sentence.startswith("Only this needs room: the budget")

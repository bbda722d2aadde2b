"""Whatever the workforce: what a plan says of its people and money can be counted again, group by group."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models._highs import Program
from models.limits import SolveLimits
from models.migration import read_staff
from tests.models.migration.by_hand import modelled
from tests.models.migration.random_workforce import random_workforce
from tests.models.migration.recount import AWAY, NAMES, Recount

CLOSE = {"abs": 1e-5, "rel": 1e-6}


def planned(seed, once):
    workforce, need = random_workforce(seed, once)
    m, staffing = modelled(workforce, need)
    result = Program(m).solve(SolveLimits(20.0, 0.01))
    assert result.has_solution
    return workforce, need, read_staff(staffing, result), result.objective


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_people_money_and_limits_hold_when_counted_again(seed, once):
    w, need, plan, objective = planned(seed, once)
    heads = plan.heads
    again = Recount(w, plan)
    for name in (*NAMES, *AWAY):
        assert heads[name] == pytest.approx(again.found[name], **CLOSE), name
    for name, amount in again.money.items():
        assert plan.money[name] == pytest.approx(amount, **CLOSE), name
    assert sum(item.sum() for item in plan.money.values()) == pytest.approx(objective, **CLOSE)

    came = heads["before"] + heads["joined"] + heads["moved_in"]
    went = heads["moved_out"] + heads["left"] + heads["released"]
    assert heads["heads"] == pytest.approx(came - went, abs=1e-6)

    # Everybody employed: those of the period before, those who begin, less those who leave the company.
    employed = (heads["heads"] + heads["in_class"] + heads["in_retraining"]).sum(axis=0)
    exits = (heads["left"] + heads["released"] + heads["fell_out"]).sum(axis=0)
    first = w.heads.sum() + sum(
        (w.under_way[:, n] * (1 - w.class_attrition) ** n).sum() for n in range(w.under_way.shape[1])
    )
    begun = (plan.people + w.booked).sum(axis=0)
    for post, train in enumerate(w.train):
        # Hired by name: in training from so many periods before their first work, or from the start.
        for period, people in enumerate(w.joining[post]):
            if period >= train:
                begun[period - train] += people
            else:
                first += people
    assert employed == pytest.approx(np.append(first, employed[:-1]) + begun - exits, abs=1e-6)

    given_work = (
        heads["heads"]
        - heads["ramp_loss"]
        + heads["overtime"]
        + heads["temps"]
        - heads["time_off"]
        - w.short_time_share[:, None] * heads["short_time"]
    )
    assert (given_work + heads["shortage"] >= need - 1e-6).all()
    if w.surplus_price is not None:
        assert given_work + heads["shortage"] - heads["surplus"] == pytest.approx(need, abs=1e-6)

    training = heads["in_class"] + heads["in_retraining"]
    for site in range(w.sites):
        at = w.site == site
        assert (training[at].sum(axis=0) <= w.seats[site] + 1e-6).all()
        assert (heads["temps"][at].sum(axis=0) <= w.temps_most[site] + 1e-6).all()
    assert (heads["overtime"] <= w.overtime_share[:, None] * heads["heads"] + 1e-6).all()
    assert (heads["time_off"] <= w.time_off_share[:, None] * heads["heads"] + 1e-6).all()
    assert (plan.transfers.sum(axis=0) <= 8.0 + 1e-6).all()
    capped = np.isfinite(w.retraining.most_of_target)
    trained = heads["heads"][w.retraining.target[capped]]
    assert (plan.transfers[capped] <= w.retraining.most_of_target[capped, None] * trained + 1e-6).all()

    starts = plan.people > 1e-6
    period = np.arange(w.periods)[None, :]
    is_allowed = (period % w.class_every[:, None] == 0) & (period >= w.lead[:, None])
    assert (~starts | is_allowed).all()
    assert (~starts | (period + w.train[:, None] < w.periods)).all()
    sizes = plan.people, plan.classes * w.class_least[:, None], plan.classes * w.class_most[:, None]
    assert (sizes[0] >= sizes[1] - 1e-6)[(w.class_least > 0)].all()
    assert (sizes[0] <= sizes[2] + 1e-6).all()
    assert (plan.notices.sum(axis=1)[np.isinf(w.release_cost)] == 0).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.booleans())
def test_whole_classes_never_cost_less_than_parts_of_classes(seed, once):
    w, need = random_workforce(seed, once)
    parts, _ = modelled(w, need, whole_classes=False)
    whole, _ = modelled(w, need)
    program = Program(whole)
    free = Program(parts).solve(SolveLimits(20.0, 0.0)).objective
    found = program.solve(SolveLimits(20.0, 0.001))
    assert found.objective >= free - 1e-6 * abs(free)
    # Relaxed, the whole classes are parts of full classes.
    relaxed = program.solve(SolveLimits(20.0, 0.0), relaxed=True).objective
    assert relaxed <= found.objective + 1e-6 * abs(found.objective)

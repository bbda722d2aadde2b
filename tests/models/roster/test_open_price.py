"""What open shifts cost, with a pencil: 30 an hour, an hour short or late at twelve times that, no losses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.roster.open_price import OpenPrices
from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, shift_plan_of, skill_sets_of
from wfm.shift_plan import REVIEWS, ShiftPlan

WAGE, SHORT = 30.0, 12 * 30.0


def plan_of(shifts: list[Shift], required: int = 0, days: int = 1) -> ShiftPlan:
    """Return a plan that needs so many people whenever somebody is at work."""
    plan = shift_plan_of(shifts, days=days)
    there = plan.coverage["on_duty"]
    need = np.where(there > 0, required, 0)
    short = np.maximum(need - there, 0.0)
    return replace(plan, coverage=plan.coverage.assign(required=need, shortage=short))


def prices_of(plan: ShiftPlan) -> OpenPrices:
    return OpenPrices(plan, skill_sets_of(plan), small_policy(unplanned=0.0, in_office=0.0))


def with_reviews(plan: ShiftPlan, hours: float, due_hour: int) -> ShiftPlan:
    """Return a plan whose people all review; ``hours`` of it are made at midnight and due at an hour."""
    midnight = plan.horizon.start
    reviews = pd.DataFrame(
        {
            "site": "Main",
            "role": "escalation_agent",
            "pool": "escalation",
            "kind": "review",
            "created": [midnight],
            "due": [midnight + pd.Timedelta(hours=due_hour)],
            "hours": hours,
            "hours_done_by_due": 0.0,
            "hours_late": 0.0,
        }
    )
    activities = plan.activities.assign(activity="review")
    return replace(plan, activities=activities, reviews=REVIEWS.conform(reviews))


def test_a_shift_above_the_need_costs_its_wage_and_one_within_it_what_falls_short():
    spare = prices_of(plan_of([Shift(0, "08:00"), Shift(0, "08:00")], required=1))
    assert spare.single() == pytest.approx([8 * WAGE] * 2)
    needed = prices_of(plan_of([Shift(0, "08:00"), Shift(0, "08:00")], required=2))
    assert needed.single() == pytest.approx([8 * WAGE + 8 * SHORT] * 2)


def test_two_open_shifts_miss_together_what_either_alone_would_not():
    prices = prices_of(plan_of([Shift(0, "08:00", people=2)], required=1))
    assert prices.together(np.array([1])) == pytest.approx(8 * WAGE)
    assert prices.together(np.array([2])) == pytest.approx(16 * WAGE + 8 * SHORT)


def test_beside_what_is_open_already_one_more_costs_what_it_adds_and_one_open_what_it_would_save():
    prices = prices_of(plan_of([Shift(0, "08:00", people=3), Shift(0, "08:00")], required=2))
    # Four there, two needed. One open: the next is free still, and so is the one. Two open: the next is not.
    assert prices.single(np.array([1, 0])) == pytest.approx([8 * WAGE] * 2)
    assert prices.single(np.array([0, 1])) == pytest.approx([8 * WAGE] * 2)
    assert prices.single(np.array([2, 0])) == pytest.approx([8 * WAGE, 8 * WAGE + 8 * SHORT])


def test_what_was_short_before_is_not_paid_again():
    # One there, two required: eight hours short already; without the one, eight more.
    prices = prices_of(plan_of([Shift(0, "08:00")], required=2))
    assert prices.together(np.array([0])) == 0.0
    assert prices.single() == pytest.approx([8 * WAGE + 8 * SHORT])


def test_a_review_shift_costs_what_is_late_without_it():
    # 10 h are due at 20:00: of 08-16 and 12-20 either alone does 8, so 2 h are late; both open: 10.
    plan = with_reviews(plan_of([Shift(0, "08:00"), Shift(0, "12:00")]), 10.0, 20)
    prices = prices_of(plan)
    assert prices.single() == pytest.approx([8 * WAGE + 2 * SHORT] * 2)
    assert prices.together(np.array([1, 1])) == pytest.approx(16 * WAGE + 10 * SHORT)


def test_a_shift_after_the_due_time_does_not_make_anything_late():
    plan = with_reviews(plan_of([Shift(0, "08:00"), Shift(0, "14:00")]), 4.0, 12)
    assert prices_of(plan).single() == pytest.approx([8 * WAGE + 4 * SHORT, 8 * WAGE])


@settings(max_examples=30, deadline=None)
@given(
    shifts=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), min_size=1, max_size=5),
    required=st.integers(0, 5),
    hours=st.floats(0, 60),
    due_hour=st.integers(6, 24),
    is_review=st.booleans(),
    data=st.data(),
)
def test_several_open_shifts_never_cost_less_than_each_alone(
    shifts, required, hours, due_hour, is_review, data
):
    """The bound of the roster rests on it."""
    lines = [Shift(0, f"{half // 2:02d}:{half % 2 * 30:02d}", people=people) for half, people in shifts]
    plan = plan_of(lines, required)
    if is_review:
        plan = with_reviews(plan, hours, due_hour)
    prices = prices_of(plan)
    missing = np.array([data.draw(st.integers(0, people)) for _, people in shifts])
    assert prices.together(missing) >= prices.single() @ missing - 1e-6

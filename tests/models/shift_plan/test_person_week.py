from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.shift_plan.person_week import _combinations
from tests.models.shift_plan.solved import needs, solved
from tests.models.shift_plan.world import (
    MONDAY,
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    staff_of,
)

AGENT = ("Home", "agent", "x")
A = {("Home", "A"): [("agent", "x")]}
SHIFTS = [pattern(480, 6, code="six"), pattern(480, 4, code="four")]


def test_a_contract_of_25_hours_holds_five_fives_or_one_eight_and_three_fives():
    # 1 x 8 + 3 x 5 = 23 h, 2 x 8 + 1 x 5 = 21 h, 3 x 8 = 24 h: none takes another shift.
    assert set(_combinations((480, 300), 1500, 5)) == {(0, 5), (1, 3), (2, 1), (3, 0)}


def test_five_shifts_are_the_most_whatever_the_hours():
    assert set(_combinations((300,), 2400, 5)) == {(5,)}


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(
    st.lists(st.integers(60, 720), min_size=1, max_size=3, unique=True),
    st.integers(0, 2600),
    st.integers(1, 6),
)
def test_combinations_fit_and_leave_no_room(lengths, minutes, shifts):
    for counts in _combinations(tuple(lengths), minutes, shifts):
        used = sum(count * length for count, length in zip(counts, lengths, strict=True))
        assert used <= minutes
        assert sum(counts) <= shifts
        assert sum(counts) == shifts or used + min(lengths) > minutes


def six_hours_a_day(staff, *rules, hours=20.0):
    """Return how many shifts of each length a plan has, one person needed 08-14 on three days."""
    over = horizon(days=7)
    spans = [(day * 1440 + 480, day * 1440 + 840, 1) for day in range(3)]
    there = named(A, over, [2], hours={"A": hours})
    plan = solved(
        requirement(over, {AGENT: needs(over, *spans)}),
        there,
        SHIFTS,
        policy(),
        book=rule_book(("contract_hours_least", "off", np.nan, 0.0), *rules),
        prior=staff,
    )
    return plan.lines.groupby("pattern")["people"].sum().to_dict(), plan.shortage_hours


def test_two_contracts_of_ten_hours_hold_no_third_shift_of_six():
    # All together 20 h hold 3 x 6 h; but 6 + 6 h is too much for either of the two: 6 + 4 h each.
    assert six_hours_a_day(None)[1] == 0.0
    found, short = six_hours_a_day(staff_of({"P1": "A", "P2": "A"}, contracts={"P1": 10.0, "P2": 10.0}))
    assert found["six"] == 2
    assert short == pytest.approx(2.0)


def test_a_larger_contract_of_one_holds_it():
    found, short = six_hours_a_day(staff_of({"P1": "A", "P2": "A"}, contracts={"P1": 14.0, "P2": 6.0}))
    assert found == {"six": 3}
    assert short == 0.0


def test_a_day_of_leave_takes_its_hours_and_its_shift():
    # 18 h less 8 h of leave are 10 h, for P2 6: 1 x 6 each.
    staff = staff_of({"P1": "A", "P2": "A"}, contracts={"P1": 18.0, "P2": 6.0}, away=[("P1", MONDAY)])
    found, short = six_hours_a_day(staff, hours=16.0)
    assert found["six"] == 2
    assert short == pytest.approx(2.0)


def test_where_contracts_may_be_exceeded_at_a_price_nothing_binds():
    staff = staff_of({"P1": "A", "P2": "A"}, contracts={"P1": 10.0, "P2": 10.0})
    _, short = six_hours_a_day(staff, ("contract_hours_most", "soft", 0.0, 0.1))
    assert short == 0.0

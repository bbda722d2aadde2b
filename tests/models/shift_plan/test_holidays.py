from __future__ import annotations

from datetime import timedelta

import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import MONDAY, horizon, pattern, policy, requirement, skill_sets
from wfm.shift_pattern import Break, ShiftPattern

AGENT = ("Home", "agent", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
TUESDAY = MONDAY + timedelta(days=1)


def test_hours_of_a_night_shift_cost_more_from_the_holidays_midnight_on():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (1320, 1560, 1))})
    plan = solved(needed, AGENTS, [pattern(1320, 4)], policy(holidays=[("Home", TUESDAY, 0.5)]))
    # 22:00-02:00: 4 h x 20, and half a wage more for the 2 h of Tuesday.
    assert plan.cost == pytest.approx(100.0)
    assert plan.weeks["objective"].tolist() == pytest.approx([100.0])


def test_the_cheaper_day_does_the_work_that_can_wait():
    over = horizon(days=2)
    work = [("Home", "qa_reviewer", "x", "review", 480, 1440 + 720, 2.0)]
    needed = requirement(over, {AGENT: needs(over)}, work)
    reviewers = skill_sets({("Home", "R"): [("qa_reviewer", "x")]})
    for day, start in ((MONDAY, "Tue 08:00"), (TUESDAY, "Mon 08:00")):
        plan = solved(needed, reviewers, [pattern(480, 2)], policy(holidays=[("Home", day, 1.0)]))
        assert clock(plan.lines["shift_start"]) == [start]
        assert plan.cost == pytest.approx(40.0)


def test_an_unpaid_meal_on_a_holiday_earns_nothing():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1), (660, 720, 1))})
    shift = ShiftPattern("S", "Home", 480, 240, (Break("meal", 60, False, 120, 120),), False)
    plan = solved(needed, AGENTS, [shift], policy(holidays=[("Home", MONDAY, 1.0)]))
    # 3 paid h at twice 20.
    assert plan.cost == pytest.approx(120.0)
    assert plan.weeks["bound"].tolist() == pytest.approx([120.0])


def test_a_holiday_begins_at_midnight_of_its_site():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (900, 1080, 1))})
    rules = policy(zones={"Home": "Asia/Manila"}, holidays=[("Home", TUESDAY, 1.0)])
    # 15:00-18:00 UTC is 23:00-02:00 in Manila: 3 h x 20 and 2 h of Tuesday.
    plan = solved(needed, AGENTS, [pattern(1380, 3)], rules)
    assert plan.cost == pytest.approx(100.0)


def test_holidays_and_nights_add_up():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (1320, 1380, 1))})
    rules = policy(night=(5.0, 1320, 360), holidays=[("Home", MONDAY, 0.5)])
    plan = solved(needed, AGENTS, [pattern(1260, 2)], rules)
    # 21:00-23:00: 2 h x 20, one hour of night at 5, half a wage more for both.
    assert plan.cost == pytest.approx(40.0 + 5.0 + 20.0)

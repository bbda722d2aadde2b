from __future__ import annotations

from dataclasses import replace

import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import horizon, pattern, policy, requirement, skill_sets

AGENT = ("Home", "agent", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})


def test_a_shift_starts_on_its_days_alone():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1), (1920, 2040, 1))})
    short = replace(pattern(480, 2, code="short"), weekdays=(1,))
    plan = solved(needed, AGENTS, [short, pattern(480, 3, code="long")], policy())
    # The short one may not start on Monday: 3 h there, 2 h on Tuesday.
    assert plan.lines["pattern"].tolist() == ["long", "short"]
    assert plan.cost == pytest.approx(100.0)


def test_a_night_shift_goes_by_the_day_on_which_it_starts():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (1440, 1560, 1))})
    for weekday, starts in ((0, ["Mon 22:00"]), (1, [])):
        night = replace(pattern(1320, 4), weekdays=(weekday,))
        plan = solved(needed, AGENTS, [night], policy())
        assert clock(plan.lines["shift_start"]) == starts

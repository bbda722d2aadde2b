from __future__ import annotations

import numpy as np
import pytest

from models.shift_plan.meal_rule import with_meals_in_time
from tests.models.shift_plan.solved import needs, solved
from tests.models.shift_plan.world import horizon, policy, requirement, rule_book, skill_sets
from wfm.shift_pattern import Break, ShiftPattern

AGENT = ("Home", "agent", "x")


def shift(hours, *windows, minutes=30):
    """Return a pattern of so many hours at work with meals in windows of hours."""
    meals = tuple(Break("meal", minutes, False, round(60 * low), round(60 * high)) for low, high in windows)
    return ShiftPattern("S", "Home", 480, round(60 * hours), meals, False)


def windows(pattern, level="hard", limit=6.0):
    book = rule_book(("meal_after_hours", level, limit, 1.0))
    cut = with_meals_in_time(pattern, book.at("Home")["meal_after_hours"])
    return [(pause.earliest_offset / 60, pause.latest_offset / 60) for pause in cut.breaks]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        # 8.5 h: 6 h before it, and 8.5 - 0.5 - 6 = 2 h at least.
        (shift(8.5, (1, 7)), [(2, 6)]),
        (shift(8.5, (3, 5)), [(3, 5)]),
        # 12.5 h leave one place: after 6 h.
        (shift(12.5, (4, 7)), [(6, 6)]),
        # Two meals: the first by 6 h, the last from 12.5 - 0.5 - 6 = 6 h on.
        (shift(12.5, (3, 7), (5, 9)), [(3, 6), (6, 9)]),
        # Not longer than the limit: no meal is asked for.
        (shift(6, (0, 5)), [(0, 5)]),
        # No place is left: the windows stay, and the score tells.
        (shift(12.5, (3, 5)), [(3, 5)]),
    ],
)
def test_meals_are_kept_to_the_places_the_rule_leaves(pattern, expected):
    assert windows(pattern) == expected


@pytest.mark.parametrize(("level", "limit"), [("soft", 6.0), ("off", 6.0), ("hard", np.nan)])
def test_a_rule_that_does_not_bind_moves_no_meal(level, limit):
    assert windows(shift(8.5, (1, 7)), level, limit) == [(1, 7)]


def test_the_plan_takes_the_meal_in_time_though_later_would_be_cheaper():
    # Need 1 from 08:00 to 15:00, nobody after: only a meal at 15:00 leaves nothing short.
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 900, 1))})
    agents = skill_sets({("Home", "A"): [("agent", "x")]}, {"A": 1.0})
    short = {}
    for level in ("hard", "off"):
        book = rule_book(("meal_after_hours", level, 6.0, 1.0))
        short[level] = solved(needed, agents, [shift(8.5, (3, 7))], policy(), book=book).shortage_hours
    assert short == pytest.approx({"hard": 0.5, "off": 0.0})

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.positions.breaches import breaches
from models.positions.crew import OFF, crew_of
from models.positions.exchange import BROKEN, exchange_cost, window_of
from models.positions.search import dealt_out, polished, repaired, with_rows
from tests.build_shift_plan import MONDAY, Shift, shift_plan_of
from tests.wfm.roster.by_hand import RULES


def crew_with(shifts, days=28, weekly_rest=0.0):
    rules = replace(RULES, weekly_rest_hours=weekly_rest)
    return crew_of(shift_plan_of(shifts, days=days).lines, MONDAY, rules, 40.0, "UTC")


def full_crew(per_day=6, weekly_rest=0.0):
    rng = np.random.default_rng(3)
    starts, lengths = ["06:00", "12:00", "16:00", "22:00"], [6.0, 8.0, 12.0]
    return crew_with(
        [
            Shift(day, str(rng.choice(starts)), float(rng.choice(lengths)))
            for day in range(28)
            for _ in range(per_day)
        ],
        weekly_rest=weekly_rest,
    )


def shuffled_grid(crew, rows, rng):
    """Deal each day's shifts to random rows, so that many rules are broken."""
    grid = np.full((rows, crew.days), OFF)
    for day in range(crew.days):
        shifts = np.flatnonzero(crew.shifts.day == day)
        grid[rng.permutation(rows)[: len(shifts)], day] = shifts
    return grid


@pytest.mark.parametrize("weekly_rest", [0.0, 35.0, 60.0])
@pytest.mark.parametrize("window", [(0, 1), (4, 5), (5, 8), (6, 20), (9, 28), (27, 28), (0, 14)])
def test_the_cost_of_an_exchange_is_the_rules_it_breaks(window, weekly_rest):
    # Counted whole before and after: the difference is what the cost matrix says.
    crew, rng = full_crew(weekly_rest=weekly_rest), np.random.default_rng(5)
    grid = shuffled_grid(crew, 9, rng)
    cost = exchange_cost(window_of(crew, grid, *window), preference=0.0)
    before = breaches(crew, grid)
    assert before > 0
    for _ in range(20):
        order = rng.permutation(len(grid))
        exchanged = grid.copy()
        exchanged[:, slice(*window)] = grid[order, slice(*window)]
        change = cost[np.arange(len(grid)), order].sum() - np.trace(cost)
        assert change / BROKEN == pytest.approx(breaches(crew, exchanged) - before)


def test_a_single_day_off_costs_one_and_ten_hours_of_drift_the_same():
    # A: on, off, on at 08:00; B: off throughout. B's Tuesday (off) for A's costs nothing;
    # a Tuesday shift at 08:00 taken by A saves the single day off, by B it is a single day on (a half).
    crew = crew_with([Shift(0, "08:00"), Shift(1, "08:00"), Shift(2, "08:00")], days=7)
    grid = np.array([[0, OFF, 2], [OFF, 1, OFF]])
    cost = exchange_cost(window_of(crew, grid, 1, 2), preference=1.0)
    even = 0.2  # A has two shifts beside it in the week: 0.1 x 2 x 1
    assert cost[0, 0] + cost[1, 1] - cost[0, 1] - cost[1, 0] == pytest.approx(1.5 - even)


def test_a_rule_is_kept_whatever_is_wished():
    crew = full_crew(4)
    rng = np.random.default_rng(1)
    grid = repaired(crew, with_rows(dealt_out(crew, 8, rng), 9), rng)
    assert breaches(crew, grid) == 0
    better = polished(crew, grid, rng)
    assert breaches(crew, better) == 0
    assert sorted(better[better != OFF]) == list(range(crew.size))


def test_seven_days_in_a_row_are_one_breach_and_eight_are_two():
    crew = crew_with([Shift(day, "08:00", 4.0) for day in range(3, 11)], days=14)
    grid = np.full((1, crew.days), OFF)
    grid[0, 3:11] = range(8)
    assert breaches(crew, grid) == 2
    grid[0, 10] = OFF
    assert breaches(crew, grid) == 1

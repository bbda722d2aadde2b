from __future__ import annotations

import numpy as np
import pytest

from tests.models.shift_plan.every_way import least_cost
from tests.models.shift_plan.solved import solved
from tests.models.shift_plan.world import (
    FixedReference,
    horizon,
    named,
    policy,
    requirement,
    rule_book,
    skill_sets,
)
from wfm.shift_pattern import Break, ShiftPattern

OPEN, HOURS, WAGE = 8, 6, 20.0


def tiny_day(seed):
    """Return needs, patterns, floor loss, shortage factor, and the patterns as ``least_cost`` reads them."""
    rng = np.random.default_rng(seed)
    needed = rng.integers(0, 4, HOURS)
    needed[rng.integers(HOURS)] = 3
    loss, factor = float(rng.choice([0.0, 0.18, 0.3])), float(rng.choice([1.2, 3.0, 12.0]))
    patterns, options = [], []
    for n in range(rng.integers(2, 4)):
        length = int(rng.integers(3, 6))
        start = int(rng.integers(0, HOURS - length + 1))
        kind = rng.choice(["none", "meal", "break"]) if n == 0 else "none"
        whole = np.zeros(HOURS)
        whole[start : start + length] = 1.0
        breaks, rows, paid = (), [whole], length
        if kind != "none":
            minutes, is_paid = (60, False) if kind == "meal" else (30, True)
            breaks = (Break(str(kind), minutes, is_paid, 60, 180 - minutes),)
            rows = [whole - minutes / 60 * np.eye(HOURS)[start + hour] for hour in (1, 2)]
            paid = length - (0 if is_paid else 1)
        code = f"P{n}"
        patterns.append(ShiftPattern(code, "Home", (OPEN + start) * 60, length * 60, breaks, False))
        options.append((paid, rows))
    return needed, patterns, loss, factor, options


@pytest.mark.parametrize("seed", range(14))
def test_the_plan_costs_what_trying_every_way_finds(seed):
    needed, patterns, loss, factor, options = tiny_day(seed)
    over = horizon(grid=60)
    people = np.zeros(24, dtype=np.int64)
    people[OPEN : OPEN + HOURS] = needed
    plan = solved(
        requirement(over, {("Home", "agent", "x"): people}),
        skill_sets({("Home", "A"): [("agent", "x")]}),
        patterns,
        policy(floor_loss=loss, wage=WAGE, reference=FixedReference(shortage_price_factor=factor)),
    )
    best = least_cost(options, needed, 1 - loss, WAGE, factor, most=9)
    assert plan.weeks["objective"].tolist() == pytest.approx([best])
    assert plan.weeks["bound"].iloc[0] <= best + 1e-6
    assert plan.status == "optimal"


@pytest.mark.parametrize("seed", range(20, 32))
def test_people_contracts_and_starts_cost_what_trying_every_way_finds(seed):
    """Named people, a booking and rules about starts, hard or soft, beside the same tiny day."""
    rng = np.random.default_rng(seed)
    needed, patterns, loss, factor, options = tiny_day(seed)
    over = horizon(grid=60)
    live = np.zeros(24, dtype=np.int64)
    live[OPEN : OPEN + HOURS] = needed
    heads, owed = int(rng.integers(3, 6)), float(rng.integers(0, 18))
    limits = {"starts_per_day": 1, "least_per_start": int(rng.integers(2, 4)), "most_per_start": 3}
    prices = {key: float(rng.choice([np.inf, 0.3, 2.0])) for key in limits}
    hours = np.array([paid for paid, _ in options])
    starts = np.array([each.start_minute for each in patterns])

    def price_of(people):
        at_start = np.column_stack([people[:, starts == start].sum(axis=1) for start in np.unique(starts)])
        beyond = {
            "starts_per_day": np.maximum(0, (at_start > 0).sum(axis=1) - 1),
            "least_per_start": (np.maximum(0, limits["least_per_start"] - at_start) * (at_start > 0)).sum(
                axis=1
            ),
            "most_per_start": np.maximum(0, at_start - 3).sum(axis=1),
        }
        total = np.where(people.sum(axis=1) > heads, np.inf, 0.0)
        for key, units in beyond.items():
            total += np.where(units > 0, units * prices[key] * WAGE, 0.0) if prices[key] < np.inf else 0.0
            total[(units > 0) & np.isinf(prices[key])] = np.inf
        paid = people @ hours
        # An hour of contract that nobody works costs its wage and half a wage; one beyond it 0.4.
        return total + WAGE * (1.5 * np.maximum(0, owed - paid) + 0.4 * np.maximum(0, paid - owed))

    rules = [
        (
            key,
            "hard" if np.isinf(prices[key]) else "soft",
            limit,
            0.0 if np.isinf(prices[key]) else prices[key],
        )
        for key, limit in limits.items()
    ]
    contracts = [("contract_hours_least", "soft", 0.0, 0.5), ("contract_hours_most", "soft", 0.0, 0.4)]
    plan = solved(
        requirement(over, {("Home", "agent", "x"): live}),
        named({("Home", "A"): [("agent", "x")]}, over, [heads], hours={"A": owed}),
        patterns,
        policy(floor_loss=loss, wage=WAGE, reference=FixedReference(shortage_price_factor=factor)),
        book=rule_book(*rules, *contracts),
    )
    best = least_cost(options, needed, 1 - loss, WAGE, factor, heads, price_of)
    assert plan.weeks["objective"].tolist() == pytest.approx([best])
    assert plan.weeks["bound"].iloc[0] <= best + 1e-6
    assert plan.status == "optimal"


def test_a_person_who_serves_both_needs_takes_one_at_a_time():
    # Two crews need 1 in turns, 08-10 and 10-12; both together 12-13. Trying all: one person of A (5 h),
    # and one of B for 12-13 (the shortest shift is 2 h): 100 + 40 = 140.
    over = horizon(grid=60)
    x, y = np.zeros(24, dtype=np.int64), np.zeros(24, dtype=np.int64)
    x[8:10], y[10:12], x[12], y[12] = 1, 1, 1, 1
    plan = solved(
        requirement(over, {("Home", "agent", "x"): x, ("Home", "agent", "y"): y}),
        skill_sets({("Home", "A"): [("agent", "x"), ("agent", "y")]}),
        [
            ShiftPattern("L", "Home", 480, 300, (), False),
            ShiftPattern("S", "Home", 660, 120, (), False),
        ],
        policy(),
    )
    assert plan.weeks["objective"].tolist() == pytest.approx([140.0])
    assert plan.shortage_hours == 0.0

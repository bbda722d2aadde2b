"""Whole classes against every way to hold them, each priced by a walk through the periods with no model."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from tests.models.migration.by_hand import solved, team

PERIODS, SIZE = 6, 4.0
ATTRITION, JOINERS, JOINER_PERIODS = 0.04, 0.1, 2
RAMP, FALLOUT, TRAIN, EVERY = (0.5, 0.8), 0.25, 1, 2
WAGES, CLASS_COST, HIRE_COST = (1.0, 1.3), 5.0, 0.4
OVERTIME, SHORTAGE, SEATS = 0.1, (6.0, 9.0), 9.0
HEADS = (11.0, 6.0)


def priced(post, classes, need):
    """Return the cost of one post whose classes of four begin as told, overtime used where it is cheaper."""
    established, young, in_class, cost = HEADS[post], [], 0.0, 0.0
    for t in range(PERIODS):
        established *= 1 - ATTRITION
        young = [
            (people * (1 - (JOINERS if age < JOINER_PERIODS else ATTRITION)), age + 1)
            for people, age in young
        ]
        joined = in_class * (1 - FALLOUT)
        young.append((joined, 0))
        in_class = SIZE * classes[t]
        cost += CLASS_COST * classes[t] + HIRE_COST * in_class
        heads = established + sum(people for people, _ in young)
        output = established + sum(people * (RAMP[age] if age < len(RAMP) else 1.0) for people, age in young)
        overtime = min(OVERTIME * heads, max(0.0, need[t] - output))
        missing = max(0.0, need[t] - output - overtime)
        cost += WAGES[post] * (heads + in_class + 1.5 * overtime) + SHORTAGE[post] * missing
    return cost


def cheapest(need):
    """Return the least cost over every number of classes, seats shared by both posts."""
    starts = [t for t in range(PERIODS) if t % EVERY == 0 and t + TRAIN < PERIODS]
    ways = []
    for counts in product(range(3), repeat=len(starts)):
        classes = [0] * PERIODS
        for t, count in zip(starts, counts, strict=True):
            classes[t] = count
        ways.append(classes)
    costs = [[priced(post, classes, need[post]) for classes in ways] for post in range(2)]
    return min(
        (costs[0][a] + costs[1][b], ways[a], ways[b])
        for a in range(len(ways))
        for b in range(len(ways))
        if all(SIZE * (x + y) <= SEATS for x, y in zip(ways[a], ways[b], strict=True))
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_best_classes_are_those_found_by_trying_all(seed):
    draw = np.random.default_rng(seed)
    growth = np.linspace(1.0, draw.uniform(1.2, 1.8), PERIODS)
    need = np.array(HEADS)[:, None] * growth * draw.uniform(0.9, 1.1, (2, PERIODS))
    people = team(
        list(HEADS),
        PERIODS,
        wage=list(WAGES),
        attrition=ATTRITION,
        joiner_attrition=JOINERS,
        joiner_periods=JOINER_PERIODS,
        hire_most=2 * SIZE,
        class_least=SIZE,
        class_most=SIZE,
        class_every=EVERY,
        train=TRAIN,
        ramp=[list(RAMP)] * 2,
        fallout=FALLOUT,
        class_cost=CLASS_COST,
        hire_cost=HIRE_COST,
        overtime_share=OVERTIME,
        shortage_price=list(SHORTAGE),
        seats=[SEATS],
    )
    expected, first, second = cheapest(need)
    cost, plan = solved(people, need)
    assert cost == pytest.approx(expected, rel=1e-6)
    assert plan.classes.tolist() == [first, second]
    assert sum(first) + sum(second) > 0

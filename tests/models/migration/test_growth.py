"""Growth of 60 % in two years while 3 % leave a month: people in whole classes, none at work too early."""

from __future__ import annotations

import numpy as np
import pytest

from models._highs import Program
from models.limits import SolveLimits
from models.migration import read_staff, solve_whole_classes
from tests.models.migration.by_hand import EXACT, modelled
from tests.models.migration.growth import WEEKLY, WEEKS, growing


@pytest.fixture(scope="module")
def grown():
    workforce, need = growing()
    m, staffing = modelled(workforce, need)
    program = Program(m)
    parts = program.solve(EXACT, relaxed=True)
    found = solve_whole_classes(m, staffing, program, SolveLimits(300.0, 0.01))
    return workforce, need, found, read_staff(staffing, found), read_staff(staffing, parts), parts


def test_classes_in_whole_numbers_are_planned_within_one_per_cent(grown):
    _, _, found, plan, _, _ = grown
    assert found.status == "optimal"
    assert found.objective <= found.bound * 1.0102
    assert plan.classes.sum() > 10


def test_whole_classes_are_another_plan_than_parts_of_classes(grown):
    workforce, _, found, plan, in_parts, parts = grown
    assert found.bound == pytest.approx(parts.objective)
    assert found.objective > parts.objective * 1.0001
    # In parts, a class of a few people begins whenever they are wanted; whole, it has 8 people or more.
    begun = in_parts.people[in_parts.people > 1e-6]
    assert (begun < workforce.class_least.min() - 1e-6).any()
    assert (plan.people >= 8 * plan.classes - 1e-6).all()
    assert (plan.people <= 20 * plan.classes + 1e-6).all()
    assert np.allclose(plan.classes, plan.classes.round())
    assert not np.allclose(plan.people, in_parts.people, atol=0.5)


def test_nobody_works_before_the_end_of_training(grown):
    _, _, _, plan, _, _ = grown
    expected = np.zeros((4, WEEKS))
    for post, week in np.argwhere(plan.people > 1e-9):
        # 7 weeks of training, at the end of which 15 % are lost
        expected[post, week + 7] += 0.85 * plan.people[post, week]
    assert plan.heads["joined"] == pytest.approx(expected, abs=1e-6)
    # 5 weeks to find the first, 7 to train them
    assert not plan.heads["joined"][:, :12].any()
    assert plan.heads["joined"].sum() > 100


def test_hiring_makes_up_for_growth_and_for_those_who_leave(grown):
    workforce, need, _, plan, _, _ = grown
    # Established people leave at 3 % a month: 188 heads, growing, lose at least 188 x 104 x .0070 = 137.
    assert plan.heads["left"].sum() > 188 * WEEKS * WEEKLY
    assert plan.heads["heads"][:, -1].sum() > 0.9 * need[:, -1].sum()
    assert plan.people.sum() * 0.85 > need[:, -1].sum() - workforce.heads.sum()

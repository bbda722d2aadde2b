from __future__ import annotations

import pytest

from models._highs import Program
from models.limits import SolveLimits
from models.migration import read_staff
from tests.models.migration.by_hand import modelled
from tests.models.migration.growth import WEEKLY, WEEKS, growing


@pytest.fixture(scope="module")
def grown():
    workforce, need = growing()
    m, staffing = modelled(workforce, need)
    program = Program(m)
    found = program.solve(SolveLimits(300.0, 0.01))
    return workforce, need, found, read_staff(staffing, found), m


def test_classes_in_whole_numbers_are_planned_within_one_per_cent(grown):
    _, _, found, plan, _ = grown
    assert found.status == "optimal"
    assert found.gap <= 0.01
    assert plan.classes.sum() > 10


def test_whole_classes_cost_more_than_parts_of_them(grown):
    _, _, found, _, m = grown
    relaxed = Program(m).solve(SolveLimits(60.0, 0.0), relaxed=True).objective
    assert found.bound > relaxed * 1.0001


def test_hiring_makes_up_for_growth_and_for_those_who_leave(grown):
    workforce, need, _, plan, _ = grown
    # Established people leave at 3 % a month: 188 heads, growing, lose at least 188 x 104 x .0070 = 137.
    assert plan.heads["left"].sum() > 188 * WEEKS * WEEKLY
    assert plan.heads["heads"][:, -1].sum() > 0.9 * need[:, -1].sum()
    assert plan.people.sum() * 0.85 > need[:, -1].sum() - workforce.heads.sum()

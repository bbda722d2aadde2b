"""Groups of a small plan, so that a test names only what it is about."""

from __future__ import annotations

import numpy as np

from models.limits import SolveLimits
from models.roster.evaluate import row_cost
from models.roster.formulation import solve_whole
from models.roster.from_plan import Group, groups_of
from models.roster.problem import OFF
from tests.build_policy import small_policy
from tests.build_shift_plan import shift_plan_of, skill_sets_of
from tests.build_staff import rule_book_of, staff_of

ENOUGH = SolveLimits(30.0, 0.0)


def group_of(lines, people, *, days=7, rules=None, zone="UTC", skill_sets=None, **staff) -> Group:
    """Return the one group of a plan of these lines; wages are 30 an hour, nights from 22:00 to 06:00.

    Everyone is needed and nothing is lost on the floor: an open shift of 8 h costs 8 x (1 + 12) x 30 = 3120.
    """
    plan = shift_plan_of(lines, days=days, zone=zone, is_needed=True)
    (group,) = groups_of(
        plan,
        staff_of(people, zone=zone, **staff),
        skill_sets or skill_sets_of(plan),
        rule_book_of(rules or {}),
        small_policy(time_zone=zone, unplanned=0.0, in_office=0.0),
    )
    return group


def priced(group: Group, person: int, days) -> float:
    """Return what working on these days costs a person by itself, first offer of each day."""
    row = np.full(group.problem.days, OFF, dtype=np.int64)
    for day in days:
        row[day] = int(np.flatnonzero(group.problem.offers.day == day)[0])
    return row_cost(group.problem, person, row)


def best(group: Group):
    """Return the cheapest roster of a group."""
    return solve_whole(group.problem, ENOUGH)

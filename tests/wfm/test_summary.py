"""What everyone on the roster costs: wages of the role or one's own, nights, and holidays."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.build_shift_plan import every_day
from tests.build_staff import Person
from tests.wfm.roster.named import simple
from wfm.policy import HOLIDAYS
from wfm.summary import staffing_costs

# Two shifts of eight paid hours, Monday and Tuesday; the role's wage is 30 an hour, and no night is in them.
SHIFTS = every_day(range(2), "08:00")


def costs(person, policy_with=None, worked=(1, 2)):
    roster, terms = simple(SHIFTS, [person], {"ann": list(worked)})
    policy = terms.policy if policy_with is None else policy_with(terms.policy)
    return staffing_costs(roster, policy, terms.staff)


def tuesday_dear(policy):
    """Return the policy with Tuesday's hours at half as much again."""
    row = {"site": "Main", "date": pd.Timestamp("2027-02-02"), "volume_factor": 1.0, "closed": False}
    return replace(policy, holidays=HOLIDAYS.conform(pd.DataFrame([{**row, "premium_share": 0.5}])))


def test_hours_cost_the_wage_of_the_role():
    # 2 x 8 h x 30
    assert costs("ann") == pytest.approx({"wages": 480.0, "premiums": 0.0, "supervisors": 0.0})


def test_a_wage_of_ones_own_is_paid():
    # 2 x 8 h x 40
    assert costs(Person("ann", wage_per_hour=40.0))["wages"] == pytest.approx(640.0)


def test_hours_on_a_holiday_cost_their_premium_at_ones_own_wage():
    # 8 h x 50 % x 40 beside the 640 of wages
    found = costs(Person("ann", wage_per_hour=40.0), tuesday_dear)
    assert found == pytest.approx({"wages": 640.0, "premiums": 160.0, "supervisors": 0.0})


def test_a_roster_on_which_nobody_works_costs_nothing():
    assert costs("ann", tuesday_dear, worked=()) == {"wages": 0.0, "premiums": 0.0, "supervisors": 0.0}

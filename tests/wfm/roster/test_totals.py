from __future__ import annotations

from tests.build_shift_plan import Shift, every_day, shift_plan_of
from tests.wfm.roster.by_hand import RULES, roster_of
from wfm.roster import person_totals


def test_totals_by_hand():
    # A: Mon-Wed and Fri of week 1, Sat of week 2. B: nobody's shifts.
    plan = shift_plan_of([*every_day((0, 1, 2, 4), "08:00"), Shift(12, "10:00", 6.0)], days=14)
    totals = person_totals(roster_of(plan, {"A": [1, 2, 3, 4, 5], "B": []}), {"Main": RULES})
    a, b = totals.to_dict("records")
    assert (a["shifts"], a["paid_hours"], a["busiest_week_hours"]) == (5, 38.0, 32.0)  # 4 x 8 + 6
    # Mon-Wed is the longest run; Thursday is a single day off; 16 h from 16:00 to 08:00; one weekend of two.
    assert (a["longest_run"], a["single_days_off"], a["shortest_rest_hours"], a["weekends_off"]) == (
        3,
        1,
        16.0,
        1,
    )
    assert (b["shifts"], b["paid_hours"], b["longest_run"], b["weekends_off"]) == (0, 0.0, 0, 2)

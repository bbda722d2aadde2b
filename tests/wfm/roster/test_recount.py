"""What an edit by hand leaves to be counted anew: holidays in the cost, people from the roster before."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.wfm.roster.edited_desk import still_at_work
from tests.wfm.roster.edited_week import LATE, week_of
from tests.wfm.roster.named import day
from wfm.policy import HOLIDAYS
from wfm.roster.by_hand import apply, give_up, take


def test_a_shift_taken_on_a_holiday_costs_its_premium():
    # 8 h x 30 a shift; Thursday's hours at half as much again: 360 come, 360 go
    roster, terms = week_of()
    row = {"site": "Main", "date": day(3), "volume_factor": 1.0, "closed": False, "premium_share": 0.5}
    dear = replace(terms.policy, holidays=HOLIDAYS.conform(pd.DataFrame([row])))
    terms = replace(terms, policy=dear)
    taken = apply(roster, take("cid", day(3), LATE), terms).roster
    assert taken.shift_plan.cost - roster.shift_plan.cost == pytest.approx(360.0)
    back = apply(taken, give_up(taken, "cid", day(3)), terms).roster
    assert back.shift_plan.cost == pytest.approx(roster.shift_plan.cost)


def test_whoever_is_still_at_work_from_the_eve_covers_after_an_edit_too():
    # two hours from Sunday's night shift: four half-hours of one person
    roster, terms = week_of()
    there = apply(still_at_work(roster), take("cid", day(3), LATE), terms).roster
    gone = apply(roster, take("cid", day(3), LATE), terms).roster
    more = there.shift_plan.coverage["at_work"] - gone.shift_plan.coverage["at_work"]
    assert more.sum() == pytest.approx(4.0)

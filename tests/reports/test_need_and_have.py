"""Need against have on the Summary sheet."""

from __future__ import annotations

import pytest

from reports.need_and_have import busiest_crew, need_and_have_by_day
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import LOSS, small_requirement, small_roster


def test_hours_by_day_add_up_to_the_plan():
    days = need_and_have_by_day(small_roster(), small_policy())
    plan = small_roster().shift_plan
    assert days["shortage"].sum() == pytest.approx(plan.shortage_hours)
    # Dublin's Sunday has 25 hours with one person needed; Cebu's has 8 with two.
    sunday = days.set_index("date").loc["2027-10-31"]
    assert sunday["required"] == 25 + 2 * 8


def test_the_day_shown_is_the_one_most_short():
    crew = busiest_crew(small_roster(), small_requirement(), small_policy())
    assert crew is not None
    # Dublin on Sunday: 25 h less D3's and D4's work. Cebu at the weekend: 16 h short, never more. Dublin
    # on Monday: 24 h less two people's 7 h of work, on duty at most 0.85 x 2, so 24 - 8 x 1 h and more.
    assert crew.title.startswith("Escalation agent, EN voice, Dublin")
    assert len(crew.table) in (48, 50)
    on_duty = (crew.table["required"] - crew.table["shortage"]).clip(upper=crew.table["on_duty"])
    assert (crew.table["shortage"] >= 0).all()
    assert on_duty.max() <= 2 * (1 - LOSS)

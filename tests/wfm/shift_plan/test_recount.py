from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from tests.models.shift_plan.world import MONDAY, horizon, policy, requirement, skill_sets
from wfm.errors import PlanningError
from wfm.horizon import local_instant
from wfm.shift_plan import ACTIVITIES, CARRIED_IN, LINES
from wfm.shift_plan.night import night_clock
from wfm.shift_plan.recount import (
    coverage,
    night_minutes,
    paid_minutes,
    staffing_cost,
    task_hours,
    with_carried_in,
)
from wfm.shift_plan.reviews import reviews

AGENT, REVIEWER = ("Home", "agent", "x"), ("Home", "qa_reviewer", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})


def timelines(shifts, over, people=1):
    """Return lines and activities from lists of (first minute, last minute, activity, role, paid)."""
    lines, activities = [], []

    def instant(minute):
        return over.start + pd.Timedelta(minutes=minute)

    for n, pieces in enumerate(shifts, 1):
        first, last = instant(pieces[0][0]), instant(pieces[-1][1])
        day = pd.Timestamp(first.date()).as_unit("us")
        lines.append((n, "Home", "A", day, "P", first, last, 0, 0, people))
        activities += [
            (n, activity, role, "x" if role else "", instant(low), instant(high), paid)
            for low, high, activity, role, paid in pieces
        ]
    return (
        LINES.conform(pd.DataFrame(lines, columns=list(LINES.columns))),
        ACTIVITIES.conform(pd.DataFrame(activities, columns=list(ACTIVITIES.columns))),
    )


def work(low, high):
    return (low, high, "work", "agent", True)


def review(low, high):
    return (low, high, "review", "qa_reviewer", True)


def test_coverage_is_the_mean_of_the_minutes_at_work_less_losses():
    over = horizon()
    live = np.zeros(48, dtype=np.int64)
    live[16:18] = 2
    # 08:00-08:30: one all the time, one away 08:10-08:25 (15 of 30): 1.5. 08:30-09:00: one until 08:45,
    # one reviews: 0.5. On duty x 0.8: 1.2 and 0.4; short of 2: 0.8 and 1.6.
    shifts = [
        [work(480, 525)],
        [work(480, 490), (490, 505, "break", "", True), work(505, 510), review(510, 540)],
    ]
    lines, activities = timelines(shifts, over)
    table = coverage(lines, activities, requirement(over, {AGENT: live}), policy(floor_loss=0.2))
    first, second = table.iloc[16], table.iloc[17]
    assert (first["at_work"], second["at_work"]) == pytest.approx((1.5, 0.5))
    assert (first["on_duty"], second["on_duty"]) == pytest.approx((1.2, 0.4))
    assert (first["shortage"], second["shortage"]) == pytest.approx((0.8, 1.6))
    assert table.drop(index=[16, 17])[["at_work", "shortage"]].to_numpy().sum() == 0.0


def test_people_above_the_need_are_no_negative_shortage():
    over = horizon()
    lines, activities = timelines([[work(480, 540)]], over, people=3)
    live = np.zeros(48, dtype=np.int64)
    live[16] = 1
    table = coverage(lines, activities, requirement(over, {AGENT: live}), policy())
    assert table["at_work"].iloc[[16, 17]].tolist() == [3.0, 3.0]
    assert table["shortage"].tolist() == [0.0] * 48


def test_a_plan_of_nobody_is_short_of_everyone():
    over = horizon()
    needed = requirement(over, {AGENT: np.full(48, 2)})
    table = coverage(LINES.empty(), ACTIVITIES.empty(), needed, policy())
    assert table["shortage"].tolist() == [2.0] * 48


def test_work_outside_the_horizon_is_not_counted():
    over = horizon()
    lines, activities = timelines([[work(-60, 30)], [work(1425, 1500)]], over)
    hours = task_hours(lines, activities, over.start, 30, 48)
    # 00:00-00:30 is half an hour, 23:45-24:00 a quarter.
    assert hours["interval"].tolist() == [0, 47]
    assert hours["hours"].tolist() == pytest.approx([0.5, 0.25])


def test_unpaid_pauses_earn_neither_wage_nor_premium():
    over = horizon(days=2)
    # 20:00-24:00, meal 22:00-22:30: 210 paid minutes, of them 22:30-24:00 at night: 90.
    shifts = [[work(1200, 1320), (1320, 1350, "meal", "", False), work(1350, 1440)]]
    rules = policy(night=(6.0, 1320, 360))
    lines, activities = timelines(shifts, over, people=2)
    lines = lines.assign(
        paid_minutes=paid_minutes(lines, activities),
        night_minutes=night_minutes(lines, activities, AGENTS, rules),
    )
    assert (lines["paid_minutes"][0], lines["night_minutes"][0]) == (210, 90)
    # 2 x (3.5 h x 20 + 1.5 h x 6) = 158.
    assert staffing_cost(lines, AGENTS, rules).tolist() == pytest.approx([158.0])


@pytest.mark.parametrize(
    ("day", "minutes"), [(MONDAY, 480), (date(2027, 3, 27), 420), (date(2026, 10, 24), 540)]
)
def test_a_night_counts_real_minutes_where_the_clocks_change(day, minutes):
    # 22:00-06:00 on the wall: 8 h, 7 in spring, 9 in autumn.
    noon = local_instant(day, 720, "Europe/Berlin")
    clock = night_clock(noon, 1440, "Europe/Berlin", 1320, 360)
    assert clock.elapsed[-1] == minutes


def test_equal_ends_mean_no_night():
    clock = night_clock(horizon().start, 1440, "UTC", 360, 360)
    assert clock.elapsed[-1] == 0


def reviewed(deferred, shifts, over, loss=0.0):
    lines, activities = timelines(shifts, over)
    needed = requirement(over, {}, [(*REVIEWER, "review", *piece) for piece in deferred])
    return reviews(needed.deferred, lines, activities, over, policy(floor_loss=loss))


def test_what_is_due_first_is_done_first():
    # 1 h of people 08:00-09:00 for 0.75 h due 12:00 and 0.75 h due 10:00: the earlier whole, then 0.25.
    table = reviewed([(480, 720, 0.75), (480, 600, 0.75)], [[review(480, 540)]], horizon())
    by_due = table.sort_values("due")
    assert by_due["hours_done_by_due"].tolist() == pytest.approx([0.75, 0.25])
    assert by_due["hours_late"].tolist() == pytest.approx([0.0, 0.5])


def test_overdue_work_waits_behind_what_is_in_time():
    # Due 08:00 before anyone comes: late for good; the hour 08:00-09:00 does the one due 09:00.
    table = reviewed([(420, 480, 1.0), (480, 540, 1.0)], [[review(480, 540)]], horizon())
    by_due = table.sort_values("due")
    assert by_due["hours_done_by_due"].tolist() == pytest.approx([0.0, 1.0])
    assert by_due["hours_late"].tolist() == pytest.approx([1.0, 0.0])


def test_work_is_not_done_before_it_is_created():
    # At it 08:00-09:00, created 08:30: only the second half hour counts.
    table = reviewed([(510, 720, 1.0)], [[review(480, 540)]], horizon())
    assert table["hours_done_by_due"].tolist() == pytest.approx([0.5])


def test_an_interval_that_ends_after_the_due_time_is_too_late():
    # Due 08:45: of 08:00-09:00 only 08:00-08:30 ends in time.
    table = reviewed([(480, 525, 1.0)], [[review(480, 540)]], horizon())
    assert table["hours_done_by_due"].tolist() == pytest.approx([0.5])
    assert table["hours_late"].tolist() == pytest.approx([0.5])


def test_losses_and_live_work_do_no_reviews():
    # 1 h of reviews at 20 % loss does 0.8 h; the hour of live work does none.
    table = reviewed([(480, 720, 2.0)], [[work(480, 540), review(540, 600)]], horizon(), loss=0.2)
    assert table["hours_done_by_due"].tolist() == pytest.approx([0.8])
    assert table["hours_late"].tolist() == pytest.approx([1.2])


def test_work_done_after_the_last_day_still_counts_when_due_later():
    # Created 23:00, due at noon of the next day, at it 23:30-00:30, half an hour past the horizon.
    table = reviewed([(1380, 2160, 1.0)], [[review(1410, 1470)]], horizon())
    assert table["hours_done_by_due"].tolist() == pytest.approx([1.0])


def holiday_shift():
    """Return two people 22:00-02:00 with an unpaid meal 00:00-00:30, and the paid minutes."""
    over = horizon(days=2)
    shifts = [[work(1320, 1440), (1440, 1470, "meal", "", False), work(1470, 1560)]]
    lines, activities = timelines(shifts, over, people=2)
    return lines.assign(paid_minutes=paid_minutes(lines, activities)), activities


def test_paid_hours_on_a_holiday_cost_their_share_of_the_wage_more():
    lines, activities = holiday_shift()
    rules = policy(holidays=[("Home", MONDAY + timedelta(days=1), 0.5), ("Elsewhere", MONDAY, 3.0)])
    # 2 x (3.5 h x 20 + 1.5 h of Tuesday x 10) = 170.
    assert staffing_cost(lines, AGENTS, rules, activities).tolist() == pytest.approx([170.0])


def test_hours_on_holidays_are_not_guessed_without_timelines():
    lines, _ = holiday_shift()
    with pytest.raises(PlanningError, match="timelines"):
        staffing_cost(lines, AGENTS, policy(holidays=[("Home", MONDAY, 0.5)]))
    # A holiday without a premium costs nothing more: 2 x 3.5 h x 20.
    assert staffing_cost(lines, AGENTS, policy(holidays=[("Home", MONDAY, 0.0)])).tolist() == [140.0]


def test_people_carried_in_cover_and_cost_nothing():
    over = horizon()
    live = np.zeros(48, dtype=np.int64)
    live[:2] = 2
    lines, activities = timelines([[work(0, 60)]], over)
    span = {"start": over.start, "end": over.start + pd.Timedelta(minutes=45)}
    row = {"person_id": "P", "site": "Home", "activity": "work", "role": "agent", "pool": "x", **span}
    came = CARRIED_IN.conform(pd.DataFrame([row]))
    both = with_carried_in(lines, activities, came)
    LINES.check(both[0])
    # One more until 00:45: 2 and 1.5 at work.
    table = coverage(*both, requirement(over, {AGENT: live}), policy())
    assert table["at_work"].tolist()[:3] == pytest.approx([2.0, 1.5, 0.0])
    assert with_carried_in(lines, activities, CARRIED_IN.empty())[0] is lines

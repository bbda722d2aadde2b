from __future__ import annotations

from dataclasses import replace

import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import (
    FixedReference,
    horizon,
    pattern,
    policy,
    requirement,
    skill_sets,
)
from wfm.shift_pattern import Break, ShiftPattern

AGENT = ("Home", "agent", "x")
ESCALATION = ("Home", "escalation_agent", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
ESCALATIONS = skill_sets({("Home", "E"): [("escalation_agent", "x")]})


def agents(heads):
    return skill_sets({("Home", "A"): [("agent", "x")]}, {"A": heads})


def test_one_pattern_that_fits_is_all_it_takes():
    over = horizon()
    plan = solved(requirement(over, {AGENT: needs(over, (480, 720, 1))}), AGENTS, [pattern(480, 4)], policy())
    # 1 person x 4 h x 20 = 80.
    assert plan.cost == pytest.approx(80.0)
    assert plan.weeks["objective"].tolist() == pytest.approx([80.0])
    assert plan.lines["people"].sum() == 1
    assert plan.shortage_hours == 0.0


def test_meals_are_staggered_where_one_must_stay():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 2), (600, 660, 1), (660, 720, 2))})
    # 08:00-12:00 with a meal at 10:00 or 10:30; one must stay: one each.
    shift = ShiftPattern("S", "Home", 480, 240, (Break("meal", 30, False, 120, 150),), False)
    plan = solved(needed, AGENTS, [shift], policy())
    meals = plan.activities[plan.activities["activity"] == "meal"]
    assert clock(meals["start"].sort_values()) == ["Mon 10:00", "Mon 10:30"]
    # 2 people x 3.5 paid h x 20 = 140.
    assert plan.cost == pytest.approx(140.0)
    assert plan.shortage_hours == 0.0


def test_more_people_come_where_everyone_must_leave_at_once():
    over = horizon(grid=60)
    # In 09:00-10:00 everyone is away for half the interval: 4 on duty take 8 people.
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 30, True, 60, 60),), False)
    plan = solved(requirement(over, {AGENT: needs(over, (480, 600, 4))}), AGENTS, [shift], policy())
    # 8 people x 2 h x 20 = 320, against 4 x 2 h x 20 + 2 short x 240 = 640.
    assert plan.weeks["objective"].tolist() == pytest.approx([320.0])
    assert plan.shortage_hours == 0.0


def test_half_of_a_crew_may_be_at_meal_and_twice_the_people_come():
    over = horizon()
    # A meal at 10:00 or 10:30 and 6 needed all the time: 12 people, 6 at meal in each half hour.
    shift = ShiftPattern("S", "Home", 480, 240, (Break("meal", 30, False, 120, 150),), False)
    plan = solved(requirement(over, {AGENT: needs(over, (480, 720, 6))}), AGENTS, [shift], policy())
    # 12 people x 3.5 h x 20 = 840; one fewer is 0.5 h short: 120 for the 70 saved.
    assert plan.weeks["objective"].tolist() == pytest.approx([840.0])
    assert plan.shortage_hours == 0.0


def test_one_on_duty_with_losses_takes_two_people():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 720, 1))})
    plan = solved(needed, AGENTS, [pattern(480, 4)], policy(floor_loss=0.18))
    # 1 / (1 - 0.18) = 1.22 at work, so 2 people: 2 x 4 h x 20 = 160.
    assert plan.cost == pytest.approx(160.0)
    there = plan.coverage[plan.coverage["required"] > 0]
    assert there["at_work"].tolist() == pytest.approx([2.0] * 8)
    assert there["on_duty"].tolist() == pytest.approx([1.64] * 8)


def test_a_short_break_takes_half_of_its_half_hour():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1))})
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 15, True, 60, 75),), False)
    plan = solved(needed, agents(1.0), [shift], policy())
    there = plan.coverage[plan.coverage["required"] > 0].sort_values("interval_start")
    assert there["at_work"].tolist() == pytest.approx([1.0, 1.0, 0.5, 1.0])
    # 1 x 2 h x 20 = 40, and half a person short for half an hour at 12 x 20: 0.5 x 0.5 x 240 = 60.
    assert plan.cost == pytest.approx(40.0)
    assert plan.weeks["objective"].tolist() == pytest.approx([100.0])
    assert plan.shortage_hours == pytest.approx(0.25)


def test_a_break_that_costs_more_than_a_person_brings_a_second_one():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1))})
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 15, True, 60, 75),), False)
    plan = solved(needed, AGENTS, [shift], policy())
    # As above, but a second person costs 40, less than 60 of shortage: 2 x 2 h x 20 = 80.
    assert plan.weeks["objective"].tolist() == pytest.approx([80.0])
    assert plan.shortage_hours == 0.0


@pytest.mark.parametrize(
    ("people", "seats"), [(AGENTS, {"Home": 1.0}), (agents(1.0), None)], ids=["seats", "heads"]
)
def test_what_seats_or_heads_do_not_allow_is_priced_shortage(people, seats):
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 720, 2))})
    plan = solved(needed, people, [pattern(480, 4)], policy(seats=seats))
    # 1 x 4 h x 20 = 80; 1 short x 4 h x 12 x 20 = 960.
    assert plan.cost == pytest.approx(80.0)
    assert plan.shortage_hours == pytest.approx(4.0)
    assert plan.weeks["objective"].tolist() == pytest.approx([1040.0])


def test_leave_takes_its_share_of_the_heads():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 720, 2))})
    plan = solved(needed, agents(2.0), [pattern(480, 4)], policy(leave=0.25))
    # 2 x (1 - 0.25) = 1.5 heads: one shift on the day, one short.
    assert plan.lines["people"].sum() == 1
    assert plan.shortage_hours == pytest.approx(4.0)


@pytest.mark.parametrize(("share", "cost"), [(0.4, 120.0), (0.3, 160.0)])
def test_part_time_shifts_hold_at_most_their_share_of_the_hours(share, cost):
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 840, 1))})
    shifts = [pattern(480, 4), pattern(720, 2, part_time=True), pattern(720, 4)]
    # 08-12 full, then 12-14: part-time makes 2 of 6 h = 0.33. Allowed at 0.4: 6 h x 20; else 8 h x 20.
    plan = solved(needed, AGENTS, shifts, policy(reference=FixedReference(part_time_share_max=share)))
    assert plan.weeks["objective"].tolist() == pytest.approx([cost])


@pytest.mark.parametrize("weekdays", [(), (2,)], ids=["no full-time shift", "none that may start"])
def test_where_only_part_time_shifts_can_be_worked_their_share_limits_nothing(weekdays):
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 720, 1))})
    shifts = [pattern(480, 4, part_time=True)]
    if weekdays:
        shifts.append(replace(pattern(480, 4), weekdays=weekdays))
    plan = solved(needed, AGENTS, shifts, policy(reference=FixedReference(part_time_share_max=0.3)))
    # The one day is a Monday. 30 % of the hours, all of them part-time, would be none: 4 h x 20 instead.
    assert plan.weeks["objective"].tolist() == pytest.approx([80.0])
    assert plan.shortage_hours == 0.0


def test_people_work_five_shifts_of_seven_days():
    over = horizon(days=7)
    spans = [(day * 1440 + 480, day * 1440 + 720, 1) for day in range(7)]
    plan = solved(requirement(over, {AGENT: needs(over, *spans)}), agents(1.0), [pattern(480, 4)], policy())
    # 5 shifts x 80 = 400; 2 days x 4 h x 240 = 1,920.
    assert plan.lines["people"].sum() == 5
    assert plan.weeks["objective"].tolist() == pytest.approx([2320.0])


def test_contracts_end_before_the_shifts_do():
    over = horizon(days=7)
    spans = [(day * 1440 + 480, day * 1440 + 1080, 1) for day in range(5)]
    plan = solved(requirement(over, {AGENT: needs(over, *spans)}), agents(1.0), [pattern(480, 10)], policy())
    # 40 h of contract hold 4 shifts of 10 h: 4 x 200 = 800; one day 10 h x 240 = 2,400 short.
    assert plan.lines["people"].sum() == 4
    assert plan.weeks["objective"].tolist() == pytest.approx([3200.0])


def test_reviews_are_done_in_the_trough_before_they_are_due():
    over = horizon()
    live = needs(over, (480, 540, 1), (600, 660, 1))
    work = [(*ESCALATION, "review", 480, 660, 1.0)]
    plan = solved(requirement(over, {ESCALATION: live}, work), ESCALATIONS, [pattern(480, 3)], policy())
    # Live 08-09 and 10-11, one hour of reviews fits 09-10: one person, 3 h x 20 = 60, nothing late.
    assert plan.activities["activity"].tolist() == ["work", "review", "work"]
    assert clock(plan.activities["start"]) == ["Mon 08:00", "Mon 09:00", "Mon 10:00"]
    assert plan.weeks["objective"].tolist() == pytest.approx([60.0])
    assert plan.reviews["hours_done_by_due"].tolist() == pytest.approx([1.0])
    assert plan.reviews["hours_late"].tolist() == [0.0]


def test_floor_losses_slow_reviews_down():
    over = horizon()
    work = [(*ESCALATION, "review", 480, 660, 0.8)]
    plan = solved(
        requirement(over, {ESCALATION: needs(over)}, work),
        ESCALATIONS,
        [pattern(480, 0.5), pattern(540, 1)],
        policy(floor_loss=0.2),
    )
    # 0.8 h / (1 - 0.2) = 1 h at it, 20; half an hour would do 0.4 and leave 0.4 x 240 late.
    assert plan.weeks["objective"].tolist() == pytest.approx([20.0])
    assert plan.reviews["hours_late"].tolist() == [0.0]


def test_reviews_due_before_anyone_can_come_are_late():
    over = horizon()
    work = [(*ESCALATION, "review", 480, 540, 1.0)]
    needed = requirement(over, {ESCALATION: needs(over, (540, 600, 1))}, work)
    plan = solved(needed, ESCALATIONS, [pattern(540, 1)], policy())
    # Created 08:00, due 09:00, the first shift begins at 09:00: 1 h x 12 x 20 = 240 late, 20 of wages.
    assert plan.reviews["hours_late"].tolist() == pytest.approx([1.0])
    assert plan.reviews["hours_done_by_due"].tolist() == [0.0]
    assert plan.weeks["objective"].tolist() == pytest.approx([260.0])

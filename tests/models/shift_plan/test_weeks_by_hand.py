from __future__ import annotations

from datetime import date

import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import (
    MONDAY,
    at,
    horizon,
    pattern,
    policy,
    requirement,
    skill_sets,
)
from wfm.horizon import local_instant
from wfm.shift_pattern import Break, ShiftPattern

AGENT = ("Home", "agent", "x")
ESCALATION = ("Home", "escalation_agent", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
ESCALATIONS = skill_sets({("Home", "E"): [("escalation_agent", "x")]})


def agents(heads):
    return skill_sets({("Home", "A"): [("agent", "x")]}, {"A": heads})


@pytest.mark.parametrize(
    ("night", "start", "cost"),
    [((5.0, 1320, 360), "Mon 20:00", 40.0), ((5.0, 1200, 1260), "Mon 21:00", 40.0)],
    ids=["night from 22:00", "night 20:00-21:00"],
)
def test_the_shift_with_fewer_night_hours_is_chosen(night, start, cost):
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (1260, 1320, 1))})
    # 21-22 is needed: 20-22 or 21-23, 2 h x 20 each; one of them has an hour of night at 5 more.
    plan = solved(needed, AGENTS, [pattern(1200, 2), pattern(1260, 2)], policy(night=night))
    assert clock(plan.lines["shift_start"]) == [start]
    assert plan.cost == pytest.approx(cost)


def test_an_unpaid_meal_at_night_earns_no_premium():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (1200, 1320, 1), (1380, 1440, 1))})
    shift = ShiftPattern("S", "Home", 1200, 240, (Break("meal", 60, False, 120, 120),), False)
    plan = solved(needed, AGENTS, [shift], policy(night=(6.0, 1320, 360)))
    # 20-24, meal 22-23: 3 paid h x 20 = 60 and one night hour, 23-24, x 6.
    assert plan.lines["paid_minutes"].tolist() == [180]
    assert plan.lines["night_minutes"].tolist() == [60]
    assert plan.weeks["objective"].tolist() == pytest.approx([66.0])


def test_a_night_shift_belongs_to_the_day_on_which_it_starts():
    over = horizon(days=2)
    needed = requirement(over, {AGENT: needs(over, (1320, 1800, 1))})
    plan = solved(needed, AGENTS, [pattern(1320, 8)], policy(night=(3.0, 1320, 360)))
    assert [day.date() for day in plan.lines["date"]] == [MONDAY]
    assert clock(plan.lines["shift_start"]) == ["Mon 22:00"]
    assert clock(plan.lines["shift_end"]) == ["Tue 06:00"]
    # 8 h x 20 and 8 night hours x 3.
    assert plan.lines["night_minutes"].tolist() == [480]
    assert plan.cost == pytest.approx(184.0)


@pytest.mark.parametrize(
    ("first", "starts", "hours"),
    [
        (date(2027, 3, 27), ["Sat 07:00", "Sun 06:00"], 47),
        (date(2026, 10, 24), ["Sat 06:00", "Sun 07:00"], 49),
    ],
    ids=["spring", "autumn"],
)
def test_a_shift_starts_by_the_wall_clock_on_both_sides_of_a_clock_change(first, starts, hours):
    zone = "Europe/Berlin"
    over = horizon(days=2, first=first, zone=zone)
    assert len(over.intervals()) == hours * 2
    people = needs(over)
    for day in over.days:
        n = at(over, day, 480, zone)
        people[n : n + 8] = 1
    rules = policy(zones={"Home": zone})
    plan = solved(requirement(over, {AGENT: people}), AGENTS, [pattern(480, 4)], rules)
    # 08:00 in Berlin is 07:00 UTC in winter and 06:00 in summer; 4 h each, 2 x 80.
    assert clock(plan.lines["shift_start"]) == starts
    assert plan.cost == pytest.approx(160.0)
    assert plan.shortage_hours == 0.0


def test_a_night_shift_keeps_its_length_when_the_clock_jumps():
    zone = "Europe/Berlin"
    over = horizon(days=2, first=date(2027, 3, 27), zone=zone)
    people = needs(over)
    n = at(over, date(2027, 3, 27), 1320, zone)
    people[n : n + 16] = 1
    rules = policy(zones={"Home": zone}, night=(3.0, 1320, 360))
    plan = solved(requirement(over, {AGENT: people}), AGENTS, [pattern(1320, 8)], rules)
    # 22:00 is 21:00 UTC; 8 real hours end 05:00 UTC = 07:00 on the wall. Night until 06:00 = 04:00 UTC: 7 h.
    assert clock(plan.lines["shift_end"]) == ["Sun 05:00"]
    assert plan.lines["night_minutes"].tolist() == [420]


def test_two_sites_start_at_nine_on_their_own_clocks():
    zones = {"Berlin": "Europe/Berlin", "Manila": "Asia/Manila"}
    over = horizon(days=2)
    live = {}
    for site, zone in zones.items():
        people = needs(over)
        n = at(over, date(2027, 2, 2), 540, zone)
        people[n : n + 8] = 1
        live[site, "agent", "x"] = people
    people = skill_sets({(site, "A"): [("agent", "x")] for site in zones})
    shifts = [pattern(540, 4, site=site) for site in zones]
    plan = solved(requirement(over, live), people, shifts, policy(zones=zones))
    # 09:00 is 01:00 UTC in Manila (+8) and 08:00 UTC in Berlin (+1).
    assert plan.lines["site"].tolist() == ["Manila", "Berlin"]
    assert clock(plan.lines["shift_start"]) == ["Tue 01:00", "Tue 08:00"]
    assert [day.date() for day in plan.lines["date"]] == [date(2027, 2, 2)] * 2
    assert plan.cost == pytest.approx(160.0)
    assert plan.shortage_hours == 0.0


def test_a_shift_of_the_week_before_covers_the_first_morning_of_the_next():
    over = horizon(days=8)
    sunday_night = 6 * 1440 + 1320
    needed = requirement(over, {AGENT: needs(over, (sunday_night, sunday_night + 480, 1))})
    # 22-06 covers it all for 160; 00-06 in the second week would cost 120 more than nothing.
    plan = solved(needed, AGENTS, [pattern(1320, 8), pattern(0, 6)], policy())
    assert clock(plan.lines["shift_start"]) == ["Sun 22:00"]
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0, 0.0])
    assert plan.shortage_hours == 0.0


def test_someone_who_came_over_keeps_the_break_of_the_second_week():
    over = horizon(days=8)
    sunday_night = 6 * 1440 + 1320
    needed = requirement(over, {AGENT: needs(over, (sunday_night, sunday_night + 480, 1))})
    night = ShiftPattern("N", "Home", 1320, 480, (Break("meal", 60, False, 240, 240),), False)
    plan = solved(needed, AGENTS, [night, pattern(120, 2)], policy())
    # The meal 02-03 falls into the second week, whose own 02-04 shift (40) is cheaper than 1 h short (240).
    assert clock(plan.lines["shift_start"]) == ["Sun 22:00", "Mon 02:00"]
    assert plan.cost == pytest.approx(180.0)
    assert plan.shortage_hours == 0.0


def test_work_left_over_is_done_in_the_next_week():
    over = horizon(days=9)
    monday = 7 * 1440
    work = [(*ESCALATION, "review", monday - 240, monday + 720, 2.0)]
    needed = requirement(over, {ESCALATION: needs(over)}, work)
    plan = solved(needed, ESCALATIONS, [pattern(480, 2)], policy())
    # Created on Sunday at 20:00, due on Monday at 12:00: Monday 08-10 does the 2 h, 40.
    assert clock(plan.lines["shift_start"]) == ["Mon 08:00"]
    assert plan.lines["shift_start"].tolist() == [local_instant(date(2027, 2, 8), 480, "UTC")]
    assert plan.activities["activity"].tolist() == ["review"]
    assert plan.reviews["hours_late"].tolist() == [0.0]
    assert plan.cost == pytest.approx(40.0)


def test_without_needs_nobody_comes():
    over = horizon()
    plan = solved(requirement(over, {AGENT: needs(over)}), AGENTS, [pattern(480, 4)], policy())
    assert plan.lines.empty
    assert plan.cost == 0.0

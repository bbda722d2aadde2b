"""Booked hours of named people: on shift for them, covering nothing, and priced where nobody can."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import (
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
)
from wfm.shift_pattern import Break, ShiftPattern

AGENT, REVIEWER = ("Home", "agent", "x"), ("Home", "qa_reviewer", "x")
A = {("Home", "A"): [("agent", "x")]}
NO_CONTRACTS = rule_book(
    ("contract_hours_most", "off", np.nan, 0.0), ("contract_hours_least", "off", np.nan, 0.0)
)
DAY = 1440


def on_days(over, *people, first=480, last=720):
    """Return needs of some people between two minutes of each day."""
    return needs(over, *((day * DAY + first, day * DAY + last, count) for day, count in enumerate(people)))


@pytest.mark.parametrize("people_away", [1.0, 0.4], ids=["the whole half hour", "part of it"])
def test_someone_in_a_coaching_hour_is_on_shift_and_covers_nothing(people_away):
    over = horizon()
    people = named(A, over, [2], hours={"A": 8.0}, booked=[("A", 540, people_away)])
    plan = solved(requirement(over, {AGENT: on_days(over, 1)}), people, [pattern(480, 4)], policy())
    # 2 x 80: one answers while the other is coached.
    assert plan.lines["people"].sum() == 2
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0])


def test_where_one_person_is_both_booked_and_needed_one_of_them_is_priced():
    over = horizon()
    people = named(A, over, [1], hours={"A": 4.0}, booked=[("A", 540, 1.0)])
    plan = solved(requirement(over, {AGENT: on_days(over, 1)}), people, [pattern(480, 4)], policy())
    # 80 and half an hour at 12 x 20: no cover, or no coaching.
    assert plan.weeks["objective"].tolist() == pytest.approx([200.0])
    assert plan.weeks["bound"].tolist() == pytest.approx([200.0])


def test_someone_comes_for_a_booking_alone():
    over = horizon()
    people = named(A, over, [2], hours={"A": 4.0}, booked=[("A", 660, 1.0)])
    needed = requirement(over, {AGENT: on_days(over, 1, last=600)})
    plan = solved(needed, people, [pattern(480, 2), pattern(600, 2)], policy())
    assert clock(plan.lines["shift_start"]) == ["Mon 08:00", "Mon 10:00"]
    assert plan.weeks["objective"].tolist() == pytest.approx([80.0])


def test_a_booking_when_nobody_can_be_there_is_priced_in_objective_and_bound():
    over = horizon()
    people = named(A, over, [1], hours={"A": 4.0}, booked=[("A", 1200, 1.0)])
    plan = solved(requirement(over, {AGENT: on_days(over, 1)}), people, [pattern(480, 4)], policy())
    assert plan.weeks["objective"].tolist() == pytest.approx([200.0])
    assert plan.weeks["bound"].tolist() == pytest.approx([200.0])


def test_nobody_takes_a_break_in_a_coaching_hour():
    over = horizon()
    shift = ShiftPattern("S", "Home", 480, 240, (Break("meal", 30, False, 120, 150),), False)
    people = named(A, over, [1], hours={"A": 3.5}, booked=[("A", 600, 1.0)])
    plan = solved(requirement(over, {AGENT: on_days(over, 1, last=600)}), people, [shift], policy())
    meals = plan.activities[plan.activities["activity"] == "meal"]
    assert clock(meals["start"]) == ["Mon 10:30"]
    assert plan.weeks["objective"].tolist() == pytest.approx([70.0])


def test_a_short_break_in_a_coaching_hour_does_not_pass_for_presence():
    over = horizon()
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 15, True, 60, 75),), False)
    people = named(A, over, [1], hours={"A": 2.0}, booked=[("A", 540, 1.0)])
    plan = solved(requirement(over, {AGENT: on_days(over, 1, last=540)}), people, [shift], policy())
    # The break lies in the booked half hour: 40 and the booking at 0.5 h x 240.
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0])


def test_bookings_of_people_with_several_tasks_leave_the_recount_as_the_model_said():
    over = horizon()
    both = {("Home", "B"): [("agent", "x"), ("qa_reviewer", "x")]}
    people = named(both, over, [3], hours={"B": 12.0}, booked=[("B", 540, 1.0), ("B", 570, 2.0)])
    live = needs(over, (480, 720, 1))
    work = [(*REVIEWER, "review", 480, 720, 2.0)]
    told = []
    plan = solved(
        requirement(over, {AGENT: live}, work),
        people,
        [pattern(480, 4)],
        policy(),
        lambda *said: told.append(said[-2:]),
    )
    # 3 x 4 h = 12 h hold 4 h of calls, 2 h of reviews and 1.5 h of bookings: 240, nothing late.
    assert plan.weeks["objective"].tolist() == pytest.approx([240.0])
    assert told[-1][0] == pytest.approx(told[-2][0])

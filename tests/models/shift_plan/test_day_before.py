from __future__ import annotations

import pytest

from tests.models.shift_plan.solved import clock, needs, solved
from tests.models.shift_plan.world import (
    horizon,
    pattern,
    policy,
    requirement,
    skill_sets,
    staff_of_the_eve,
)
from wfm.shift_plan import before_first_shift

AGENT, REVIEWER = ("Home", "agent", "x"), ("Home", "qa_reviewer", "x")
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
BOTH = skill_sets({("Home", "A"): [("agent", "x"), ("qa_reviewer", "x")]})


def early(people, until, prior, work=()):
    """Return a plan of a need from midnight to some minute, with shifts from 02:00 on."""
    over = horizon()
    live = {AGENT: needs(over, (0, until, 1))}
    return solved(requirement(over, live, work), people, [pattern(120, 2)], policy(), prior=prior)


def test_whoever_is_still_at_work_from_the_eve_covers_the_first_hours():
    plan = early(AGENTS, 120, staff_of_the_eve(horizon(), ("P1", "A", -360, 120)))
    assert plan.shortage_hours == 0.0
    assert plan.lines.empty
    assert plan.cost == 0.0
    assert plan.carried_in["person_id"].tolist() == ["P1"]
    assert clock(plan.carried_in["start"]) == ["Mon 00:00"]
    assert clock(plan.carried_in["end"]) == ["Mon 02:00"]
    assert plan.coverage["at_work"].iloc[:5].tolist() == [1.0, 1.0, 1.0, 1.0, 0.0]


def test_without_a_roster_before_the_first_hours_are_short():
    plan = early(AGENTS, 120, None)
    assert plan.shortage_hours == pytest.approx(2.0)
    assert plan.carried_in.empty


def test_a_shift_that_ends_inside_an_interval_covers_its_part():
    plan = early(AGENTS, 120, staff_of_the_eve(horizon(), ("P1", "A", -360, 105)))
    # 01:45: a quarter of an hour is short, 0.25 h x 240.
    assert plan.shortage_hours == pytest.approx(0.25)
    assert plan.weeks["objective"].tolist() == pytest.approx([60.0])


def test_who_went_home_before_midnight_and_who_has_no_such_skill_cover_nothing():
    plan = early(
        AGENTS, 120, staff_of_the_eve(horizon(), ("P1", "A", -600, 0), ("P2", "supervisor", -360, 120))
    )
    assert plan.shortage_hours == pytest.approx(2.0)
    assert plan.carried_in.empty


def test_people_of_the_eve_do_what_is_most_needed():
    work = [(*REVIEWER, "review", 0, 120, 1.0)]
    plan = early(BOTH, 60, staff_of_the_eve(horizon(), ("P1", "A", -360, 120)), work)
    # An hour of calls, then the hour of reviews before it is due.
    assert plan.carried_in["activity"].tolist() == ["work", "review"]
    assert plan.reviews["hours_late"].tolist() == [0.0]
    assert plan.shortage_hours == 0.0


def test_the_planner_is_told_of_them_and_no_longer_of_unknown_hours():
    known = early(AGENTS, 150, staff_of_the_eve(horizon(), ("P1", "A", -360, 90)))
    (note, hours) = before_first_shift(known)
    assert (note.quantity, note.value) == ("people at work from before", "1")
    assert hours.quantity == "people-hours before the first shift"
    assert [each.quantity for each in before_first_shift(known, {"Home"})] == ["people at work from before"]

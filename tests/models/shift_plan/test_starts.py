from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.limits import SolveLimits
from models.shift_plan import solve
from tests.benchmarks.shift_plan_clients import bank
from tests.models.shift_plan.solved import clock, needs, program_of, solved
from tests.models.shift_plan.world import (
    at,
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    skill_sets,
)

AGENT = ("Home", "agent", "x")
A = {("Home", "A"): [("agent", "x")]}
AGENTS = skill_sets(A)
MORNING_AND_NOON = ((480, 600, 1), (720, 840, 1))
"""08:00-10:00 and 12:00-14:00, one person each."""


def plan_of(spans, shifts, *rules, people=AGENTS, days=1):
    over = horizon(days=days)
    needed = requirement(over, {AGENT: needs(over, *spans)})
    return solved(needed, people, shifts, policy(), book=rule_book(*rules))


def objective(plan):
    return plan.weeks["objective"].tolist()


@pytest.mark.parametrize(
    ("rule", "starts", "cost"),
    [
        # Two short shifts, 2 x 2 h x 20.
        (("starts_per_day", "hard", 2.0, 0.0), ["Mon 08:00", "Mon 12:00"], 80.0),
        # One start: from 08:00 to 14:00, 6 h x 20.
        (("starts_per_day", "hard", 1.0, 0.0), ["Mon 08:00"], 120.0),
        # A second start at half an hour's wage is cheaper than 4 h of waiting; at 3 h it is not.
        (("starts_per_day", "soft", 1.0, 0.5), ["Mon 08:00", "Mon 12:00"], 90.0),
        (("starts_per_day", "soft", 1.0, 3.0), ["Mon 08:00"], 120.0),
        (("starts_per_day", "off", 1.0, 0.0), ["Mon 08:00", "Mon 12:00"], 80.0),
        (("starts_per_day", "hard", np.nan, 0.0), ["Mon 08:00", "Mon 12:00"], 80.0),
    ],
)
def test_a_site_has_so_many_start_times_a_day(rule, starts, cost):
    shifts = [pattern(480, 2), pattern(720, 2), pattern(480, 6)]
    plan = plan_of(MORNING_AND_NOON, shifts, rule)
    assert clock(plan.lines["shift_start"]) == starts
    assert objective(plan) == pytest.approx([cost])
    assert plan.weeks["bound"].tolist() == pytest.approx([cost])


def test_each_day_has_start_times_of_its_own():
    spans = [(480, 600, 1), (1440 + 720, 1440 + 840, 1)]
    plan = plan_of(spans, [pattern(480, 2), pattern(720, 2)], ("starts_per_day", "hard", 1.0, 0.0), days=2)
    assert clock(plan.lines["shift_start"]) == ["Mon 08:00", "Tue 12:00"]


@pytest.mark.parametrize(
    ("rule", "count", "cost"),
    [
        # A cab of 3: 3 x 2 h x 20 = 120, cheaper than 2 h short at 240.
        (("least_per_start", "hard", 3.0, 0.0), 3, 120.0),
        # Two missing at a quarter of an hour's wage each: 40 + 2 x 5.
        (("least_per_start", "soft", 3.0, 0.25), 1, 50.0),
        # A cab of 13 would cost more than the shortage: 13 x 40 = 520 against 480.
        (("least_per_start", "hard", 13.0, 0.0), 0, 480.0),
        (("least_per_start", "hard", 1.0, 0.0), 1, 40.0),
    ],
)
def test_a_start_time_that_is_used_fills_a_cab(rule, count, cost):
    plan = plan_of([(480, 600, 1)], [pattern(480, 2)], rule)
    assert plan.lines["people"].sum() == count
    assert objective(plan) == pytest.approx([cost])


def test_shifts_of_one_start_time_share_a_cab():
    # 2 needed 08-10, 1 of them to 12: a cab of 2 holds a shift of 2 h and one of 4 h.
    spans = [(480, 600, 2), (600, 720, 1)]
    plan = plan_of(spans, [pattern(480, 2), pattern(480, 4)], ("least_per_start", "hard", 2.0, 0.0))
    assert objective(plan) == pytest.approx([120.0])


def test_the_shortest_shift_fills_the_cab_even_where_nobody_needs_it():
    # 1 needed 10-12; shifts from 08:00 of 1 h and of 4 h: 80 and 20 to fill a cab of 2, not 2 x 80.
    shifts = [pattern(480, 1), pattern(480, 4)]
    plan = plan_of([(600, 720, 1)], shifts, ("least_per_start", "hard", 2.0, 0.0))
    assert objective(plan) == pytest.approx([100.0])


def test_skill_sets_of_one_site_share_a_cab():
    people = skill_sets({("Home", "A"): [("agent", "x")], ("Home", "R"): [("qa_reviewer", "x")]})
    over = horizon()
    live = {AGENT: needs(over, (480, 600, 1)), ("Home", "qa_reviewer", "x"): needs(over, (480, 600, 1))}
    book = rule_book(("least_per_start", "hard", 2.0, 0.0))
    plan = solved(requirement(over, live), people, [pattern(480, 2)], policy(), book=book)
    assert plan.lines["skill_set"].tolist() == ["A", "R"]


@pytest.mark.parametrize(
    ("rule", "cost"),
    [
        # 2 from 08:00, the third from 07:00: 2 x 40 + 60.
        (("most_per_start", "hard", 2.0, 0.0), 140.0),
        (("most_per_start", "hard", 3.0, 0.0), 120.0),
        # One too many at a quarter of an hour's wage, or at two hours': the third comes at 07:00.
        (("most_per_start", "soft", 2.0, 0.25), 125.0),
        (("most_per_start", "soft", 2.0, 2.0), 140.0),
    ],
)
def test_so_many_start_at_once_and_no_more(rule, cost):
    plan = plan_of([(480, 600, 3)], [pattern(480, 2), pattern(420, 3)], rule)
    assert plan.shortage_hours == 0.0
    assert objective(plan) == pytest.approx([cost])


def test_a_cab_must_find_its_people_among_those_who_are_there():
    over = horizon()
    people = named(A, over, [2], hours={"A": 4.0})
    rule = ("least_per_start", "hard", 3.0, 0.0)
    plan = plan_of([(480, 600, 1)], [pattern(480, 2)], rule, people=people)
    # Nobody can come: 2 h short at 240, 4 h of contract unused at 2 x 20.
    assert plan.lines.empty
    assert objective(plan) == pytest.approx([480.0 + 160.0])


@pytest.mark.parametrize(("limit", "lines"), [(1.0, 1), (2.0, 2)])
def test_start_times_of_a_date_that_two_weeks_share_are_counted_together(limit, lines):
    # Manila's second Monday: 06:00 is the client's Sunday of week 1, 18:00 its Monday of week 2.
    zone = "Asia/Manila"
    over = horizon(days=8, zone="Europe/Berlin")
    live = needs(over)
    for minute in (360, 1080):
        n = at(over, date(2027, 2, 8), minute, zone)
        live[n : n + 8] = 1
    plan = solved(
        requirement(over, {AGENT: live}),
        AGENTS,
        [pattern(360, 4), pattern(1080, 4)],
        policy(zones={"Home": zone}),
        book=rule_book(("starts_per_day", "hard", limit, 0.0)),
    )
    assert len(plan.lines) == lines


def test_a_plan_improved_day_by_day_keeps_the_rules_of_starts():
    client = bank()
    limits = {"starts_per_day": 4, "least_per_start": 2, "most_per_start": 4}
    book = rule_book(*((key, "hard", float(limit), 0.0) for key, limit in limits.items()))
    plan = solve(*client, SolveLimits(8.0, 0.0), rule_book=book)
    assert not plan.lines.empty
    at_start = plan.lines.groupby(["date", "shift_start"])["people"].sum()
    assert at_start.between(2, 4).all()
    assert (at_start.groupby("date").size() <= 4).all()


def test_without_limits_nothing_is_added():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1))})
    rules = [(key, "hard", np.nan, 0.0) for key in ("starts_per_day", "least_per_start", "most_per_start")]
    for book in (None, rule_book(*rules)):
        model = program_of(needed, AGENTS, [pattern(480, 2)], policy(), book).model
        for family in ("start_is_used", "starts_per_day", "least_per_start", "most_per_start"):
            assert len(getattr(model, family)) == 0
        assert len(model.start) == 0

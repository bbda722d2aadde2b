"""What was worked before the plan binds its first days: rest, runs, nights and days off, each by hand."""

from __future__ import annotations

from dataclasses import replace

from models.roster.from_plan import groups_of
from models.roster.problem import HARD, OFF
from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, every_day, shift_plan_of, skill_sets_of
from tests.build_staff import hard, rule_book_of, soft, staff_of
from tests.models.roster.build_groups import best, group_of, priced
from wfm.shift_plan import LINES

EARLY = every_day(range(7), "08:00")


def test_the_last_night_before_the_plan_binds_rest_runs_and_nights():
    rules = {"daily_rest_hours": hard(11), "max_consecutive_days": hard(3), "max_nights_in_row": soft(2, 2.0)}
    prior = [("ann", -2, "22:00", 8.0, 8.0), ("ann", -1, "22:00", 8.0, 8.0)]
    group = group_of(
        [*every_day(range(3), "17:00"), *every_day(range(3), "22:00")], ["ann"], rules=rules, prior=prior
    )
    before = group.problem.people[0].before
    assert (before.days_on, before.days_off, before.nights) == (2, 0, 2)
    assert before.last_end == 6 * 60.0
    assert before.last_clock == 22 * 60.0
    # One more day makes three in a row, two four; 17:00 comes exactly 11 h after 06:00.
    assert priced(group, 0, [0]) == 0.0
    assert priced(group, 0, [0, 1]) == HARD


def test_nights_before_the_plan_count_in_a_run_of_nights():
    plan = shift_plan_of(every_day(range(2), "22:00"), days=2)
    plan = replace(plan, lines=LINES.conform(plan.lines.assign(night_minutes=480)))
    prior = [("ann", -2, "22:00", 8.0, 8.0), ("ann", -1, "22:00", 8.0, 8.0)]
    book = rule_book_of(max_nights_in_row=soft(2, 2.0))
    (group,) = groups_of(plan, staff_of(["ann"], prior=prior), skill_sets_of(plan), book, small_policy())
    assert priced(group, 0, [0]) == 60.0  # the third night in a row
    assert priced(group, 0, [1]) == 0.0


def test_days_off_before_the_plan_are_counted_up_to_its_eve_and_nothing_is_known_of_others():
    rules = {"days_off_together": soft(3, 2.0)}
    group = group_of(EARLY, ["ann", "bob"], rules=rules, prior=[("ann", -2, "08:00", 8.0)])
    assert group.problem.people[0].before.days_off == 1
    # Off on the eve and on day 0: two days, one too few: 2 h of wage. Nothing is known of the other.
    assert priced(group, 0, [1]) == 60.0
    assert priced(group, 1, [1]) == 0.0


def test_a_shift_worked_on_the_eve_stands_where_the_sites_day_begins_before_the_plans():
    # Midnight in Berlin is 18:00 in New York: the plan's first shifts there start on the eve.
    plan = shift_plan_of(
        [Shift(-1, "20:00"), Shift(0, "06:00"), Shift(0, "20:00")],
        days=1,
        zone="Europe/Berlin",
        zones={"Main": "America/New_York"},
    )
    staff = staff_of(["ann", "bob"], prior=[("ann", -1, "12:00", 8.0)], zone="America/New_York")
    policy = small_policy(time_zone="America/New_York")
    book = rule_book_of(daily_rest_hours=11, max_consecutive_days=2)
    (group,) = groups_of(plan, staff, skill_sets_of(plan), book, policy)
    assert group.problem.week.tolist() == [0, 1]
    assert group.offers["lines"].tolist() == [(), (1,), (2,), (3,)]
    found = best(group)
    # The first worked 12:00-20:00 on the eve, which leaves 10 h to 06:00 but enough to 20:00. The other can
    # take the shift of the eve and then neither is open: 20:00-04:00 leaves 2 h to 06:00.
    assert found.grid[0].tolist() == [0, 3]
    assert found.cost == 240.0  # nobody is required here: only the wages of the open shift


def test_whoever_has_been_on_for_too_long_is_off_and_no_rule_already_broken_stops_the_plan():
    prior = [("ann", day, "08:00", 8.0) for day in range(-9, 0)]
    group = group_of(EARLY, ["ann"], rules={"max_consecutive_days": hard(6)}, prior=prior)
    assert best(group).grid[0, 0] == OFF
    assert best(group).cost == 3120.0  # only the first day

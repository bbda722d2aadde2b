"""From a plan and a staff to plain numbers, each by hand; wages are 30 an hour unless said."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.roster.from_plan import groups_of
from models.roster.problem import HARD, Limit
from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, every_day, shift_plan_of, skill_sets_of
from tests.build_staff import Person, hard, rule_book_of, skill_sets_with, soft, staff_of
from tests.models.roster.build_groups import best, group_of
from wfm.shift_plan import LINES

EARLY = every_day(range(7), "08:00")


def may(group, person):
    """Return the days on which a person may work."""
    return np.flatnonzero(np.isfinite(group.problem.cost[person])).tolist()


def test_lines_alike_are_one_offer_and_an_open_shift_costs_thirteen_times_its_wages():
    group = group_of([Shift(0, "08:00"), Shift(0, "08:00", people=2), Shift(0, "09:00")], ["ann"], days=1)
    assert group.offers["lines"].tolist() == [(1, 2), (3,)]
    assert group.problem.offers.need.tolist() == [3, 1]
    # 8 h at 30, and twelve times that for what is short
    assert group.problem.offers.under.tolist() == [3120.0, 3120.0]
    assert (group.problem.offers.over == HARD).all()


def test_times_count_from_local_midnight_in_real_minutes():
    # Clocks go forward on Sunday 28 March 2027 in Berlin: 08:00 comes 7 h after midnight.
    plan = shift_plan_of([Shift(0, "08:00")], first_day=date(2027, 3, 28), days=1, zone="Europe/Berlin")
    policy = small_policy(time_zone="Europe/Berlin")
    (group,) = groups_of(plan, staff_of(["ann"]), skill_sets_of(plan), rule_book_of(), policy)
    assert group.problem.offers.start.tolist() == [420.0]
    assert group.problem.offers.clock.tolist() == [480.0]


def test_people_who_can_share_no_line_are_planned_apart():
    lines = [Shift(0, "08:00", skill_set="a"), Shift(0, "08:00", skill_set="b")]
    plan = shift_plan_of(lines, days=1)
    pairs = {"a": [("escalation_agent", "a")], "b": [("escalation_agent", "b")]}
    both = {**pairs, "ab": [("escalation_agent", "a"), ("escalation_agent", "b")]}
    people = [Person("ann", "a"), Person("bob", "b")]

    def groups(people, sets):
        return groups_of(plan, staff_of(people), skill_sets_with(sets), rule_book_of(), small_policy())

    assert [group.people for group in groups(people, pairs)] == [("ann",), ("bob",)]
    (together,) = groups([*people, Person("cat", "ab")], both)
    # The person with both skills may take either line, the others their own.
    assert np.isfinite(together.problem.cost).tolist() == [[True, False], [False, True], [True, True]]


def test_what_a_line_asks_for_counts_and_not_the_name_of_its_skill_set():
    # The line was planned for people with two skills, but nobody reviews on it: one skill is enough.
    plan = shift_plan_of([Shift(0, "08:00", skill_set="a")], days=1)
    plan = replace(plan, lines=LINES.conform(plan.lines.assign(skill_set="both")))
    sets = {
        "a": [("escalation_agent", "a")],
        "both": [("escalation_agent", "a"), ("qa_reviewer", "a")],
    }
    staff = staff_of([Person("ann", "a")])
    (group,) = groups_of(plan, staff, skill_sets_with(sets), rule_book_of(), small_policy())
    assert may(group, 0) == [0]


def test_supervisors_cover_nothing():
    group = group_of(EARLY, ["ann", Person("sue", "supervisor", role="supervisor")])
    assert group.people == ("ann",)


def test_a_person_works_from_the_first_to_the_last_day_of_the_contract():
    group = group_of(EARLY, [Person("ann", start_day=2, end_day=4)])
    assert may(group, 0) == [2, 3, 4]


def test_leave_takes_the_day_and_no_shift_of_the_eve_runs_into_it():
    nights = every_day(range(7), "22:00")
    assert may(group_of(nights, ["ann"], away=[("ann", 3, 8.0)]), 0) == [0, 1, 4, 5, 6]
    until_midnight = every_day(range(7), "16:00")
    assert may(group_of(until_midnight, ["ann"], away=[("ann", 3, 8.0)]), 0) == [0, 1, 2, 4, 5, 6]


def test_a_week_with_leave_has_room_and_hours_for_the_rest():
    rules = {
        "shifts_per_week": hard(5),
        "contract_hours_most": hard(0),
        "contract_hours_least": soft(0, 1.0),
    }
    group = group_of(EARLY, ["ann"], rules=rules, away=[("ann", 0, 8.0), ("ann", 1, 8.0), ("ann", 2, 0.0)])
    own = group.problem.people[0].rules
    # Two days with credit: 5 - 2 shifts, 40 - 16 h; the third is only off.
    assert own.week_shifts == (3.0,)
    assert own.week_minutes_most == (24 * 60.0,)
    assert own.week_minutes_least == (24 * 60.0,)
    assert own.week_minutes_least_price == 30.0
    assert own.free_days == (0, 1, 2)
    assert best(group).cost == 4 * 3120.0  # three of seven shifts are worked, 24 h: nothing else is due


def test_someone_who_joins_owes_the_days_that_are_left_of_the_week():
    rules = {"contract_hours_least": soft(5, 1.0)}
    group = group_of(EARLY, [Person("ann", start_day=3)], rules=rules)
    # 40 h x 4 / 7 less 5 h of tolerance
    assert group.problem.people[0].rules.week_minutes_least == pytest.approx(((160 / 7 - 5) * 60,))


def test_the_tightest_hard_limit_on_a_week_holds_and_a_softer_one_has_its_price_beside_it():
    both = group_of(EARLY, ["ann"], rules={"contract_hours_most": hard(0), "max_week_hours": hard(32)})
    assert both.problem.people[0].rules.week_minutes_most == (32 * 60.0,)
    mixed = group_of(
        EARLY, ["ann"], rules={"contract_hours_most": soft(-16, 1.5), "max_week_hours": hard(48)}
    )
    assert mixed.problem.people[0].rules.week_minutes_most == (48 * 60.0,)
    # 24 h are free of charge; five shifts are 16 h beyond, at 1.5 x 30 each: dearer than nothing, but an
    # open shift costs 3120, so six are worked (48 h, 24 beyond) and one stays open.
    assert best(mixed).cost == 24 * 45.0 + 3120.0


def test_whoever_is_booked_works_a_shift_that_holds_the_booking():
    lines = [*every_day([0], "08:00"), *every_day([0], "12:00"), *every_day([1], "08:00")]
    group = group_of(lines, ["ann"], days=2, events=[("ann", 0, "17:00", 1.0, "coaching")])
    assert may(group, 0) == [1, 2]
    # A day off on the day of the booking costs ten shifts short from end to end (8 x 12 x 30 each).
    assert group.problem.off_cost[0].tolist() == [28800.0, 0.0]


def test_a_booking_no_shift_can_hold_forbids_nothing():
    group = group_of(EARLY, ["ann"], events=[("ann", 0, "20:00", 1.0, "coaching")])
    assert may(group, 0) == list(range(7))
    assert group.problem.off_cost.sum() == 0.0


def test_a_locked_day_keeps_its_shift_or_its_day_off():
    lines = [*every_day(range(2), "08:00"), *every_day(range(2), "12:00")]
    locks = [("ann", 0, "12:00 8h"), ("ann", 1, "")]
    group = group_of(lines, ["ann"], days=2, locks=locks)
    assert may(group, 0) == [1]
    assert group.offers["pattern"].iat[1] == "12:00 8h"
    assert group.problem.off_cost[0, 0] == 28800.0


def test_nights_need_consent():
    # 22:00-06:00 has no night minutes in this small plan unless they are given.
    plan = shift_plan_of(every_day(range(2), "22:00"), days=2)
    lines = plan.lines.assign(night_minutes=[180, 179])
    plan = replace(plan, lines=LINES.conform(lines))
    staff = staff_of([Person("ann", works_nights=False), Person("bob")])
    (group,) = groups_of(plan, staff, skill_sets_of(plan), rule_book_of(), small_policy())
    assert may(group, 0) == [1]
    assert may(group, 1) == [0, 1]


def test_availability_is_a_window_on_the_clock_of_each_weekday_it_names():
    lines = [*every_day([0], "08:00"), *every_day([0], "09:00"), *every_day([1, 2], "08:00")]
    windows = [("ann", 0, "08:00", "16:00"), ("ann", 1, "08:30", "20:00")]
    group = group_of(lines, ["ann", "bob"], days=3, availability=windows)
    assert may(group, 0) == [0]
    assert may(group, 1) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("wish", "start", "cost"),
    [
        ("off", "08:00", 60.0),
        ("work", "08:00", 0.0),
        ("early", "09:59", 0.0),
        ("early", "10:00", 60.0),
        ("day", "10:00", 0.0),
        ("day", "13:00", 60.0),
        ("late", "13:00", 0.0),
        ("late", "22:00", 60.0),
        ("night", "08:00", 60.0),
        ("08:00 8h", "08:00", 0.0),
        ("09:00 8h", "08:00", 60.0),
    ],
)
def test_a_wish_of_weight_two_that_is_not_met_costs_two_hours(wish, start, cost):
    rules = {"wishes": soft(math.nan, 1.0)}
    group = group_of([Shift(0, start)], ["ann"], days=1, rules=rules, wishes=[("ann", 0, wish, 2.0)])
    assert group.problem.cost.tolist() == [[cost]]
    assert group.problem.off_cost.tolist() == [[60.0 if wish == "work" else 0.0]]


def test_prices_are_hours_of_the_persons_own_wage():
    rules = {"max_consecutive_days": soft(1, 4.0)}
    group = group_of(EARLY, [Person("ann", wage_per_hour=50.0), "bob"], rules=rules)
    assert [person.rules.run for person in group.problem.people] == [Limit(1.0, 200.0), Limit(1.0, 120.0)]


def test_each_has_a_fair_share_of_weekends_over_the_weeks_before_and_the_plan():
    rules = {"fair_weekends": soft(math.nan, 1.0)}
    prior = [("ann", day, "08:00", 8.0) for day in (-1, -2, -8)] + [("bob", -57, "08:00", 8.0)]
    group = group_of(EARLY, ["ann", "bob"], rules=rules, prior=prior)
    # Days -1, -2 and -8 are on weekends, -57 is one day too long ago. (3 + 2 now) / 2 people = 2.5: 3 each.
    # The first has had 3: each of two more counts. The other can have two, which is within the share.
    (row,) = group.problem.rows
    assert (set(row.people), row.most) == ({0}, 0.0)
    assert group.problem.excess_price.tolist() == [30.0]


def test_new_starters_are_counted_at_each_start_and_share_one_excess_a_date():
    rules = {"new_starters_together": soft(1, 0.5)}
    lines = [Shift(0, "06:00", people=2), Shift(0, "14:00", people=2), Shift(0, "10:00", people=2)]
    people = [Person("ann", start_day=-56), Person("bob", start_day=0), Person("old", start_day=-57)]
    group = group_of(lines, people, days=1, rules=rules)
    # At 06:00 the early shift; at 10:00 early and middle; at 14:00 middle and late.
    assert [sorted(set(row.offers.tolist())) for row in group.problem.rows] == [[0], [0, 1], [1, 2]]
    assert {tuple(sorted(set(row.people.tolist()))) for row in group.problem.rows} == {(0, 1)}
    assert {row.excess for row in group.problem.rows} == {0}
    assert group.problem.excess_price.tolist() == [15.0]


def test_new_starters_of_two_crews_are_planned_together_where_they_could_be_too_many():
    lines = [Shift(0, "08:00", skill_set="a"), Shift(0, "08:00", skill_set="b")]
    plan = shift_plan_of(lines, days=1)
    people = [Person("ann", "a", start_day=0), Person("bob", "b", start_day=0)]
    sets = {name: [("escalation_agent", name)] for name in ("a", "b")}

    def groups(limit):
        book = rule_book_of(new_starters_together=soft(limit, 0.5))
        return groups_of(plan, staff_of(people), skill_sets_with(sets), book, small_policy())

    assert len(groups(1)) == 1
    assert len(groups(2)) == 2


def test_a_hard_least_of_hours_is_dear_and_not_impossible():
    group = group_of([Shift(0, "08:00")], ["ann"], rules={"contract_hours_least": hard(0)})
    # 40 h are due and 8 h are there: 32 h at the price of ten shifts short each.
    assert best(group).cost == 32 * 28800.0

"""Named people in the shift plan: who is there on each date, hours of weeks, contracts, weekends."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest

from tests.models.shift_plan.solved import needs, program_of, solved
from tests.models.shift_plan.world import (
    FixedReference,
    at,
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    skill_sets,
)

AGENT, REVIEWER = ("Home", "agent", "x"), ("Home", "qa_reviewer", "x")
A = {("Home", "A"): [("agent", "x")]}
NO_CONTRACTS = rule_book(
    ("contract_hours_most", "off", np.nan, 0.0), ("contract_hours_least", "off", np.nan, 0.0)
)


DAY = 1440


def on_days(over, *people, first=480, last=720):
    """Return needs of some people between two minutes of each day."""
    return needs(over, *((day * DAY + first, day * DAY + last, count) for day, count in enumerate(people)))


def by_day(plan):
    """Return how many people start on each date."""
    return Counter(day.date().isoformat()[5:] for day in plan.lines["date"].repeat(plan.lines["people"]))


def test_a_day_has_the_people_who_are_there():
    over = horizon(days=2)
    people = named(A, over, [[1, 2]], hours={"A": 12.0})
    plan = solved(requirement(over, {AGENT: on_days(over, 2, 2)}), people, [pattern(480, 4)], policy())
    # Monday 1 of 2, Tuesday both: 3 x 80 = 240; one short for 4 h: 960.
    assert by_day(plan) == {"02-01": 1, "02-02": 2}
    assert plan.weeks["objective"].tolist() == pytest.approx([1200.0])


def test_leave_is_off_the_days_already_and_not_taken_off_again():
    over = horizon()
    people = named(A, over, [2], hours={"A": 8.0})
    plan = solved(requirement(over, {AGENT: on_days(over, 2)}), people, [pattern(480, 4)], policy(leave=0.25))
    # With head counts 2 x (1 - 0.25) would be 1 whole person.
    assert plan.lines["people"].sum() == 2
    assert plan.shortage_hours == 0.0


@pytest.mark.parametrize(("shifts", "short"), [(1.0, 4.0), (2.0, 0.0)])
def test_people_work_no_more_shifts_than_their_week_holds(shifts, short):
    over = horizon(days=2)
    people = named(A, over, [1], shifts={"A": shifts}, hours={"A": 4.0 * shifts})
    plan = solved(requirement(over, {AGENT: on_days(over, 1, 1)}), people, [pattern(480, 4)], policy())
    assert plan.lines["people"].sum() == shifts
    assert plan.shortage_hours == pytest.approx(short)


@pytest.mark.parametrize(
    ("rule", "cost"),
    [
        (None, 80.0 + 960.0),
        (("contract_hours_most", "hard", 0.0, 0.0), 80.0 + 960.0),
        # 4 h more than the contract are allowed without a price: 2 x 80.
        (("contract_hours_most", "hard", 4.0, 0.0), 160.0),
        # 4 h of overtime at half a wage each: 160 + 4 x 10.
        (("contract_hours_most", "soft", 0.0, 0.5), 200.0),
        (("contract_hours_most", "off", np.nan, 0.0), 160.0),
    ],
    ids=["no rule book", "hard", "hard with 4 h", "soft", "off"],
)
def test_contracts_are_kept_exceeded_at_a_price_or_not_looked_at(rule, cost):
    over = horizon(days=2)
    people = named(A, over, [1], hours={"A": 4.0})
    needed = requirement(over, {AGENT: on_days(over, 1, 1)})
    plan = solved(needed, people, [pattern(480, 4)], policy(), book=rule_book(rule) if rule else None)
    assert plan.weeks["objective"].tolist() == pytest.approx([cost])


def test_overtime_is_dear_enough_to_be_the_last_resort():
    over = horizon(days=2)
    two = {("Home", "A"): [("agent", "x")], ("Home", "B"): [("agent", "x")]}
    people = named(two, over, [1, 1], hours={"A": 4.0, "B": 4.0})
    book = rule_book(("contract_hours_most", "soft", 0.0, 0.5))
    plan = solved(
        requirement(over, {AGENT: on_days(over, 1, 1)}), people, [pattern(480, 4)], policy(), book=book
    )
    # One of each set: no overtime, no hour of a contract unused: 160.
    assert sorted(plan.lines["skill_set"]) == ["A", "B"]
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0])


@pytest.mark.parametrize(
    ("rule", "price"),
    [
        (None, 2.0),
        (("contract_hours_least", "soft", 0.0, 0.5), 1.5),
        (("contract_hours_least", "off", np.nan, 0.0), 1.0),
    ],
)
def test_contract_hours_that_nobody_can_use_are_paid_all_the_same(rule, price):
    over = horizon(days=2)
    people = named(A, over, [1], hours={"A": 10.0})
    needed = requirement(over, {AGENT: on_days(over, 1, 1)})
    plan = solved(needed, people, [pattern(480, 4)], policy(), book=rule_book(rule) if rule else None)
    # 2 x 80, and 10 - 8 = 2 h of contract paid for nothing, more where the rule of least hours is broken.
    assert plan.cost == pytest.approx(160.0)
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0 + 2.0 * 20.0 * price])


def test_hours_that_are_paid_anyway_are_worked():
    over = horizon()
    people = named(A, over, [3], hours={"A": 12.0})
    plan = solved(requirement(over, {AGENT: on_days(over, 1)}), people, [pattern(480, 4)], policy())
    # 1 would do: 80 + 8 h unused x 40 = 400; all 3 cost 240.
    assert plan.lines["people"].sum() == 3
    assert plan.weeks["objective"].tolist() == pytest.approx([240.0])


def test_what_a_short_week_gave_is_not_owed_again():
    over = horizon(days=8)
    people = named(A, over, [1], hours={"A": 8.0})
    needed = requirement(over, {AGENT: on_days(over, 1, 1, 0, 0, 0, 0, 0, 1)})
    plan = solved(needed, people, [pattern(480, 4)], policy())
    # 8 h in the first week; the second has one day: 4 h, 4 unused at 2 x 20.
    assert plan.weeks["objective"].tolist() == pytest.approx([160.0, 80.0 + 160.0])


@pytest.mark.parametrize(
    ("days", "saturdays", "worked"),
    [
        (28, (4, 4, 4, 4), [3, 3, 3, 3]),
        # What a weekend leaves over the later ones may use: 3, 6, 9, 12 in all.
        (28, (0, 4, 4, 4), [0, 4, 4, 4]),
        (28, (2, 4, 4, 4), [2, 4, 3, 3]),
        # A cycle that the plan cuts after two weekends leaves both to everyone.
        (14, (4, 4), [4, 4]),
    ],
)
def test_weekends_off_leave_three_of_four_people_on_a_saturday(days, saturdays, worked):
    over = horizon(days=days)
    spans = [((7 * n + 5) * DAY + 480, (7 * n + 5) * DAY + 720, count) for n, count in enumerate(saturdays)]
    people = named(A, over, [4], hours={"A": 0.0})
    needed = requirement(over, {AGENT: needs(over, *spans)})
    plan = solved(needed, people, [pattern(480, 4)], policy(), book=NO_CONTRACTS)
    found = by_day(plan)
    dates = [over.days[7 * n + 5].isoformat()[5:] for n in range(len(saturdays))]
    assert [found[day] for day in dates] == worked


def test_saturday_and_sunday_are_each_worked_by_those_who_have_no_weekend_off():
    over = horizon(days=28)
    people = named(A, over, [4], hours={"A": 0.0})
    needed = requirement(over, {AGENT: on_days(over, 0, 0, 0, 0, 4, 4, 4)})
    plan = solved(needed, people, [pattern(480, 4)], policy(), book=NO_CONTRACTS)
    assert by_day(plan) == {"02-05": 4, "02-06": 3, "02-07": 3}


def test_weekends_off_that_are_a_wish_bind_no_shift_plan():
    over = horizon(days=28)
    people = named(A, over, [4], hours={"A": 0.0})
    needed = requirement(over, {AGENT: on_days(over, 0, 0, 0, 0, 0, 4)})
    soft = rule_book(("contract_hours_most", "off", np.nan, 0.0), ("free_weekends", "soft", 1.0, 1.0))
    assert by_day(solved(needed, people, [pattern(480, 4)], policy(), book=soft)) == {"02-06": 4}


def test_people_are_there_on_the_dates_of_their_own_site():
    # 23:00 on Monday in Berlin is 06:00 on Tuesday in Manila, where nobody is there on Monday.
    over = horizon(days=2, zone="Europe/Berlin")
    home = {("Home", "A"): [("agent", "x")]}
    live = needs(over)
    n = at(over, date(2027, 2, 2), 360, "Asia/Manila")
    live[n : n + 8] = 1
    people = named(home, over, [[0, 1]], hours={"A": 4.0})
    rules = policy(zones={"Home": "Asia/Manila"})
    plan = solved(requirement(over, {AGENT: live}), people, [pattern(360, 4)], rules)
    assert [day.date() for day in plan.lines["date"]] == [date(2027, 2, 2)]
    assert plan.shortage_hours == 0.0


def test_a_date_that_two_weeks_share_has_its_people_once():
    # The second Monday of Manila begins on the client's first Sunday evening: one shift in each week.
    zone = "Asia/Manila"
    over = horizon(days=8, zone="Europe/Berlin")
    live = needs(over)
    for minute in (360, 1080):
        n = at(over, date(2027, 2, 8), minute, zone)
        live[n : n + 8] = 1
    people = named(A, over, [1], hours={"A": 4.0})
    plan = solved(
        requirement(over, {AGENT: live}),
        people,
        [pattern(360, 4), pattern(1080, 4)],
        policy(zones={"Home": zone}),
    )
    assert len(plan.lines) == 1
    assert plan.shortage_hours == pytest.approx(4.0)


def test_part_time_contracts_of_named_people_need_no_share():
    over = horizon()
    people = named(A, over, [1], hours={"A": 4.0})
    rules = policy(reference=FixedReference(part_time_share_max=0.3))
    plan = solved(
        requirement(over, {AGENT: on_days(over, 1)}), people, [pattern(480, 4, part_time=True)], rules
    )
    assert plan.lines["people"].sum() == 1


def test_without_names_nothing_of_this_is_in_the_model():
    over = horizon()
    needed = requirement(over, {AGENT: on_days(over, 1)})
    families = ("contract_hours_given", "weekends_off", "booked_all_interval", "heads_on_a_day")
    bare = program_of(needed, skill_sets(A), [pattern(480, 4)], policy()).model
    assert [len(getattr(bare, family)) for family in families] == [0, 0, 0, 0]
    model = program_of(
        needed, named(A, over, [1], booked=[("A", 540, 1.0)]), [pattern(480, 4)], policy()
    ).model
    # One day of one week, which is a cycle cut short: no weekend in it.
    assert [len(getattr(model, family)) for family in families] == [1, 0, 1, 1]

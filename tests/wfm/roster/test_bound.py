from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.build_shift_plan import MONDAY, Shift, every_day, shift_plan_of
from tests.wfm.roster.by_hand import EU, RULES
from wfm.roster import HeadBound, SiteRules, head_bound, tightened, weekend_number
from wfm.roster.bound import fewest_for_rest
from wfm.roster.site_rules import NO_WEEKEND


def bound(shifts, rules=RULES, week_hours=40.0):
    return head_bound(shift_plan_of(shifts, days=28).lines, MONDAY, rules, week_hours)


def test_nothing_to_do_needs_nobody():
    assert bound([]) == HeadBound(0, "")


def test_the_busiest_day_binds_where_one_day_stands_out():
    # Nine on Tuesday, one on Wednesday: 10 shifts / 5 = 2, hours 80 / 40 = 2.
    assert bound([Shift(1, "08:00", people=9), Shift(2, "08:00")]) == HeadBound(9, "busiest day")


def test_five_shifts_a_week_bind_where_days_are_equal():
    # 2 a day, 14 a week: 14 / 5 = 2.8.
    assert bound(every_day(range(7), "08:00", 6.0, people=2)) == HeadBound(3, "shifts a week")


def test_the_busiest_week_counts_and_not_the_mean():
    # 6 in the first week, 12 in the second: 12 / 5 = 2.4; at most two on one day.
    shifts = [*every_day(range(6), "08:00"), *every_day(range(7, 13), "08:00", people=2)]
    assert bound(shifts) == HeadBound(3, "shifts a week")


def test_of_shifts_of_twelve_hours_a_contract_of_forty_holds_three():
    # Two a day on five days: 10 shifts; 120 h / 40 = 3 would do, but 10 / 3 = 3.3.
    assert bound(every_day(range(5), "08:00", 12.0, people=2)) == HeadBound(4, "hours")


def test_a_longer_week_holds_four_shifts_of_twelve_hours():
    # 48 h: 10 / 4 = 2.5.
    assert bound(every_day(range(5), "08:00", 12.0, people=2), week_hours=48.0) == HeadBound(3, "hours")


def test_mixed_lengths_are_packed_into_the_week():
    # 4 x 12 h and 6 x 8 h on five days: 96 h / 40 = 2.4, 10 shifts / 5 = 2: three people.
    shifts = [*every_day(range(4), "08:00", 12.0), *every_day(range(5), "08:00"), Shift(4, "08:00")]
    assert bound(shifts) == HeadBound(3, "hours")


def test_weekends_bind_by_the_busier_day_of_each():
    # Saturdays 3, 3, 3, 2 and Sundays 2, 2, 2, 3: 3 + 3 + 3 + 3 = 12 of which one person works 3.
    saturdays = [Shift(5 + 7 * week, "08:00", people=n) for week, n in enumerate((3, 3, 3, 2))]
    sundays = [Shift(6 + 7 * week, "08:00", people=n) for week, n in enumerate((2, 2, 2, 3))]
    assert bound([*saturdays, *sundays]) == HeadBound(4, "weekends")


def test_two_free_weekends_of_four_need_twice_the_crew():
    # 4 weekends x 3 people / 2 worked.
    rules = SiteRules(replace(EU, free_weekends=2), (5, 6))
    assert bound(every_day((5, 12, 19, 26), "08:00", people=3), rules) == HeadBound(6, "weekends")


def test_fewer_weekends_than_a_cycle_allow_all_to_be_worked():
    # Three weekends, three may be worked: the busiest day is all there is.
    assert bound(every_day((5, 12, 19), "08:00", people=3)) == HeadBound(3, "busiest day")


def test_a_weekend_elsewhere_is_another_weekend():
    # Friday and Saturday are the weekend: four Fridays with three people.
    rules = SiteRules(EU, (4, 5))
    assert bound(every_day((4, 11, 18, 25), "08:00", people=3), rules) == HeadBound(4, "weekends")
    assert bound(every_day((4, 11, 18, 25), "08:00", people=3)) == HeadBound(3, "busiest day")


def test_lates_and_next_day_earlies_need_different_people():
    # 14:00-22:00 twice, 06:00 on the next day three times: nobody can do both.
    shifts = [Shift(1, "14:00", people=2), Shift(2, "06:00", people=3)]
    assert bound(shifts) == HeadBound(5, "rest between shifts")


def test_rest_on_the_weekend_raises_the_weekend_term():
    # Two late Saturdays and two early Sundays take four people: 4 x 4 / 3 = 5.3.
    days = range(5, 28, 7)
    shifts = [*every_day(days, "14:00", people=2), *every_day((d + 1 for d in days), "06:00", people=2)]
    assert bound(shifts) == HeadBound(6, "weekends")


def test_days_in_a_row_bind_across_the_edge_of_two_weeks():
    # Four at each week's end and four at the next one's start, one person: seven of them in a row, 7 / 6.
    shifts = [*every_day(range(3, 7), "08:00", 4.0), *every_day(range(7, 11), "08:00", 4.0)]
    assert bound(shifts) == HeadBound(2, "days in a row")


@pytest.mark.parametrize("rest", [0.0, 8.0, 11.0])
def test_the_fewest_for_rest_agree_with_greedy_chains(rest):
    # The greedy that reuses whoever is free first is optimal for interval orders.
    rng = np.random.default_rng(7)
    for _ in range(20):
        shifts = [
            Shift(int(rng.integers(4)), f"{rng.integers(24)}:00", float(rng.choice([4, 8, 12])), 1)
            for _ in range(12)
        ]
        lines = shift_plan_of(shifts).lines.sort_values("shift_start")
        people: list[tuple] = []
        for line in lines.itertuples():
            free = [
                p
                for p in people
                if p[0] < line.date and (line.shift_start - p[1]).total_seconds() >= rest * 3600
            ]
            if free:
                people.remove(free[0])
            people.append((line.date, line.shift_end))
        assert fewest_for_rest(lines, rest) == len(people)


def test_rules_about_days_bind_more_together_than_each_alone():
    # 20 a day: 140 / 5 = 28 and 4 x 20 / 3 = 26.7, but who is off on a weekend and works five days that
    # week cannot have worked the whole weekend before. Seen by linear programming: 28.5.
    lines = shift_plan_of(every_day(range(28), "08:00", people=20), days=28).lines
    simple = head_bound(lines, MONDAY, RULES, 40.0)
    assert simple == HeadBound(28, "shifts a week")
    assert tightened(simple, lines, MONDAY, RULES) == HeadBound(29, "days off together")


def test_a_bound_that_cannot_be_raised_stays():
    lines = shift_plan_of(every_day(range(5), "08:00", people=3)).lines
    simple = head_bound(lines, MONDAY, RULES, 40.0)
    assert tightened(simple, lines, MONDAY, RULES) == simple == HeadBound(3, "busiest day")


@pytest.mark.parametrize(
    ("first_day", "numbers"),
    [
        (date(2027, 2, 1), [None] * 5 + [0, 0] + [None] * 5 + [1, 1]),  # Monday
        (date(2027, 2, 7), [0] + [None] * 5 + [1, 1] + [None] * 5 + [2]),  # Sunday: the weekend's second day
    ],
)
def test_weekends_are_counted_from_the_first_of_the_plan(first_day, numbers):
    days = shift_plan_of(every_day(range(14), "08:00"), first_day=first_day, days=14).lines["date"]
    wanted = [NO_WEEKEND if number is None else number for number in numbers]
    assert list(weekend_number(days, first_day, (5, 6))) == wanted

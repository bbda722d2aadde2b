"""The edges of the score: shifts before the plan, clock changes, midnight, leave, cycles cut, no rosters."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_shift_plan import Shift, every_day, shift_plan_of
from tests.build_staff import Person, soft, staff_of
from tests.wfm.roster.by_hand import roster_of
from tests.wfm.roster.scoring import found, policy, scored
from wfm.people import nobody
from wfm.roster import DUTIES, Roster, score_roster, scores_by_rule
from wfm.rule_book import default_rule_book
from wfm.shift_plan import ShiftPlan

DAY, LATE, NIGHT = "08:00", "14:00", "22:00"


def test_a_roster_without_lines_or_people_breaks_nothing():
    roster = roster_of(shift_plan_of([]), {})
    for staff in (nobody(), staff_of([])):
        scores = score_roster(roster, staff, default_rule_book(policy()), policy())
        assert scores.empty
        assert (scores_by_rule(scores) == 0).all(axis=None)


def test_a_person_without_a_shift_breaks_no_limit_at_most():
    scores = scored(
        [Shift(0, DAY)], {"A": [1], "B": []}, rules={"max_week_hours": 48, "weekly_rest_hours": 35}
    )
    assert found(scores) == []


def test_the_last_shift_before_the_plan_counts_for_rest():
    # Sunday to 22:00, Monday from 08:00: ten hours. What lies wholly before the plan is past.
    prior = {"prior": [("A", -2, LATE, 8), ("A", -1, "06:00", 4), ("A", -3, NIGHT, 8, 8)]}
    scores = scored([Shift(0, DAY)], {"A": [1]}, rules={"daily_rest_hours": 11}, bound=prior)
    assert found(scores) == []
    prior = {"prior": [("A", -1, LATE, 8)]}
    scores = scored([Shift(0, DAY)], {"A": [1]}, rules={"daily_rest_hours": 11}, bound=prior)
    assert found(scores) == [("daily_rest_hours", "A", 0, 10, 11, 1)]


def test_days_and_nights_before_the_plan_lengthen_a_run_that_touches_it():
    prior = {"prior": [("A", day, NIGHT, 8, 8) for day in (-3, -2, -1)]}
    rules = {"max_consecutive_days": 4, "max_nights_in_row": soft(4)}
    scores = scored(every_day((0, 1), NIGHT), {"A": [1, 2]}, rules=rules, bound=prior)
    assert found(scores) == [
        ("max_consecutive_days", "A", 1, 5, 4, 1),
        ("max_nights_in_row", "A", 1, 5, 4, 1),
    ]
    # A day off on Monday ends both runs.
    scores = scored(every_day((1, 2), NIGHT), {"A": [1, 2]}, rules=rules, bound=prior)
    assert found(scores) == []


def test_a_run_wholly_before_the_plan_is_past():
    prior = {"prior": [("A", day, DAY, 8) for day in range(-9, -1)]}
    scores = scored([Shift(0, DAY)], {"A": [1]}, rules={"max_consecutive_days": 6}, bound=prior)
    assert found(scores) == []


def test_single_days_off_and_drift_are_seen_across_the_first_day():
    prior = {"prior": [("A", -1, DAY, 8)]}
    rules = {"days_off_together": soft(2), "start_drift_hours": soft(2)}
    scores = scored([Shift(1, DAY)], {"A": [1]}, rules=rules, bound=prior)
    assert found(scores) == [("days_off_together", "A", 0, 1, 2, 1)]
    scores = scored([Shift(0, LATE)], {"A": [1]}, rules=rules, bound=prior)
    assert found(scores) == [("start_drift_hours", "A", 0, 6, 2, 1)]


@pytest.mark.parametrize(
    ("saturday", "rest"),
    [
        (date(2027, 3, 27), 10.0),  # 28 March: 02:00 becomes 03:00, eleven hours of wall clock are ten
        (date(2027, 10, 30), None),  # 31 October: 03:00 becomes 02:00, twelve hours
        (date(2027, 6, 5), None),  # an ordinary night: eleven hours
    ],
)
def test_rest_is_counted_in_instants_when_the_clocks_change(saturday, rest):
    # 15:00-23:00, then 10:00.
    shifts = [Shift(0, "15:00"), Shift(1, "10:00")]
    scores = scored(
        shifts, {"A": [1, 2]}, rules={"daily_rest_hours": 11}, first_day=saturday, zone="Europe/Berlin"
    )
    assert found(scores, saturday) == ([] if rest is None else [("daily_rest_hours", "A", 1, rest, 11, 1)])


def test_starts_are_compared_on_the_wall_clock_when_the_clocks_change():
    saturday = date(2027, 3, 27)
    scores = scored(
        [Shift(0, DAY), Shift(1, DAY)],
        {"A": [1, 2]},
        rules={"start_drift_hours": soft(0)},
        first_day=saturday,
        zone="Europe/Berlin",
    )
    assert found(scores, saturday) == []


def test_an_overnight_shift_belongs_to_the_week_in_which_it_starts():
    # Sunday night ends on Monday; it counts as the first week's fifth shift, Monday to Thursday are four.
    shifts = [*every_day(range(2, 7), NIGHT), *every_day(range(8, 12), NIGHT)]
    scores = scored(shifts, {"A": range(1, 10)}, rules={"shifts_per_week": 5}, days=14)
    assert found(scores) == []


def test_weeks_begin_with_the_first_day_of_the_plan():
    # The plan starts on a Wednesday: Wednesday to Sunday and Monday, Tuesday are one week of seven days.
    wednesday = date(2027, 2, 3)
    scores = scored(
        every_day((0, 1, 3, 4, 5, 6), DAY, 6.0),
        {"A": range(1, 7)},
        rules={"shifts_per_week": 5},
        first_day=wednesday,
    )
    assert found(scores, wednesday) == [("shifts_per_week", "A", 0, 6, 5, 1)]


def test_leave_alone_breaks_no_week_and_with_one_shift_breaks_it_by_that_shift():
    leave = {"away": [("A", day, 8.0) for day in range(6)]}
    rules = {"shifts_per_week": 5, "contract_hours_most": 0, "contract_hours_least": soft(0)}
    assert found(scored([Shift(6, DAY)], {"A": []}, rules=rules, bound=leave)) == []
    # 6 x 8 = 48 h of leave leave nothing of 40: the one shift of eight hours is too much.
    assert found(scored([Shift(6, DAY)], {"A": [1]}, rules=rules, bound=leave)) == [
        ("shifts_per_week", "A", 6, 1, 0, 1),
        ("contract_hours_most", "A", 6, 8, 0, 8),
    ]


def test_the_contract_of_a_cut_week_is_cut_with_it():
    # Nine days: 40 h for the first week, 40 x 2 / 7 = 11.43 h for the two days left.
    scores = scored(
        every_day(range(5), DAY), {"A": range(1, 6)}, rules={"contract_hours_least": soft(0)}, days=9
    )
    assert found(scores) == [("contract_hours_least", "A", 7, 0, 11.428571, 11.428571)]


def test_weekly_rest_is_asked_of_whole_weeks_alone():
    # Nine days without a rest of 35 h: the two days after the first week are none.
    rules = {"weekly_rest_hours": 35}
    scores = scored(every_day(range(9), DAY), {"A": range(1, 10)}, rules=rules, days=9)
    assert found(scores) == [("weekly_rest_hours", "A", 6, 16, 35, 1)]


def test_a_long_rest_counts_for_the_week_that_holds_a_day_of_it():
    # Off from Saturday 16:00 to Tuesday 08:00: 32 h lie in the first week and 32 h in the second.
    shifts = [*every_day(range(6), DAY), *every_day(range(8, 14), DAY)]
    rules = {"weekly_rest_hours": 35}
    scores = scored(shifts, {"A": range(1, 13)}, rules=rules, days=14)
    assert found(scores) == []
    # Off from Sunday 16:00 to Tuesday 08:00: 40 h, of which the first week has 8.
    shifts = [*every_day(range(7), DAY), *every_day(range(8, 14), DAY)]
    scores = scored(shifts, {"A": range(1, 14)}, rules=rules, days=14)
    assert found(scores) == [("weekly_rest_hours", "A", 6, 16, 35, 1)]


def test_shifts_before_the_plan_take_the_rest_of_its_first_week():
    # Monday to Sunday from 08:00: before Monday nothing is known, so the rest there has no end.
    shifts, rules = (
        [Shift(0, DAY), *every_day(range(1, 6), DAY), Shift(6, "06:00")],
        {"weekly_rest_hours": 24},
    )
    assert len(scored(shifts, {"A": range(1, 8)}, rules=rules)) == 1
    late = [Shift(1, "12:00"), *every_day(range(2, 7), DAY)]
    assert found(scored(late, {"A": range(1, 7)}, rules=rules)) == []
    prior = {"prior": [("A", 0 - 1, NIGHT, 8, 8)]}
    assert found(scored(late, {"A": range(1, 7)}, rules=rules, bound=prior)) == []
    # To 06:00 of Monday and from 05:00 of Tuesday: 23 h.
    early = [Shift(1, "05:00"), *every_day(range(2, 7), DAY)]
    assert found(scored(early, {"A": range(1, 7)}, rules=rules, bound=prior)) == [
        ("weekly_rest_hours", "A", 6, 23, 24, 1)
    ]


def test_a_cycle_of_weekends_cut_by_the_plan_allows_as_many_as_a_whole_one():
    # Six weekends, two of them in the second cycle of four: three of the first four, both of the others.
    shifts = [Shift(day, DAY) for day in (5, 12, 19, 33, 40)]
    scores = scored(shifts, {"A": range(1, 6)}, rules={"free_weekends": 1}, days=42)
    assert found(scores) == []


def test_fair_shares_count_open_shifts_and_leave_out_who_may_not_work_nights():
    # Four nights worked and two open over three people who may: two each. A has three; D never counts.
    shifts = every_day(range(4), NIGHT)
    scores = scored(
        shifts,
        {"A": [1, 2, 3], "B": [4], "C": [], "D": []},
        rules={"fair_nights": soft(np.nan)},
        staff=["A", "B", "C", Person("D", works_nights=False)],
        open_shifts=every_day((4, 5), NIGHT),
    )
    assert found(scores) == [("fair_nights", "A", 2, 3, 2, 1)]


def test_the_site_sees_its_own_midnight():
    # 14:00 to 22:00 in New York ends at 03:00 UTC of the next day, which is booked: nothing is wrong.
    scores = scored(
        [Shift(0, LATE)],
        {"A": [1]},
        rules={},
        zone="America/New_York",
        bound={"away": [("A", 1, 8.0)]},
    )
    assert found(scores) == []


PERSON = st.lists(st.sampled_from(["", "06:00", "08:00", "14:00", "22:00"]), min_size=14, max_size=14)


def crowded(rows):
    """Return a roster in which each person works the starts of a row, one for each of 14 days."""
    shifts, worked = [], {}
    for number, row in enumerate(rows):
        days = [(day, start) for day, start in enumerate(row) if start]
        worked[f"P{number}"] = range(len(shifts) + 1, len(shifts) + len(days) + 1)
        shifts += [Shift(day, start) for day, start in days]
    return roster_of(shift_plan_of(shifts, days=14), worked)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.lists(PERSON, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    roster, rule_book = crowded(rows), default_rule_book(policy())
    plan = roster.shift_plan

    def shuffled(table):
        return table.sample(frac=1, random_state=random.randrange(1000)).reset_index(drop=True)

    mixed = Roster(
        ShiftPlan(
            shuffled(plan.lines),
            shuffled(plan.activities),
            plan.coverage,
            plan.reviews,
            plan.weeks,
            plan.horizon,
            plan.status,
            plan.cost,
        ),
        shuffled(roster.people),
        shuffled(roster.duties),
        roster.positions,
    )
    one, other = (score_roster(each, nobody(), rule_book, policy()) for each in (roster, mixed))
    columns = list(one.columns)
    pd.testing.assert_frame_equal(
        one.sort_values(columns, ignore_index=True), other.sort_values(columns, ignore_index=True)
    )


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.lists(PERSON, min_size=1, max_size=3))
def test_a_person_without_shifts_changes_no_one_elses_score(rows):
    rule_book = default_rule_book(policy())
    rules = ["daily_rest_hours", "weekly_rest_hours", "max_consecutive_days", "max_nights_in_row"]
    one, other = (
        score_roster(crowded(each), nobody(), rule_book, policy()) for each in (rows, [*rows, [""] * 14])
    )
    one, other = (table[table["rule"].isin(rules)].reset_index(drop=True) for table in (one, other))
    pd.testing.assert_frame_equal(one, other)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(PERSON)
def test_days_in_a_row_are_those_counted_one_by_one(row):
    roster = crowded([row])
    scores = score_roster(roster, nobody(), default_rule_book(policy()), policy())
    run, runs = 0, []
    for day in [*(bool(start) for start in row), False]:
        runs += [run] if run and not day else []
        run = run + 1 if day else 0
    beyond = scores.loc[scores["rule"] == "max_consecutive_days", "amount"].tolist()
    assert beyond == [run - 6 for run in runs if run > 6]
    assert DUTIES.conform(roster.duties)["line"].is_unique

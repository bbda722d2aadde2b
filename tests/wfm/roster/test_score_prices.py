"""Prices of breaches in money, sums by rule and by person, and breaches planted by the dozen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.build_shift_plan import Shift, every_day, shift_plan_of
from tests.build_staff import Person, rule_book_of, soft, staff_of
from tests.wfm.roster.by_hand import roster_of
from tests.wfm.roster.scoring import WAGE, policy, scored
from wfm.errors import PlanningError
from wfm.people import nobody
from wfm.roster import SCORES, closest_cases, score_roster, scores_by_person, scores_by_rule
from wfm.rule_book import REGISTER

DAY, LATE, NIGHT = "08:00", "14:00", "22:00"


def test_a_breach_costs_its_amount_times_hours_of_the_wage_of_whoever_breaks_it():
    # Two nights too many at 3 h of wage: A at the site's 30, 2 x 3 x 30 = 180; B at 20 of their own, 120.
    shifts = [*every_day(range(4), NIGHT), *every_day(range(4), NIGHT)]
    scores = scored(
        shifts,
        {"A": range(1, 5), "B": range(5, 9)},
        rules={"max_nights_in_row": soft(2, 3.0)},
        staff=["A", Person("B", wage_per_hour=20.0)],
    )
    assert scores.set_index("person_id")["price"].to_dict() == {"A": 180.0, "B": 120.0}


def test_a_hard_breach_has_no_price():
    scores = scored(every_day(range(7), DAY), {"A": range(1, 8)}, rules={"max_consecutive_days": 6})
    assert scores[["level", "amount", "price"]].to_numpy().tolist() == [["hard", 1.0, 0.0]]


def test_what_no_one_person_breaks_costs_the_mean_wage_of_the_site():
    # Three start times where two are allowed, at 2 h of wage: mean of 30, 30 and 60 is 40, so 80.
    shifts = [Shift(0, start) for start in ("06:00", "07:00", "08:00")]
    scores = scored(
        shifts,
        {"A": [1], "B": [2], "C": [3]},
        rules={"starts_per_day": soft(2, 2.0)},
        staff=["A", "B", Person("C", wage_per_hour=60.0)],
    )
    assert scores[["person_id", "price"]].to_numpy().tolist() == [["", 80.0]]


def test_a_wish_costs_its_weight():
    scores = scored(
        [Shift(0, DAY)],
        {"A": [1]},
        rules={"wishes": soft(float("nan"), 0.5)},
        bound={"wishes": [("A", 0, "off", 3.0)]},
    )
    assert scores["price"].tolist() == [3 * 0.5 * WAGE]


def test_a_price_without_a_wage_is_refused():
    unpaid = replace(policy(), pay=policy().pay.iloc[:0])
    roster = roster_of(shift_plan_of(every_day((0, 2), DAY)), {"A": [1, 2]})
    book = rule_book_of(days_off_together=soft(2))
    with pytest.raises(PlanningError, match="no wage is known for A at Main"):
        score_roster(roster, nobody(), book, unpaid)
    # A hard rule needs no wage.
    assert len(score_roster(roster, nobody(), rule_book_of(days_off_together=2.0), unpaid)) == 1


def test_sums_by_rule_have_every_rule_and_by_person_the_worst_first():
    shifts = [*every_day(range(7), DAY), *every_day((0, 2), DAY)]
    scores = scored(
        shifts,
        {"A": range(1, 8), "B": [8, 9]},
        rules={"max_consecutive_days": 6, "shifts_per_week": 5, "days_off_together": soft(2, 2.0)},
    )
    by_rule = scores_by_rule(scores)
    assert list(by_rule.index) == list(REGISTER)
    assert by_rule.loc["shifts_per_week"].tolist() == [1, 2, 0]
    assert by_rule.loc["days_off_together"].tolist() == [1, 1, 60]
    assert by_rule["breaches"].sum() == 3
    by_person = scores_by_person(scores)
    assert by_person.loc["A"].tolist() == [2, 2, 3, 0]
    assert by_person.loc["B"].tolist() == [0, 1, 1, 60]
    assert list(by_person.index) == ["A", "B"]


def test_no_breach_gives_empty_sums():
    assert scores_by_person(SCORES.empty()).empty
    assert (scores_by_rule(SCORES.empty()) == 0).all(axis=None)


def test_planted_breaches_are_counted_exactly():
    # Twelve people, each with one breach of their own kind, four of each; twelve more without any.
    shifts, worked = [], {}

    def give(person, days):
        worked[person] = range(len(shifts) + 1, len(shifts) + 1 + len(days))
        shifts.extend(Shift(day, start) for day, start in days)

    for n in range(4):
        give(f"short{n}", [(1, LATE), (2, DAY)])
        give(f"long{n}", [(day, DAY) for day in range(7)])
        give(f"lone{n}", [(0, DAY), (2, DAY)])
        for m in range(3):
            give(f"clean{n}{m}", [(day, DAY) for day in range(5)])
    rules = {"daily_rest_hours": 11, "max_consecutive_days": 6, "days_off_together": soft(2)}
    scores = scored(shifts, worked, rules=rules)
    assert scores.groupby("rule")["person_id"].agg(list).to_dict() == {
        "daily_rest_hours": [f"short{n}" for n in range(4)],
        "days_off_together": [f"lone{n}" for n in range(4)],
        "max_consecutive_days": [f"long{n}" for n in range(4)],
    }
    assert (scores["amount"] == 1).all()


def test_the_case_closest_to_a_limit_is_found_where_nothing_is_broken():
    # Rests of 16 h and 12 h, a run of five days, 35 h in the week.
    plan = shift_plan_of([*every_day(range(4), DAY, 7.0), Shift(4, "03:00", 7.0)])
    roster = roster_of(plan, {"A": range(1, 6)})
    book = rule_book_of(daily_rest_hours=11, max_consecutive_days=6, max_week_hours=48)
    closest = closest_cases(roster, staff_of(["A"]), book, policy()).set_index("rule")
    assert closest["found"].to_dict() == {
        "daily_rest_hours": 12.0,
        "max_consecutive_days": 5.0,
        "max_week_hours": 35.0,
    }
    assert closest.at["daily_rest_hours", "limit"] == 11

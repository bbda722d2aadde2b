"""What a roster costs, with a pencil: one rule at a time."""

from __future__ import annotations

import numpy as np
import pytest

from models.roster.evaluate import breaches, cost_by_rule, cost_of, person_breaches
from models.roster.problem import HARD, Before, Limit, PersonRules, SideRow
from tests.models.roster.by_hand import grid, pencil, row

NOTHING = Before()
ON_SINCE_THREE_DAYS = Before(True, days_on=3, nights=2, last_end=360.0, last_clock=1320.0)


def price(days: str, rules: PersonRules, before: Before = NOTHING) -> float:
    found = person_breaches(pencil(len(days), rules, before), 0, row(days))
    return sum(breach.price for breach in found)


@pytest.mark.parametrize(
    ("days", "rules", "before", "expected"),
    [
        # 5 days in a row are 2 beyond 3: 2 x 10
        ("EEEEE.", PersonRules(run=Limit(3, 10)), NOTHING, 20),
        # 3 days before and 2 now are 5: 2 beyond 3
        ("LL....", PersonRules(run=Limit(3, 10)), ON_SINCE_THREE_DAYS, 20),
        ("EEEE..", PersonRules(run=Limit(3)), NOTHING, HARD),
        # the single day in the middle is short of 2; the one at the end touches the end
        (".E..EE", PersonRules(least_run=2), NOTHING, HARD),
        ("E..EE.", PersonRules(least_run=2), NOTHING, 0),
        ("EE.EE.", PersonRules(least_off=2), NOTHING, HARD),
        ("EE.EE.", PersonRules(least_off=2, free_days=(2,)), NOTHING, 0),
        # one stretch of 1 day off, one of 2, one at the end: only the first is short
        ("E.E..E.", PersonRules(days_off_together=Limit(2, 7)), NOTHING, 7),
        # a day off before the plan and one in it make two
        (".E....", PersonRules(days_off_together=Limit(2, 7)), Before(True, days_off=1), 0),
        (".E....", PersonRules(days_off_together=Limit(2, 7)), ON_SINCE_THREE_DAYS, 7),
        # two nights before and two now are 4: 1 beyond 3
        ("NN....", PersonRules(nights_in_row=Limit(3, 5)), ON_SINCE_THREE_DAYS, 5),
        # late until 22:00, early from 06:00: 8 h, short of 11 h
        ("LE....", PersonRules(rest_minutes=Limit(660, 4)), NOTHING, 4),
        ("L.E...", PersonRules(rest_minutes=Limit(660, 4)), NOTHING, 0),
        ("LE....", PersonRules(rest_floor_minutes=500.0), NOTHING, HARD),
        # the night before ends at 06:00 of the first day: no rest before the early shift, 8 h before the late
        ("E.....", PersonRules(rest_minutes=Limit(660, 4)), ON_SINCE_THREE_DAYS, 4),
        ("L.....", PersonRules(rest_minutes=Limit(660, 4)), ON_SINCE_THREE_DAYS, 4),
        # starts 06:00 and 14:00 on adjacent days: 8 h apart; 06:00 and 22:00 too, the shorter way round
        ("EL....", PersonRules(start_drift_minutes=Limit(120, 3)), NOTHING, 3),
        ("E.L...", PersonRules(start_drift_minutes=Limit(120, 3)), NOTHING, 0),
        ("N.....", PersonRules(start_drift_minutes=Limit(120, 3)), ON_SINCE_THREE_DAYS, 0),
        ("EN....", PersonRules(start_drift_minutes=Limit(500, 3)), NOTHING, 0),
        # 6 shifts of 8 h in a week of at most 5, and at most 40 h, and at least 52 h
        ("EEEEEE.", PersonRules(week_shifts=(5,), week_shifts_price=9), NOTHING, 9),
        ("EEEEEE.", PersonRules(week_minutes_most=(2400,), week_minutes_most_price=2), NOTHING, 16),
        ("EEEEEE.", PersonRules(week_minutes_least=(3120,), week_minutes_least_price=2), NOTHING, 8),
        ("EEEEEE.", PersonRules(period_minutes=(0, 2400)), NOTHING, HARD),
        ("EEE....", PersonRules(period_minutes=(1440, 2400)), NOTHING, 0),
        ("EEL....", PersonRules(kind_most=((0, 1),)), NOTHING, HARD),
    ],
)
def test_a_row_costs_what_a_pencil_says(
    days: str, rules: PersonRules, before: Before, expected: float
) -> None:
    assert price(days, rules, before) == expected


def test_a_weekend_counts_once_and_a_cycle_for_itself() -> None:
    # weekends 0, 1, 2 of the first cycle and 4 of the second: 1 beyond 2 in the first
    days = "".join(".....EE" if w in (0, 1) else ".....E." if w in (2, 4) else "......." for w in range(5))
    assert price(days, PersonRules(weekends=Limit(2, 6))) == 6


def test_a_weekly_rest_may_run_into_the_next_week() -> None:
    # Friday 22:00 to Monday 06:00 is 56 h, 50 of them in the first week
    rules = PersonRules(weekly_rest_minutes=Limit(48 * 60, 5))
    assert price("EEEEL..EEEEE..", rules) == 0
    # every gap of the first week is at most 40 h (one day off between early shifts)
    assert price("E.E.E.EE......", rules) == 5


def test_a_week_cut_by_the_horizon_needs_no_weekly_rest() -> None:
    assert price("EEEEEE", PersonRules(weekly_rest_minutes=Limit(48 * 60, 5))) == 0


def test_cover_and_side_rows_are_priced_for_the_crew() -> None:
    # an early and a late shift need 1 each on 2 days: the first early one has 2, the other three nobody
    nights = SideRow(np.array([0, 1]), np.array([0, 0]), np.ones(2), 1.0, 0)
    problem = pencil(
        2, [PersonRules()] * 2, kinds="EL", need=1, under=10, over=3, rows=(nights,), excess_price=[4]
    )
    found = cost_by_rule(problem, grid("E.", "E.", kinds="EL"))
    assert found == {"under": 30, "over": 3, "side_row": 4, "given": 0, "day_off": 0}
    assert cost_of(problem, grid("E.", "E.", kinds="EL")) == 37


def test_rows_that_share_an_excess_pay_for_the_worst() -> None:
    rows = tuple(
        SideRow(np.arange(3), np.full(3, offer), np.ones(3), most, 0) for offer, most in ((0, 2.0), (3, 1.0))
    )
    problem = pencil(2, [PersonRules()] * 3, rows=rows, excess_price=[5])
    # 3 people early on both days: 1 beyond on the first, 2 on the second
    assert cost_of(problem, grid("EE", "EE", "EE")) == 10


def test_a_breach_names_rule_person_and_day() -> None:
    problem = pencil(4, [PersonRules(), PersonRules(run=Limit(2, 10))])
    (breach,) = (each for each in breaches(problem, grid("....", ".EEE")) if each.price)
    assert (breach.rule, breach.person, breach.day, breach.amount, breach.price) == ("run", 1, 3, 1, 10)

"""Each rule of the model by hand: a row it forbids, or prices, and one it allows."""

from __future__ import annotations

import numpy as np
import pytest

from models.limits import SolveLimits
from models.roster.formulation import solve_whole
from models.roster.problem import HARD, OFF, Before, Limit, PersonRules, SideRow
from tests.models.roster.build_problem import FREE, On, alone, each_day, forced, problem_of

ENOUGH = SolveLimits(30.0, 0.0)


def cost_of_row(problem, worked):
    """Return what the model says a row costs: these shifts and no others; infinite where forbidden."""
    return solve_whole(forced(problem, worked), ENOUGH).cost


def test_a_missing_person_has_a_price_and_one_too_many_may_not_be():
    # Two people, one shift for one of them: both would cost nothing but may not both have it.
    problem = problem_of([On(0, need=1, under=10.0)], [FREE, FREE], off_cost={(0, 0): 3.0, (1, 0): 4.0})
    found = solve_whole(problem, ENOUGH)
    # Person 1 takes it (a day off would cost 4), person 0 is off for 3.
    assert found.cost == 3.0
    assert found.grid.tolist() == [[OFF], [0]]


def test_a_person_too_many_has_the_price_that_it_is_given():
    problem = problem_of([On(0, need=1, over=2.0)], [FREE, FREE], off_cost={(0, 0): 3.0, (1, 0): 4.0})
    # Both work: one too many costs 2, less than a day off of 3.
    assert solve_whole(problem, ENOUGH).cost == 2.0


def test_nobody_has_two_shifts_a_day():
    problem = problem_of([On(0, 6.0, 4.0), On(0, 12.0, 4.0, under=7.0)])
    # One person, two shifts: the one that costs 7 to leave open is left.
    assert solve_whole(problem, ENOUGH).cost == 7.0


def test_a_cell_that_may_not_be_stays_open_and_a_day_that_must_be_is_worked():
    shifts = [On(0, under=5.0), On(1, under=0.0)]
    problem = problem_of(shifts, cost={(0, 0): HARD}, off_cost={(0, 1): HARD})
    found = solve_whole(problem, ENOUGH)
    assert found.cost == 5.0
    assert found.grid.tolist() == [[OFF, 1]]


@pytest.mark.parametrize(("price", "cost"), [(HARD, HARD), (4.0, 4.0)])
def test_eleven_hours_of_rest_forbid_or_price_an_early_after_a_late(price, cost):
    # Late 14:00-22:00, then early at 08:00: 10 h; at 09:00: 11 h.
    shifts = [On(0, 14.0), On(1, 8.0), On(1, 9.0)]
    problem = alone(PersonRules(rest_minutes=Limit(660, price)), shifts)
    assert cost_of_row(problem, [0, 1]) == cost
    assert cost_of_row(problem, [0, 2]) == 0.0


def test_rest_is_counted_across_a_day_off_where_shifts_are_long():
    # 22:00 for 20 h ends at 18:00 of the next day; 02:00 on the day after leaves 8 h, a day lying between.
    shifts = [On(0, 22.0, 20.0), On(2, 2.0), On(2, 6.0)]
    problem = alone(PersonRules(rest_minutes=Limit(660, 4.0)), shifts)
    assert cost_of_row(problem, [0, 1]) == 4.0
    assert cost_of_row(problem, [0, 2]) == 0.0


def test_rest_counts_from_the_last_shift_before_the_plan():
    # The last shift ended at 23:00 on the eve: 06:00 leaves 7 h, 10:00 leaves 11 h.
    before = Before(True, 1, 0, 0, -60.0, 900.0)
    problem = alone(PersonRules(rest_minutes=Limit(660)), [On(0, 6.0), On(0, 10.0)], before)
    assert cost_of_row(problem, [0]) == HARD
    assert cost_of_row(problem, [1]) == 0.0


def test_no_price_buys_a_rest_below_the_floor():
    # After 22:00: 05:00 leaves 7 h, below the floor of 8; 08:00 leaves 10 h, which costs 4.
    rules = PersonRules(rest_minutes=Limit(660, 4.0), rest_floor_minutes=480)
    problem = alone(rules, [On(0, 14.0), On(1, 5.0), On(1, 8.0)])
    assert cost_of_row(problem, [0, 1]) == HARD
    assert cost_of_row(problem, [0, 2]) == 4.0


def test_shifts_of_one_person_never_overlap_even_without_a_rule_of_rest():
    problem = alone(FREE, [On(0, 20.0, 8.0), On(1, 3.0), On(1, 4.0)])
    assert cost_of_row(problem, [0, 1]) == HARD
    assert cost_of_row(problem, [0, 2]) == 0.0


@pytest.mark.parametrize(("start", "cost"), [(10.0, 0.0), (11.0, 1.0), (6.0, 0.0), (5.0, 1.0)])
def test_starts_of_adjacent_days_lie_two_hours_apart_at_most(start, cost):
    problem = alone(PersonRules(start_drift_minutes=Limit(120, 1.0)), [On(0, 8.0, 4.0), On(1, start, 4.0)])
    assert cost_of_row(problem, [0, 1]) == cost


def test_the_clock_goes_round_and_a_day_off_ends_the_comparison():
    # 23:00 and 01:00 are two hours apart; 08:00 and 20:00 with a day off between are not compared.
    problem = alone(PersonRules(start_drift_minutes=Limit(120)), [On(0, 23.0, 1.0), On(1, 1.0, 1.0)])
    assert cost_of_row(problem, [0, 1]) == 0.0
    apart = alone(PersonRules(start_drift_minutes=Limit(120)), [On(0, 8.0, 4.0), On(2, 20.0, 4.0)])
    assert cost_of_row(apart, [0, 1]) == 0.0


def test_each_day_beyond_a_run_of_three_counts_and_the_days_before_the_plan_with_it():
    rules = PersonRules(run=Limit(3, 5.0))
    days = each_day(range(6))
    assert cost_of_row(alone(rules, days), [0, 1, 2, 4, 5]) == 0.0
    assert cost_of_row(alone(rules, days), [0, 1, 2, 3, 4]) == 10.0  # five in a row: two beyond
    two_before = Before(True, 2, 0, 0, -600.0, 480.0)
    assert cost_of_row(alone(rules, days, two_before), [0, 1]) == 5.0  # four in a row
    assert cost_of_row(alone(rules, days, two_before), [1, 2, 3]) == 0.0
    five_before = Before(True, 5, 0, 0, -600.0, 480.0)
    assert cost_of_row(alone(rules, days, five_before), [0]) == 15.0  # six in a row: three beyond
    assert cost_of_row(alone(rules, days, five_before), [1, 2]) == 0.0  # two beyond, but not of this plan


def test_a_run_of_one_day_is_too_short_unless_it_touches_an_end():
    problem = alone(PersonRules(least_run=2), each_day(range(5)))
    assert cost_of_row(problem, [2]) == HARD
    assert cost_of_row(problem, [1, 2]) == 0.0
    assert cost_of_row(problem, [0, 4]) == 0.0


def test_a_single_day_off_is_too_short_unless_it_is_leave():
    days = each_day(range(5))
    assert cost_of_row(alone(PersonRules(least_off=2), days), [1, 3]) == HARD
    assert cost_of_row(alone(PersonRules(least_off=2), days), [1, 4]) == 0.0
    assert cost_of_row(alone(PersonRules(least_off=2, free_days=(2,)), days), [1, 3]) == 0.0


def test_a_single_day_off_has_a_price_and_leave_has_none():
    rules = PersonRules(days_off_together=Limit(2, 2.0))
    days = each_day(range(6))
    assert cost_of_row(alone(rules, days), [0, 2, 4]) == 4.0  # days 1 and 3
    assert cost_of_row(alone(rules, days), [0, 3, 4]) == 0.0
    leave = PersonRules(days_off_together=Limit(2, 2.0), free_days=(1,))
    assert cost_of_row(alone(leave, days), [0, 2, 4]) == 2.0
    worked_on_the_eve = Before(True, 1, 0, 0, -600.0, 480.0)
    assert cost_of_row(alone(rules, days, worked_on_the_eve), [1]) == 2.0  # day 0 alone is off
    assert cost_of_row(alone(rules, days), [1]) == 0.0  # nothing is known of the eve


def test_nights_in_a_row_count_without_the_other_shifts():
    nights = [On(d, 22.0, is_night=True) for d in range(4)]
    problem = alone(PersonRules(nights_in_row=Limit(2, 3.0)), [*nights, On(3, 8.0)][:5])
    assert cost_of_row(problem, [0, 1, 2]) == 3.0
    assert cost_of_row(problem, [0, 1, 3]) == 0.0
    two_before = Before(True, 2, 0, 2, -1080.0, 1320.0)
    assert cost_of_row(alone(PersonRules(nights_in_row=Limit(2)), nights, two_before), [0]) == HARD


def test_a_week_holds_so_many_shifts_and_leave_takes_room():
    days = each_day(range(14))
    rules = PersonRules(week_shifts=(2.0, 0.0), week_shifts_price=4.0)
    assert cost_of_row(alone(rules, days), [0, 1]) == 0.0
    assert cost_of_row(alone(rules, days), [0, 1, 2, 7]) == 8.0


def test_hours_of_a_week_have_a_most_and_a_least():
    days = each_day(range(7))  # 8 h each
    most = PersonRules(week_minutes_most=(1200.0,), week_minutes_most_price=1.5)
    assert cost_of_row(alone(most, days), [0, 1, 2]) == 6.0  # 24 h, 4 beyond 20
    least = PersonRules(week_minutes_least=(1200.0,), week_minutes_least_price=2.0)
    assert cost_of_row(alone(least, days), [0, 1]) == 8.0  # 16 h, 4 below 20
    assert cost_of_row(alone(least, days), [0, 1, 2]) == 0.0
    must = PersonRules(week_minutes_least=(1200.0,), week_minutes_least_price=HARD)
    assert cost_of_row(alone(must, days), [0, 1]) == HARD


def test_hours_of_the_whole_period_lie_between_their_limits():
    problem = alone(PersonRules(period_minutes=(960.0, 1440.0)), each_day(range(5)))
    assert cost_of_row(problem, [0]) == HARD
    assert cost_of_row(problem, [0, 1]) == 0.0
    assert cost_of_row(problem, [0, 1, 2, 3]) == HARD


def test_someone_who_must_work_and_may_not_is_found_before_a_model_is_built():
    problem = alone(PersonRules(period_minutes=(60.0, 960.0)), [On(0)], cost={(0, 0): HARD})
    found = solve_whole(problem, ENOUGH)
    assert found.status == "infeasible"
    assert found.cost == HARD


def test_a_kind_of_shift_may_be_had_only_so_often():
    shifts = [On(0, 6.0), On(1, 6.0), On(2, 14.0)]
    problem = alone(PersonRules(kind_most=((0, 1),)), shifts)
    assert cost_of_row(problem, [0, 1]) == HARD
    assert cost_of_row(problem, [0, 2]) == 0.0


def test_weekends_worked_in_a_cycle_are_counted_once_each():
    rules = PersonRules(weekends=Limit(1, 4.0))
    calendar = {"weekend": [0, 0, -1, 1, 1], "cycle": [0, 0, -1, 0, 0]}
    problem = alone(rules, each_day(range(5)), **calendar)
    assert cost_of_row(problem, [0, 1, 2]) == 0.0
    assert cost_of_row(problem, [0, 3, 4]) == 4.0


@pytest.mark.parametrize(("start", "cost"), [(9.0, 0.0), (8.0, 6.0)])
def test_a_week_has_a_rest_of_thirty_five_hours_round_a_day_off(start, cost):
    # Off on day 3 only: from 22:00 of day 2 to 08:00 of day 4 are 34 h, to 09:00 35 h.
    shifts = [On(d, 14.0) for d in range(3)] + [On(4, start)] + [On(d, 14.0) for d in (5, 6)]
    problem = alone(PersonRules(weekly_rest_minutes=Limit(2100, 6.0)), shifts)
    assert cost_of_row(problem, [0, 1, 2, 3, 4, 5]) == cost


def test_a_long_rest_counts_only_with_a_day_of_it_in_the_week():
    # Worked from day 0 to the end of day 5 (22:00), then off to the end of the second week's first day.
    shifts = [On(d, 14.0) for d in range(6)] + [On(8, 14.0)]
    problem = alone(PersonRules(weekly_rest_minutes=Limit(2100, 6.0)), shifts, days=14)
    assert cost_of_row(problem, list(range(7))) == 0.0  # 26 h of the rest lie in the first week
    late = [On(d, 17.0) for d in range(6)] + [On(8, 14.0)]
    problem = alone(PersonRules(weekly_rest_minutes=Limit(2100, 6.0)), late, days=14)
    assert cost_of_row(problem, list(range(7))) == 6.0  # ends at 01:00 of day 6: 23 h


def test_rows_that_share_an_excess_pay_for_the_worst_of_them():
    shifts = [On(0, 6.0, 4.0, need=3), On(0, 12.0, 4.0, need=3)]
    people = np.arange(3)
    rows = [
        SideRow(people, np.zeros(3, dtype=np.int64), np.ones(3), 1.0, 0),
        SideRow(people, np.ones(3, dtype=np.int64), np.ones(3), 1.0, 0),
    ]
    problem = problem_of(shifts, [FREE] * 3, rows=rows, excess_price=[2.0])
    # Three people: two on one shift and one on the other is 1 beyond; nobody missing would need six people.
    assert solve_whole(problem, ENOUGH).cost == 3 * 10.0 + 2.0


def test_a_row_that_others_have_filled_already_costs_without_anyone():
    problem = problem_of(
        [On(0, under=0.0)],
        rows=[SideRow(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.ones(1), -2.0, 0)],
        excess_price=[3.0],
    )
    assert solve_whole(problem, ENOUGH).cost == 6.0


def test_a_problem_of_nobody_and_nothing_is_solved():
    problem = problem_of([On(0)], [])
    assert solve_whole(problem, ENOUGH).cost == 10.0


def test_a_run_that_is_stopped_at_once_says_so():
    problem = problem_of([On(0)], [FREE])
    found = solve_whole(problem, SolveLimits(30.0, 0.0, lambda: True))
    assert found.status == "stopped"
    assert found.cost == HARD
    assert (found.grid == OFF).all()

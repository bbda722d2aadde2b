"""What takes time, takes it: training, ramp, joiners' attrition, retraining, the end of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.migration.by_hand import arc, modelled, solved, team
from wfm.errors import PlanningError


def test_nobody_works_before_the_training_is_over_and_trainees_are_paid():
    # Need 4 from period 0; decided in 0, class in 1 (lead 1), 2 periods of it: at work in 3. Periods 0-2 are
    # short of 4: 1,200; wages 4 x 2 in class + 4 at work = 12; 2 a person for hiring = 8.
    people = team([0], 4, hire_most=9.0, lead=1, train=2, hire_cost=2.0)
    cost, plan = solved(people, [4])
    assert plan.people[0] == pytest.approx([0.0, 4.0, 0.0, 0.0])
    assert plan.heads["in_class"][0] == pytest.approx([0.0, 4.0, 4.0, 0.0])
    assert plan.heads["joined"][0] == pytest.approx([0.0, 0.0, 0.0, 4.0])
    assert cost == pytest.approx(1220.0)


def test_no_class_begins_that_cannot_end_in_time():
    # Of 4 periods with 2 of training, a class of 0 or 1 is at work before the end.
    assert list(modelled(team([0], 4, hire_most=9.0, train=2), [4])[0].hired) == [(0, 0), (0, 1)]
    assert not list(modelled(team([0], 4, hire_most=9.0, train=4), [4])[0].hired)


def test_classes_begin_in_every_nth_period_only():
    # Every 2: in 0 or 2; needed from 2 on with one period of training: the class of 0 or of 2, so 0.
    people = team([0], 4, hire_most=9.0, train=1, class_every=2)
    assert solved(people, [[0, 0, 4, 4]])[1].people[0] == pytest.approx([4.0, 0.0, 0.0, 0.0])


def test_some_fall_out_of_class():
    # 10 % leave in each of 2 periods, a quarter of the rest at the end: 100, 90, then 81 x .75 = 60.75.
    people = team([0], 3, booked=[[100.0, 0, 0]], train=2, class_attrition=0.1, fallout=0.25)
    heads = solved(people, [0])[1].heads
    assert heads["in_class"][0] == pytest.approx([100.0, 90.0, 0.0])
    assert heads["joined"][0] == pytest.approx([0.0, 0.0, 60.75])
    assert heads["fell_out"][0] == pytest.approx([0.0, 10.0, 29.25])


def test_classes_under_way_on_the_first_day_finish():
    # 8 began 1 period before, 5 began 2 before; training of 2: the five work at once, the eight in 1.
    heads = solved(team([0], 2, under_way=[[8.0, 5.0]], train=2), [0])[1].heads
    assert heads["joined"][0] == pytest.approx([5.0, 8.0])
    assert heads["in_class"][0] == pytest.approx([8.0, 0.0])


def test_a_class_longer_than_the_plan_is_followed_to_its_end():
    # 8 began 3 periods before; training of 6, plan of 2, 10 % leave a period: 8 x .9^3, 8 x .9^4 in class.
    heads = solved(team([0], 2, under_way=[[0.0, 0.0, 8.0]], train=6, class_attrition=0.1), [0])[1].heads
    assert heads["in_class"][0] == pytest.approx([8 * 0.729, 8 * 0.6561])
    assert heads["fell_out"][0] == pytest.approx([8 * 0.081, 8 * 0.0729])


def test_joiners_leave_at_their_own_rate_for_their_first_periods():
    # 100 join in 0 and lose 20 % in 1 and in 2, then 10 %: 100, 80, 64, 57.6; 50 established lose 10 %.
    people = team([50], 4, booked=[[100.0, 0, 0, 0]], attrition=0.1, joiner_attrition=0.2, joiner_periods=2)
    heads = solved(people, [0])[1].heads
    old = 50 * 0.9 ** np.arange(1, 5)
    assert heads["heads"][0] == pytest.approx(old + np.array([100.0, 80.0, 64.0, 57.6]))


def test_in_years_the_first_loss_is_taken_on_arrival():
    # 100 come and 20 % leave in the same year, again in the next, then 10 %: 80, 64, 57.6.
    people = team(
        [0], 3, booked=[[100.0, 0, 0]], attrition=0.1, joiner_attrition=0.2, joiner_periods=2,
        loses_on_arrival=True,
    )  # fmt: skip
    heads = solved(people, [0])[1].heads
    assert heads["heads"][0] == pytest.approx([80.0, 64.0, 57.6])
    assert heads["left"][0] == pytest.approx([20.0, 16.0, 6.4])


def test_people_on_the_ramp_give_part_of_their_output():
    # 100 join, 10 % leave a period; output 40 % then 80 %: 60 x 1, then .2 x 90 missing.
    heads = solved(
        team([0], 3, booked=[[100.0, 0, 0]], attrition=0.1, joiner_attrition=0.1, ramp=[[0.4, 0.8]]), [0]
    )[1].heads
    assert heads["ramp_loss"][0] == pytest.approx([60.0, 18.0, 0.0])


def test_retraining_takes_people_away_at_their_old_wage_and_some_fail():
    # 10 at 3 a period; need of 4 in post 1 in period 2: x x .8 = 4, so x = 5 away for 2 periods; of the one
    # who fails .6 returns and .4 leaves. Wages: 10 x 3 x 2, then 5.6 x 3 + 4 x 1.
    people = team(
        [10, 0], 3, wage=[3.0, 1.0], retraining=arc(lag=2, pass_share=0.8, return_share=0.6, cost=7.0)
    )
    cost, plan = solved(people, [[0, 0, 0], [0, 0, 4]])
    heads = plan.heads
    assert plan.transfers[0] == pytest.approx([5.0, 0.0, 0.0])
    assert heads["in_retraining"][0] == pytest.approx([5.0, 5.0, 0.0])
    assert heads["heads"] == pytest.approx(np.array([[5.0, 5.0, 5.6], [0.0, 0.0, 4.0]]))
    assert heads["left"][0] == pytest.approx([0.0, 0.0, 0.4])
    assert plan.money["wages"][0] == pytest.approx([30.0, 30.0, 16.8])
    assert cost == pytest.approx(60 + 16.8 + 4 + 35)


def test_people_leave_during_retraining_too():
    # 10 % a period for 2 periods: 10, 9 away, 8.1 arrive; those who leave are counted at the old post.
    people = team([10, 0], 3, retraining=arc(lag=2, attrition=0.1))
    heads = solved(people, [[0, 0, 0], [0, 0, 9]])[1].heads
    assert heads["in_retraining"][0] == pytest.approx([10.0, 9.0, 0.0])
    assert heads["left"][0] == pytest.approx([0.0, 1.0, 0.9])
    assert heads["heads"][1] == pytest.approx([0.0, 0.0, 8.1])


def test_no_retraining_and_no_notice_begins_that_does_not_end_in_time():
    people = team([10, 0], 2, retraining=arc(lag=2), notice=2, release_cost=0.0)
    plan = solved(people, [[0], [9]])[1]
    assert plan.transfers.sum() == plan.notices.sum() == 0.0


def test_a_dismissal_pays_only_when_the_end_is_worth_reaching():
    # 4 of 10 are needed in both periods; leaving costs 5, a period's wage is 1: nobody goes, at a cost of 20.
    assert solved(team([10], 2, release_cost=5.0), [4])[0] == pytest.approx(20.0)
    # With 10 periods more: 6 go at 30; 4 x 2 in the plan and 4 x 10 after it.
    cost, plan = solved(team([10], 2, release_cost=5.0, terminal_periods=10.0), [4])
    assert plan.money["terminal"].sum() == pytest.approx(40.0)
    assert cost == pytest.approx(30 + 8 + 40)


def test_running_on_counts_what_is_missing_too():
    # One head missing, at 100, in the one period and in the two after it; 9 wages likewise.
    assert solved(team([9], 1, terminal_periods=2.0), [10])[0] == pytest.approx(3 * 109.0)


def test_people_hired_by_name_all_come_and_cost_their_pay_alone():
    # Two come in period 2 after one of training, one in period 0, trained before: wages 1, 1 + 2, 3, 3 = 10;
    # half of a class would fall out, at 50 a class and 7 a person.
    prices = {"class_cost": 50.0, "class_most": 9.0, "hire_cost": 7.0}
    people = team([0], 4, joining=[[1.0, 0, 2.0, 0]], train=1, fallout=0.5, **prices)
    cost, plan = solved(people, [0])
    assert plan.heads["heads"][0] == pytest.approx([1.0, 1.0, 3.0, 3.0])
    assert plan.heads["in_class"][0] == pytest.approx([0.0, 2.0, 0.0, 0.0])
    assert plan.heads["fell_out"][0] == pytest.approx([0.0] * 4)
    assert cost == pytest.approx(10.0)


def test_people_hired_by_name_sit_in_the_seats_of_training():
    with pytest.raises(PlanningError, match="seats_for_training"):
        modelled(team([0], 3, joining=[[0, 0, 2.0]], train=1, seats=[1.0]), [0])

"""For every rule a case it forbids and a case it allows, with the sum in a comment."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.migration.by_hand import arc, arcs, solved, team


def test_people_carry_over_less_those_who_leave():
    # 100 lose 10 % a period: 90, 81; wages 171; nothing is needed.
    cost, plan = solved(team([100], 2, attrition=0.1), [0])
    assert plan.heads["heads"][0] == pytest.approx([90.0, 81.0])
    assert plan.heads["left"][0] == pytest.approx([10.0, 9.0])
    assert cost == pytest.approx(171.0)


def test_people_who_are_not_there_cannot_be_carried_over():
    # Need 95 of 90: 5 are short at 100 each, beside 90 of wages.
    cost, plan = solved(team([100], 1, attrition=0.1), [95])
    assert plan.heads["shortage"][0] == pytest.approx([5.0])
    assert cost == pytest.approx(590.0)


def test_a_need_is_met_or_has_no_plan_where_nobody_may_be_missing():
    assert solved(team([10], 1, shortage_price=np.inf), [10])[0] == pytest.approx(10.0)
    assert solved(team([10], 1, shortage_price=np.inf), [11])[0] is None


def test_a_need_met_exactly_counts_the_people_beyond_it():
    # 12 heads, 10 needed: 2 beyond it at 3 each, wages 12.
    cost, plan = solved(team([12], 1, surplus_price=3.0), [10])
    assert plan.heads["surplus"][0] == pytest.approx([2.0])
    assert cost == pytest.approx(18.0)


def test_a_class_has_at_least_its_least_size_or_is_not_held():
    # 3 are missing in the last 4 of 5 periods: a class of 5 costs less than 3 x 4 x 100.
    people = {"hire_most": 20.0, "class_least": 5.0, "class_most": 20.0, "class_cost": 9.0, "train": 1}
    need = [[10, 13, 13, 13, 13]]
    cost, plan = solved(team([10], 5, **people), need)
    assert plan.people.sum() == pytest.approx(5.0)
    assert plan.classes[0].tolist() == [1, 0, 0, 0, 0]
    # Wages: 10 x 5 heads, 5 x 4 joined, 5 x 1 in class; class 9.
    assert cost == pytest.approx(50 + 20 + 5 + 9)
    # Without whole classes 3 come, for 3/20 of a class: 50 + 12 + 3 + 1.35.
    cost, plan = solved(team([10], 5, **people), need, whole_classes=False)
    assert plan.people.sum() == pytest.approx(3.0)
    assert cost == pytest.approx(66.35)


def test_more_people_than_a_class_holds_take_a_second_one():
    # 25 missing, classes of 20 at most: two; a class costs 9.
    people = {"hire_most": 60.0, "class_least": 5.0, "class_most": 20.0, "class_cost": 9.0, "train": 1}
    cost, plan = solved(team([0], 2, **people), [[0, 25]])
    assert plan.classes[0].tolist() == [2, 0]
    assert cost == pytest.approx(25 + 25 + 18)


def test_seats_hold_those_in_class_and_in_retraining_together():
    # Post 1 lacks 4 and post 2 lacks 4; a class of post 1 and retraining 0 -> 2 both take the one period
    # before; 6 seats: two of the eight are missing for a period, at 100.
    def people(seats):
        return team(
            [4, 0, 0], 2, hire_most=[[0.0], [9.0], [0.0]], train=1, seats=[seats], retraining=arc(0, 2, lag=1)
        )

    need = [[0, 0], [0, 4], [0, 4]]
    # Wages: 4 in retraining + 4 in class, then 4 + 4.
    assert solved(people(8.0), need)[0] == pytest.approx(16.0)
    _, plan = solved(people(6.0), need)
    assert plan.heads["in_class"].sum() + plan.heads["in_retraining"].sum() == pytest.approx(6.0)
    assert plan.heads["shortage"].sum() == pytest.approx(2.0)


def test_seats_are_counted_site_by_site():
    people = team([4, 0], 2, site=[0, 1], hire_most=[[0.0], [9.0]], train=1, seats=[0.0, 9.0])
    # Post 1 is at site 1, where there is room; site 0 has none.
    assert solved(people, [[0, 0], [0, 4]])[1].heads["shortage"].sum() == pytest.approx(0.0)
    people = team([4, 0], 2, site=[0, 0], hire_most=[[0.0], [9.0]], train=1, seats=[0.0, 9.0])
    assert solved(people, [[0, 0], [0, 4]])[1].heads["shortage"].sum() == pytest.approx(4.0)


def test_retraining_of_a_group_is_limited_in_every_period():
    # 0 -> 1 and 0 -> 2 at once, each lacking 3; together 4 may begin: 2 are missing in the first period.
    ways = arcs((0, 1), (0, 2), group=[0, 0], group_most=[4.0])
    plan = solved(team([6, 0, 0], 2, retraining=ways), [[0], [3], [3]])[1]
    assert plan.transfers.sum(axis=0) == pytest.approx([4.0, 2.0])
    assert plan.heads["shortage"].sum(axis=0) == pytest.approx([2.0, 0.0])
    ways = arcs((0, 1), (0, 2), group=[0, 1], group_most=[4.0, 4.0])
    plan = solved(team([6, 0, 0], 2, retraining=ways), [[0], [3], [3]])[1]
    assert plan.heads["shortage"].sum() == pytest.approx(0.0)


def test_retraining_is_a_share_of_those_who_do_the_work_now():
    # At work in 1 this period: 8 + x; x <= 1/5 (8 + x): x <= 2.
    people = team([10, 8], 1, retraining=arc(most_of_target=0.2))
    plan = solved(people, [[0], [12]])[1]
    assert plan.transfers[0] == pytest.approx([2.0])
    assert plan.heads["shortage"][1] == pytest.approx([2.0])
    assert solved(people, [[0], [10]])[1].heads["shortage"][1] == pytest.approx([0.0])


def test_an_arc_has_its_own_limit_per_period():
    people = team([10, 0], 2, retraining=arc(most=[[3.0, 1.0]]))
    assert solved(people, [[0], [9]])[1].transfers[0] == pytest.approx([3.0, 1.0])


def test_people_who_just_joined_are_not_released_and_nobody_is_released_twice():
    # A class of 6, agreed, works from 0 on, joiners for 2 periods; the 4 established may go at once (a
    # release costs nothing here), the six when they are established, in period 2.
    people = team([4], 4, booked=[[6.0, 0, 0, 0]], joiner_periods=2, release_cost=0.0)
    plan = solved(people, [0])[1]
    assert plan.notices[0] == pytest.approx([4.0, 0.0, 6.0, 0.0])
    assert plan.heads["heads"][0] == pytest.approx([6.0, 6.0, 0.0, 0.0])


def test_people_on_the_ramp_are_not_retrained():
    # Half output for one period: the 6 who join in 0 move in 1, when they are established.
    people = team([0, 0], 2, booked=[[6.0, 0], [0, 0]], ramp=[[0.5], [1.0]], retraining=arc())
    plan = solved(people, [[0], [6]])[1]
    assert plan.transfers[0] == pytest.approx([0.0, 6.0])
    assert plan.heads["ramp_loss"][0] == pytest.approx([3.0, 0.0])


def test_people_under_notice_work_until_the_date_and_not_after_it():
    # Notice of 2 periods, 10 people: 4 are needed for two periods, 1 from the third on: 9 get notice at once.
    people = team([10], 4, notice=2, release_cost=0.5)
    plan = solved(people, [[4, 4, 1, 1]])[1]
    assert plan.notices[0] == pytest.approx([9.0, 0.0, 0.0, 0.0])
    assert plan.heads["under_notice"][0] == pytest.approx([9.0, 9.0, 0.0, 0.0])
    assert plan.heads["heads"][0] == pytest.approx([10.0, 10.0, 1.0, 1.0])
    # With need 4 in period 2 they stay: work after the date is not to be had.
    assert solved(people, [[4, 4, 4, 1]])[1].notices[0] == pytest.approx([6.0, 3.0, 0.0, 0.0])


def test_some_of_those_under_notice_leave_before_the_date():
    plan = solved(team([20], 2, attrition=0.1, notice=1, release_cost=0.0), [[18, 0]])[1]
    # 18 are there in period 0 and all get notice; 1.8 leave, 16.2 are released.
    assert plan.notices[0] == pytest.approx([18.0, 0.0])
    assert plan.heads["left"][0] == pytest.approx([2.0, 1.8])
    assert plan.heads["released"][0] == pytest.approx([0.0, 16.2])


def test_overtime_is_a_share_of_the_heads():
    # 10 heads, 10 %: 1 at 1.5; need 11 is met for 11.5, of 12 one is missing.
    people = team([10], 1, overtime_share=0.1)
    assert solved(people, [11])[0] == pytest.approx(11.5)
    cost, plan = solved(people, [12])
    assert plan.heads["overtime"][0] == pytest.approx([1.0])
    assert cost == pytest.approx(111.5)


def test_time_off_is_a_share_of_the_heads_and_never_of_the_need():
    # 10 heads, 20 %: 2 go home and save 0.9 each; with 9 needed only 1 can.
    people = team([10], 1, time_off_share=0.2, time_off_factor=0.9)
    assert solved(people, [5])[0] == pytest.approx(10 - 1.8)
    assert solved(people, [9])[0] == pytest.approx(10 - 0.9)


def test_temps_of_a_site_are_limited_and_only_where_they_may_work():
    # Two posts share 3 temps at 1.6; each lacks 2: one is missing. Post 1 may not have any: 2 + 0.
    people = team([0, 0], 1, temps_most=[3.0], temp_factor=1.6)
    cost, plan = solved(people, [[2], [2]])
    assert plan.heads["temps"].sum() == pytest.approx(3.0)
    assert cost == pytest.approx(4.8 + 100)
    people = team([0, 0], 1, temps_most=[3.0], temp_factor=[1.6, np.inf])
    plan = solved(people, [[2], [2]])[1]
    assert plan.heads["temps"][:, 0] == pytest.approx([2.0, 0.0])


def test_surplus_of_all_posts_together_is_limited():
    # 3 + 3 beyond the need: allowed up to 6, not 5; nobody can leave.
    assert solved(team([5, 5], 1, surplus_most=6.0), [[2], [2]])[0] == pytest.approx(10.0)
    assert solved(team([5, 5], 1, surplus_most=5.0), [[2], [2]])[0] is None


def test_short_time_takes_part_of_a_worker_from_those_beyond_the_need():
    # 10 heads, 8 needed exactly, no surplus: 4 on short time give half each; 2 currency units a person.
    people = team(
        [10], 1, surplus_most=0.0, short_time_most=[[4.0]], short_time_share=0.5, short_time_cost=2.0
    )
    cost, plan = solved(people, [8])
    assert plan.heads["short_time"][0] == pytest.approx([4.0])
    assert cost == pytest.approx(18.0)
    assert solved(people, [7])[0] is None


def test_a_budget_holds_in_its_phase_and_shortage_is_not_paid_from_it():
    # Wages of 10 a period; temps for the missing 4 cost 2 each. Phase 0 (2 periods) has 24 = 20 + 2 temps;
    # phase 1 has enough for 4: 6 heads are missing in phase 0 (4 x 2 less 2), none in phase 1.
    people = team([10], 3, budget=[24.0, 18.0], phase=[0, 0, 1], temps_most=[9.0], temp_factor=2.0)
    plan = solved(people, [14])[1]
    assert plan.heads["temps"][0, :2].sum() == pytest.approx(2.0)
    assert plan.heads["temps"][0, 2] == pytest.approx(4.0)
    # Less than the wages: no plan, as nobody may be released.
    assert solved(team([10], 1, budget=[9.0]), [0])[0] is None

import math
from datetime import date

import pytest

from wfm.roles import Role
from wfm.screens import words


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (words.whole(12345.4), "12,345"),
        (words.one_decimal(1008.04), "1,008.0"),
        (words.clock(315.2), "5:15"),
        (words.clock(59.6), "1:00"),
        (words.clock(3 * 3600 + 61), "3:01:01"),
        (words.clock(math.nan), "–"),
        (words.percent(0.814), "81.4 %"),
        (words.money("GBP", 22_490.4), "GBP 22,490"),
        (words.signed(-1.5), "-1.5"),
        (words.signed(2.0), "+2"),
        (words.signed(10.04), "+10"),
        (words.signed(-0.03), "-0.03"),
        (words.signed(-0.001), "0"),
        (words.signed_fte(23.0), "+23.0"),
        (words.quantity("daily_rest_hours"), "Rest between shifts"),
        (words.quantity("forecast_error_cv"), "Forecast error variation (spread over mean)"),
        (words.with_unit("45", "min"), "45 min"),
        (words.with_unit("20 %", "share"), "20 %"),
        (words.with_unit("0.5", "x handle time"), "0.5 x handle time"),
        (words.with_unit("Sat,Sun", "weekdays"), "Sat,Sun"),
        (words.with_unit("3", "mode"), "mode 3"),
        (words.roles_in("qa_reviewer: all queues"), "QA reviewer: all queues"),
        (words.signed(-100.0), "-100"),
        (words.day(date(2027, 2, 1)), "Mon 1 Feb"),
        (words.horizon("2027-02-01", "2027-02-28"), "Mon 1 Feb to Sun 28 Feb 2027"),
        (words.horizon("2027-02-01", "2027-02-01"), "Mon 1 Feb 2027"),
        (words.horizon("2027-12-27", "2028-01-02"), "Mon 27 Dec 2027 to Sun 2 Jan 2028"),
        (words.target("agent", 0.8, 20.0), "80 % in 20 s"),
        (words.target("monitor", 0.95, 0.0), "95 % of the time within the span"),
        (words.bound_name("minimum_crew"), "Minimum crew"),
        (words.bound_name("service 80/20 (Order chat)"), "Service 80/20 (Order chat)"),
    ],
)
def test_numbers_stand_as_planners_write_them(shown, expected):
    assert expected == shown


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_letter_and_full_name(role):
    assert words.role_name(role)[0] == "("
    assert "_" not in words.role_name(role)


def plan(objective, bound, staffing, status="optimal"):
    shift_plan = {
        "objective": objective,
        "bound": bound,
        "weeks": [{"staffing_cost": cost} for cost in staffing],
    }
    return {"status": status, "currency": "EUR", "shift_plan": shift_plan}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        # 180 over 22,500 in two weeks is 0.8 %.
        (
            plan(22_680.0, 22_500.0, [11_250.0, 11_250.0]),
            "Roster complete: at most EUR 180 (0.8 %) above the cheapest possible.",
        ),
        # Less than half a euro is nothing a planner could see.
        (plan(22_500.3, 22_500.0, [22_500.0]), "Roster complete: the cheapest possible."),
        # A bound a rounding error above the plan is no gain.
        (plan(99.0, 99.1, [99.0]), "Roster complete: the cheapest possible."),
        (
            plan(102.0, 100.0, [100.0], "feasible"),
            "Stopped by its limit, roster complete: at most EUR 2 (2.0 %) above the cheapest possible.",
        ),
        (
            plan(102.0, 100.0, [100.0], "stopped"),
            "Stopped early, roster complete: at most EUR 2 (2.0 %) above the cheapest possible.",
        ),
        # A plan in which nobody works costs nothing: there is no share of nothing.
        (
            plan(10.0, 0.0, [0.0], "stopped"),
            "Stopped early, roster complete: at most EUR 10 (0.0 %) above the cheapest possible.",
        ),
    ],
)
def test_how_good_a_plan_is_stands_in_money_and_percent_of_the_whole(figures, expected):
    assert expected == words.outcome(figures)

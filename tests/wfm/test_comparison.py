"""Plans side by side: what differs, and which of them may be called a saving."""

from __future__ import annotations

import pytest

from wfm.comparison import cost_verdicts, differences


def plan(cost, *services):
    rows = [{"target": target, "simulated_service": found} for target, found in services]
    simulated = {"simulated": {"seed": 1, "services": rows}} if rows else {}
    return {"cost": cost, "currency": "EUR", "roles": {}, **simulated}


def test_plans_side_by_side_show_the_figures_that_differ_alone():
    one = {"cost": 100.0, "currency": "EUR", "heads": {"settled": 5}, "roles": {"agent": {"people": 5}}}
    other = one | {"cost": 90.0, "heads": {"settled": 4}}
    table = differences({"a": one, "b": other})
    assert table["figure"].tolist() == ["cost", "heads settled"]
    assert table[["a", "b"]].to_numpy().tolist() == [[100.0, 90.0], [5, 4]]


def test_equal_plans_have_no_difference_and_a_missing_figure_is_one():
    assert differences({"a": {"cost": 1.0}, "b": {"cost": 1.0}}).empty
    table = differences({"a": {"cost": 1.0}, "b": {}})
    assert table[["a", "b"]].to_numpy().tolist() == [[1.0, None]]


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (plan(90.0), "b costs EUR 10 less than a; its service is not simulated: not called a saving"),
        (
            plan(90.0, (0.8, 0.9), (1.0, 0.99)),
            "b costs EUR 10 less than a; simulated below a target: no saving",
        ),
        (plan(90.0, (0.8, 0.8), (0.9, None)), "b costs EUR 10 less than a: a saving"),
        (plan(130.0), "b costs EUR 30 more than a"),
    ],
)
def test_a_cheaper_plan_is_a_saving_only_where_its_simulated_service_is_kept(other, told):
    assert cost_verdicts({"a": plan(100.0), "b": other}) == [told]


def test_equal_costs_and_other_currencies_are_not_judged():
    other = plan(90.0) | {"currency": "GBP"}
    assert cost_verdicts({"a": plan(100.0), "b": plan(100.2), "c": other}) == []

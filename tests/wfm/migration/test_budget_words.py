"""Budgets in words: what a phase pays, and hours that are short while it is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration.figures import figures


@pytest.fixture(scope="module")
def case():
    case = migration_case(1, 2, sites=1)
    return replace(case, rules=replace(case.rules, phase_budget=(1000.0, np.nan)))


def budgets(case, paid, shortage):
    """Return what is told of a plan that pays so much in phase 1, half a head short in each of its weeks."""
    heads = [AGENTS | {"week": week, "shortage": shortage if week < 13 else 0.0} for week in range(26)]
    money = [AGENTS | {"item": "wages", "week": 3, "amount": paid}]
    money += [AGENTS | {"item": "shortage", "week": 3, "amount": 9e6}]
    stays = [
        {"queue": "Q001", "phase": phase, "way": "0", "from_way": "0", "ai_days": -1.0} for phase in range(2)
    ]
    return figures(hand_plan(case, heads=heads, money=money, stays=stays), case, 1.0)["budgets"]


def test_a_budget_kept_by_leaving_people_out_tells_how_many_hours_and_where(case):
    # half a head of 40 h, 13 weeks: 260 h; 995 of 1,000 are paid, and the price of shortage is not
    (told,) = budgets(case, 995.0, 0.5)
    assert (told["phase"], told["budget"], told["paid"]) == (1, 1000.0, 995.0)
    assert told["hours_short"] == pytest.approx(260.0)
    currency = case.policy.settings.currency
    assert told["words"] == (
        f"Phase 1: {currency} 995 paid, the budget is {currency} 1,000; it is kept by leaving people out: "
        "260 hours are short (agents at North 260 h)."
    )


def test_hours_short_beside_money_left_are_not_the_budgets_fault(case):
    (told,) = budgets(case, 600.0, 0.5)
    assert "leaving people out" not in told["words"]
    assert told["words"].endswith("260 hours are short (agents at North 260 h).")


def test_where_nobody_is_missing_it_says_so(case):
    (told,) = budgets(case, 995.0, 0.0)
    assert told["hours_short"] == 0.0
    assert told["words"].endswith("nobody is missing.")


def test_no_budget_no_words(case):
    free = replace(case, rules=replace(case.rules, phase_budget=(np.nan, np.nan)))
    assert budgets(free, 995.0, 0.5) == []

"""People missing in a migration, with a pencil."""

from __future__ import annotations

import pytest

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration.shortage_words import shortage_told

CASE = migration_case(1, 2, sites=1)


def told(shortage):
    """Return what is told of heads missing week by week, priced 9,000 in all where anybody is."""
    heads = [AGENTS | {"week": week, "shortage": shortage.get(week, 0.0)} for week in range(26)]
    money = [AGENTS | {"item": "shortage", "week": 3, "amount": 9_000.0}] if shortage else []
    return shortage_told(hand_plan(CASE, heads=heads, money=money), CASE)


def test_hours_weeks_price_and_the_worst_week_are_told():
    # half a head of 40 h in week 3, two in week 15, which begins 14 weeks after 1 February
    found = told({2: 0.5, 14: 2.0})
    assert (found["head_weeks"], found["most"], found["week"], found["date"]) == (2.5, 2.0, 15, "2027-05-10")
    assert (found["hours"], found["price"]) == (pytest.approx(100.0), 9_000.0)
    currency = CASE.policy.settings.currency
    assert found["words"] == (
        "People missing: 100 paid hours in all (agents at North 100 h), at most 2.0 heads, week 15, Mon 10 "
        f"May 2027; priced {currency} 9,000 in the cost, which nobody pays."
    )


def test_where_nobody_is_missing_it_says_so():
    found = told({})
    assert (found["hours"], found["week"], found["words"]) == (0.0, None, "Nobody is missing in any week.")

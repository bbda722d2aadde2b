"""The days of a plan in words: they name a plan that has no name."""

from __future__ import annotations

from datetime import date

import pytest

from wfm.horizon import Horizon


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2027, 2, 1), date(2027, 2, 28), "February 2027"),
        (date(2027, 3, 1), date(2027, 3, 7), "1 to 7 March 2027"),
        (date(2027, 3, 2), date(2027, 3, 31), "2 to 31 March 2027"),
        (date(2027, 3, 1), date(2027, 3, 1), "1 March 2027"),
        (date(2027, 3, 29), date(2027, 4, 4), "29 March to 4 April 2027"),
        (date(2027, 2, 1), date(2027, 3, 31), "1 February to 31 March 2027"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December 2026 to 3 January 2027"),
    ],
)
def test_days_are_named_as_a_planner_says_them(first, last, name):
    assert Horizon(first, last, 30, "UTC").name == name

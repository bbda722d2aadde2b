"""The first hours of a plan, with a pencil: which shortage belongs to shifts of the roster before."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.build_shift_plan import Shift, shift_plan_of
from wfm.shift_plan import before_first_shift

DAY = pd.Timestamp("2027-02-01", tz="UTC")
NIGHTS = Shift(0, "22:00", skill_set="nights")


def told(shifts, short):
    """Return the hours told by site where crews are short of one person from one hour to another."""
    plan = shift_plan_of(shifts, days=2)
    coverage = plan.coverage
    for pool, (first, last) in short.items():
        start = coverage["interval_start"]
        here = (coverage["pool"] == pool) & (start >= DAY + pd.Timedelta(hours=first))
        here &= start < DAY + pd.Timedelta(hours=last)
        coverage = coverage.assign(
            required=coverage["required"].where(~here, 1), shortage=coverage["shortage"].where(~here, 1.0)
        )
    notes = before_first_shift(replace(plan, coverage=coverage))
    return {note.applies_to: note.value for note in notes}


@pytest.mark.parametrize(
    ("day_shift", "short", "expected"),
    [
        (Shift(0, "00:00", skill_set="days"), {"nights": (0, 6)}, {"Main": "6.0"}),
        (Shift(0, "06:00", skill_set="days"), {"nights": (0, 6), "days": (0, 6)}, {"Main": "12.0"}),
        # beyond the longest shift, of eight hours, no shift of the eve is at work
        (Shift(0, "00:00", skill_set="days"), {"nights": (4, 20)}, {"Main": "4.0"}),
        # short once its shifts have begun: a result
        (Shift(0, "00:00", skill_set="days"), {"days": (2, 6)}, {}),
        (Shift(0, "00:00", skill_set="days"), {}, {}),
    ],
    ids=["nights beside days", "both", "longest shift", "begun", "nothing"],
)
def test_a_crew_is_short_before_its_own_first_shift(day_shift, short, expected):
    assert told([day_shift, NIGHTS], short) == expected

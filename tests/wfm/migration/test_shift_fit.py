"""What an hour rostered takes in paid ones, measured on planned weeks, by pencil."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.build_migration import migration_case
from wfm.migration.shift_fit import measured_fits, with_fits
from wfm.migration.week_heads import (
    ELSEWHERE,
    ITEMS,
    NEED,
    OWN_WEEK,
    RESERVE,
    ROSTER,
    SHIFTS,
    WEEK_HEADS,
    WHOLE,
)

CASE = migration_case(2, 3, sites=1)


def week(role, pool="", **heads):
    told = dict.fromkeys(ITEMS, 0.0) | heads
    rows = [("North", role, pool, item, value) for item, value in told.items()]
    return WEEK_HEADS.conform(pd.DataFrame(rows, columns=list(WEEK_HEADS.columns)))


AGENTS = week("agent", **{NEED: 8.0, OWN_WEEK: 0.5, SHIFTS: 3.4, WHOLE: 1.1, ROSTER: 13.0})


def test_a_fit_is_what_is_paid_over_what_is_needed():
    # 8.5 heads at 1.1, the fit of this case; the shifts pay 3.4 more: 11.9 / 8.5 x 1.1 = 1.54.
    (row,) = measured_fits(CASE, [AGENTS], (26,)).to_dict("records")
    assert (row["site"], row["role"], row["weeks"], row["assumed"]) == ("North", "agent", "27", 1.1)
    assert (row["needed"], row["paid"]) == (pytest.approx(8.5), pytest.approx(11.9))
    assert row["measured"] == 1.54


def test_crews_and_weeks_of_a_role_count_together():
    # 8.5 and 1.5 needed, 11.9 and 2.1 paid; what is kept for a rollback has no shifts.
    small = week("agent", "A", **{NEED: 2.0, RESERVE: -0.5, SHIFTS: 0.6, ROSTER: 3.0})
    (row,) = measured_fits(CASE, [AGENTS, small], (0, 51)).to_dict("records")
    assert row["measured"] == pytest.approx(1.1 * 14 / 10)
    assert row["weeks"] == "1 and 52"


def test_a_role_without_shifts_is_not_measured():
    # Others review between contacts: nothing is left to roster.
    reviewers = week("qa_reviewer", **{NEED: 1.75, ELSEWHERE: -1.75})
    assert measured_fits(CASE, [reviewers], (0,)).empty


def test_a_case_takes_the_fits_measured_and_lists_them():
    fits = measured_fits(CASE, [AGENTS], (26,))
    fitted = with_fits(CASE, fits)
    by_role = fitted.posts.set_index("role")["shift_fit"]
    assert by_role["agent"] == 1.54
    assert (by_role.drop("agent") == 1.1).all()
    note = fitted.assumptions[-1]
    assert (note.quantity, note.applies_to, note.value) == ("shift_fit", "North: agent", "1.54")
    assert "shifts of week 27, which pay 11.9 heads where 8.5 were counted at 1.1" in note.source
    assert len(fitted.assumptions) == len(CASE.assumptions) + 1

"""What was worked before the plan, as instants with paid and night minutes."""

from __future__ import annotations

from datetime import time

import pandas as pd
import pytest

from tests.wfm.people.in_memory import ANN, BOB, STAFF, day, one_fault, rows, staff

PRIOR = ["agent_id", "date", "shift_code", "start"]


def test_codes_become_instants_with_paid_and_night_minutes():
    # D 10:00: 10:00 to 18:30, 480 paid, no night. N20: 20:00 to 05:00 with an unpaid hour in its middle,
    # 00:00 to 01:00; the night is 22:00 to 06:00 (EU): 420 - 60 = 360 min of it paid.
    found = staff(PriorRoster=[PRIOR, ["1", day(-1), "d 10:00"], ["1", day(-3), "N20"]]).prior
    assert rows(found, "date", "pattern", "paid_minutes", "night_minutes") == [
        ("01-29", "N20", 480, 360),
        ("01-31", "D 10:00", 480, 0),
    ]
    assert list(found["shift_start"].dt.strftime("%d %H:%M")) == ["29 20:00", "31 10:00"]
    assert list(found["shift_end"].dt.strftime("%d %H:%M")) == ["30 05:00", "31 18:30"]


def test_a_start_beside_the_code_settles_it_even_where_nothing_starts_today():
    lines = [
        PRIOR,
        ["1", day(-1), "D", time(12)],
        ["1", day(-2), "D", time(7, 30)],
        ["1", day(-4), "N20", time(21)],
    ]
    lines.append(["1", day(-6), "d 6:30"])
    found = staff(PriorRoster=lines).prior
    assert list(found["pattern"]) == ["D 06:30", "N20 21:00", "D 07:30", "D 12:00"]
    assert list(found["shift_start"].dt.strftime("%H:%M")) == ["06:30", "21:00", "07:30", "12:00"]


def test_a_day_in_which_clocks_change_keeps_real_minutes():
    # New York leaves summer time on 1 November 2026: 20:00 to 05:00 would be 10 h, but a shift is 9 h long.
    found = staff(
        Sites=[["site", "time_zone"], ["Main", "America/New_York"]],
        PriorRoster=[PRIOR, ["1", pd.Timestamp("2026-10-31").date(), "N20"]],
    ).prior
    assert list((found["shift_end"] - found["shift_start"]).dt.total_seconds()) == [9 * 3_600]
    # 22:00 to 04:00 standard time, seven real hours, less the unpaid one.
    assert list(found["night_minutes"]) == [360]


@pytest.mark.parametrize("code", [None, "OFF", "wo", "-", "PL"])
def test_days_off_and_codes_of_absence_are_no_shifts(code):
    leave = [["agent_id", "from", "to", "code"], ["2", day(0), day(0), "PL"]]
    assert staff(TimeOff=leave, PriorRoster=[PRIOR, ["1", day(-1), code]]).prior.empty


FAULTS = {
    "unknown person": ([["3", day(-1), "N20"]], ("PriorRoster!A2", "'3'")),
    "unknown code": ([["1", day(-1), "E 08:00"]], ("PriorRoster!C2", "'E 08:00' is not known", "D 08:00")),
    "several starts": ([["1", day(-1), "D"]], ("PriorRoster!C2", "has several starts", "D 12:00")),
    "inside the plan": ([["1", day(0), "N20"]], ("PriorRoster!B2", "begins on 2027-02-01", "Locks")),
    "twice on a date": (
        [["1", day(-1), "N20"], ["1", day(-1), "D 08:00"]],
        ("PriorRoster!B3", "stands twice on 2027-01-31, first at PriorRoster!B2"),
    ),
    "before the contract": ([["2", day(-9), "N20"]], ("PriorRoster!B2", "nobody employed them")),
    "one into the other": (
        [["1", day(-2), "N20", time(23)], ["1", day(-1), "D", time(6)]],
        ("PriorRoster!B3", "before the last one ended"),
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_last_roster_that_cannot_be_is_a_fault_with_its_cell(kind):
    lines, words = FAULTS[kind]
    bob = ["2", "Bob", *BOB[2:], day(-5)]
    one_fault(words, Staff=[STAFF, ANN, bob], PriorRoster=[PRIOR, *lines])

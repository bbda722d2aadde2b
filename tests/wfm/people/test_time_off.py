"""Days away and what they count for: leave, and events that take the whole day."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.people.in_memory import ANN, BOB, STAFF, day, one_fault, read, rows, staff, told

LEAVE = ["agent_id", "from", "to", "code"]
EVENT = ["agent_id", "date", "from", "to", "activity"]


def credits(**sheets):
    return rows(staff(**sheets).away, "person_id", "date", "credited_hours")


def test_a_day_of_leave_counts_the_contract_over_the_shifts_of_a_week():
    lines = [STAFF, ANN, ["2", "Bob", "escalation_agent", "EN voice", 25]]
    # 40 / 5 = 8 h, 25 / 5 = 5 h
    found = credits(Staff=lines, TimeOff=[LEAVE, ["1", day(2), day(2)], ["2", day(3), day(3)]])
    assert found == [("1", "02-03", 8), ("2", "02-04", 5)]


def test_a_week_written_monday_to_sunday_counts_the_contract_once():
    found = credits(TimeOff=[LEAVE, ["1", day(0), day(6), "PL"]])
    assert [hours for *_, hours in found] == [8, 8, 8, 8, 8, 0, 0]


def test_days_outside_the_weekend_are_counted_first():
    # Saturday to Friday: week 0 has Sat and Sun, 8 h each; week 1 Mon to Fri.
    found = credits(TimeOff=[LEAVE, ["1", day(5), day(11)]])
    assert [hours for *_, hours in found] == [8] * 7
    # Tuesday to Sunday: six days, the five before Sunday's.
    found = credits(TimeOff=[LEAVE, ["1", day(1), day(6)]])
    assert [hours for *_, hours in found] == [8, 8, 8, 8, 8, 0]


def test_training_days_count_their_hours_before_leave():
    # Mon and Tue 7 h in class; Wed to Sun leave: 3 of 5 shifts left, Wed, Thu, Fri.
    found = credits(
        Events=[EVENT, ["1", day(0), time(9), time(16), "Class"], ["1", day(1), time(9), time(16), "Class"]],
        TimeOff=[LEAVE, ["1", day(2), day(6)]],
    )
    assert [hours for *_, hours in found] == [7, 7, 8, 8, 8, 0, 0]


def test_leave_over_the_edge_is_cut_to_the_plan_and_told():
    people = read(
        TimeOff=[LEAVE, ["1", day(-3), day(1), "PL"], ["2", day(13), day(20)], ["2", day(30), day(31)]]
    )
    found = rows(people[1].away, "person_id", "date", "code")
    assert found == [("1", "02-01", "PL"), ("1", "02-02", "PL"), ("2", "02-14", "Leave")]
    assert told(people, "sheet TimeOff") == [
        ("TimeOff!B2, TimeOff!B3", "its days inside the plan count", "Runs over the edge of the plan"),
        ("TimeOff!B4", "not used by this plan", "Outside the plan"),
    ]


def test_leave_over_the_edge_of_the_contract_is_cut_to_it_and_told():
    people = read(
        Staff=[STAFF, ["1", "Ann", "escalation_agent", "EN voice", 40, None, day(3)], BOB],
        TimeOff=[LEAVE, ["1", day(2), day(6)]],
    )
    assert len(people[1].away) == 2
    why = "Runs over the edge of the contract"
    assert told(people, "sheet TimeOff") == [("TimeOff!B2", "its days of the contract count", why)]


FAULTS = {
    "unknown person": (["3", day(0), day(1)], ("TimeOff!A2", "'3' is not on sheet Staff")),
    "from after to": (["1", day(4), day(3)], ("TimeOff!B2", "from 2027-02-05 to 2027-02-04")),
    "no first day": (["1", None, day(3)], ("TimeOff!B2", "from is blank")),
    "no date": (["1", "soon", day(3)], ("TimeOff!B2", "'soon'")),
    "not employed": (["2", day(6), day(7)], ("TimeOff!B2", "nobody employs them")),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_leave_that_cannot_be_is_a_fault_with_its_cell(kind):
    line, words = FAULTS[kind]
    bob = ["2", "Bob", "escalation_agent", "EN voice", 40, None, day(5)]
    one_fault(words, Staff=[STAFF, ANN, bob], TimeOff=[LEAVE, line])


def test_leave_booked_twice_for_a_day_is_a_fault_that_names_both_cells():
    lines = [LEAVE, ["1", day(0), day(3)], ["1", day(3), day(5)]]
    one_fault(("TimeOff!B3", "twice on 2027-02-04, first at TimeOff!B2"), TimeOff=lines)


def test_the_nearest_person_is_named():
    lines = [STAFF, ["A-1001", *ANN[1:]], BOB]
    one_fault(
        ("TimeOff!A2", "The nearest is A-1001"), Staff=lines, TimeOff=[LEAVE, ["A-101", day(0), day(0)]]
    )


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, 13)), st.sampled_from([40.0, 37.5, 25.0]))
def test_no_week_of_leave_counts_more_than_the_contract(days, hours):
    lines = [STAFF, ["1", "Ann", "escalation_agent", "EN voice", hours], BOB]
    away = [["1", day(n), day(n)] for n in sorted(days)]
    people = read(Staff=lines, TimeOff=[LEAVE, *away])
    found = people[1].away
    weekly = found.groupby((found["date"].dt.day - 1) // 7)["credited_hours"].sum()
    for week in (0, 1):
        booked = sum(n // 7 == week for n in days)
        assert weekly.get(week, 0.0) == pytest.approx(min(booked, 5) * hours / 5)
        # Bob gives 40 h and 5 shifts, whatever Ann's leave; she no more than her contract leaves.
        weeks = people[0].weeks
        sums = weeks[weeks["week"] == week][["shifts", "hours"]].sum()
        assert sums["shifts"] == 5 + max(0, 5 - booked)
        assert 40 <= sums["hours"] <= 40 + hours - weekly.get(week, 0.0) + 1e-9

"""Wishes and locked days: what people ask for, and what is decided."""

from __future__ import annotations

import pytest

from tests.wfm.people.in_memory import ANN, STAFF, day, one_fault, read, rows, staff, told

WISH = ["agent_id", "date", "weekday", "wish", "weight"]
LOCK = ["agent_id", "date", "shift_code"]
LEAVE = [["agent_id", "from", "to"], ["1", day(4), day(5)]]


def wishes(*lines, **sheets):
    return rows(staff(Wishes=[WISH, *lines], **sheets).wishes, "person_id", "date", "wish", "weight")


def test_wishes_for_dates_and_for_weekdays_of_the_whole_plan():
    found = wishes(["1", day(3), None, "Early", None], ["2", None, "Sat", "wo", 2])
    assert found == [("1", "02-04", "early", 1), ("2", "02-06", "off", 2), ("2", "02-13", "off", 2)]


def test_a_wish_for_a_date_goes_before_one_for_its_weekday_in_either_order():
    dated, weekly = ["1", day(5), None, "work", 3], ["1", None, "Sat-Sun", "off", 1]
    expected = [("1", "02-06", "work", 3), *(("1", d, "off", 1) for d in ("02-07", "02-13", "02-14"))]
    assert wishes(dated, weekly) == expected
    assert wishes(weekly, dated) == expected


def test_a_wish_may_name_a_shift():
    assert wishes(["1", day(3), None, "d 10:00", None]) == [("1", "02-04", "D 10:00", 1)]


def test_wishes_that_can_mean_nothing_are_told():
    people = read(
        TimeOff=LEAVE,
        Wishes=[
            WISH,
            ["1", day(4), None, "off", 1],
            ["1", day(-4), None, "off", 1],
            ["1", None, "Fri", "late", 1],
        ],
    )
    # The weekly wish holds for the Friday at work.
    assert rows(people[1].wishes, "date", "wish") == [("02-12", "late")]
    assert told(people, "sheet Wishes") == [
        ("Wishes!D2", "not used by this plan", "For days away or outside the contract"),
        ("Wishes!B3", "not used by this plan", "Outside the plan"),
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["3", day(3), None, "off"]], ("Wishes!A2", "'3'")),
        ([["1", day(3), None, None]], ("Wishes!D2", "wish is blank")),
        ([["1", day(3), None, "mornings"]], ("Wishes!D2", "'mornings'", "off, work, early")),
        ([["1", day(3), None, "D"]], ("Wishes!D2", "has several starts")),
        ([["1", None, None, "off"]], ("Wishes!B2", "without a date or weekday")),
        ([["1", day(3), "Thu", "off"]], ("Wishes!B2", "a date and a weekday")),
        ([["1", None, "someday", "off"]], ("Wishes!C2", "'someday'")),
        ([["1", day(3), None, "off", -1]], ("Wishes!E2", "0 to 100")),
        (
            [["1", day(3), None, "off"], ["1", day(3), None, "work"]],
            ("Wishes!D3", "two wishes for 2027-02-04, first at Wishes!D2"),
        ),
        (
            [["1", None, "Mon", "off"], ["1", None, "Mon-Wed", "work"]],
            ("Wishes!D3", "two wishes for 2027-02-01"),
        ),
    ],
)
def test_wishes_that_cannot_be_are_faults_with_their_cell(lines, words):
    one_fault(words, Wishes=[WISH, *lines])


def test_locks_are_shifts_or_days_off():
    found = staff(
        TimeOff=LEAVE, Locks=[LOCK, ["1", day(2), "n20 20:00"], ["1", day(1), None], ["1", day(4), "OFF"]]
    )
    assert rows(found.locks, "person_id", "date", "pattern") == [
        ("1", "02-02", ""),
        ("1", "02-03", "N20"),
        ("1", "02-05", ""),
    ]


def test_locks_outside_the_plan_are_told():
    people = read(Locks=[LOCK, ["1", day(-1), "N20"]])
    assert people[1].locks.empty
    assert told(people, "sheet Locks") == [("Locks!B2", "not used by this plan", "Outside the plan")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["3", day(3), None]], ("Locks!A2", "'3'")),
        ([["1", day(3), "X1"]], ("Locks!C2", "'X1' is not known")),
        ([["1", day(3), "D 09:00"]], ("Locks!C2", "'D 09:00' is not known", "D 08:00, D 10:00")),
        ([["1", day(3), "D"]], ("Locks!C2", "'D' has several starts", "D 08:00, D 10:00")),
        ([["1", day(3), "N20"], ["1", day(3), None]], ("Locks!B3", "twice on 2027-02-04, first at Locks!B2")),
        ([["1", day(4), "N20"]], ("Locks!B2", "a day away by TimeOff!B2")),
        ([["2", day(9), "N20"]], ("Locks!B2", "nobody employs them")),
    ],
)
def test_locks_that_cannot_be_are_faults_with_their_cell(lines, words):
    bob = ["2", "Bob", "escalation_agent", "EN voice", 40, None, day(8)]
    one_fault(words, Staff=[STAFF, ANN, bob], TimeOff=LEAVE, Locks=[LOCK, *lines])


def test_a_shift_locked_on_a_weekday_on_which_it_may_not_start_is_a_fault():
    shifts = [
        ["shift_code", "earliest_start", "latest_start", "paid_minutes", "days_allowed"],
        ["D", "08:00", "08:00", 480, "Mon-Fri"],
    ]
    one_fault(
        ("Locks!B2", "D of 1 is locked on 2027-02-06"), ShiftTypes=shifts, Locks=[LOCK, ["1", day(5), "D"]]
    )

"""Bookings off the phone: inside a shift, or for the whole day."""

from __future__ import annotations

from datetime import time

import pytest

from tests.wfm.people.in_memory import ANN, STAFF, day, one_fault, read, rows, staff, told

EVENT = ["agent_id", "date", "from", "to", "activity"]


def test_short_bookings_lie_inside_a_shift_and_take_people_off_the_phone():
    # Two people 10:00 to 10:45: 2, then half of 2; one 12:15 to 12:30: half of one.
    people = read(
        Events=[
            EVENT,
            ["1", day(1), time(10), time(10, 45), "Coaching"],
            ["2", day(1), time(10), time(10, 45), "Coaching"],
            ["2", day(1), time(12, 15), time(12, 30), None],
        ]
    )
    assert rows(people[1].events, "person_id", "date", "activity") == [
        ("1", "02-02", "Coaching"),
        ("2", "02-02", "Coaching"),
        ("2", "02-02", "Booked"),
    ]
    off = people[0].off_phone
    assert list(off["interval_start"].dt.strftime("%d %H:%M")) == ["02 10:00", "02 10:30", "02 12:00"]
    assert list(off["people"]) == [2, 1, 0.5]
    assert people[1].away.empty


def test_four_hours_or_more_of_a_date_take_the_day():
    # 2 h and 2.5 h of one date: 4.5 h; 3 h 59 of another does not.
    people = read(
        Events=[
            EVENT,
            ["1", day(2), time(9), time(11), "Class"],
            ["1", day(2), time(13), time(15, 30), "Test"],
            ["1", day(3), time(9), time(12, 59), "Class"],
        ]
    )
    away = rows(people[1].away, "person_id", "date", "code", "credited_hours")
    assert away == [("1", "02-03", "Class + Test", 4.5)]
    assert rows(people[1].events, "date") == [("02-04",)]
    assert [value for _, value, _ in told(people, "event_day_hours")] == ["4"]


def test_a_booking_after_midnight_falls_into_the_shift_of_the_eve():
    # N20 lasts from 20:00 to 05:00; no shift starts before 02:00 on the day itself.
    found = staff(Events=[EVENT, ["1", day(3), time(2), time(3), "Coaching"]]).events
    assert rows(found, "date") == [("02-03",)]
    assert list(found["start"].dt.strftime("%d %H:%M")) == ["04 02:00"]


def test_a_booking_over_midnight_ends_on_the_next_day():
    found = staff(Events=[EVENT, ["1", day(3), time(23, 30), time(0, 30), "Coaching"]]).events
    assert rows(found, "date") == [("02-04",)]
    assert list((found["end"] - found["start"]).dt.total_seconds()) == [3_600]


def test_bookings_are_on_the_sites_clock():
    found = staff(
        Sites=[["site", "time_zone"], ["Main", "Asia/Manila"]],
        Events=[EVENT, ["1", day(3), time(10), time(11), "Coaching"]],
    ).events
    # Manila is 8 h ahead of UTC.
    assert list(found["start"].dt.strftime("%d %H:%M")) == ["04 02:00"]


def test_a_supervisors_booking_takes_nobody_off_the_phone():
    lines = [STAFF, ANN, ["9", "Lea", "supervisor", None, 40]]
    people = read(Staff=lines, Events=[EVENT, ["9", day(1), time(10), time(11), "Meeting"]])
    assert len(people[1].events) == 1
    assert people[0].off_phone.empty


def test_bookings_of_the_weeks_before_and_after_are_left_out_and_listed():
    lines = [
        EVENT,
        ["1", day(-1), time(9), time(10)],
        ["1", day(14), time(9), time(10)],
        ["1", day(1), time(10), time(11)],
    ]
    people = read(Events=lines)
    assert rows(people[1].events, "person_id", "date") == [("1", "02-02")]
    assert told(people, "sheet Events") == [
        ("Events!B2, Events!B3", "not used by this plan", "Outside the plan")
    ]


FAULTS = {
    "unknown person": (["3", day(0), time(9), time(10)], ("Events!A2", "'3'")),
    "on leave": (["1", day(4), time(9), time(10)], ("Events!B2", "a day of leave by TimeOff!B2")),
    "not employed": (["2", day(9), time(9), time(10)], ("Events!B2", "nobody employs them")),
    "no end": (["1", day(0), time(9), None], ("Events!D2", "to is blank")),
    "no shift then": (["1", day(0), time(6), time(6, 45)], ("Events!B2", "no shift of 1 lasts from 06:00")),
    "outside the times": (["2", day(0), time(9), time(10)], ("Events!B2", "no shift of 2 lasts")),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_booking_that_cannot_be_is_a_fault_with_its_cell(kind):
    line, words = FAULTS[kind]
    one_fault(
        words,
        Staff=[STAFF, ANN, ["2", "Bob", "escalation_agent", "EN voice", 40, None, day(8)]],
        TimeOff=[["agent_id", "from", "to"], ["1", day(4), day(4)]],
        Availability=[["agent_id", "weekday", "from", "to"], ["2", "Mon", "10:00", "21:00"]],
        Events=[EVENT, line],
    )


def test_two_bookings_at_a_time_are_a_fault_that_names_both_cells():
    lines = [EVENT, ["1", day(0), time(9), time(10)], ["1", day(0), time(9, 30), time(11)]]
    one_fault(("Events!B3", "twice at a time, first at Events!B2"), Events=lines)

"""Shift patterns: shift types on each site's clock, so that every open hour can be covered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import small_policy
from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.horizon import Horizon
from wfm.shift_pattern import Break, read_patterns


def patterns(workbook, policy=None, faults=None, horizon=None):
    found = [] if faults is None else faults
    policy = policy or policy_of(workbook, busy_days())
    result = read_patterns(workbook, policy, found, horizon)
    if faults is None:
        assert found == []
    return result


def starts(result, code, site="Main"):
    chosen = [p for p in result if p.code.split()[0] == code and p.site == site]
    return [p.start_minute / 60 for p in chosen]


def test_without_a_sheet_the_shifts_of_the_reference_start_on_the_hour_inside_opening_hours():
    # Open 08:00 to 20:00; 8 h 30 at work: 12:00 is the first hour from which a shift reaches 20:00.
    result = patterns(book())
    assert starts(result, "8H") == [8, 9, 10, 11, 12]
    assert starts(result, "6H") == [8, 9, 10, 11, 12, 13, 14]
    assert starts(result, "4H") == [8, 9, 10, 11, 12, 13, 14, 15, 16]
    assert len({(p.site, p.code) for p in result}) == len(result) == 21
    assert result[0].code == "8H 08:00"


def test_the_default_shifts_have_the_breaks_of_the_contract():
    eight, six, four = (
        next(p for p in patterns(book()) if p.code.startswith(code)) for code in ("8H", "6H", "4H")
    )
    assert (eight.paid_minutes, eight.presence_minutes, eight.is_part_time) == (480, 510, False)
    # The meal lies between hour 3 and hour 5, its end included.
    assert Break("meal", 30, False, 180, 270) in eight.breaks
    assert [(b.minutes, b.is_paid) for b in eight.breaks if b.kind == "break"] == [(15, True), (15, True)]
    assert (six.paid_minutes, len(six.breaks), six.is_part_time) == (360, 1, True)
    assert (four.paid_minutes, len(four.breaks), four.is_part_time) == (240, 1, True)


def test_a_queue_open_day_and_night_has_starts_round_the_clock():
    result = patterns(book(), small_policy())
    assert starts(result, "8H") == list(range(24))


def test_shorter_opening_than_any_shift_still_has_a_start():
    workbook = book(Queues=[["queue", "opening"], ["Orders", "08:30-10:00"], ["Returns", "closed"]])
    assert starts(patterns(workbook), "8H") == [8]


def test_the_opening_of_a_far_client_is_turned_to_the_sites_clock():
    # London 08:00-22:00 is Manila 16:00-06:00 in winter, 15:00-05:00 in summer time (from 28 March 2027).
    workbook = book(
        Settings=[["time_zone", "Europe/London"]],
        Queues=[["queue", "opening"], ["Orders", "08:00-22:00"], ["Returns", "08:00-22:00"]],
        Sites=[["site", "time_zone"], ["Cebu", "Asia/Manila"]],
    )
    policy = policy_of(workbook)
    winter = patterns(
        workbook, policy, horizon=Horizon(date(2027, 2, 1), date(2027, 2, 28), 30, "Europe/London")
    )
    change = patterns(
        workbook, policy, horizon=Horizon(date(2027, 3, 22), date(2027, 4, 4), 30, "Europe/London")
    )
    # 16:00 to 22:00: from 22:00 the shift of 8 h 30 ends at 06:30, after closing.
    assert starts(winter, "8H", "Cebu") == [16, 17, 18, 19, 20, 21, 22]
    assert starts(change, "8H", "Cebu") == [15, 16, 17, 18, 19, 20, 21, 22]
    assert starts(patterns(workbook, policy), "8H", "Cebu") == starts(change, "8H", "Cebu")


def test_the_starts_a_site_allows_replace_the_grid():
    sites = [["site", "starts"], ["Main", "06:30, 08:30, 21:30"]]
    assert starts(patterns(book(Sites=sites)), "8H") == [6.5, 8.5, 21.5]


SHEET = [
    [
        "shift_code",
        "earliest_start",
        "latest_start",
        "start_step_min",
        "paid_minutes",
        "meal_minutes",
        "breaks",
    ],
    ["D07", "07:00", None, None, 690, 30, 2],
    ["N", "22:00", "01:00", 60, 420, 0, 1],
]


def test_twelve_hour_shifts_and_starts_past_midnight_can_be_written():
    result = patterns(book(ShiftTypes=SHEET))
    day = next(p for p in result if p.code == "D07")
    assert (day.start_minute, day.presence_minutes, day.paid_minutes) == (420, 720, 690)
    # The middle of 12 h: 360 - 15 = 345, and 60 either way; breaks of 15 min at a third and two thirds,
    # 240 - 7 = 233 and 480 - 7 = 473, down to the quarter-hours 225 and 465, and 45 either way.
    assert [(b.kind, b.earliest_offset, b.latest_offset) for b in day.breaks] == [
        ("break", 180, 270),
        ("meal", 285, 405),
        ("break", 420, 510),
    ]
    assert [p.code for p in result if p.code != "D07"] == ["N 00:00", "N 01:00", "N 22:00", "N 23:00"]
    assert not day.is_part_time
    assert next(p for p in result if p.code == "N 22:00").is_part_time


def test_a_meal_keeps_the_window_the_planner_gives():
    header = [
        "shift_code",
        "paid_minutes",
        "meal_minutes",
        "meal_paid",
        "meal_earliest_minutes",
        "meal_latest_minutes",
    ]
    result = patterns(book(ShiftTypes=[header, ["9P", 480, 60, "no", 200, 240]]))
    assert result[0].breaks == (Break("meal", 60, False, 200, 240),)
    assert result[0].presence_minutes == 540


def test_a_shift_type_of_one_site_is_not_offered_at_another():
    workbook = book(
        Sites=[["site"], ["North"], ["South"]],
        Queues=[["queue", "site"], ["Orders", "North"], ["Returns", "South"]],
        ShiftTypes=[["shift_code", "site", "paid_minutes"], ["A", "north", 480], ["B", None, 360]],
    )
    result = patterns(workbook)
    assert {(p.site, p.code[0]) for p in result} == {("North", "A"), ("North", "B"), ("South", "B")}


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([["shift_code", "paid_minutes"], ["A", 480], ["A", 240]], "ShiftTypes!A3", "twice"),
        ([["shift_code", "paid_minutes"], ["A", 4800]], "ShiftTypes!B2", "960"),
        ([["shift_code", "site", "paid_minutes"], ["A", "Nowhere", 480]], "ShiftTypes!B2", "site"),
        (
            [["shift_code", "paid_minutes", "meal_minutes", "meal_latest_minutes"], ["A", 240, 30, 250]],
            "ShiftTypes!B2",
            "window inside the shift of 270 min",
        ),
    ],
)
def test_a_shift_type_that_cannot_be_is_a_fault_with_its_cell(rows, where, words):
    faults = []
    patterns(book(ShiftTypes=rows), policy_of(book()), faults)
    assert [fault.where for fault in faults] == [where]
    assert words in str(faults[0])


@pytest.mark.parametrize(
    ("words", "days"),
    [(None, ()), ("Mon-Fri", (0, 1, 2, 3, 4)), ("Sat, Sun", (5, 6)), ("Fri-Mon", (0, 4, 5, 6))],
)
def test_a_shift_type_starts_on_the_days_it_is_given(words, days):
    header = ["shift_code", "paid_minutes", "days_allowed"]
    result = patterns(book(ShiftTypes=[header, ["A", 480, words]]))
    assert {pattern.weekdays for pattern in result} == {days}
    allowed = [result[0].may_start_on(date(2027, 2, 1 + n)) for n in range(7)]
    assert allowed == [not days or n in days for n in range(7)]


def test_days_that_are_no_weekdays_are_a_fault_with_their_cell():
    faults = []
    rows = [["shift_code", "paid_minutes", "days_allowed"], ["A", 480, "workdays"]]
    patterns(book(ShiftTypes=rows), policy_of(book()), faults)
    assert [(fault.where, fault.found) for fault in faults] == [
        ("ShiftTypes!C2", "days_allowed is 'workdays'")
    ]


def test_a_site_at_which_no_shift_may_start_is_a_fault():
    faults = []
    sites = [["site", "starts"], ["Main", "06:00"]]
    types = [["shift_code", "earliest_start", "latest_start", "paid_minutes"], ["A", "08:00", "10:00", 480]]
    workbook = book(Sites=sites, ShiftTypes=types)
    assert patterns(workbook, faults=faults) == ()
    assert "no shift type may start at 'Main'" in faults[0].found


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 47), st.integers(1, 48))
def test_every_open_minute_lies_inside_some_shift_of_every_type(opens, length):
    first, minutes = opens * 30, length * 30
    policy = small_policy(open_minute=first, close_minute=first + minutes)
    result = patterns(book(), policy)
    for code in ("8H", "6H", "4H"):
        shifts = [p for p in result if p.code.startswith(code)]
        covered = {
            (p.start_minute + minute) % 1440 for p in shifts for minute in range(0, p.presence_minutes, 30)
        }
        # Shifts start on the hour or on the half-hour grid of the opening: look at whole half-hours.
        assert {(first + minute) % 1440 // 30 * 30 for minute in range(0, minutes, 30)} <= {
            minute // 30 * 30 for minute in covered
        }

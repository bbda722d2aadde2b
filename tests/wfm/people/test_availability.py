"""When people may work: weekdays and times on the site's clock."""

from __future__ import annotations

import pytest

from tests.wfm.people.in_memory import one_fault, read, rows, staff, told

TIMES = ["agent_id", "weekday", "from", "to"]


def test_weekdays_may_be_a_list_or_a_span_and_blank_is_every_day():
    found = staff(
        Availability=[
            TIMES,
            ["1", "Mon, Wed", "08:00", "16:30"],
            ["1", "Fri-Sun", "09:00", None],
            ["2", None, None, "20:00"],
        ]
    ).availability
    assert rows(found, "person_id", "weekday", "from_minute", "to_minute") == [
        ("1", 0, 480, 990),
        ("1", 2, 480, 990),
        *[("1", weekday, 540, 2880) for weekday in (4, 5, 6)],
        *[("2", weekday, 0, 1200) for weekday in range(7)],
    ]


def test_an_end_not_after_the_start_is_the_next_days():
    found = staff(Availability=[TIMES, ["1", "Mon", "20:00", "06:00"]]).availability
    assert rows(found, "from_minute", "to_minute") == [(1200, 1800)]


def test_only_shifts_that_lie_inside_the_times_count():
    # D lasts 8.5 h from 8, 10 or 12; S4 4 h from 9 or 10; N20 to 05:00. 13:00 to 24:00 fits none of them.
    people = read(
        Availability=[
            TIMES,
            ["1", "Mon", "09:00", "13:00"],
            ["1", "Tue", "13:00", "24:00"],
            ["1", "Wed", "20:00", "05:00"],
        ]
    )
    there = list(people[0].days["people"] - 1)
    assert there[:7] == [1, 0, 1, 0, 0, 0, 0]
    assert told(people, "warning: availability") == [
        ("1", "no shift on Tue", "Sheet Availability: no shift of the site fits the times")
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["3", "Mon", "08:00", "16:00"]], ("Availability!A2", "'3' is not on sheet Staff")),
        ([["1", "Mox", "08:00", "16:00"]], ("Availability!B2", "'Mox'")),
        ([["1", "Mon", "late", "16:00"]], ("Availability!C2", "'late'")),
        (
            [["1", "Mon-Wed", "08:00", "16:00"], ["1", "Tue", "08:00", "12:00"]],
            ("Availability!B3", "Tue of 1 stands twice, first at Availability!B2"),
        ),
    ],
)
def test_times_that_cannot_be_are_faults_with_their_cell(lines, words):
    one_fault(words, Availability=[TIMES, *lines])

"""Cases of rest, runs of days and nights, weekends and drifting starts."""

from __future__ import annotations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import soft
from tests.wfm.roster.planted_case import EARLY, LATE, NIGHT, WEEK, planted


def daily_rest():
    return planted(
        [Shift(0, "22:00"), Shift(1, "06:00")],
        ("ann", "bob"),
        ("ann",),
        "breaks 11 h rest",
        {"daily_rest_hours": 11.0},
        locks=[("ann", 0, NIGHT), ("ann", 1, EARLY)],
    )


def daily_rest_floor():
    return planted(
        [Shift(0, "22:00"), Shift(1, "06:00")],
        ("ann",),
        ("ann",),
        "over Mon 1 Feb and the next day with 8 h rest",
        {"daily_rest_floor_hours": 8.0},
    )


def weekly_rest():
    # Early every day leaves 16 h between shifts and never 36.
    locks = [("ann", number, EARLY) for number in range(9)]
    return planted(
        every_day(range(9), "06:00"),
        ("ann", "bob"),
        ("ann",),
        "breaks 36 h rest in one piece",
        {"weekly_rest_hours": 36.0},
        days=9,
        locks=locks,
    )


def max_consecutive_days():
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "makes 7 days in a row for Ann, 6 at most",
        {"max_consecutive_days": 6.0},
        locks=[("ann", number, EARLY) for number in range(7)],
    )


def free_weekends():
    # The planners' example: two at night every weekend, three who may work nights, one weekend in two free.
    nights = [
        Shift(number, "22:00", people=2) for week in range(2) for number in (5 + 7 * week, 6 + 7 * week)
    ]
    return planted(
        nights,
        ("ann", "bob", "cid"),
        ("ann", "bob", "cid"),
        "2 needed at night on weekends with 3 people cannot keep 1 of 2 weekends free: 4 needed",
        {"free_weekends": 1.0},
        days=14,
        nights=True,
        cycle=2,
    )


def days_off_together():
    locks = [("ann", 0, EARLY), ("ann", 1, ""), ("ann", 2, EARLY)]
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "leaves Ann fewer than 2 days off together",
        {"days_off_together": soft(2.0)},
        locks=locks,
    )


def nights_in_row():
    return planted(
        every_day(range(5), "22:00"),
        ("ann",),
        ("ann",),
        "5 shifts from Mon 1 Feb to Fri 5 Feb, 1 people can work 4",
        {"max_nights_in_row": 4.0},
        nights=True,
    )


def start_drift():
    return planted(
        [Shift(0, "06:00"), Shift(1, "14:00")],
        ("ann", "bob"),
        ("ann",),
        "by more than 2 h from one day to the next",
        {"start_drift_hours": soft(2.0)},
        locks=[("ann", 0, EARLY), ("ann", 1, LATE)],
    )

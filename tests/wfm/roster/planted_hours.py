"""Cases of shifts and hours of a week, against law and contract."""

from __future__ import annotations

from tests.build_shift_plan import every_day
from tests.build_staff import Person, soft
from tests.wfm.roster.planted_case import EARLY, WEEK, planted


def shifts_per_week():
    # Two people may work five shifts each: twelve are planned.
    return planted(
        every_day(range(6), "06:00", people=2),
        ("ann", "bob"),
        ("ann", "bob"),
        "12 shifts in the week of Mon 1 Feb, 2 people may work 10",
        {"shifts_per_week": 5.0},
    )


def max_week_hours():
    return planted(
        WEEK,
        ("ann",),
        ("ann",),
        "56 h in the week of Mon 1 Feb, 1 people may work 48",
        {"max_week_hours": 48.0},
    )


def max_mean_week_hours():
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "makes 56 paid hours a week on average",
        {"max_mean_week_hours": 48.0},
        locks=[("ann", number, EARLY) for number in range(7)],
    )


def contract_most():
    return planted(
        WEEK[:3],
        (Person("ann", contract_hours=20.0),),
        ("ann",),
        "24 h in the week of Mon 1 Feb, 1 people may work 20",
        {"contract_hours_most": 0.0},
    )


def contract_least():
    # Available on two days: 16 h of 40.
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "Ann can work 16 h at most in the week of Mon 1 Feb, the contract asks 40 h",
        {"contract_hours_least": soft(0.0)},
        availability=[("ann", 0, "06:00", "18:00"), ("ann", 1, "06:00", "18:00")],
    )

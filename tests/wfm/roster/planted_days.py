"""Cases of days and people: who may work which shift on which date."""

from __future__ import annotations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, skill_sets_with
from tests.wfm.roster.planted_case import EARLY, WEEK, planted


def one_shift_a_day():
    return planted(
        every_day([0], "06:00", people=3),
        ("ann", "bob"),
        ("ann", "bob"),
        "3 people needed on Mon 1 Feb, 2 can work",
    )


def own_skills():
    sets = skill_sets_with(
        {"escalation": [("escalation_agent", "escalation")], "legal": [("escalation_agent", "legal")]}
    )
    shifts = [Shift(0, "06:00"), Shift(0, "06:00", skill_set="legal")]
    return planted(shifts, ("ann", "bob"), (), "nobody has the skills for 1 shifts", skill_sets=sets)


def employed():
    return planted(WEEK[:1], (Person("ann", start_day=2),), ("ann",), "1 outside the contract")


def away():
    # Two needed; of three one is on leave and one too.
    return planted(
        every_day([0], "06:00", people=2),
        ("ann", "bob", "cid"),
        ("ann", "bob", "cid"),
        "2 people needed on Mon 1 Feb, 1 can work (2 on a booked day away)",
        away=[("ann", 0, 8.0), ("bob", 0, 8.0)],
    )


def availability():
    return planted(
        WEEK[:1], ("ann",), ("ann",), "1 not available", availability=[("ann", 0, "08:00", "18:00")]
    )


def booked_event():
    return planted(
        WEEK[:1],
        ("ann",),
        ("ann",),
        "is booked for coaching on Mon 1 Feb, and no shift spans",
        events=[("ann", 0, "13:30", 1.0, "coaching")],
    )


def locked_day():
    return planted(
        WEEK[:1],
        ("ann", "bob"),
        ("ann", "bob"),
        "are locked to 06:00 8h on Mon 1 Feb, which takes 1",
        locks=[("ann", 0, EARLY), ("bob", 0, EARLY)],
    )


def night_consent():
    people = ("ann", Person("bob", works_nights=False))
    return planted(
        every_day([0], "22:00", people=2),
        people,
        ("ann", "bob"),
        "2 people needed at night on Mon 1 Feb, 1 who agreed",
        nights=True,
    )

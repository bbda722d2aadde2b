"""Cases of wishes, fair shares, leaders, new starters and starts of a day."""

from __future__ import annotations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, soft
from tests.wfm.roster.planted_case import WEEK, planted


def wishes():
    return planted(
        every_day([0], "06:00"),
        ("ann", "bob"),
        ("ann", "bob"),
        "2 wish to be off on Mon 1 Feb and 1 can be",
        {"wishes": soft(0.0)},
        wishes=[("ann", 0, "off", 1.0), ("bob", 0, "off", 2.0)],
    )


def fair_nights():
    # Ann had three nights, Bob none; one more is planned: a share of (3 + 1) / 2 = 2.
    prior = [("ann", number, "22:00", 8.0, 8.0) for number in (-9, -8, -7)]
    return planted(
        every_day([0], "22:00"),
        ("ann", "bob"),
        ("ann",),
        "Ann has 3 nights of the last weeks already, the fair share is 2",
        {"fair_nights": soft(0.0)},
        nights=True,
        prior=prior,
    )


def fair_weekends():
    prior = [("ann", number, "06:00", 8.0) for number in (-9, -8, -2)]
    return planted(
        every_day([5], "06:00"),
        ("ann", "bob"),
        ("ann",),
        "Ann has 3 weekend shifts of the last weeks already, the fair share is 2",
        {"fair_weekends": soft(0.0)},
        prior=prior,
    )


def leader():
    people = (Person("sue", "supervisor", role="supervisor", team="A"), Person("ann", team="A", leader="sue"))
    return planted(
        WEEK[:1],
        people,
        ("sue", "ann"),
        "Ann must work on Mon 1 Feb, and Sue, who leads the team, is on a booked day away",
        {"leader_on_shift": soft(2.0)},
        away=[("sue", 0, 8.0)],
    )


def new_starters():
    people = (Person("ann", start_day=0), Person("bob", start_day=0), "cid")
    return planted(
        every_day([0], "06:00", people=3),
        people,
        ("ann", "bob"),
        "2 new starters together, 1 at most",
        {"new_starters_together": soft(1.0)},
    )


def starts_per_day():
    return planted(
        [Shift(0, "06:00"), Shift(0, "08:00"), Shift(0, "10:00")],
        ("ann", "bob", "cid"),
        (),
        "makes 3 different start times at Main on Mon 1 Feb, 2 at most",
        {"starts_per_day": 2.0},
    )


def least_per_start():
    return planted(
        WEEK[:1],
        ("ann",),
        (),
        "leaves 1 people at a start time at Main on Mon 1 Feb, 3 at least",
        {"least_per_start": 3.0},
    )


def most_per_start():
    return planted(
        every_day([0], "06:00", people=2),
        ("ann", "bob"),
        (),
        "puts 2 people at one start time at Main on Mon 1 Feb, 1 at most",
        {"most_per_start": 1.0},
    )

"""One planted conflict for each rule of the register: what cannot be met, by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from tests.build_shift_plan import Shift, every_day, shift_plan_of
from tests.build_staff import Person, rule_book_of, skill_sets_with, soft, staff_of
from tests.wfm.roster.named import named_roster, pattern, terms_of
from wfm.roster import Roster
from wfm.roster.by_hand.terms import Terms
from wfm.shift_pattern import Break

EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"
WEEK = every_day(range(7), "06:00")


@dataclass(frozen=True)
class Planted:
    """A plan nobody is on yet, who is concerned, and a piece of the sentence that says what is wrong."""

    roster: Roster
    terms: Terms
    people: tuple[str, ...]
    said: str


def planted(
    shifts,
    people,
    concerned,
    said,
    rules=None,
    *,
    days=7,
    nights=False,
    patterns=(),
    skill_sets=None,
    cycle=None,
    **staff,
) -> Planted:
    """Return a plan with all shifts open; ``nights``: shifts from 22:00 count eight night hours."""
    plan = shift_plan_of(shifts, days=days)
    if nights:
        is_night = plan.lines["pattern"].str.startswith("22:00")
        plan = replace(plan, lines=plan.lines.assign(night_minutes=is_night.astype("int64") * 480))
    listed = staff_of(people, **staff)
    book = rule_book_of(rules or {})
    if cycle is not None:
        book = replace(book, terms={("Main", "weekends_in_cycle"): float(cycle)})
    terms = terms_of(listed, plan, book, patterns=patterns, skill_sets=skill_sets)
    return Planted(named_roster(plan, listed, {}), terms, tuple(concerned), said)


def _one_shift_a_day():
    return planted(
        every_day([0], "06:00", people=3),
        ("ann", "bob"),
        ("ann", "bob"),
        "3 people needed on Mon 1 Feb, 2 can work",
    )


def _own_skills():
    sets = skill_sets_with(
        {"escalation": [("escalation_agent", "escalation")], "legal": [("escalation_agent", "legal")]}
    )
    shifts = [Shift(0, "06:00"), Shift(0, "06:00", skill_set="legal")]
    return planted(shifts, ("ann", "bob"), (), "nobody has the skills for 1 shifts", skill_sets=sets)


def _employed():
    return planted(WEEK[:1], (Person("ann", start_day=2),), ("ann",), "1 outside the contract")


def _away():
    # Two needed; of three one is on leave and one too.
    return planted(
        every_day([0], "06:00", people=2),
        ("ann", "bob", "cid"),
        ("ann", "bob", "cid"),
        "2 people needed on Mon 1 Feb, 1 can work (2 on a booked day away)",
        away=[("ann", 0, 8.0), ("bob", 0, 8.0)],
    )


def _availability():
    return planted(
        WEEK[:1], ("ann",), ("ann",), "1 not available", availability=[("ann", 0, "08:00", "18:00")]
    )


def _booked_event():
    return planted(
        WEEK[:1],
        ("ann",),
        ("ann",),
        "is booked for coaching on Mon 1 Feb, and no shift spans",
        events=[("ann", 0, "13:30", 1.0, "coaching")],
    )


def _locked_day():
    return planted(
        WEEK[:1],
        ("ann", "bob"),
        ("ann", "bob"),
        "are locked to 06:00 8h on Mon 1 Feb, which takes 1",
        locks=[("ann", 0, EARLY), ("bob", 0, EARLY)],
    )


def _night_consent():
    people = ("ann", Person("bob", works_nights=False))
    return planted(
        every_day([0], "22:00", people=2),
        people,
        ("ann", "bob"),
        "2 people needed at night on Mon 1 Feb, 1 who agreed",
        nights=True,
    )


def _daily_rest():
    return planted(
        [Shift(0, "22:00"), Shift(1, "06:00")],
        ("ann", "bob"),
        ("ann",),
        "breaks 11 h rest",
        {"daily_rest_hours": 11.0},
        locks=[("ann", 0, NIGHT), ("ann", 1, EARLY)],
    )


def _daily_rest_floor():
    return planted(
        [Shift(0, "22:00"), Shift(1, "06:00")],
        ("ann",),
        ("ann",),
        "over Mon 1 Feb and the next day with 8 h rest",
        {"daily_rest_floor_hours": 8.0},
    )


def _weekly_rest():
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


def _max_consecutive_days():
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "makes 7 days in a row for Ann, 6 at most",
        {"max_consecutive_days": 6.0},
        locks=[("ann", number, EARLY) for number in range(7)],
    )


def _shifts_per_week():
    # Two people may work five shifts each: twelve are planned.
    return planted(
        every_day(range(6), "06:00", people=2),
        ("ann", "bob"),
        ("ann", "bob"),
        "12 shifts in the week of Mon 1 Feb, 2 people may work 10",
        {"shifts_per_week": 5.0},
    )


def _max_week_hours():
    return planted(
        WEEK,
        ("ann",),
        ("ann",),
        "56 h in the week of Mon 1 Feb, 1 people may work 48",
        {"max_week_hours": 48.0},
    )


def _max_mean_week_hours():
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "makes 56 paid hours a week on average",
        {"max_mean_week_hours": 48.0},
        locks=[("ann", number, EARLY) for number in range(7)],
    )


def _contract_most():
    return planted(
        WEEK[:3],
        (Person("ann", contract_hours=20.0),),
        ("ann",),
        "24 h in the week of Mon 1 Feb, 1 people may work 20",
        {"contract_hours_most": 0.0},
    )


def _contract_least():
    # Available on two days: 16 h of 40.
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "Ann can work 16 h at most in the week of Mon 1 Feb, the contract asks 40 h",
        {"contract_hours_least": soft(0.0)},
        availability=[("ann", 0, "06:00", "18:00"), ("ann", 1, "06:00", "18:00")],
    )


def _free_weekends():
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


def _days_off_together():
    locks = [("ann", 0, EARLY), ("ann", 1, ""), ("ann", 2, EARLY)]
    return planted(
        WEEK,
        ("ann", "bob"),
        ("ann",),
        "leaves Ann fewer than 2 days off together",
        {"days_off_together": soft(2.0)},
        locks=locks,
    )


def _nights_in_row():
    return planted(
        every_day(range(5), "22:00"),
        ("ann",),
        ("ann",),
        "5 shifts from Mon 1 Feb to Fri 5 Feb, 1 people can work 4",
        {"max_nights_in_row": 4.0},
        nights=True,
    )


def _start_drift():
    return planted(
        [Shift(0, "06:00"), Shift(1, "14:00")],
        ("ann", "bob"),
        ("ann",),
        "by more than 2 h from one day to the next",
        {"start_drift_hours": soft(2.0)},
        locks=[("ann", 0, EARLY), ("ann", 1, LATE)],
    )


def _wishes():
    return planted(
        every_day([0], "06:00"),
        ("ann", "bob"),
        ("ann", "bob"),
        "2 wish to be off on Mon 1 Feb and 1 can be",
        {"wishes": soft(0.0)},
        wishes=[("ann", 0, "off", 1.0), ("bob", 0, "off", 2.0)],
    )


def _fair_nights():
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


def _fair_weekends():
    prior = [("ann", number, "06:00", 8.0) for number in (-9, -8, -2)]
    return planted(
        every_day([5], "06:00"),
        ("ann", "bob"),
        ("ann",),
        "Ann has 3 weekend shifts of the last weeks already, the fair share is 2",
        {"fair_weekends": soft(0.0)},
        prior=prior,
    )


def _leader():
    people = (Person("sue", "supervisor", role="supervisor", team="A"), Person("ann", team="A", leader="sue"))
    return planted(
        WEEK[:1],
        people,
        ("sue", "ann"),
        "Ann must work on Mon 1 Feb, and Sue, who leads the team, is on a booked day away",
        {"leader_on_shift": soft(2.0)},
        away=[("sue", 0, 8.0)],
    )


def _new_starters():
    people = (Person("ann", start_day=0), Person("bob", start_day=0), "cid")
    return planted(
        every_day([0], "06:00", people=3),
        people,
        ("ann", "bob"),
        "2 new starters together, 1 at most",
        {"new_starters_together": soft(1.0)},
    )


def _starts_per_day():
    return planted(
        [Shift(0, "06:00"), Shift(0, "08:00"), Shift(0, "10:00")],
        ("ann", "bob", "cid"),
        (),
        "makes 3 different start times at Main on Mon 1 Feb, 2 at most",
        {"starts_per_day": 2.0},
    )


def _least_per_start():
    return planted(
        WEEK[:1],
        ("ann",),
        (),
        "leaves 1 people at a start time at Main on Mon 1 Feb, 3 at least",
        {"least_per_start": 3.0},
    )


def _most_per_start():
    return planted(
        every_day([0], "06:00", people=2),
        ("ann", "bob"),
        (),
        "puts 2 people at one start time at Main on Mon 1 Feb, 1 at most",
        {"most_per_start": 1.0},
    )


def _max_shift_hours():
    return planted(
        [Shift(0, "06:00", 11.0)],
        ("ann",),
        (),
        "makes a shift of 11 h on Mon 1 Feb, 10 h at most",
        {"max_shift_hours": 10.0},
    )


def _meal_after():
    return planted(
        WEEK[:1], ("ann",), (), "h without a meal on Mon 1 Feb, 6 h at most", {"meal_after_hours": 6.0}
    )


def _with_pause(case: Planted, kind: str, after_hours: float, minutes: int) -> Planted:
    """Return the case with a pause in each shift."""
    done = case.roster.shift_plan.activities
    first = done["start"] + pd.Timedelta(hours=after_hours)
    last = first + pd.Timedelta(minutes=minutes)
    parts = [
        done.assign(end=first),
        done.assign(activity=kind, role="", pool="", start=first, end=last),
        done.assign(start=last),
    ]
    table = pd.concat(parts).sort_values(["line", "start"], ignore_index=True)
    return replace(
        case, roster=replace(case.roster, shift_plan=replace(case.roster.shift_plan, activities=table))
    )


def _meal_minutes():
    return _with_pause(
        planted(
            WEEK[:1],
            ("ann",),
            (),
            "leaves a meal of 20 min on Mon 1 Feb, 30 at least",
            {"meal_minutes": 30.0},
        ),
        "meal",
        4,
        20,
    )


def _break_windows():
    wanted = [pattern("06:00", 8, [Break("break", 15, True, 60, 120)])]
    return _with_pause(
        planted(
            WEEK[:1],
            ("ann",),
            (),
            "puts a break outside its window on Mon 1 Feb",
            {"break_windows": float("nan")},
            patterns=wanted,
        ),
        "break",
        4,
        15,
    )


PLANTED: dict[str, Callable[[], Planted]] = {
    "one_shift_a_day": _one_shift_a_day,
    "own_skills": _own_skills,
    "employed": _employed,
    "away": _away,
    "availability": _availability,
    "booked_event": _booked_event,
    "locked_day": _locked_day,
    "night_consent": _night_consent,
    "daily_rest_hours": _daily_rest,
    "daily_rest_floor_hours": _daily_rest_floor,
    "weekly_rest_hours": _weekly_rest,
    "max_consecutive_days": _max_consecutive_days,
    "shifts_per_week": _shifts_per_week,
    "max_week_hours": _max_week_hours,
    "max_mean_week_hours": _max_mean_week_hours,
    "contract_hours_most": _contract_most,
    "contract_hours_least": _contract_least,
    "free_weekends": _free_weekends,
    "days_off_together": _days_off_together,
    "max_nights_in_row": _nights_in_row,
    "start_drift_hours": _start_drift,
    "wishes": _wishes,
    "fair_nights": _fair_nights,
    "fair_weekends": _fair_weekends,
    "leader_on_shift": _leader,
    "new_starters_together": _new_starters,
    "starts_per_day": _starts_per_day,
    "least_per_start": _least_per_start,
    "most_per_start": _most_per_start,
    "max_shift_hours": _max_shift_hours,
    "meal_after_hours": _meal_after,
    "meal_minutes": _meal_minutes,
    "break_windows": _break_windows,
}
"""A case for every rule; each asks for no other rule than its own and those that always hold."""

NOT_PLANTED = {
    "line_people": "counts who is on a line: a plan nobody is on cannot break it",
    "change_of_task_minutes": "monitors who watch at once swap conversations; only one alone cannot",
}
"""Rules without a planted conflict, each with the reason."""

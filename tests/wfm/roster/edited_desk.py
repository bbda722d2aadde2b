"""The roster of a small desk and its book, to be edited in Excel and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

import reports.roster
from tests.build_shift_plan import every_day
from tests.build_staff import rule_book_of
from tests.wfm.roster.named import pattern, simple
from wfm.roster.by_hand.recount import needed_by
from wfm.shift_plan import ACTIVITIES, CARRIED_IN, REVIEWS
from wfm.summary import staffing_costs

EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"
RULES = rule_book_of(daily_rest_hours=8.0, shifts_per_week=5)
FIRST_DATE = 7
"""Excel column of the plan's first date: after the six columns that name the person."""


def desk():
    """Four people, one week: ann early Mon-Fri, bob late Mon-Thu, cid nights Mon-Wed, dan one early shift."""
    shifts = [
        *every_day(range(5), "06:00", people=2),
        *every_day(range(5), "14:00"),
        *every_day(range(5), "22:00"),
    ]
    worked = {"ann": [1, 2, 3, 4, 5], "bob": [6, 7, 8, 9], "cid": [11, 12, 13], "dan": [5], "eve": []}
    people = ("ann", "bob", "cid", "dan", "eve")
    roster, terms = simple(shifts, people, worked, RULES, patterns=[pattern("09:00", 6)])
    noon = pd.Timestamp("2027-02-01 12:00", tz="UTC")
    review = ("Main", "qa_reviewer", "escalation", "review", noon, noon + pd.Timedelta(days=1), 1.0, 0.0, 1.0)
    reviews = REVIEWS.conform(pd.DataFrame([review], columns=list(REVIEWS.columns)))
    plan = replace(roster.shift_plan, reviews=reviews, activities=with_break(roster.shift_plan.activities))
    return replace(roster, shift_plan=plan), terms


def still_at_work(roster, who="eve", hours=2):
    """Return the roster with someone of it at work from Sunday's night shift until so many hours into it."""
    start, crew = roster.shift_plan.horizon.start, roster.shift_plan.coverage.iloc[0]
    row = {
        "person_id": who,
        "site": crew["site"],
        "activity": "work",
        "role": crew["role"],
        "pool": crew["pool"],
        "start": start,
        "end": start + pd.Timedelta(hours=hours),
    }
    plan = replace(roster.shift_plan, carried_in=CARRIED_IN.conform(pd.DataFrame([row])))
    return replace(roster, shift_plan=plan)


def with_break(activities):
    """Return the timelines with a paid break of a quarter of an hour after four hours."""
    after, quarter = activities["start"] + pd.Timedelta(hours=4), pd.Timedelta(minutes=15)
    parts = [
        activities.assign(end=after),
        activities.assign(activity="break", role="", pool="", start=after, end=after + quarter),
        activities.assign(start=after + quarter),
    ]
    return ACTIVITIES.conform(pd.concat(parts).sort_values(["line", "start"]))


def figures(roster, policy):
    costs = staffing_costs(roster, policy)
    role = {"people": 1, "paid_hours": 0.0, "shortage_hours": 0.0, "target": None, "promised_service": None}
    return {
        "status": "feasible",
        "gap": 0.0,
        "cost": sum(costs.values()),
        "costs": costs,
        "currency": "EUR",
        "seconds": 1.0,
        "shortage": 0.0,
        "shift_plan": {"objective": 0.0, "bound": 0.0},
        "roles": {"escalation_agent": role},
        "overhead": [],
        "heads": {"all_people": 5, "settled": 5, "first_30_days": 5},
    }


def written(roster, terms, path: Path) -> Path:
    book = reports.roster.workbook(
        roster, needed_by(roster.shift_plan), terms.policy, (), figures(roster, terms.policy)
    )
    path.write_bytes(book)
    return path

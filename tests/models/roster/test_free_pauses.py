"""Bookings and the pauses of lines, with a pencil: who changes places with whom."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest

from models.roster.bookings import with_bookings
from wfm.people import EVENTS, nobody
from wfm.shift_plan import ACTIVITIES, LINES
from wfm.shift_plan.recount import LIVE

DAY = pd.Timestamp("2027-02-01")
MEAL = "meal"


def at(hour: float) -> pd.Timestamp:
    return (DAY + pd.Timedelta(hours=hour)).tz_localize("UTC")


def line(number, meal, *, pool="Calls", start=8.0):
    """Return a line of one person from ``start`` for nine hours with a meal of an hour."""
    row = (number, "Main", "A", DAY, "E", at(start), at(start + 9), 480, 0, 1)
    pieces = [
        (number, LIVE, "agent", pool, at(start), at(meal), True),
        (number, MEAL, "", "", at(meal), at(meal + 1), False),
        (number, LIVE, "agent", pool, at(meal + 1), at(start + 9), True),
    ]
    return row, pieces


def booked(lines, who):
    """Return the duties and the meals by person once C1, on line 1, is booked from 12 to 13."""
    rows, pieces = zip(*lines, strict=True)
    table = LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns)))
    activities = ACTIVITIES.conform(pd.DataFrame([*chain(*pieces)], columns=list(ACTIVITIES.columns)))
    duties = pd.DataFrame({"person_id": who, "line": table["line"], "date": DAY})
    event = {"person_id": "C1", "date": DAY, "start": at(12), "end": at(13), "activity": "Coaching"}
    staff = replace(nobody(), events=EVENTS.conform(pd.DataFrame([event])))
    _, timelines, own = with_bookings(table, activities, duties, staff, ())
    of = own.set_index("line")["person_id"]
    meals = timelines[timelines["activity"] == MEAL]
    return {of[row.line]: row.start for row in meals.itertuples()}


def test_who_is_booked_at_the_meal_takes_the_line_of_somebody_who_eats_later():
    assert booked([line(1, 12), line(2, 13)], ["C1", "C2"]) == {"C1": at(13), "C2": at(12)}


@pytest.mark.parametrize(
    "other",
    [line(2, 12), line(2, 13, pool="Chats"), line(2, 14, start=9.0)],
    ids=["eats then too", "works for others", "comes at another time"],
)
def test_nobody_changes_places_with_a_line_that_is_not_alike_or_no_better(other):
    meals = booked([line(1, 12), other], ["C1", "C2"])
    assert meals["C2"] == other[1][1][4]


def test_a_booking_beside_the_meal_changes_nothing():
    assert booked([line(1, 13), line(2, 12)], ["C1", "C2"]) == {"C1": at(13), "C2": at(12)}

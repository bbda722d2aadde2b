"""Seats by the minute, with a pencil: whose break moves to where a site has one person too many."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from models.roster.seated import with_seats_kept
from tests.build_shift_plan import Shift, shift_plan_of
from wfm.shift_pattern import Break, ShiftPattern
from wfm.shift_plan import ACTIVITIES, CARRIED_IN

DAY = pd.Timestamp("2027-02-01", tz="UTC")
BREAK = "break"


def at(hour: float) -> pd.Timestamp:
    return DAY + pd.Timedelta(hours=hour)


def floor(*, break_at=12.0, kind=BREAK, people=1, carried=None):
    """Return a plan with three shifts: from 8 to 16 with a break of 15 minutes, 8 to 10:15 and 10 to 16.

    So from 10 to 10:15 there are three people, else two, and one while the first is on the break.
    """
    plan = shift_plan_of(
        [Shift(0, "08:00", people=people), Shift(0, "08:00", 2.25), Shift(0, "10:00", 6.0)], days=1
    )
    work = plan.activities.to_dict("records")
    first = [
        {**work[0], "end": at(break_at)},
        {
            **work[0],
            "activity": kind,
            "role": "",
            "pool": "",
            "start": at(break_at),
            "end": at(break_at + 0.25),
        },
        {**work[0], "start": at(break_at + 0.25)},
    ]
    rows = ACTIVITIES.conform(pd.DataFrame([*first, *work[1:]]))
    return replace(plan, activities=rows, carried_in=CARRIED_IN.empty() if carried is None else carried)


def pattern(plan, earliest, latest, kind=BREAK):
    """Return the first shift's pattern; its break begins between two hours of the day."""
    rest = Break(kind, 15, True, round((earliest - 8) * 60), round((latest - 8) * 60))
    return ShiftPattern(plan.lines["pattern"].iat[0], "Main", 480, 480, (rest,), False)


def seated(plan, patterns, *, seats=2.0, booked=frozenset(), site="Main"):
    """Return the starts of the breaks, by who takes them, and the most people at work at once."""
    rows = [(f"P{line}{n}", line) for line, n in zip(plan.lines["line"], plan.lines["people"], strict=True)]
    who = [(f"{name[:2]}{n}", line) for name, line in rows for n in range(int(name[2:]))]
    duties = pd.DataFrame(who, columns=["person_id", "line"])
    lines, activities, own = with_seats_kept(plan, duties, {site: seats}, patterns, booked)
    people = lines.set_index("line")["people"]
    assert own["line"].value_counts().sort_index().to_dict() == people.sort_index().to_dict()
    pauses = activities[activities["role"] == ""].merge(own, on="line")
    work = activities[activities["role"] != ""]
    minutes = pd.date_range(at(0), at(24), freq="min", inclusive="left")
    most = max(
        int(work.loc[(work["start"] <= m) & (m < work["end"]), "line"].map(people).sum()) for m in minutes
    )
    return pauses.set_index("person_id")["start"].to_dict(), most


def test_a_break_moves_to_where_one_person_is_too_many():
    plan = floor()
    assert seated(plan, [pattern(plan, 9, 13)]) == ({"P10": at(10)}, 2)


@pytest.mark.parametrize(
    "case",
    ["window", "meal", "booked", "another site", "no limit", "break there already"],
)
def test_a_break_that_may_not_move_or_need_not_stays(case):
    begins = 10.0 if case == "break there already" else 12.0
    plan = floor(break_at=begins, kind="meal" if case == "meal" else BREAK)
    given = pattern(plan, 11 if case == "window" else 9, 13, "meal" if case == "meal" else BREAK)
    breaks, most = seated(
        plan,
        [given],
        seats=3.0 if case == "no limit" else 2.0,
        booked=frozenset({"P10"}) if case == "booked" else frozenset(),
        site="Elsewhere" if case == "another site" else "Main",
    )
    assert breaks == {"P10": at(begins)}
    assert most == (2 if case == "break there already" else 3)


def test_nobody_comes_back_to_a_seat_that_is_taken():
    # until 12:10 somebody of the eve sits where the first would come back to
    row = {"person_id": "E", "site": "Main", "activity": "work", "role": "escalation_agent"}
    carried = {**row, "pool": "escalation", "start": at(12), "end": at(12) + pd.Timedelta(minutes=10)}
    plan = floor(carried=CARRIED_IN.conform(pd.DataFrame([carried])))
    assert seated(plan, [pattern(plan, 9, 13)]) == ({"P10": at(12)}, 3)


def test_one_of_two_on_a_line_is_split_off_it():
    # four seats, five people from 10 to 10:15: one of the two on the first line has the break then
    plan = floor(people=2)
    breaks, most = seated(plan, [pattern(plan, 9, 13)], seats=3.0)
    assert (sorted(breaks.values()), most) == ([at(10), at(12)], 3)


def test_work_fills_the_place_that_a_break_leaves():
    plan = floor()
    duties = pd.DataFrame({"person_id": ["A", "B", "C"], "line": plan.lines["line"]})
    _, activities, _ = with_seats_kept(plan, duties, {"Main": 2.0}, [pattern(plan, 9, 13)], frozenset())
    first = activities[activities["line"] == 1]
    assert first[["activity", "start", "end"]].to_numpy().tolist() == [
        ["work", at(8), at(10)],
        [BREAK, at(10), at(10.25)],
        ["work", at(10.25), at(16)],
    ]

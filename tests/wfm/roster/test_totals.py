from __future__ import annotations

from tests.build_shift_plan import MONDAY, Shift, every_day
from tests.build_staff import Person, staff_of
from tests.wfm.roster.by_hand import roster_of
from tests.wfm.roster.scoring import planned, policy
from wfm.people import nobody
from wfm.roster import person_totals
from wfm.rule_book import default_rule_book


def totals_of(shifts, worked, days, staff=None):
    roster = roster_of(planned(shifts, days, MONDAY, "UTC", {}, "escalation_agent"), worked)
    table = person_totals(roster, staff or nobody(), default_rule_book(policy()), policy())
    return table.set_index("person_id")


def test_totals_by_hand():
    # A: Mon-Wed and Fri of week 1, Sat of week 2. B: nobody's shifts.
    shifts = [*every_day((0, 1, 2, 4), "08:00"), Shift(12, "10:00", 6.0)]
    totals = totals_of(shifts, {"A": [1, 2, 3, 4, 5], "B": []}, 14)
    a, b = totals.loc["A"], totals.loc["B"]
    assert (a["shifts"], a["paid_hours"], a["busiest_week_hours"]) == (5, 38.0, 32.0)  # 4 x 8 + 6
    # Two weeks of 40 h are due: 42 h too few.
    assert (a["due_hours"], a["hours_over"]) == (80.0, -42.0)
    # Mon-Wed is the longest run; Thursday is a single day off; 16 h from 16:00 to 08:00; one weekend of two.
    assert (a["longest_run"], a["single_days_off"], a["shortest_rest_hours"]) == (3, 1, 16.0)
    assert (a["weekends_off"], a["weekend_shifts"]) == (1, 1)
    assert (b["shifts"], b["paid_hours"], b["longest_run"], b["weekends_off"]) == (0, 0.0, 0, 2)


def test_leave_and_the_days_before_joining_are_not_due():
    # Joins on Wednesday: 40 x 5 / 7 = 28.57 h, of which a day of leave takes 8.
    staff = staff_of([Person("A", start_day=2)], away=[("A", 3, 8.0)])
    totals = totals_of(every_day((4,), "08:00"), {"A": [1]}, 7, staff)
    assert round(totals.at["A", "due_hours"], 2) == 20.57
    assert round(totals.at["A", "hours_over"], 2) == -12.57


def test_nights_weekends_and_wishes_are_told_beside_the_fair_share():
    # A works three nights, one of them on Saturday; B one on Sunday. Fair: two nights, one weekend shift.
    shifts = [*every_day((0, 1, 5), "22:00"), Shift(6, "22:00")]
    staff = staff_of(["A", "B"], wishes=[("A", 0, "off", 1.0), ("A", 1, "night", 1.0), ("B", 0, "off", 2.0)])
    totals = totals_of(shifts, {"A": [1, 2, 3], "B": [4]}, 7, staff)
    assert totals["nights"].tolist() == [3, 1]
    assert totals["night_hours"].tolist() == [24.0, 8.0]
    assert totals["nights_beyond"].tolist() == [1.0, 0.0]
    assert totals["weekend_shifts"].tolist() == [1, 1]
    assert totals["weekend_beyond"].tolist() == [0.0, 0.0]
    assert totals[["wishes", "wishes_met"]].to_numpy().tolist() == [[2, 1], [1, 1]]


def test_an_empty_roster_has_no_totals():
    assert totals_of([], {}, 7).empty

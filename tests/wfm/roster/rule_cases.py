"""For each rule one small roster it forbids and one it allows: those about the days of one person.

A case is the arguments of ``scored`` and what it must find, in the order of ``found``: rule, person, day,
found, limit, amount. The forbidden and the allowed case differ as little as the rule allows.
"""

from __future__ import annotations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, skill_sets_with, soft
from tests.wfm.roster.by_hand import EU

DAY, LATE, NIGHT = "08:00", "14:00", "22:00"
LINES = {"A": [1, 2]}
LIVE, REVIEW = ("escalation_agent", "escalation"), ("qa_reviewer", "escalation")
TWO_SETS = skill_sets_with({"escalation": [LIVE], "both": [LIVE, REVIEW]})


def case(shifts, worked, finds=(), *, rules=None, **more):
    """Return the arguments of ``scored`` and what it must find."""
    return {"shifts": shifts, "worked": worked, "rules": rules or {}, **more}, list(finds)


FORBIDDEN = {
    # Two lines of one Monday.
    "one_shift_a_day": case(
        [Shift(0, "06:00", 4), Shift(0, "20:00", 4)],
        {"A": [1, 2]},
        [("one_shift_a_day", "A", 0, 2, 1, 1)],
        misdated={2: 1},
    ),
    # A knows escalations, the line asks for reviews too.
    "own_skills": case(
        [Shift(0, DAY, skill_set="both")],
        {"A": [1]},
        [("own_skills", "A", 0, 1, 0, 1)],
        skill_sets=TWO_SETS,
        pauses={1: [("review", 60, 60)]},
    ),
    # First day is Tuesday, last is Thursday: Monday and Friday lie outside.
    "employed": case(
        [Shift(0, DAY), Shift(4, DAY)],
        {"A": [1, 2]},
        [("employed", "A", 0, 1, 0, 1), ("employed", "A", 4, 1, 0, 1)],
        staff=[Person("A", start_day=1, end_day=3)],
    ),
    # Monday's night ends at 06:00 of Tuesday, which is booked.
    "away": case([Shift(0, NIGHT)], {"A": [1]}, [("away", "A", 1, 1, 0, 1)], bound={"away": [("A", 1, 8.0)]}),
    # 08:00 to 16:00 where the person is there from 09:00 to 17:00.
    "availability": case(
        [Shift(0, DAY)],
        {"A": [1]},
        [("availability", "A", 0, 1, 0, 1)],
        bound={"availability": [("A", 0, "09:00", "17:00")]},
    ),
    # Coaching until 17:00, the shift ends at 16:00.
    "booked_event": case(
        [Shift(0, DAY)],
        {"A": [1]},
        [("booked_event", "A", 0, 0, 1, 1)],
        bound={"events": [("A", 0, "15:00", 2.0, "Coaching")]},
    ),
    # Monday locked to another shift, Tuesday locked off, Wednesday locked to a shift and off.
    "locked_day": case(
        [Shift(0, DAY), Shift(1, DAY)],
        {"A": [1, 2]},
        [("locked_day", "A", day, 1, 0, 1) for day in (0, 1, 2)],
        bound={"locks": [("A", 0, "14:00 8h"), ("A", 1, ""), ("A", 2, "08:00 8h")]},
    ),
    # Eight hours at night without consent.
    "night_consent": case(
        [Shift(0, NIGHT)],
        {"A": [1]},
        [("night_consent", "A", 0, 8, 3, 1)],
        staff=[Person("A", works_nights=False)],
    ),
    # 14:00 to 22:00, then 08:00: ten hours.
    "daily_rest_hours": case(
        [Shift(0, LATE), Shift(1, DAY)],
        LINES,
        [("daily_rest_hours", "A", 1, 10, 11, 1)],
        rules={"daily_rest_hours": 11},
    ),
    # 15:00 to 23:00, then 06:00: seven hours.
    "daily_rest_floor_hours": case(
        [Shift(0, "15:00"), Shift(1, "06:00")],
        LINES,
        [("daily_rest_floor_hours", "A", 1, 7, 8, 1)],
        rules={"daily_rest_floor_hours": 8},
    ),
    # Monday to Saturday, off on Sunday, and again: Saturday 22:00 to Monday 08:00 are 34 h.
    "weekly_rest_hours": case(
        [*every_day(range(5), LATE), Shift(5, LATE), Shift(7, DAY)],
        {"A": range(1, 8)},
        [("weekly_rest_hours", "A", 6, 34, 35, 1)],
        rules={"weekly_rest_hours": 35},
        days=14,
    ),
    # Eight days where six are allowed.
    "max_consecutive_days": case(
        every_day(range(1, 9), DAY),
        {"A": range(1, 9)},
        [("max_consecutive_days", "A", 8, 8, 6, 2)],
        rules={"max_consecutive_days": 6},
        days=14,
    ),
    # Three shifts beside two credited days of leave, where five make a week of four.
    "shifts_per_week": case(
        every_day(range(3), DAY),
        {"A": [1, 2, 3]},
        [("shifts_per_week", "A", 0, 3, 2, 1)],
        rules={"shifts_per_week": 4},
        bound={"away": [("A", 3, 8.0), ("A", 4, 8.0)]},
    ),
    # 6 x 8.5 = 51 h.
    "max_week_hours": case(
        every_day(range(6), DAY, 8.5),
        {"A": range(1, 7)},
        [("max_week_hours", "A", 0, 51, 48, 3)],
        rules={"max_week_hours": 48},
    ),
    # 48 + 40 = 88 h in two weeks of 40 on average.
    "max_mean_week_hours": case(
        [*every_day(range(6), DAY), *every_day(range(7, 12), DAY)],
        {"A": range(1, 12)},
        [("max_mean_week_hours", "A", 7, 88, 80, 8)],
        rules={"max_mean_week_hours": 40},
        days=14,
    ),
    # 40 h of contract, 8 of them credited; 5 x 8 = 40 h are 8 too many, and 2 are tolerated.
    "contract_hours_most": case(
        every_day(range(5), DAY),
        {"A": range(1, 6)},
        [("contract_hours_most", "A", 0, 40, 34, 6)],
        rules={"contract_hours_most": 2},
        bound={"away": [("A", 5, 8.0)]},
    ),
    # Joins on Wednesday: 40 x 5 / 7 = 28.571 h, less 8 h credited, less 16 h worked.
    "contract_hours_least": case(
        every_day((2, 3), DAY),
        {"A": [1, 2]},
        [("contract_hours_least", "A", 2, 16, 20.571429, 4.571429)],
        rules={"contract_hours_least": soft(0)},
        staff=[Person("A", start_day=2)],
        bound={"away": [("A", 4, 8.0)]},
    ),
    # Four weekends worked of four, by their Saturdays: three are allowed.
    "free_weekends": case(
        [Shift(day, DAY) for day in (5, 12, 19, 26)],
        {"A": [1, 2, 3, 4]},
        [("free_weekends", "A", 26, 4, EU.weekends_in_cycle - 1, 1)],
        rules={"free_weekends": 1},
        days=28,
    ),
    # Monday, off, Wednesday: one day off by itself.
    "days_off_together": case(
        every_day((0, 2), DAY),
        LINES,
        [("days_off_together", "A", 1, 1, 2, 1)],
        rules={"days_off_together": soft(2)},
    ),
    # Four nights where two are allowed.
    "max_nights_in_row": case(
        every_day(range(4), NIGHT),
        {"A": range(1, 5)},
        [("max_nights_in_row", "A", 3, 4, 2, 2)],
        rules={"max_nights_in_row": soft(2)},
    ),
    # 23:00 to 02:00 are three hours by the shorter way round.
    "start_drift_hours": case(
        [Shift(0, "23:00"), Shift(1, "02:00")],
        LINES,
        [("start_drift_hours", "A", 1, 3, 2, 1)],
        rules={"start_drift_hours": soft(2)},
    ),
}

ALLOWED = {
    "one_shift_a_day": case([Shift(0, "06:00", 4), Shift(1, "20:00", 4)], LINES),
    # B holds both roles, so B may work a line of those who hold one.
    "own_skills": case([Shift(0, DAY)], {"B": [1]}, skill_sets=TWO_SETS, people={"skill_set": {"B": "both"}}),
    # The first and the last day belong to the contract, though the last night ends after it.
    "employed": case([Shift(1, DAY), Shift(3, NIGHT)], LINES, staff=[Person("A", start_day=1, end_day=3)]),
    # Ends at midnight: the day away is whole.
    "away": case([Shift(0, "16:00")], {"A": [1]}, bound={"away": [("A", 1, 8.0)]}),
    # 22:00 to 06:00 inside 21:00 to 07:00; B has no row, so any time will do.
    "availability": case(
        [Shift(0, NIGHT), Shift(0, DAY)],
        {"A": [1], "B": [2]},
        bound={"availability": [("A", 0, "21:00", "07:00")]},
    ),
    "booked_event": case([Shift(0, DAY)], {"A": [1]}, bound={"events": [("A", 0, "14:00", 2.0, "Coaching")]}),
    "locked_day": case([Shift(0, DAY)], {"A": [1]}, bound={"locks": [("A", 0, "08:00 8h"), ("A", 1, "")]}),
    # Two and a half hours are not yet night work.
    "night_consent": case([Shift(0, NIGHT, 2.5)], {"A": [1]}, staff=[Person("A", works_nights=False)]),
    "daily_rest_hours": case([Shift(0, LATE), Shift(1, "09:00")], LINES, rules={"daily_rest_hours": 11}),
    "daily_rest_floor_hours": case(
        [Shift(0, "15:00"), Shift(1, "07:00")], LINES, rules={"daily_rest_floor_hours": 8}
    ),
    # Saturday 22:00 to Monday 09:00 are 35 h, 26 of them in the first week.
    "weekly_rest_hours": case(
        [*every_day(range(5), LATE), Shift(5, LATE), Shift(7, "09:00")],
        {"A": range(1, 8)},
        rules={"weekly_rest_hours": 35},
        days=14,
    ),
    "max_consecutive_days": case(
        [*every_day(range(6), DAY), *every_day(range(7, 13), DAY)],
        {"A": range(1, 13)},
        rules={"max_consecutive_days": 6},
        days=14,
    ),
    # Two shifts beside two credited days; a day away without credit takes no room.
    "shifts_per_week": case(
        every_day(range(2), DAY),
        {"A": [1, 2]},
        rules={"shifts_per_week": 4},
        bound={"away": [("A", 3, 8.0), ("A", 4, 8.0), ("A", 5, 0.0)]},
    ),
    "max_week_hours": case(every_day(range(6), DAY), {"A": range(1, 7)}, rules={"max_week_hours": 48}),
    "max_mean_week_hours": case(
        [*every_day(range(6), DAY), *every_day(range(7, 11), DAY)],
        {"A": range(1, 11)},
        rules={"max_mean_week_hours": 40},
        days=14,
    ),
    "contract_hours_most": case(
        every_day(range(5), DAY, 6.8),
        {"A": range(1, 6)},
        rules={"contract_hours_most": 2},
        bound={"away": [("A", 5, 8.0)]},
    ),
    # 40 x 5 / 7 - 8 = 20.6 h due; 24 h worked.
    "contract_hours_least": case(
        every_day((2, 3, 5), DAY),
        {"A": [1, 2, 3]},
        rules={"contract_hours_least": soft(0)},
        staff=[Person("A", start_day=2)],
        bound={"away": [("A", 4, 8.0)]},
    ),
    "free_weekends": case(
        [Shift(day, DAY) for day in (5, 6, 12, 26)],
        {"A": [1, 2, 3, 4]},
        rules={"free_weekends": 1},
        days=28,
    ),
    # Two days off together; and a single one that is leave.
    "days_off_together": case(
        every_day((0, 3, 5), DAY),
        {"A": [1, 2, 3]},
        rules={"days_off_together": soft(2)},
        bound={"away": [("A", 4, 8.0)]},
    ),
    # Two nights, a day shift, two nights.
    "max_nights_in_row": case(
        [*every_day((0, 1), NIGHT), Shift(3, DAY), *every_day((4, 5), NIGHT)],
        {"A": range(1, 6)},
        rules={"max_nights_in_row": soft(2)},
    ),
    # Two hours; and any change over a day off.
    "start_drift_hours": case(
        [Shift(0, "23:00"), Shift(1, "01:00"), Shift(3, "12:00")],
        {"A": [1, 2, 3]},
        rules={"start_drift_hours": soft(2)},
    ),
}

"""For each rule about wishes, people together, and shifts themselves a forbidden and an allowed case.

As ``rule_cases``.
"""

from __future__ import annotations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, soft
from tests.wfm.roster.rule_cases import DAY, NIGHT, case
from wfm.shift_pattern import Break, ShiftPattern

LED = {"leader": {"A": "S"}, "leads": {"S": "North"}}
MEAL, SHORT = ("meal", 240, 30), ("break", 120, 15)
PATTERN = ShiftPattern(
    "08:00 8h",
    "Main",
    480,
    480,
    (Break("break", 15, True, 60, 150), Break("meal", 30, False, 180, 270)),
    False,
)
NEW = [Person(name, start_day=-day) for name, day in (("A", 0), ("B", 10), ("C", 56))]

FORBIDDEN = {
    # Wished off and works; wished for work and is off; wished for a late shift and has a day one at 10:00.
    "wishes": case(
        [Shift(0, DAY), Shift(2, "10:00")],
        {"A": [1, 2]},
        [("wishes", "A", 0, 1, 0, 2), ("wishes", "A", 1, 1, 0, 1), ("wishes", "A", 2, 1, 0, 3)],
        rules={"wishes": soft(float("nan"))},
        bound={"wishes": [("A", 0, "off", 2.0), ("A", 1, "work", 1.0), ("A", 2, "late", 3.0)]},
    ),
    # Two before and four now over two people: three each; A has two and two, four.
    "fair_nights": case(
        [*every_day((0, 1), NIGHT), *every_day((3, 4), NIGHT)],
        {"A": [1, 2], "B": [3, 4]},
        [("fair_nights", "A", 1, 4, 3, 1)],
        rules={"fair_nights": soft(float("nan"))},
        bound={"prior": [("A", -9, NIGHT, 8, 8), ("A", -8, NIGHT, 8, 8)]},
    ),
    # Two weekend shifts, one for each; A has both.
    "fair_weekends": case(
        every_day((5, 6), DAY),
        {"A": [1, 2], "B": []},
        [("fair_weekends", "A", 6, 2, 1, 1)],
        rules={"fair_weekends": soft(float("nan"))},
    ),
    # 08:00 to 16:00 and 15:00 to 23:00 share one hour.
    "leader_on_shift": case(
        [Shift(0, "08:00"), Shift(0, "15:00")],
        {"A": [1], "S": [2]},
        [("leader_on_shift", "A", 0, 1, 2, 1)],
        rules={"leader_on_shift": soft(2)},
        people=LED,
    ),
    # Three new starters from 12:00 to 16:00, the third on the 56th day after the first.
    "new_starters_together": case(
        [Shift(0, "08:00", people=2), Shift(0, "12:00")],
        {"A": [1], "B": [1], "C": [2]},
        [("new_starters_together", "", 0, 3, 2, 1)],
        rules={"new_starters_together": soft(2)},
        staff=NEW,
    ),
    "starts_per_day": case(
        [Shift(0, start) for start in ("06:00", "07:00", "08:00", "09:00")],
        {"A": [1], "B": [2], "C": [3], "D": [4]},
        [("starts_per_day", "", 0, 4, 2, 2)],
        rules={"starts_per_day": 2},
    ),
    # One works and one is sought: two of four are missing.
    "least_per_start": case(
        [Shift(0, "06:00")],
        {"A": [1]},
        [("least_per_start", "", 0, 2, 4, 2)],
        rules={"least_per_start": 4},
        open_shifts=[Shift(0, "06:00")],
    ),
    # Two skill sets, one cab: three people at 06:00.
    "most_per_start": case(
        [Shift(0, "06:00", people=2), Shift(0, "06:00", skill_set="review")],
        {"A": [1], "B": [1], "C": [2]},
        [("most_per_start", "", 0, 3, 2, 1)],
        rules={"most_per_start": 2},
        people={"skill_set": {"C": "review"}},
    ),
    # Two are asked for and one comes; another line has one too many.
    "line_people": case(
        [Shift(0, "08:00", people=2), Shift(1, "08:00")],
        {"A": [1, 2], "B": [2]},
        [("line_people", "", 0, 1, 2, 1), ("line_people", "", 1, 2, 1, 1)],
        rules={"line_people": float("nan")},
    ),
    "max_shift_hours": case(
        [Shift(0, "08:00", 12.5)],
        {"A": [1]},
        [("max_shift_hours", "", 0, 12.5, 12, 1)],
        rules={"max_shift_hours": 12},
    ),
    # Meal from 11:00 to 11:30; from there to 17:00 are five and a half hours.
    "meal_after_hours": case(
        [Shift(0, "08:00", 9.0)],
        {"A": [1]},
        [("meal_after_hours", "", 0, 5.5, 5, 1)],
        rules={"meal_after_hours": 5},
        pauses={1: [("meal", 180, 30)]},
    ),
    "meal_minutes": case(
        [Shift(0, "08:00", people=2)],
        {"A": [1], "B": [1]},
        [("meal_minutes", "", 0, 30, 60, 2)],
        rules={"meal_minutes": 60},
        pauses={1: [MEAL]},
    ),
    # The short break 5 minutes late, and a second one that the pattern does not have.
    "break_windows": case(
        [Shift(0, "08:00")],
        {"A": [1]},
        [("break_windows", "", 0, 2, 0, 2)],
        rules={"break_windows": float("nan")},
        pauses={1: [("break", 155, 15), MEAL, ("break", 400, 15)]},
        patterns=(PATTERN,),
    ),
    # Alone for four hours to the meal, and for three and a half after it.
    "change_of_task_minutes": case(
        [Shift(0, "08:00")],
        {"A": [1]},
        [("change_of_task_minutes", "A", 0, 240, 30, 1), ("change_of_task_minutes", "A", 0, 210, 30, 1)],
        rules={"change_of_task_minutes": soft(30)},
        pauses={1: [MEAL]},
        role="monitor",
    ),
}

ALLOWED = {
    # Each wish in its kind, and off where another shift was wished for.
    "wishes": case(
        [Shift(0, "09:30"), Shift(1, "10:00"), Shift(2, "13:00"), Shift(3, NIGHT), Shift(4, DAY)],
        {"A": range(1, 6)},
        rules={"wishes": soft(float("nan"))},
        bound={
            "wishes": [
                ("A", 0, "early", 1.0),
                ("A", 1, "day", 1.0),
                ("A", 2, "late", 1.0),
                ("A", 3, "night", 1.0),
                ("A", 4, "08:00 8h", 1.0),
                ("A", 5, "off", 1.0),
                ("A", 6, "early", 1.0),
            ]
        },
    ),
    # The nights before lie 57 and 58 days back: two each now.
    "fair_nights": case(
        [*every_day((0, 1), NIGHT), *every_day((3, 4), NIGHT)],
        {"A": [1, 2], "B": [3, 4]},
        rules={"fair_nights": soft(float("nan"))},
        bound={"prior": [("A", -58, NIGHT, 8, 8), ("A", -57, NIGHT, 8, 8)]},
    ),
    "fair_weekends": case(
        every_day((5, 6), DAY), {"A": [1], "B": [2]}, rules={"fair_weekends": soft(float("nan"))}
    ),
    "leader_on_shift": case(
        [Shift(0, "08:00"), Shift(0, "14:00")],
        {"A": [1], "S": [2]},
        rules={"leader_on_shift": soft(2)},
        people=LED,
    ),
    # C is no new starter any more on the 57th day; and B leaves as D comes.
    "new_starters_together": case(
        [Shift(0, "08:00", people=2), Shift(0, "16:00"), Shift(0, "08:00")],
        {"A": [1], "B": [1], "D": [2], "C": [3]},
        rules={"new_starters_together": soft(2)},
        staff=[*NEW[:2], Person("C", start_day=-57), Person("D", start_day=-1)],
    ),
    # Two starts each day; the supervisor's own does not count.
    "starts_per_day": case(
        [Shift(0, "06:00"), Shift(0, "07:00"), Shift(1, "08:00"), Shift(0, "09:00", skill_set="lead")],
        {"A": [1, 3], "B": [2], "S": [4]},
        rules={"starts_per_day": 2},
        people={"leads": {"S": "North"}},
    ),
    "least_per_start": case(
        [Shift(0, "06:00", people=3)],
        {"A": [1], "B": [1], "C": [1]},
        rules={"least_per_start": 4},
        open_shifts=[Shift(0, "06:00")],
    ),
    "most_per_start": case(
        [Shift(0, "06:00", people=2), Shift(0, "07:00")],
        {"A": [1], "B": [1], "C": [2]},
        rules={"most_per_start": 2},
    ),
    # A supervisor on the line adds no cover.
    "line_people": case(
        [Shift(0, "08:00", people=2)],
        {"A": [1], "B": [1], "S": [1]},
        rules={"line_people": float("nan")},
        people={"leads": {"S": "North"}},
    ),
    "max_shift_hours": case([Shift(0, "08:00", 12.0)], {"A": [1]}, rules={"max_shift_hours": 12}),
    # Five hours after the meal; and a shift of five hours that needs none.
    "meal_after_hours": case(
        [Shift(0, "08:00", 8.5), Shift(1, "08:00", 5.0)],
        {"A": [1, 2]},
        rules={"meal_after_hours": 5},
        pauses={1: [("meal", 180, 30)]},
    ),
    "meal_minutes": case(
        every_day((0,), "08:00"), {"A": [1]}, rules={"meal_minutes": 30}, pauses={1: [MEAL]}
    ),
    # At the very ends of the windows; and a booked event in the place of the short break.
    "break_windows": case(
        [Shift(0, "08:00"), Shift(1, "08:00")],
        {"A": [1, 2]},
        rules={"break_windows": float("nan")},
        pauses={1: [("break", 150, 15), ("meal", 180, 30)], 2: [("Coaching", 60, 120), ("meal", 270, 30)]},
        patterns=(PATTERN,),
    ),
    # Two who swap every half-hour.
    "change_of_task_minutes": case(
        [Shift(0, "08:00", people=2)],
        {"A": [1], "B": [1]},
        rules={"change_of_task_minutes": soft(30)},
        role="monitor",
    ),
}

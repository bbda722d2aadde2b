"""A small client with six named people, and their roster of one week by hand.

London, Mon 1 to Sun 7 Feb 2027, one queue from 09:00 to 22:30: E starts at 09:00 and ends at 17:30, L starts
at 14:00 and ends at 22:30, so that an E after an L leaves 10.5 h of rest where EU law asks for 11. Tom leads,
Cleo is on leave on Thursday, Dan has no user name, one E of Saturday is open.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from tests.write_workbook import long_forecast, write_workbook
from wfm.assumption import Assumption
from wfm.plan_input import read_plan_input, requirement_of
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster, Solution
from wfm.roster.by_hand import Terms
from wfm.roster.by_hand.shift import from_pattern
from wfm.service.desk import Given, Made
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage
from wfm.shift_plan.reviews import reviews
from wfm.workload import workload

MONDAY = date(2027, 2, 1)
STAFF = [
    ["agent_id", "name", "user_names", "site", "team", "leader", "contract_hours", "roles", "pools"],
    ["R1", "Ana Reyes", "ana.reyes", "London", "Blue", "T1", 40, "escalation_agent", None],
    ["C1", "Ben Cruz", "ben.cruz", "London", "Blue", "T1", 40, "escalation_agent", None],
    ["L1", "Cleo Lim", "cleo.lim", "London", "Blue", "T1", 40, "escalation_agent", None],
    ["O1", "Dan Ode", None, "London", "Blue", "T1", 40, "escalation_agent", None],
    ["I1", "Eva Ito", "eva.ito", "London", "Blue", "T1", 40, "escalation_agent", None],
    ["T1", "Tom Ash", "tom.ash", "London", "Blue", None, 40, "supervisor", None],
]
SHIFTS = [
    ["shift_code", "earliest_start", "latest_start", "start_step_minutes", "paid_minutes", "meal_minutes"],
    ["E", "09:00", "09:00", 30, 480, 30],
    ["L", "14:00", "14:00", 30, 480, 30],
]
SETTINGS = [
    ["key", "value"],
    ["plan_name", "Week 5"],
    ["time_zone", "Europe/London"],
    ["currency", "GBP"],
]
WORKED = {
    "R1": {0: "L", 1: "L", 2: "L"},
    "C1": {0: "E", 1: "E", 2: "E", 3: "E", 4: "E"},
    "L1": {0: "E", 1: "E", 2: "E", 4: "E"},
    "O1": {3: "L", 4: "L", 5: "L"},
    "I1": {},
    "T1": {0: "E", 1: "E"},
}


def sheets(first_day=MONDAY, contacts=10.0, more=()):
    """Return the client's workbook; ``more`` are names of further people of the team."""
    others = [
        [f"M{n}", who, None, "London", "Blue", "T1", 40, "escalation_agent", None]
        for n, who in enumerate(more)
    ]
    return {
        "Forecast": long_forecast(
            {"Orders": contacts}, first_day, 7, open_hour=9, close_hour=22, handle_seconds=300.0
        ),
        "Settings": SETTINGS,
        "Queues": [["queue", "site", "review_minutes"], ["Orders", "London", None]],
        "ModeMix": [["queue", "mode_3", "review_share"], ["Orders", 1, 0]],
        "ShiftTypes": SHIFTS,
        "Staff": [*STAFF, *others],
        "TimeOff": [["agent_id", "first_day", "last_day", "code"], ["L1", day_of(3), day_of(3), "HOL"]],
    }


def day_of(number):
    day = date.fromordinal(MONDAY.toordinal() + number)
    return datetime(day.year, day.month, day.day)


@lru_cache(maxsize=1)
def given(folder):
    path = write_workbook(folder / "week.xlsx", sheets())
    plan_input = read_plan_input(path)
    work = workload(plan_input.forecast, plan_input.policy)
    return Given(plan_input, work, requirement_of(plan_input))


def made():
    note = Assumption("escalation_settled", "Orders", "15", "%", "12", "18", "article")
    return Made({"all_people": 15, "settled": 6, "first_30_days": 7}, 61.5, (note,))


def roster(known):
    """Return the week by hand; one E of Saturday has nobody."""
    read = known.plan_input
    terms = Terms(read.staff, read.skill_sets, read.rule_book, read.policy, read.patterns)
    pair = next(iter(zip(read.skill_sets.skills["role"], read.skill_sets.skills["pool"], strict=True)))
    skill_set = str(read.skill_sets.skills["skill_set"].iat[0])
    pattern = {each.code[0]: each for each in read.patterns}
    lines, activities, line_of = [], [], {}
    for number in range(6):
        for code in ("E", "L"):
            line = 1 + len(lines)
            shift = from_pattern(pattern[code], skill_set, pair, pd.Timestamp(day_of(number)), terms)
            people = sum(days.get(number) == code for who, days in WORKED.items() if who != "T1")
            lines.append(
                (
                    line,
                    shift.site,
                    shift.skill_set,
                    shift.date,
                    shift.pattern,
                    shift.shift_start,
                    shift.shift_end,
                    shift.paid_minutes,
                    shift.night_minutes,
                    people,
                )
            )
            activities += [{"line": line, **piece._asdict()} for piece in shift.pieces]
            line_of[(number, code)] = line
    table = pd.DataFrame(lines, columns=list(LINES.columns))
    is_open = table["line"] == line_of[(5, "E")]
    worked = LINES.conform(table[table["people"] > 0])
    timelines = ACTIVITIES.conform(pd.DataFrame(activities))
    policy, horizon = read.policy, known.requirement.horizon
    week = (1, "feasible", 4180.0, 4000.0, 4000.0, 0.045, 60.0, 2)
    plan = ShiftPlan(
        worked,
        timelines,
        coverage(worked, timelines, known.requirement, policy),
        reviews(known.requirement.deferred, worked, timelines, horizon, policy),
        WEEKS.conform(pd.DataFrame([week], columns=list(WEEKS.columns))),
        horizon,
        "feasible",
        4000.0,
    )
    rows = [
        (who, pd.Timestamp(day_of(number)), line_of[(number, code)])
        for who, days in WORKED.items()
        for number, code in days.items()
    ]
    leads = ["Blue" if who == "T1" else "" for who in read.staff.people["person_id"]]
    return Roster(
        plan,
        PEOPLE.conform(read.staff.people.assign(leads=leads)),
        DUTIES.conform(pd.DataFrame(rows, columns=list(DUTIES.columns))),
        POSITIONS.empty(),
        LINES.conform(table[is_open].assign(people=1)),
        Solution("feasible", 300.0, 250.0, 0.0125, 0.16, 12.0),
    )

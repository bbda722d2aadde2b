"""Every rule a roster can be bound by: its key, its unit, and the sentence a planner reads.

The key is the rule's name in ``data/reference/roster_rules.csv``, in sheet Rules, in the score
(``wfm.roster.score``), in the model (``models.roster``) and in the roster book.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What a rule says; ``sentence`` may name ``{limit}``; ``counted_in`` is the unit of one breach.

    ``binds`` is ``person`` (the days of one person alone), ``crew`` (several people together) or ``line``
    (one shift, whoever works it).
    """

    key: str
    name: str
    sentence: str
    unit: str
    counted_in: str
    binds: str


_RULES = (
    # What follows from the plan itself: always hard.
    Rule(
        "one_shift_a_day", "one shift a day", "Nobody starts two shifts on one date.", "", "shifts", "person"
    ),
    Rule(
        "own_skills",
        "own skills",
        "Whoever works a shift may do all its work: role, pool, language, licence.",
        "",
        "shifts",
        "person",
    ),
    Rule(
        "employed",
        "employed on the day",
        "Nobody works before the first or after the last day of the contract.",
        "",
        "shifts",
        "person",
    ),
    Rule("away", "leave", "Nobody works on a booked day away.", "", "shifts", "person"),
    Rule(
        "availability",
        "availability",
        "Shifts lie inside the times a person is available.",
        "",
        "shifts",
        "person",
    ),
    Rule(
        "booked_event", "booked events", "Whoever has a booking is on shift for it.", "", "events", "person"
    ),
    Rule("locked_day", "locked days", "Locked days stay as they are.", "", "days", "person"),
    Rule(
        "night_consent",
        "consent to nights",
        "Only people who agreed to it work nights (at least {limit:g} h of a shift at night).",
        "h",
        "shifts",
        "person",
    ),
    # Law and contract.
    Rule(
        "daily_rest_hours",
        "rest between shifts",
        "At least {limit:g} h of rest between two shifts.",
        "h",
        "rests",
        "person",
    ),
    Rule(
        "daily_rest_floor_hours",
        "least rest between shifts",
        "Never less than {limit:g} h of rest between two shifts.",
        "h",
        "rests",
        "person",
    ),
    Rule(
        "weekly_rest_hours",
        "weekly rest",
        "At least {limit:g} h of rest in one piece in every week of the plan.",
        "h",
        "weeks",
        "person",
    ),
    Rule(
        "max_consecutive_days",
        "days in a row",
        "At most {limit:g} days of work in a row.",
        "days",
        "days",
        "person",
    ),
    Rule(
        "shifts_per_week",
        "shifts a week",
        "At most {limit:g} shifts in a week.",
        "shifts",
        "shifts",
        "person",
    ),
    Rule("max_week_hours", "hours a week", "At most {limit:g} paid hours in a week.", "h", "h", "person"),
    Rule(
        "max_mean_week_hours",
        "hours a week on average",
        "At most {limit:g} paid hours a week on average over the plan.",
        "h",
        "h",
        "person",
    ),
    Rule(
        "contract_hours_most",
        "hours over contract",
        "At most {limit:g} h more than the contract in a week; a day of leave counts as worked.",
        "h",
        "h",
        "person",
    ),
    Rule(
        "contract_hours_least",
        "hours under contract",
        "At most {limit:g} h less than the contract in a week; a day of leave counts as worked.",
        "h",
        "h",
        "person",
    ),
    Rule(
        "free_weekends",
        "weekends off",
        "Weekends off in every {cycle}: at least {limit:g}.",
        "weekends",
        "weekends",
        "person",
    ),
    # House rules on people's lives.
    Rule(
        "days_off_together",
        "days off together",
        "Days off come {limit:g} or more in a row.",
        "days",
        "stretches",
        "person",
    ),
    Rule(
        "max_nights_in_row",
        "nights in a row",
        "At most {limit:g} nights in a row.",
        "nights",
        "nights",
        "person",
    ),
    Rule(
        "start_drift_hours",
        "start drift",
        "Shifts of two days in a row start at most {limit:g} h apart on the clock.",
        "h",
        "pairs of days",
        "person",
    ),
    Rule("wishes", "wishes", "Wishes are met.", "", "wishes", "person"),
    Rule(
        "fair_nights",
        "fair share of nights",
        "Nobody works more nights than the crew's fair share over eight weeks and this plan.",
        "nights",
        "nights",
        "person",
    ),
    Rule(
        "fair_weekends",
        "fair share of weekends",
        "Nobody works more weekend shifts than the crew's fair share over eight weeks and this plan.",
        "shifts",
        "shifts",
        "person",
    ),
    # People together.
    Rule(
        "leader_on_shift",
        "leader on shift",
        "At least {limit:g} h of a shift are shared with the leader of the team.",
        "h",
        "shifts",
        "crew",
    ),
    Rule(
        "new_starters_together",
        "new starters together",
        "At most {limit:g} new starters on shift at once at a site.",
        "people",
        "person-days",
        "crew",
    ),
    Rule(
        "starts_per_day",
        "start times a day",
        "At most {limit:g} different start times a day at a site.",
        "starts",
        "starts",
        "crew",
    ),
    Rule(
        "least_per_start",
        "fewest per start",
        "At least {limit:g} people at each start time that is used (a cab's worth).",
        "people",
        "people",
        "crew",
    ),
    Rule(
        "most_per_start",
        "most per start",
        "At most {limit:g} people at one start time.",
        "people",
        "people",
        "crew",
    ),
    # Shifts, whoever works them.
    Rule(
        "line_people",
        "everyone on each duty line",
        "Each duty line is worked on its date by just its people; supervisors add no cover.",
        "people",
        "people",
        "line",
    ),
    Rule(
        "max_shift_hours", "length of a shift", "No shift is longer than {limit:g} h.", "h", "shifts", "line"
    ),
    Rule(
        "meal_after_hours",
        "meal in time",
        "Nobody works more than {limit:g} h without a meal begun.",
        "h",
        "shifts",
        "line",
    ),
    Rule(
        "meal_minutes",
        "length of the meal",
        "A meal lasts at least {limit:g} min.",
        "min",
        "meals",
        "line",
    ),
    Rule(
        "break_windows",
        "break windows",
        "Breaks lie inside the windows of the shift's pattern.",
        "",
        "breaks",
        "line",
    ),
    Rule(
        "change_of_task_minutes",
        "change of task",
        "A monitor watches the same conversations for at most {limit:g} min.",
        "min",
        "stretches",
        "line",
    ),
)

REGISTER: Mapping[str, Rule] = {rule.key: rule for rule in _RULES}
"""Every rule by its key, in the order in which planners read them."""


ALWAYS_HARD = frozenset(
    {
        "one_shift_a_day",
        "own_skills",
        "employed",
        "away",
        "availability",
        "booked_event",
        "locked_day",
        "night_consent",
        "daily_rest_floor_hours",
        "line_people",
    }
)
"""Rules that no planner can soften or switch off: without them the roster would not mean anything."""


def sentence(key: str, limit: float, weekends_in_cycle: float | None = None) -> str:
    """Return the rule in words with its limit, and with the length of its cycle where it has one."""
    cycle = "cycle of weekends" if weekends_in_cycle is None else f"{weekends_in_cycle:g} weekends"
    return REGISTER[key].sentence.format(limit=limit, cycle=cycle)

"""Who there is: skill sets, the (role, pool) pairs each can work, and how many people hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import INSTANT, Column, Schema

SKILLS = Schema(
    "Skill sets",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "name of the skill set, unique within its site"),
        "role": Column("str", "", "a role its people can work in"),
        "pool": Column("str", "", "the pool they can work it for"),
        "is_primary": Column("bool", "", "whether this pair sets their pay"),
    },
    ("site", "skill_set", "role", "pool"),
)

HEADS = Schema(
    "Heads available",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "heads": Column("float64", "people", "people employed; blank: no limit", 0, nullable=True),
        "contract_hours": Column("float64", "h per week", "mean contract", 0),
    },
    ("site", "skill_set"),
)


DAYS = Schema(
    "People available",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "date": Column("datetime64[us]", "", "local date on which a shift may start"),
        "people": Column("int64", "people", "employed, not away, and available on the weekday", 0),
    },
    ("site", "skill_set", "date"),
)
"""Rows only where a staff list says who is there; then for every skill set and date of the plan."""

WEEKS = Schema(
    "Hours available",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "week": Column("int64", "", "week of the plan, from 0", 0),
        "shifts": Column("int64", "shifts", "most shifts of its people together in the week", 0),
        "hours": Column("float64", "h", "contract hours of its people together, days away taken off", 0),
    },
    ("site", "skill_set", "week"),
)
"""Rows as in ``DAYS``, for every skill set and week of the plan."""

OFF_PHONE = Schema(
    "People off the phone",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "people": Column("float64", "people", "mean people on shift for a booked event, not for contacts", 0),
    },
    ("site", "skill_set", "interval_start"),
)


@dataclass(frozen=True, eq=False)
class SkillSets:
    """Skill sets of every site: ``skills`` says what each can do, ``heads`` how many people there are.

    ``days``, ``weeks`` and ``off_phone`` are empty unless a staff list names the people.
    """

    skills: pd.DataFrame
    heads: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()
    days: pd.DataFrame = field(default_factory=DAYS.empty)
    weeks: pd.DataFrame = field(default_factory=WEEKS.empty)
    off_phone: pd.DataFrame = field(default_factory=OFF_PHONE.empty)

    def __post_init__(self) -> None:
        for schema, table in (
            (SKILLS, self.skills),
            (HEADS, self.heads),
            (DAYS, self.days),
            (WEEKS, self.weeks),
            (OFF_PHONE, self.off_phone),
        ):
            schema.check(table)

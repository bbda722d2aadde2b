"""The roster: who works which duty line, and how many heads that takes."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.schema import Column, Schema
from wfm.shift_plan import ShiftPlan

PEOPLE = Schema(
    "Rostered people",
    {
        "person_id": Column("str", "", "number or name of the position"),
        "name": Column("str", "", "name shown"),
        "site": Column("str", "", "site"),
        "team": Column("str", "", "team"),
        "role": Column("str", "", "role that sets the pay"),
        "skill_set": Column("str", "", "skill set"),
        "contract_hours": Column("float64", "h per week", "contract", 0),
        "follows": Column("str", "", "for a supervisor: the person whose shifts they share; else blank"),
    },
    ("person_id",),
)

DUTIES = Schema(
    "Duties",
    {
        "person_id": Column("str", "", "person"),
        "date": Column("datetime64[us]", "", "local date on which the shift starts"),
        "line": Column("int64", "", "duty line worked (a supervisor's: the followed person's)"),
    },
    ("person_id", "date"),
)

POSITIONS = Schema(
    "Positions",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "bound": Column("int64", "positions", "no roster of these lines needs fewer", 0),
        "bound_reason": Column("str", "", "busiest day, shifts a week, hours or weekends"),
        "positions": Column("int64", "positions", "positions used", 0),
        "heads": Column("int64", "people", "positions / (1 - leave share), rounded up once", 0),
    },
    ("site", "skill_set"),
)


@dataclass(frozen=True, eq=False)
class Roster:
    """A shift plan with a person on every duty line.

    ``duties`` names each line once for the people who cover it; supervisors share the lines of the
    person they follow and add no cover.
    """

    shift_plan: ShiftPlan
    people: pd.DataFrame
    duties: pd.DataFrame
    positions: pd.DataFrame

    def __post_init__(self) -> None:
        PEOPLE.check(self.people)
        DUTIES.check(self.duties)
        POSITIONS.check(self.positions)

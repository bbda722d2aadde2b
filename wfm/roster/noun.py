"""The roster: who works which duty line, and how many heads that takes."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.schema import Column, Schema
from wfm.shift_plan import LINES, ShiftPlan

PEOPLE = Schema(
    "Rostered people",
    {
        "person_id": Column("str", "", "number or name of the position"),
        "name": Column("str", "", "name shown"),
        "user_name": Column("str", "", "name in other systems, blank where not given"),
        "site": Column("str", "", "site"),
        "team": Column("str", "", "team"),
        "leader": Column("str", "", "person_id of the team's leader, blank where there is none"),
        "role": Column("str", "", "role that sets the pay"),
        "skill_set": Column("str", "", "skill set"),
        "contract_hours": Column("float64", "h per week", "contract", 0),
        "leads": Column("str", "", "for a supervisor: the team led, who adds no cover; else blank"),
    },
    ("person_id",),
)

DUTIES = Schema(
    "Duties",
    {
        "person_id": Column("str", "", "person"),
        "date": Column("datetime64[us]", "", "local date on which the shift starts"),
        "line": Column("int64", "", "duty line worked (a supervisor's: a line whose hours they keep)"),
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


@dataclass(frozen=True)
class Solution:
    """How good a named roster provably is; money in plan currency, ``seconds`` of processor time.

    ``cost`` is the priced breaches and the price of open shifts, ``bound`` what no roster of these people
    and lines can be below; ``gap`` is their difference over the staffing cost of the plan, ``gap_choice``
    the same over ``cost`` itself.
    """

    status: str
    cost: float
    bound: float
    gap: float
    gap_choice: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Roster:
    """A shift plan with a person on every duty line.

    ``shift_plan`` holds what is worked: lines nobody took stand in ``open_lines`` (columns of ``LINES``,
    ``people`` those still missing) and its coverage is recounted without them. ``duties`` names each line
    once for the people who cover it; supervisors keep the hours of some line and add no cover.
    ``positions`` counts numbered positions, and is empty where people are named; then ``solution`` says how
    good the roster is.
    """

    shift_plan: ShiftPlan
    people: pd.DataFrame
    duties: pd.DataFrame
    positions: pd.DataFrame
    open_lines: pd.DataFrame = field(default_factory=LINES.empty)
    solution: Solution | None = None

    def __post_init__(self) -> None:
        PEOPLE.check(self.people)
        DUTIES.check(self.duties)
        POSITIONS.check(self.positions)
        LINES.check(self.open_lines)

"""The shift plan: duty lines that cover the requirement, what they cost, and how good that provably is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.horizon import Horizon
from wfm.schema import INSTANT, Column, Schema

LINES = Schema(
    "Duty lines",
    {
        "line": Column("int64", "", "number of the duty line"),
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set of the person who works it"),
        "date": Column("datetime64[us]", "", "local date on which the shift starts"),
        "pattern": Column("str", "", "code of the shift pattern"),
        "shift_start": Column(INSTANT, "UTC", "start of the shift"),
        "shift_end": Column(INSTANT, "UTC", "end of the shift"),
        "paid_minutes": Column("int64", "min", "paid time", 0),
        "night_minutes": Column("int64", "min", "paid time inside the site's night", 0),
        "people": Column("int64", "people", "people on this line", 1),
    },
    ("line",),
)

ACTIVITIES = Schema(
    "Activities",
    {
        "line": Column("int64", "", "duty line"),
        "activity": Column("str", "", "work, review, callback, email, meal or break"),
        "role": Column("str", "", "role worked in; blank in pauses"),
        "pool": Column("str", "", "crew worked for; blank in pauses"),
        "start": Column(INSTANT, "UTC", "start"),
        "end": Column(INSTANT, "UTC", "end"),
        "paid": Column("bool", "", "whether it is paid"),
    },
    ("line", "start"),
)

COVERAGE = Schema(
    "Coverage",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "required": Column("int64", "people", "Requirement.on_duty", 0),
        "active_bound": Column("str", "", "what sets the number"),
        "at_work": Column("float64", "people", "mean people in this role, less breaks", 0),
        "on_duty": Column("float64", "people", "at_work less floor losses", 0),
        "shortage": Column("float64", "people", "required less on_duty, never below 0", 0),
    },
    ("site", "role", "pool", "interval_start"),
)

REVIEWS = Schema(
    "Reviews",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "kind": Column("str", "", "review, callback or email"),
        "created": Column(INSTANT, "UTC", "when it could first be done"),
        "due": Column(INSTANT, "UTC", "when it had to be done"),
        "hours": Column("float64", "h", "people's time it takes", 0),
        "hours_done_by_due": Column("float64", "h", "done in time, first in first out", 0),
        "hours_late": Column("float64", "h", "not done in time", 0),
    },
    ("site", "role", "pool", "kind", "created", "due"),
)

WEEKS = Schema(
    "Weeks solved",
    {
        "week": Column("int64", "", "number of the week, from 1", 1),
        "status": Column("str", "", "optimal, feasible or stopped"),
        "objective": Column("float64", "currency", "staffing cost and priced shortage"),
        "bound": Column("float64", "currency", "no plan can be below this"),
        "staffing_cost": Column("float64", "currency", "wages and premiums"),
        "gap": Column("float64", "share", "(objective - bound) / staffing cost"),
        "seconds": Column("float64", "CPU s", "processor time of the solve"),
        "patterns": Column("int64", "", "shift patterns the model could choose from"),
    },
    ("week",),
)

CARRIED_IN = Schema(
    "People carried in",
    {
        "person_id": Column("str", "", "who worked a shift of the roster before that ends inside the plan"),
        "site": Column("str", "", "site"),
        "activity": Column("str", "", "work, review, callback or email"),
        "role": Column("str", "", "role worked in"),
        "pool": Column("str", "", "crew worked for"),
        "start": Column(INSTANT, "UTC", "start"),
        "end": Column(INSTANT, "UTC", "end"),
    },
    ("person_id", "start"),
)
"""Cover of the plan's first hours by shifts of its eve, from the plan's first instant on; no lines of it."""


@dataclass(frozen=True, eq=False)
class ShiftPlan:
    """Duty lines with their timelines; coverage and reviews recounted from them, not from the model.

    ``status`` is the worst of the weeks'; ``cost`` is wages and premiums without the price of shortage.
    ``carried_in`` counts in coverage and reviews, not in lines and cost; empty where no roster came before.
    """

    lines: pd.DataFrame
    activities: pd.DataFrame
    coverage: pd.DataFrame
    reviews: pd.DataFrame
    weeks: pd.DataFrame
    horizon: Horizon
    status: str
    cost: float
    carried_in: pd.DataFrame = field(default_factory=CARRIED_IN.empty)

    def __post_init__(self) -> None:
        for schema, table in (
            (LINES, self.lines),
            (ACTIVITIES, self.activities),
            (COVERAGE, self.coverage),
            (REVIEWS, self.reviews),
            (WEEKS, self.weeks),
            (CARRIED_IN, self.carried_in),
        ):
            schema.check(table)

    @property
    def gap(self) -> float:
        """Gap of the worst week (share of that week's staffing cost)."""
        return float(self.weeks["gap"].max())

    @property
    def shortage_hours(self) -> float:
        """People-hours short over the horizon."""
        return float(self.coverage["shortage"].sum() * self.horizon.interval_hours)

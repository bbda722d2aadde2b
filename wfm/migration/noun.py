"""The plan of a migration: which way each queue runs in each phase, and the people of every week.

Phases and weeks count from 0. Heads are contracts; every amount is in the plan's currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.horizon import Phases
from wfm.migration.case import POST, POSTS
from wfm.schema import Column, Schema

_POST = {name: POSTS.columns[name] for name in POST}

_PARTS = ", in parts as planned; as whole people on sheet Actions"

STAYS = Schema(
    "Ways by phase",
    {
        "queue": Column("str", "", "name of the queue"),
        "phase": Column("int64", "", "phase, from 0", 0),
        "way": Column("str", "", "way worked once the ramp is over"),
        "from_way": Column("str", "", "way before the phase; the same: no move"),
        "ai_days": Column(
            "float64", "days", "days the AI has been live when the phase begins; -1: not live", -1
        ),
        "reviews_bought": Column("float64", "reviews", "random reviews beyond the queue's own share", 0),
        "risk": Column("float64", "errors", "critical errors expected to stay undetected", 0),
        "reason": Column("str", "", "why this way in this phase, in words"),
    },
    ("queue", "phase"),
)

SHARES = Schema(
    "Traffic by way",
    {
        "queue": Column("str", "", "name of the queue"),
        "week": Column("int64", "", "week, from 0", 0),
        "way": Column("str", "", "way"),
        "share": Column("float64", "share", "share of the queue's contacts", 0, 1),
        "reserve": Column("float64", "share", "share of the old work kept staffed for a rollback", 0, 1),
        "rate_factor": Column("float64", "x settled", "escalation rate against the settled one", 0),
    },
    ("queue", "week", "way"),
)

CREWS = Schema(
    "Need of the crews",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew that shares its work"),
        "skill": Column("str", "", "language and licence"),
        "week": Column("int64", "", "week, from 0", 0),
        "work_hours": Column("float64", "h", "people's hours of work in the week, nothing rounded", 0),
        "duty_hours": Column(
            "float64", "h", "hours on duty: whole people in every interval; reviews as they are", 0
        ),
        "need": Column("float64", "heads", "heads that carry it", 0),
        "parallel": Column("float64", "heads", "part of it that goes once the moves of the week are over", 0),
        "reserve": Column("float64", "heads", "part of it kept for a rollback", 0),
    },
    ("site", "role", "pool", "week"),
)

HEADS = Schema(
    "Heads by week",
    {
        **_POST,
        "week": Column("int64", "", "week, from 0", 0),
        "before": Column("float64", "heads", "able to work at the end of the week before", 0),
        "joined": Column("float64", "heads", "from classes, training over", 0),
        "moved_in": Column("float64", "heads", "from retraining, passed or returned", 0),
        "moved_out": Column("float64", "heads", "into retraining", 0),
        "left": Column("float64", "heads", "left on their own", 0),
        "released": Column("float64", "heads", "notice over", 0),
        "heads": Column("float64", "heads", "able to work this week", 0),
        "ramp_loss": Column("float64", "heads", "not yet given by people still on the ramp", 0),
        "overtime": Column("float64", "heads", "given by overtime", 0),
        "temps": Column("float64", "heads", "temporary people", 0),
        "time_off": Column("float64", "heads", "sent home unpaid by wish", 0),
        "need": Column("float64", "heads", "needed", 0),
        "shortage": Column("float64", "heads", "missing", 0),
        "in_class": Column("float64", "heads", "in class or nesting", 0),
        "in_retraining": Column("float64", "heads", "of this post, learning another role", 0),
        "under_notice": Column("float64", "heads", "at work, notice given", 0),
    },
    (*POST, "week"),
)

CLASSES = Schema(
    "Classes",
    {
        **_POST,
        "week": Column("int64", "", "week the class starts", 0),
        "people": Column("float64", "people", f"people who start{_PARTS}", 0),
        "classes": Column("int64", "classes", "classes that start", 0),
    },
    (*POST, "week"),
)

TRANSFERS = Schema(
    "Retraining",
    {
        "site": Column("str", "", "site"),
        "skill": Column("str", "", "language and licence"),
        "from_role": Column("str", "", "role left"),
        "to_role": Column("str", "", "role entered"),
        "week": Column("int64", "", "week in which they leave their work", 0),
        "people": Column("float64", "people", f"people sent{_PARTS}", 0),
    },
    ("site", "skill", "from_role", "to_role", "week"),
)

RELEASES = Schema(
    "Notices",
    {
        **_POST,
        "week": Column("int64", "", "week in which notice is given", 0),
        "people": Column("float64", "people", f"people given notice{_PARTS}", 0),
    },
    (*POST, "week"),
)

MONEY = Schema(
    "Money",
    {
        "item": Column(
            "str",
            "",
            "wages, overtime, temps, time_off, classes, retraining, releases, ai, shortage, terminal",
        ),
        **_POST,
        "week": Column("int64", "", "week, from 0; terminal value in the last", 0),
        "amount": Column("float64", "plan currency", "cost; savings below 0"),
    },
    ("item", *POST, "week"),
)

GATE_ROWS = Schema(
    "Gates passed in the plan",
    {
        "queue": Column("str", "", "name of the queue"),
        "from_way": Column("str", "", "way left"),
        "to_way": Column("str", "", "way entered"),
        "phase": Column("int64", "", "phase at whose start it moves", 0),
        "error_limit": Column("float64", "share", "critical errors proven at most", 0, 1),
        "reviews": Column("int64", "reviews", "reviews of the plan", 0),
        "errors_allowed": Column("int64", "errors", "critical errors with which it still passes", 0),
        "reviews_before": Column("float64", "reviews", "done before the first phase", 0),
        "reviews_own": Column("float64", "reviews", "from the queue's own share during the stay", 0),
        "reviews_bought": Column("float64", "reviews", "bought beyond it", 0),
        "chance": Column("float64", "share", "chance to pass at the true rate assumed", 0, 1),
        "earliest_day": Column(
            "float64", "days", "day by which the queue's own share proves it; blank: never", 0, nullable=True
        ),
    },
    ("queue", "from_way", "to_way", "phase"),
)


BREACHES = Schema(
    "Rules exceeded",
    {
        "family": Column("str", "", "budget, seats, risk, go_lives or deadline"),
        "where": Column("str", "", "phase, site or queue"),
        "limit": Column("float64", "as the family", "what the rule says"),
        "amount": Column("float64", "as the family", "how far it is exceeded", 0),
    },
    ("family", "where"),
)
"""Rows only where no plan keeps every rule: then the cheapest way to break them."""


@dataclass(frozen=True)
class Proof:
    """How good the plan is: its cost, the least any plan can cost, and what it took to know.

    ``cost`` and ``bound`` hold every item of MONEY; ``gap`` is their difference over ``staffing_cost``.
    ``status``: optimal (proven within the gap asked), feasible, or stopped.
    """

    status: str
    cost: float
    bound: float
    gap: float
    staffing_cost: float
    cpu_seconds: float
    build_seconds: float


@dataclass(frozen=True, eq=False)
class MigrationPlan:
    """Ways by queue and phase, the people of every week, and what both cost; see the schemas above."""

    phases: Phases
    stays: pd.DataFrame
    shares: pd.DataFrame
    crews: pd.DataFrame
    heads: pd.DataFrame
    classes: pd.DataFrame
    transfers: pd.DataFrame
    releases: pd.DataFrame
    money: pd.DataFrame
    gates: pd.DataFrame
    proof: Proof
    breaches: pd.DataFrame = field(default_factory=BREACHES.empty)

    def __post_init__(self) -> None:
        for schema, table in (
            (STAYS, self.stays),
            (SHARES, self.shares),
            (CREWS, self.crews),
            (HEADS, self.heads),
            (CLASSES, self.classes),
            (TRANSFERS, self.transfers),
            (RELEASES, self.releases),
            (MONEY, self.money),
            (GATE_ROWS, self.gates),
            (BREACHES, self.breaches),
        ):
            schema.check(table)

    @property
    def risk(self) -> float:
        """Critical errors expected to stay undetected over the programme."""
        return float(self.stays["risk"].sum())

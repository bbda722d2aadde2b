"""The commercial view: what each queue and mode earns and costs, and how each row of a contract is billed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import Column, Schema

NO_MODE = -1
"""In place of a mode: hours that belong to no contact of the plan, and queues without any."""

COMMERCIAL = Schema(
    "Commercial view",
    {
        "queue": Column("str", "", "name of the queue; blank: people at work for no queue"),
        "mode": Column("int64", "", "mode; -1: none", NO_MODE, 6),
        "contacts": Column("float64", "contacts", "taken by AI or people", 0),
        "resolved": Column("float64", "contacts", "of them: that bring no repeat", 0),
        "resolved_by_ai": Column(
            "float64", "contacts", "of them: that meet no person and bring no repeat", 0
        ),
        "spoken": Column("float64", "conversations", "that the AI holds", 0),
        "helped": Column("float64", "conversations", "in which the AI helps a person", 0),
        "people_minutes": Column("float64", "min", "people's handle time, reviews and watching apart", 0),
        "paid_hours": Column("float64", "h", "paid hours of the people who did the work", 0),
        "revenue": Column("float64", "plan currency", "price by units billed"),
        "bonus": Column("float64", "plan currency", "for good service", 0),
        "penalty": Column("float64", "plan currency", "for bad service", 0),
        "wages": Column("float64", "plan currency", "wages of these hours", 0),
        "premiums": Column("float64", "plan currency", "night and holiday premiums of these hours", 0),
        "supervisors": Column("float64", "plan currency", "their site's supervisors, by paid hours", 0),
        "ai_cost": Column("float64", "plan currency", "conversations of the AI by their price", 0),
    },
    ("queue", "mode"),
)

BILLING = Schema(
    "Billing",
    {
        "queue": Column("str", "", "name of the queue"),
        "basis": Column("str", "", "what is paid"),
        "price": Column("float64", "plan currency", "price of one unit", 0),
        "units": Column("float64", "as the basis", "units of the plan", 0),
        "minimum": Column("float64", "as the basis", "units paid at least over the plan's days", 0),
        "billed": Column("float64", "as the basis", "the larger of the two", 0),
        "revenue": Column("float64", "plan currency", "billed x price", 0),
        "service": Column("float64", "share", "answered in time; blank: nobody waits", 0, 1, nullable=True),
        "bonus_above": Column("float64", "share", "service from which the bonus is due", 0, 1),
        "bonus": Column("float64", "plan currency", "bonus due", 0),
        "penalty_below": Column("float64", "share", "service under which the penalty is due", 0, 1),
        "penalty": Column("float64", "plan currency", "penalty due", 0),
        "cell": Column("str", "", "where the price stands"),
    },
    ("queue", "basis"),
)

MONEY = ("revenue", "bonus", "penalty", "wages", "premiums", "supervisors", "ai_cost")
PEOPLE_COST = ["wages", "premiums", "supervisors"]
COST = [*PEOPLE_COST, "ai_cost"]


@dataclass(frozen=True, eq=False)
class Commercial:
    """Revenue and cost by queue and mode; the sum over all rows is the whole plan, nothing left out.

    ``billing`` has a row per queue and basis of sheet Contracts, none without it.
    """

    table: pd.DataFrame
    billing: pd.DataFrame
    currency: str
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        COMMERCIAL.check(self.table)
        BILLING.check(self.billing)

    @property
    def has_contracts(self) -> bool:
        """Whether anything is billed: without a contract there are costs and no margin."""
        return not self.billing.empty


def with_results(table: pd.DataFrame) -> pd.DataFrame:
    """Return rows of ``COMMERCIAL`` or sums of them with what follows: cost, margin, costs per contact.

    Adds ``people_cost``, ``cost`` (people and AI), ``margin`` (revenue + bonus - penalty - cost),
    ``cost_per_contact`` and ``cost_per_resolved`` (NaN where there is no such contact).
    """
    people = table[PEOPLE_COST].sum(axis=1)
    cost = people + table["ai_cost"]
    return table.assign(
        people_cost=people,
        cost=cost,
        margin=table["revenue"] + table["bonus"] - table["penalty"] - cost,
        cost_per_contact=cost / table["contacts"].where(table["contacts"] > 0),
        cost_per_resolved=cost / table["resolved"].where(table["resolved"] > 0),
    )

"""What a stress test found: service by role in each case, and what would hold it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import Column, Schema
from wfm.verification import ROLES

AS_PLANNED = "As planned"

STRESSED = Schema(
    "Service by stress case",
    {"case": Column("str", "", "what comes, in words"), **ROLES.columns},
    ("case", "role", "activity"),
)

RESERVES = Schema(
    "Reserve by stress case",
    {
        "case": Column("str", "", "what comes, in words"),
        "means": Column("str", "", "what would hold the service; blank: nothing does, or nothing need"),
        "hours": Column("float64", "people-hours", "more work of people over the plan", 0, nullable=True),
        "price": Column("float64", "plan currency", "wages more", 0, nullable=True),
        "told": Column("str", "", "the same in words, or why it would not hold"),
    },
    ("case", "means"),
)


@dataclass(frozen=True, eq=False)
class Stressed:
    """A roster put to the test; ``roles`` begins with the plan as it is, ``reserves`` with the cheapest.

    A role is held where its service is at most the precision of the play below its target or, where the plan
    as it is stays below its target, below what that gives.
    """

    roles: pd.DataFrame
    reserves: pd.DataFrame
    assumptions: tuple[Assumption, ...]

    def __post_init__(self) -> None:
        STRESSED.check(self.roles)
        RESERVES.check(self.reserves)

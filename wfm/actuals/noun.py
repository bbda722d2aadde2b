"""What really came: contacts, handle times and escalations by queue and day, absence by site and role."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import Column, Schema

LOCAL_DATE = "datetime64[us]"

DAYS = Schema(
    "Days of queues",
    {
        "queue": Column("str", "", "name of the queue"),
        "date": Column(LOCAL_DATE, "", "date on the client's clock"),
        "offered": Column("float64", "contacts", "contacts that came", 0),
        "handle_seconds": Column("float64", "s", "people's time for one they met", 0, nullable=True),
        "met_share": Column("float64", "share", "contacts that met a person", 0, 1, nullable=True),
        "service": Column("float64", "share", "answered in time", 0, 1, nullable=True),
    },
    ("queue", "date"),
)

ABSENCE = Schema(
    "Absence",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "date": Column(LOCAL_DATE, "", "date on the site's clock"),
        "hours": Column("float64", "h", "rostered hours", 0),
        "absence": Column("float64", "share", "of them: absent without plan", 0, 1),
    },
    ("site", "role", "date"),
)


@dataclass(frozen=True, eq=False)
class Actuals:
    """Days of queues (as ``DAYS``; intervals summed) and absence (as ``ABSENCE``)."""

    days: pd.DataFrame
    absence: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        DAYS.check(self.days)
        ABSENCE.check(self.absence)

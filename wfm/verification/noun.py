"""The verification: the service a roster gives when it is played against random customers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.horizon import Horizon
from wfm.roles import Role
from wfm.schema import INSTANT, Column, Schema
from wfm.shift_plan.recount import LIVE
from wfm.workload.deferrable import REVIEW


def own_activity(role: str) -> str:
    """Return the activity by which a role is judged: reviews for reviewers, live work for all others."""
    return REVIEW if role == Role.QA_REVIEWER else LIVE


def _measured(name: str, unit: str, meaning: str, high: float | None = None) -> dict[str, Column]:
    """Return a measure's column and those of its interval of confidence; blank where nothing came."""
    return {
        name: Column("float64", unit, meaning, 0, high, nullable=True),
        f"{name}_low": Column("float64", unit, f"{name}: lower end of its interval", nullable=True),
        f"{name}_high": Column("float64", unit, f"{name}: upper end of its interval", nullable=True),
    }


MEASURES = {
    **_measured("service_level", "share", "in time, watched or done by the due time; see Verification", 1),
    **_measured("occupancy", "share", "part of people's time at work that is busy", 1.000001),
    **_measured("wait_seconds", "s", "mean wait of those answered"),
    **_measured("abandonment", "share", "part of those who came that hung up", 1),
}

CREW_COLUMNS = {
    "site": Column("str", "", "site of the crew"),
    "role": Column("str", "", "role"),
    "pool": Column("str", "", "crew"),
    "activity": Column("str", "", "work (live), review, callback or email"),
}

VERIFICATION = Schema(
    "Verification",
    {
        **CREW_COLUMNS,
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "offered": Column("float64", "per interval", "pieces of work that come, mean", 0),
        "target": Column("float64", "share", "service promised", 0, 1),
        **MEASURES,
    },
    ("site", "role", "pool", "activity", "interval_start"),
)

ROLES = Schema(
    "Verification by role",
    {
        "role": Column("str", "", "role"),
        "activity": Column("str", "", "work (live), review, callback or email"),
        "offered": Column("float64", "per plan", "pieces of work that come, mean", 0),
        "target": Column("float64", "share", "service promised, weighted by what comes", 0, 1),
        **MEASURES,
        "missed_hours": Column(
            "float64", "h per plan", "unwatched conversation or work done late", nullable=True
        ),
    },
    ("role", "activity"),
)


@dataclass(frozen=True, eq=False)
class Verification:
    """What the simulation found, interval by interval and role by role.

    ``service_level`` is of live roles the share of all who come that is answered within the target (the
    strict reading: who hangs up was not), of monitors the share of conversation time that is watched, of
    work that may wait the share of hours done by the due time. A piece counts in the interval in which it
    comes. Each measure stands with an interval of confidence of ``confidence``, over ``replications``
    plays of the plan; ``is_precise`` says whether service by role is as precise as was asked.
    """

    table: pd.DataFrame
    roles: pd.DataFrame
    horizon: Horizon
    seed: int
    replications: int
    confidence: float
    is_precise: bool
    events: int
    cpu_seconds: float

    def __post_init__(self) -> None:
        VERIFICATION.check(self.table)
        ROLES.check(self.roles)

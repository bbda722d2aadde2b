"""The requirement: whole people on duty in each interval, and the work that may wait until due."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.horizon import Horizon
from wfm.schema import INSTANT, Column, Schema

REQUIREMENT = Schema(
    "Requirement",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "load_erlangs": Column("float64", "erlang", "mean work at once", 0),
        "target_share": Column("float64", "share", "share to be answered in time", 0, 1),
        "target_seconds": Column("float64", "s", "time to answer", 0),
        "handle_seconds": Column("float64", "s", "mean handle time", 0),
        "patience_seconds": Column("float64", "s", "mean patience; infinite: none hang up", 0),
        "on_duty": Column("int64", "people", "whole people needed on duty", 0),
        "active_bound": Column("str", "", "what sets the number"),
        "hard": Column("bool", "", "no averaging: every interval must hold"),
    },
    ("site", "role", "pool", "interval_start"),
)

DEFERRED = Schema(
    "Deferred requirement",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "kind": Column("str", "", "review, callback or email"),
        "created": Column(INSTANT, "UTC", "interval in which it can first be done"),
        "due": Column(INSTANT, "UTC", "instant by which it must be done"),
        "hours": Column("float64", "h", "people's time it takes", 0),
    },
    ("site", "role", "pool", "kind", "created", "due"),
)

BY_DAY = Schema(
    "Crews that keep the day's target",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "concurrency": Column("float64", "conversations", "conversations one person holds at once", 1),
    },
    ("site", "role", "pool"),
)


@dataclass(frozen=True, eq=False)
class Requirement:
    """People needed on duty, by site, role, pool and interval.

    ``table`` has one row per key, sorted, none missing for a (site, role, pool) that has any work;
    ``deferred`` holds reviews, callbacks and email as hours with a creation and a due time. Crews in
    ``by_day`` keep their ``target_share`` over each local day: their ``on_duty`` is what an interval needs in
    any case.
    """

    table: pd.DataFrame
    deferred: pd.DataFrame
    horizon: Horizon
    by_day: pd.DataFrame = field(default_factory=BY_DAY.empty)

    def __post_init__(self) -> None:
        REQUIREMENT.check(self.table)
        DEFERRED.check(self.deferred)
        BY_DAY.check(self.by_day)

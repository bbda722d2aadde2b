"""The workload: erlangs of live work and hours of deferrable work, by role and pool."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.schema import INSTANT, Column, Schema

LIVE = Schema(
    "Workload",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role that does the work"),
        "pool": Column("str", "", "crew that shares it"),
        "queue": Column("str", "", "queue it comes from"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "load_erlangs": Column("float64", "erlang", "mean conversations at once (modified offered load)", 0),
        "arrivals": Column("float64", "per interval", "pieces of work, in the interval of their contact", 0),
        "handle_seconds": Column("float64", "s", "mean handle time of this work", 0),
        "takeover_erlangs": Column("float64", "erlang", "a monitor's own conversations", 0),
    },
    ("site", "role", "pool", "queue", "interval_start"),
)

DEFERRABLE = Schema(
    "Deferrable work",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role that does the work"),
        "pool": Column("str", "", "crew that shares it"),
        "queue": Column("str", "", "queue it comes from"),
        "kind": Column("str", "", "review, callback or email"),
        "created": Column(INSTANT, "UTC", "interval in which it can first be done"),
        "due": Column(INSTANT, "UTC", "instant by which it must be done"),
        "hours": Column("float64", "h", "people's time it takes", 0),
    },
    ("site", "role", "pool", "queue", "kind", "created"),
)

NOT_OFFERED = Schema(
    "Contacts not offered",
    {
        "queue": Column("str", "", "name of the queue"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "conversations": Column("float64", "per interval", "contacts turned away outside people's hours", 0),
    },
    ("queue", "interval_start"),
)


@dataclass(frozen=True, eq=False)
class Workload:
    """Human work of every role: ``live`` must be met as it arises, ``deferrable`` by its due time.

    ``live`` has one row per interval of the horizon for every (site, role, pool, queue) with live work;
    load after a crew's closing is what its people still finish. ``not_offered`` counts the contacts that
    queues with the rule ``closed`` turn away.
    """

    live: pd.DataFrame
    deferrable: pd.DataFrame
    not_offered: pd.DataFrame = field(default_factory=NOT_OFFERED.empty)

    def __post_init__(self) -> None:
        LIVE.check(self.live)
        DEFERRABLE.check(self.deferrable)
        NOT_OFFERED.check(self.not_offered)

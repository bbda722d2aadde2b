"""The forecast: how many conversations of each queue begin in each interval, and how long they take."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.horizon import Horizon
from wfm.schema import INSTANT, Column, Schema

FORECAST = Schema(
    "Forecast",
    {
        "queue": Column("str", "", "name of the queue"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "conversations": Column("float64", "conversations per interval", "contacts offered", 0, 1_000_000),
        "handle_seconds": Column("float64", "s", "handle time of people today", 0, 14_400, nullable=True),
        "ai_seconds": Column("float64", "s", "length of the AI conversation, where given", 0, nullable=True),
        "escalated_seconds": Column(
            "float64", "s", "handle time after escalation, where given", 0, nullable=True
        ),
        "escalation_rate": Column(
            "float64", "share", "share handed to people, where given", 0, 1, nullable=True
        ),
    },
    ("queue", "interval_start"),
)

SOURCE = Schema(
    "Forecast source",
    {
        "row": Column("int64", "", "row of Forecast.table"),
        "field": Column("str", "", "column of Forecast.table"),
        "sheet": Column("str", "", "sheet of the planner's workbook"),
        "cell": Column("str", "", "cell on that sheet"),
    },
)


@dataclass(frozen=True, eq=False)
class Forecast:
    """Conversations and handle times of every queue in every interval of the horizon.

    ``table`` has one row per (queue, interval_start), sorted, none missing; ``handle_seconds`` is blank
    only at zero volume. ``source`` names the cell each value was read from; values that were not read
    from a cell (spread, filled or zero) have no row there and are told in ``assumptions``.
    """

    table: pd.DataFrame
    source: pd.DataFrame
    horizon: Horizon
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        FORECAST.check(self.table)
        SOURCE.check(self.source)

    @property
    def queues(self) -> tuple[str, ...]:
        """Names of the queues, sorted."""
        return tuple(sorted(self.table["queue"].unique()))

"""Workbooks in memory, as the reader hands them over, and forecasts read from them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wfm.errors import Fault
from wfm.forecast import Forecast, ForecastRules, read_forecast
from wfm.workbook.sheet import Sheet, Workbook

LONG = ("Queue", "Date", "Interval", "Offered", "AHT (s)")


def workbook(**sheets: Sequence[Sequence[object]]) -> Workbook:
    """Return a workbook of these sheets; an underscore in a name is a space."""
    made = {}
    for key, rows in sheets.items():
        name, width = key.replace("_", " "), max((len(row) for row in rows), default=0)
        cells = tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
        made[name] = Sheet(name, cells)
    return Workbook("plan.xlsx", made, "0" * 64)


def read(book: Workbook, **rules: object) -> Forecast:
    """Return the forecast of a workbook that has no fault."""
    faults: list[Fault] = []
    forecast = read_forecast(book, ForecastRules(**rules), faults)
    assert faults == []
    assert forecast is not None
    return forecast


def refused(book: Workbook, **rules: object) -> list[Fault]:
    """Return the faults of a workbook that cannot be read."""
    faults: list[Fault] = []
    assert read_forecast(book, ForecastRules(**rules), faults) is None
    assert faults
    return faults


def column(forecast: Forecast, queue: str, name: str = "conversations") -> list[float]:
    """Return a column of one queue, in the order of time."""
    table = forecast.table
    return table.loc[table["queue"] == queue, name].tolist()


def at(forecast: Forecast, queue: str, wall: str, name: str = "conversations") -> float:
    """Return the value of a queue at a time on the wall clock of the forecast's zone (first occurrence)."""
    instant = pd.Timestamp(wall).tz_localize(forecast.horizon.zone, ambiguous=True).tz_convert("UTC")
    table = forecast.table.set_index(["queue", "interval_start"])
    return float(table.at[(queue, instant), name])


def assumed(forecast: Forecast, quantity: str) -> list[tuple[str, str]]:
    """Return what the forecast assumed about a quantity: for whom, and what."""
    return [(item.applies_to, item.value) for item in forecast.assumptions if item.quantity == quantity]

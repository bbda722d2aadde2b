"""Readings on the plan's grid: coarse rows spread, fine rows added up, nothing missing in the table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.forecast.noun import FORECAST
from wfm.forecast.reading import note
from wfm.horizon import Horizon, midnight


def on_plan_grid(
    readings: pd.DataFrame, grids: dict[str, int], plan: int, zone: str, notes: list[Assumption]
) -> pd.DataFrame:
    """Return the readings with ``start``, the first instant of the plan's interval they fall in.

    Parameters
    ----------
    readings
        With instants.
    grids
        Interval length of each queue, minutes. Rows of a coarser one are spread evenly: contacts divided,
        other values repeated.
    plan
        Interval length of the plan, minutes.
    zone
        Zone whose days the intervals divide.
    notes
        Assumptions are appended for queues spread or added up.
    """
    for queue, grid in grids.items():
        if grid != plan:
            how = "spread evenly" if grid > plan else "added up, handle times weighted by contacts"
            notes.append(note("interval of the file", queue, f"{grid} minutes, {how} to {plan} minutes"))
    own = readings["queue"].map(grids).astype("int64")
    parts = np.maximum(own.to_numpy() // plan, 1)
    at = np.repeat(np.arange(len(readings)), parts)
    part = np.arange(len(at)) - np.repeat(np.cumsum(parts) - parts, parts)
    placed = readings.iloc[at].reset_index(drop=True)
    divisor = np.where(placed["field"] == "conversations", parts[at], 1)
    placed["value"] = placed["value"] / divisor
    placed["is_spread"] = placed["is_spread"] | (parts[at] > 1)
    instant = placed["instant"] + pd.to_timedelta(part * plan, unit="min")
    begins = placed["day"].map({day: midnight(day.date(), zone) for day in placed["day"].unique()})
    step = pd.Timedelta(minutes=plan)
    placed["start"] = (begins + (instant - begins) // step * step).astype("datetime64[us, UTC]")
    return placed


def forecast_table(placed: pd.DataFrame, horizon: Horizon, notes: list[Assumption]) -> pd.DataFrame:
    """Return the forecast's table: every queue in every interval, blank handle times filled.

    Parameters
    ----------
    placed
        Readings on the plan's grid.
    horizon
        The whole days of the plan; an interval without a volume there has none.
    notes
        Assumptions are appended for intervals without volume in the file.
    """
    queues = sorted(placed.loc[placed["field"] == "conversations", "queue"].unique())
    index = pd.MultiIndex.from_product([queues, horizon.intervals()], names=["queue", "interval_start"])
    keyed = placed.rename(columns={"start": "interval_start"})
    keyed = keyed.assign(value=keyed["value"].where(~keyed["is_blank"]))
    volume = keyed[keyed["field"] == "conversations"].groupby(["queue", "interval_start"])["value"].sum()
    table = pd.DataFrame(index=index)
    table["conversations"] = volume.reindex(index)
    absent = table["conversations"].isna().groupby(level="queue").sum()
    for queue, count in absent[absent > 0].items():
        notes.append(note("volume outside the hours in the file", str(queue), f"zero in {count} intervals"))
    table["conversations"] = table["conversations"].fillna(0.0)
    for field in FORECAST.columns:
        if field not in ("queue", "interval_start", "conversations"):
            table[field] = _weighted(keyed, field).reindex(index)
    table["handle_seconds"] = table["handle_seconds"].where(table["handle_seconds"] > 0)
    return table.reset_index()


def _weighted(keyed: pd.DataFrame, field: str) -> pd.Series:
    """Return the mean of a field over the readings of an interval, weighted by their contacts."""
    key = ["queue", "interval_start"]
    rows = keyed[(keyed["field"] == field) & keyed["value"].notna()]
    if not rows.duplicated(key).any():
        return rows.set_index(key)["value"]
    contacts = keyed[keyed["field"] == "conversations"].groupby(["queue", "instant"])["value"].sum()
    weight = contacts.reindex(pd.MultiIndex.from_frame(rows[["queue", "instant"]])).fillna(0).to_numpy()
    rows = rows.assign(weight=weight, product=weight * rows["value"])
    sums = rows.groupby(key)[["weight", "product", "value"]].agg(
        {"weight": "sum", "product": "sum", "value": "mean"}
    )
    return (sums["product"] / sums["weight"]).where(sums["weight"] > 0, sums["value"])


def horizon_of(placed: pd.DataFrame, plan: int, zone: str) -> Horizon:
    """Return the whole local days from the first to the last interval with a volume."""
    days = placed.loc[placed["field"] == "conversations", "day"]
    return Horizon(days.min().date(), days.max().date(), plan, zone)

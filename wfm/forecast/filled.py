"""Handle times that a file leaves blank where there are contacts."""

from __future__ import annotations

import pandas as pd

from wfm.assumption import Assumption
from wfm.forecast.reading import note
from wfm.horizon import local_dates, weekday_and_minute

BLANK_TIMES = "blank handle times at positive volume"
"""Name of the assumption that counts the cells filled."""

FEW = 10
"""A mean of fewer contacts is chance (at a spread as large as the mean, 10 tell it to about a third): cells
filled from one are counted apart, for the planner to look at."""


def with_handle_times(table: pd.DataFrame, zone: str, notes: list[Assumption]) -> pd.DataFrame:
    """Return the forecast's table with a handle time wherever there are contacts.

    Parameters
    ----------
    table
        Columns of the forecast; ``handle_seconds`` may be blank.
    zone
        Zone of the time of day.
    notes
        An assumption with the count of cells filled is appended for each queue.

    Notes
    -----
    A blank takes the queue's mean, weighted by contacts, at that time of day, else of that day, else of
    the queue; where the file has handle times only without contacts, their plain mean.
    """
    is_blank = table["handle_seconds"].isna() & (table["conversations"] > 0)
    if not is_blank.any():
        return table
    _, minute = weekday_and_minute(table["interval_start"], zone)
    keys = {
        "at that time of day": pd.Series(minute, index=table.index),
        "of that day": pd.Series(local_dates(table["interval_start"], zone), index=table.index),
    }
    weight = table["conversations"].where(table["handle_seconds"].notna(), 0.0)
    seconds = weight * table["handle_seconds"].fillna(0)
    handle, left = table["handle_seconds"].copy(), is_blank
    counts: dict[str, pd.Series] = {}
    is_chance = pd.Series(False, index=table.index)
    for name, key in [*keys.items(), ("of the queue", None)]:
        by = [table["queue"]] if key is None else [table["queue"], key]
        measured = weight.groupby(by).transform("sum")
        mean = seconds.groupby(by).transform("sum") / measured
        filled = left & mean.notna()
        is_chance |= filled & (measured < FEW)
        handle = handle.where(~filled, mean)
        counts[name] = filled.groupby(table["queue"]).sum()
        left = left & ~filled
    plain = table["handle_seconds"].groupby(table["queue"]).transform("mean")
    handle = handle.where(~left, plain)
    for queue in sorted(table.loc[is_blank, "queue"].unique()):
        parts = [f"{count[queue]} {name}" for name, count in counts.items() if count[queue]]
        total = int(is_blank[table["queue"] == queue].sum())
        value = f"{total} blank cells filled with the queue's mean: " + (", ".join(parts) or "plain mean")
        few = int(is_chance[table["queue"] == queue].sum())
        if few:
            value += f"; {few} of them from fewer than {FEW} contacts"
        notes.append(note(BLANK_TIMES, str(queue), value, ""))
    return table.assign(handle_seconds=handle)

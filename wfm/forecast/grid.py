"""The grid of each queue: the length of its intervals, found from its times, without change or hole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.reading import note
from wfm.forecast.rules import ForecastRules
from wfm.horizon import INTERVAL_MINUTES, midnight
from wfm.units import SECONDS_PER_MINUTE
from wfm.workbook.sheet import Sheet

_GRIDS = "15, 30 or 60 minutes"


def queue_grids(
    readings: pd.DataFrame,
    sheets: Sequence[Sheet],
    rules: ForecastRules,
    lost: frozenset[str],
    faults: list[Fault],
    notes: list[Assumption],
) -> dict[str, int]:
    """Return the length of each queue's intervals in minutes.

    Parameters
    ----------
    readings
        With instants, none for a whole day.
    sheets
        The workbook's sheets, for addresses.
    rules
        ``interval_minutes`` stands in where a queue has one row a day.
    lost
        Queues with rows whose time could not be read: their holes are not told again.
    faults, notes
        Faults of two grids, odd lengths and holes, and filled holes, are appended.
    """
    volume = readings[readings["field"] == "conversations"]
    if volume.empty:
        return {}
    begins = {day: midnight(day.date(), rules.zone) for day in volume["day"].unique()}
    elapsed = volume["instant"] - volume["day"].map(begins)
    minutes = elapsed.dt.total_seconds() / SECONDS_PER_MINUTE
    volume = volume.assign(offset=minutes.astype("int64"))
    grids: dict[str, int] = {}
    for queue, rows in volume.groupby("queue", sort=False):
        rows = rows.drop_duplicates("instant").sort_values("instant", ignore_index=True)
        step = rows.groupby("day")["offset"].diff().fillna(0).astype("int64")
        grid = _grid_of(str(queue), rows.assign(step=step), sheets, lost, faults)
        if grid is None:
            continue
        grids[str(queue)] = grid
        if grid and queue not in lost:
            _holes(str(queue), rows.assign(step=step), grid, sheets, rules, faults, notes)
    known = [grid for grid in grids.values() if grid]
    for queue, grid in grids.items():
        if not grid:
            grids[queue] = rules.interval_minutes or min(known, default=0)
        if not grids[queue]:
            first = volume[volume["queue"] == queue].iloc[0]
            found, action = (
                f"queue {queue!r} has one interval a day",
                "Write it on sheet Settings, interval_minutes.",
            )
            faults.append(Fault(_time_cell(first, sheets), found, f"an interval length of {_GRIDS}", action))
    return grids


def _time_cell(row: pd.Series, sheets: Sequence[Sheet]) -> str:
    return sheets[int(row["sheet"])].address(int(row["row"]), int(row["time_column"]))


def _grid_of(
    queue: str, rows: pd.DataFrame, sheets: Sequence[Sheet], lost: frozenset[str], faults: list[Fault]
) -> int | None:
    """Return the grid of one queue, 0 where its rows do not tell, ``None`` where they are at fault."""
    lengths = rows.loc[rows["length"] > 0, "length"]
    steps = rows.loc[rows["step"] > 0, "step"]
    if lengths.nunique() > 1:
        odd = rows[(rows["length"] > 0) & (rows["length"] != lengths.iloc[0])].iloc[0]
        _mixed(queue, odd, int(lengths.iloc[0]), int(odd["length"]), sheets, faults)
        return None
    grid = int(lengths.iloc[0]) if len(lengths) else int(steps.min()) if len(steps) else 0
    if not grid:
        return 0
    if grid not in INTERVAL_MINUTES or (len(steps) and int(steps.min()) < grid):
        at = rows[rows["step"] == steps.min()].iloc[0] if len(steps) else rows.iloc[0]
        shortest = int(steps.min()) if len(steps) else grid
        found = f"intervals of {queue!r} are {shortest} minutes apart"
        expected = _GRIDS if grid not in INTERVAL_MINUTES else f"{grid} minutes, as the row says"
        faults.append(Fault(_time_cell(at, sheets), found, expected, "Correct the times of these rows."))
        return None
    crooked = rows[(rows["offset"] % grid != 0).to_numpy()]
    if len(crooked):
        clock = pd.Timestamp(0) + pd.Timedelta(minutes=int(crooked.iloc[0]["minute"]))
        found = f"interval of {queue!r} begins at {clock:%H:%M}"
        expected = f"a start on the grid of {grid} minutes from midnight"
        action = "Correct the time, or move its contacts to the interval it lies in."
        faults.append(Fault(_time_cell(crooked.iloc[0], sheets), found, expected, action))
        return None
    if queue not in lost and (coarse := _coarse_run(rows, grid)) is not None:
        _mixed(queue, coarse, grid, int(coarse["step"]), sheets, faults)
        return None
    return grid


def _coarse_run(rows: pd.DataFrame, grid: int) -> pd.Series | None:
    """Return the first row of a run on a coarser grid: equal steps in a row are no holes."""
    step, before = rows["step"], rows["step"].shift(fill_value=0)
    is_run = (
        (step > grid) & (step == before) & step.isin(INTERVAL_MINUTES) & (rows["day"] == rows["day"].shift())
    )
    return rows.iloc[int(np.flatnonzero(is_run)[0]) - 1] if is_run.any() else None


def _mixed(
    queue: str, row: pd.Series, one: int, other: int, sheets: Sequence[Sheet], faults: list[Fault]
) -> None:
    found = f"queue {queue!r} has intervals of {one} and, from here, of {other} minutes"
    action = f"Add up the rows of {min(one, other)} minutes to {max(one, other)}, or name two queues."
    expected = "one interval length for all rows of a queue"
    faults.append(Fault(_time_cell(row, sheets), found, expected, action))


def _holes(
    queue: str,
    rows: pd.DataFrame,
    grid: int,
    sheets: Sequence[Sheet],
    rules: ForecastRules,
    faults: list[Fault],
    notes: list[Assumption],
) -> None:
    """Append a fault for each hole inside a day, or one assumption where a missing volume means none."""
    after = rows[rows["step"] > grid]
    if len(after) and rules.is_blank_zero:
        missing = int((after["step"] // grid - 1).sum())
        notes.append(note("intervals missing inside a day", queue, f"{missing} taken as zero volume"))
        return
    for _, row in after.iterrows():
        end = pd.Timestamp(row["day"]) + pd.Timedelta(minutes=int(row["minute"]))
        missing = int(row["step"]) // grid - 1
        first = end - pd.Timedelta(minutes=grid * missing)
        found = f"before it {missing} intervals of {queue!r} are missing, from {first:%d %b %Y %H:%M}"
        action = "Add them, or write 'zero' on sheet Settings under blank_volume, if missing means none."
        faults.append(
            Fault(_time_cell(row, sheets), found, "every interval between the day's first and last", action)
        )

"""From wall-clock times to instants, clock changes included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.reading import WHOLE_DAY, note
from wfm.horizon import instants_of, is_repeated, local_times, midnight
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook.sheet import Sheet
from wfm.workbook.table import cell_fault


def with_instants(
    readings: pd.DataFrame, sheets: Sequence[Sheet], zone: str, faults: list[Fault], notes: list[Assumption]
) -> pd.DataFrame:
    """Return the readings that have a time, each with its instant, its day and minute on the wall clock.

    Parameters
    ----------
    readings
        As read; those in UTC carry their instant already. Of a time that the clocks repeat in autumn the
        first row means summer time, the second standard time.
    sheets
        The workbook's sheets, for addresses.
    zone
        Zone of wall-clock times.
    faults
        A fault is appended for each row at a time that the clocks skip in spring.
    notes
        An assumption is appended where a file gives the repeated hour only once: its contacts are then
        shared equally by both.
    """
    readings = _on_wall_clock(readings[readings["day"].notna()].reset_index(drop=True), zone)
    is_wall = readings["instant"].isna() & (readings["minute"] != WHOLE_DAY)
    wall = _walls(readings)
    count = readings.groupby(["queue", "field", "day", "minute"]).cumcount()
    instants = pd.Series(instants_of(wall, zone, (count > 0).to_numpy()), index=readings.index)
    days = {day: midnight(day.date(), zone) for day in readings["day"].unique()}
    begin = readings["day"].map(days)
    timed = instants.where(is_wall, readings["instant"])
    readings = readings.assign(instant=timed.where(readings["minute"] != WHOLE_DAY, begin))
    is_skipped = readings["instant"].isna()
    _skipped_faults(readings[is_skipped], sheets, zone, faults)
    is_twice = is_wall & pd.Series(is_repeated(wall, zone), index=readings.index)
    keys = [readings[name] for name in ("queue", "field", "day")]
    is_single = is_twice & ((count * is_twice).groupby(keys).transform("max") == 0)
    return both_hours(readings[~is_skipped], is_single[~is_skipped], zone, notes)


def _walls(readings: pd.DataFrame) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(readings["day"] + pd.to_timedelta(readings["minute"].clip(lower=0), unit="min"))


def _on_wall_clock(readings: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Return the readings with day and minute of the wall clock also where the file gives UTC."""
    is_given = readings["instant"].notna()
    local = local_times(pd.DatetimeIndex(readings.loc[is_given, "instant"]), zone)
    day, minute = readings["day"].copy(), readings["minute"].copy()
    day.loc[is_given] = local.tz_localize(None).normalize().as_unit("us")
    minute.loc[is_given] = np.asarray(local.hour * MINUTES_PER_HOUR + local.minute)
    return readings.assign(day=day, minute=minute)


def _skipped_faults(skipped: pd.DataFrame, sheets: Sequence[Sheet], zone: str, faults: list[Fault]) -> None:
    cells = skipped[["sheet", "row", "time_column", "column", "day", "minute", "is_blank"]]
    # Below a date of a wide sheet the skipped hour is rightly left blank.
    cells = cells[~(cells["is_blank"] & (cells["time_column"] == cells["column"]))]
    for cell in cells.drop_duplicates(["sheet", "row", "time_column"]).to_dict("records"):
        clock = pd.Timestamp(cell["day"]) + pd.Timedelta(minutes=int(cell["minute"]))
        fault = cell_fault(
            sheets[cell["sheet"]], cell["row"], cell["time_column"], "interval", "a time that exists"
        )
        found = f"{clock:%d %b %Y %H:%M} does not exist in {zone}: the clocks go forward"
        faults.append(
            Fault(fault.where, found, fault.expected, "Delete it, or name the right zone in Settings.")
        )


def both_hours(
    readings: pd.DataFrame, is_single: pd.Series, zone: str, notes: list[Assumption]
) -> pd.DataFrame:
    """Return the readings with the repeated hour twice where ``is_single`` says that they give it once."""
    single = readings[is_single]
    if single.empty:
        return readings.reset_index(drop=True)
    second = single.assign(instant=instants_of(_walls(single), zone, np.ones(len(single), bool)))
    is_volume = single["field"] == "conversations"
    for day in sorted(single["day"].unique()):
        queues = ", ".join(sorted(single.loc[single["day"] == day, "queue"].unique()))
        notes.append(
            note("hour repeated when the clocks go back", queues, f"{day:%d %b %Y}: shared equally by both")
        )
    halves = [
        table.assign(
            value=table["value"].where(~is_volume, table["value"] / 2),
            is_spread=table["is_spread"] | is_volume,
        )
        for table in (single, second)
    ]
    joined = pd.concat([readings[~is_single], *halves], ignore_index=True)
    return joined.sort_values(["sheet", "row", "column", "instant"], kind="stable", ignore_index=True)

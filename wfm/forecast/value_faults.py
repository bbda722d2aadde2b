"""What no value of a forecast may be: negative, absurd, given twice, or a handle time of nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wfm.errors import Fault
from wfm.forecast.noun import FORECAST
from wfm.forecast.reading import VOLUME_ACTION, WHOLE_DAY
from wfm.forecast.rules import ForecastRules
from wfm.units import SECONDS_PER_HOUR
from wfm.workbook.sheet import Sheet
from wfm.workbook.table import cell_fault

_MOST_CONTACTS = int(FORECAST.columns["conversations"].high or 0)
_LONGEST_SECONDS = int(FORECAST.columns["handle_seconds"].high or 0)
_HANDLE = f"handle time of more than 0 s, up to {_LONGEST_SECONDS // SECONDS_PER_HOUR} h"
_NAMES = {
    "conversations": "volume",
    "handle_seconds": "handle time",
    "ai_seconds": "AI handle time",
    "escalated_seconds": "escalated handle time",
    "escalation_rate": "escalation rate",
}


def range_faults(readings: pd.DataFrame, sheets: Sequence[Sheet], rules: ForecastRules) -> list[Fault]:
    """Return a fault for each value out of its range and each blank volume."""
    is_volume, value = readings["field"] == "conversations", readings["value"]
    is_blank_volume = is_volume & readings["is_blank"] & (not rules.is_blank_zero)
    is_bad_volume = is_volume & ((value < 0) | (value > _MOST_CONTACTS))
    is_time = readings["field"].isin(["handle_seconds", "ai_seconds", "escalated_seconds"])
    is_bad_time = is_time & ((value < 0) | (value > _LONGEST_SECONDS))
    is_bad_share = (readings["field"] == "escalation_rate") & ((value < 0) | (value > 1))
    volume = f"0 to {_MOST_CONTACTS:,} contacts per interval"
    zero = "Or write 'zero' on sheet Settings under blank_volume, if blank means none."
    return [
        *_cells(readings[is_blank_volume], sheets, volume, zero),
        *_cells(readings[is_bad_volume], sheets, volume, VOLUME_ACTION),
        *_cells(readings[is_bad_time], sheets, _HANDLE, "Check the unit: seconds, or mm:ss."),
        *_cells(readings[is_bad_share], sheets, "a share from 0 to 100 %", "Write it as 15 % or 0.15."),
    ]


def zero_handle_faults(readings: pd.DataFrame, sheets: Sequence[Sheet]) -> list[Fault]:
    """Return a fault for each handle time of zero where there are contacts."""
    volume = readings[readings["field"] == "conversations"].groupby(["queue", "instant"])["value"].sum()
    handle = readings[(readings["field"] == "handle_seconds") & (readings["value"] == 0)]
    keys = pd.MultiIndex.from_frame(handle[["queue", "instant"]])
    contacts = volume.reindex(keys).fillna(0).to_numpy()
    action = "Leave it blank if it is not known."
    return _cells(handle[contacts > 0], sheets, _HANDLE + " where there are contacts", action)


def repeat_faults(readings: pd.DataFrame, sheets: Sequence[Sheet]) -> list[Fault]:
    """Return a fault for each row that repeats queue and time of an earlier one, naming both cells."""
    key = ["queue", "field", "instant", "length"]
    whole = readings.assign(length=readings["minute"] == WHOLE_DAY)
    first = whole.drop_duplicates(key)
    again = whole[whole.duplicated(key)].merge(first, on=key, suffixes=("", "_first"))
    # A long row repeats all its fields at once: one fault tells it.
    again = again.sort_values(["sheet", "row", "column"]).drop_duplicates(
        ["sheet", "row", "queue", "instant"]
    )
    faults = []
    for cell in again.to_dict("records"):
        where = sheets[cell["sheet"]].address(cell["row"], cell["column"])
        there = sheets[cell["sheet_first"]].address(cell["row_first"], cell["column_first"])
        clock = pd.Timestamp(cell["day"]) + pd.Timedelta(minutes=max(cell["minute"], 0))
        found = (
            f"{_NAMES[cell['field']]} of {cell['queue']}, {clock:%d %b %Y %H:%M}, stands here and at {there}"
        )
        faults.append(Fault(where, found, "one row for each queue and interval", "Delete one of the two."))
    return faults


def lonely_faults(readings: pd.DataFrame, sheets: Sequence[Sheet], lost: frozenset[str]) -> list[Fault]:
    """Return a fault for each queue with contacts but no handle time, or handle times but no contacts."""
    faults = []
    for queue, rows in readings.groupby("queue", sort=False):
        volume = rows[rows["field"] == "conversations"]
        handle = rows[(rows["field"] == "handle_seconds") & ~rows["is_blank"]]
        if queue in lost:
            continue
        if volume.empty:
            cell = rows.iloc[0]
            where = sheets[cell["sheet"]].address(cell["row"], cell["column"])
            found = f"handle times of {queue!r}, of which there is no volume"
            faults.append(Fault(where, found, "a queue of the forecast", "Name both sheets after the queue."))
        elif handle.empty:
            cell = volume.iloc[0]
            where = sheets[cell["sheet"]].address(cell["row"], cell["column"])
            found = f"queue {queue!r} has no handle time anywhere"
            action = "Add a column AHT (s), or a sheet of handle times for the queue."
            faults.append(Fault(where, found, "its mean handle time", action))
    return faults


def _cells(readings: pd.DataFrame, sheets: Sequence[Sheet], expected: str, action: str = "") -> list[Fault]:
    faults = []
    for cell in readings.drop_duplicates(["sheet", "row", "column"]).to_dict("records"):
        fault = cell_fault(
            sheets[cell["sheet"]], cell["row"], cell["column"], _NAMES[cell["field"]], expected
        )
        faults.append(Fault(fault.where, fault.found, fault.expected, fault.action or action))
    return faults

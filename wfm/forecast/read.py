"""From a planner's workbook to the forecast: found, read, checked, placed on one grid and filled."""

from __future__ import annotations

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.daily import spread_days
from wfm.forecast.filled import with_handle_times
from wfm.forecast.found import FoundSheet, find_sheets
from wfm.forecast.grid import queue_grids
from wfm.forecast.header import LongHeader
from wfm.forecast.long import read_long
from wfm.forecast.noun import FORECAST, Forecast
from wfm.forecast.placed import forecast_table, horizon_of, on_plan_grid
from wfm.forecast.profile import PROFILE
from wfm.forecast.reading import note
from wfm.forecast.rules import ForecastRules
from wfm.forecast.source import source_table
from wfm.forecast.timed import with_instants
from wfm.forecast.value_faults import lonely_faults, range_faults, repeat_faults, zero_handle_faults
from wfm.forecast.wide import read_wide
from wfm.workbook.header import header_key
from wfm.workbook.order import in_workbook_order
from wfm.workbook.sheet import Sheet, Workbook

MAX_DAYS = 800
"""Two years and some weeks: a longer span is a mistyped year."""


def read_forecast(workbook: Workbook, rules: ForecastRules, faults: list[Fault]) -> Forecast | None:
    """Return the forecast of a workbook.

    Parameters
    ----------
    workbook
        With a long forecast (one row per queue and interval), a wide one (intervals down, dates across, a
        sheet each for contacts and handle times), or daily totals and a sheet Profile.
    rules
        Zone, date order, meaning of a blank volume, interval length where the planner fixed it.
    faults
        Every fault found is appended, in workbook order.

    Returns
    -------
    Forecast or None
        On one grid over whole local days; ``None`` where faults were added.
    """
    found: list[Fault] = []
    notes: list[Assumption] = []
    forecast = _forecast(workbook, rules, found, notes)
    faults.extend(in_workbook_order(found, workbook))
    return None if found else forecast


def _forecast(
    workbook: Workbook, rules: ForecastRules, faults: list[Fault], notes: list[Assumption]
) -> Forecast | None:
    sheets = list(workbook.sheets.values())
    tables = [_read(item, rules, faults, notes) for item in find_sheets(workbook, faults, notes)]
    readings = _one_spelling(pd.concat(tables, ignore_index=True)) if tables else None
    if readings is None or readings.empty:
        if not faults:
            faults.append(Fault(workbook.name, "has a header but no row below it", "a row for each interval"))
        return None
    timeless = readings[readings["day"].isna()]
    lost = frozenset(timeless["queue"])
    timed = with_instants(readings, sheets, rules.zone, faults, notes)
    faults += range_faults(pd.concat([timeless, timed]), sheets, rules)
    faults += repeat_faults(timed, sheets)
    faults += zero_handle_faults(timed, sheets)
    faults += lonely_faults(readings, sheets, lost)
    faults += _span_faults(timed, sheets)
    timed = spread_days(timed, _profile(sheets), sheets, rules.zone, faults, notes)
    grids = queue_grids(timed, sheets, rules, lost, faults, notes)
    if faults or not grids:
        return None
    plan = rules.interval_minutes or min(grids.values())
    placed = on_plan_grid(timed[timed["queue"].isin(grids)], grids, plan, rules.zone, notes)
    horizon = horizon_of(placed, plan, rules.zone)
    table = with_handle_times(forecast_table(placed, horizon, notes), rules.zone, notes)
    _note_blanks(timed, notes)
    return Forecast(FORECAST.conform(table), source_table(table, placed, sheets), horizon, tuple(notes))


def _read(
    item: FoundSheet, rules: ForecastRules, faults: list[Fault], notes: list[Assumption]
) -> pd.DataFrame:
    if isinstance(item.header, LongHeader):
        return read_long(item.sheet, item.number, item.header, rules, faults, notes)
    return read_wide(item.sheet, item.number, item.header, rules, faults, notes)


def _profile(sheets: list[Sheet]) -> Sheet | None:
    return next((sheet for sheet in sheets if header_key(sheet.name) == header_key(PROFILE)), None)


def _one_spelling(readings: pd.DataFrame) -> pd.DataFrame:
    """Return the readings with each queue spelled as where it stands first, whatever the case."""
    key = readings["queue"].str.casefold()
    return readings.assign(queue=readings.groupby(key)["queue"].transform("first"))


def _span_faults(timed: pd.DataFrame, sheets: list[Sheet]) -> list[Fault]:
    """Return a fault where first and last date are further apart than any plan: a year is mistyped."""
    rows = timed[timed["field"] == "conversations"].sort_values("day", kind="stable")
    if rows.empty or (rows["day"].iloc[-1] - rows["day"].iloc[0]).days < MAX_DAYS:
        return []
    first, last = rows.iloc[0], rows.iloc[-1]
    # The date further from the middle of all dates is the odd one.
    middle = rows["day"].median()
    odd = last if last["day"] - middle >= middle - first["day"] else first
    where = sheets[int(odd["sheet"])].address(int(odd["row"]), int(odd["time_column"]))
    found = f"dates run from {first['day']:%d %b %Y} to {last['day']:%d %b %Y}"
    return [Fault(where, found, f"at most {MAX_DAYS} days", "Check the year.")]


def _note_blanks(readings: pd.DataFrame, notes: list[Assumption]) -> None:
    blank = readings[(readings["field"] == "conversations") & readings["is_blank"]]
    for queue, count in blank.groupby("queue").size().items():
        notes.append(note("blank volumes", str(queue), f"zero in {count} cells, as Settings says"))

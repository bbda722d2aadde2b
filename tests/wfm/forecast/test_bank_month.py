"""A real month as two planners would keep it: long, and wide in mm:ss."""

import time

import numpy as np
import pytest

from tests.benchmarks_folder import reference_data
from wfm.forecast import ForecastRules, read_forecast
from wfm.workbook import open_workbook

ZONE = "Asia/Jerusalem"


def month(layout):
    workbook = open_workbook(reference_data("bank_1999") / f"forecast_{layout}.xlsx")
    faults = []
    start = time.process_time()
    forecast = read_forecast(workbook, ForecastRules(ZONE), faults)
    assert faults == []
    return workbook, forecast, time.process_time() - start


def test_the_long_month_has_four_queues_28_days_and_48_half_hours():
    workbook, forecast, seconds = month("long")
    assert len(forecast.table) == 4 * 28 * 48
    assert forecast.queues == ("Internet", "New customers", "Regular", "Stock exchange")
    assert seconds < 5
    # Every volume came from its cell: 5,376 rows below the header.
    volumes = forecast.source[forecast.source["field"] == "conversations"]
    assert len(volumes) == 4 * 28 * 48
    cells = workbook.sheets["Forecast"].cells
    rows = volumes["cell"].str[1:].astype(int) - 1
    written = [cells[row][3] for row in rows]
    assert forecast.table["conversations"].iloc[volumes["row"]].tolist() == written


def test_both_layouts_of_the_month_agree():
    (_, long, _), (book, wide, _) = month("long"), month("wide")
    assert wide.queues == ("New customers", "Regular", "Stock exchange")
    assert wide.horizon == long.horizon
    both = long.table.merge(wide.table, on=["queue", "interval_start"], suffixes=("_long", "_wide"))
    assert len(both) == 3 * 28 * 48
    covered = both["interval_start"].dt.tz_convert(ZONE).dt.hour >= 7
    both = both[covered]
    assert both["conversations_long"].tolist() == both["conversations_wide"].tolist()
    # Handle times that stand in both files; mm:ss loses at most half a second.
    keys = [set(read.source.query("field == 'handle_seconds'")["row"]) for read in (long, wide)]
    given = [read.table.index.isin(rows) for read, rows in zip((long, wide), keys, strict=True)]
    left, right = long.table[given[0]], wide.table[given[1]]
    pairs = left.merge(right, on=["queue", "interval_start"], suffixes=("_long", "_wide"))
    assert len(pairs) > 1000
    assert np.abs(pairs["handle_seconds_long"] - pairs["handle_seconds_wide"]).max() <= 1
    # The totals row of the wide sheets is what was read.
    totals = [sum(row[1:29]) for row in book.sheets["Regular calls"].cells if row[0] == "Total"]
    assert totals == [pytest.approx(wide.table.query("queue == 'Regular'")["conversations"].sum())]

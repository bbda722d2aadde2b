"""A real month in two layouts says the same: contacts, handle times, hours of work, people needed."""

from __future__ import annotations

from datetime import time

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.benchmarks_folder import reference_data
from tests.write_workbook import write_workbook
from wfm.planning import read_plan_input, requirement_of
from wfm.workload import workload

SHARED = ("New customers", "Regular", "Stock exchange")
CELL = ["queue", "interval_start"]


@pytest.fixture(scope="module")
def layouts():
    folder = reference_data("bank_1999")
    return {name: read_plan_input(folder / f"forecast_{name}.xlsx") for name in ("long", "wide")}


def shared_cells(plan_input, first_hour):
    table = plan_input.forecast.table
    return table[table["queue"].isin(SHARED) & (table["interval_start"].dt.hour >= first_hour)]


def test_contacts_are_equal_and_handle_times_within_a_second_where_both_give_one(layouts):
    both = shared_cells(layouts["long"], 7).merge(shared_cells(layouts["wide"], 7), on=CELL)
    assert len(both) == 3 * 28 * 34
    assert both["conversations_x"].tolist() == both["conversations_y"].tolist()
    read = [
        layouts[name].forecast.source.query("field == 'handle_seconds'")["row"].unique()
        for name in ("long", "wide")
    ]
    given = [
        layouts[name].forecast.table.iloc[rows][[*CELL, "handle_seconds"]]
        for name, rows in zip(("long", "wide"), read, strict=True)
    ]
    same = given[0].merge(given[1], on=CELL)
    assert len(same) > 1500
    assert (same["handle_seconds_x"] - same["handle_seconds_y"]).abs().max() <= 1.0


def test_hours_of_work_from_eight_on_are_the_same(layouts):
    loads = []
    for name in ("long", "wide"):
        live = workload(layouts[name].forecast, layouts[name].policy).live
        live = live[live["queue"].isin(SHARED) & (live["interval_start"].dt.hour >= 8)]
        loads.append(live.set_index(CELL)["load_erlangs"])
    long, wide = loads[0].align(loads[1], join="inner")
    assert len(long) == 3 * 28 * 32
    assert long.sum() == pytest.approx(wide.sum(), rel=0.01)
    apart = (long - wide).abs()
    assert ((apart <= 0.06 * np.maximum(long, wide)) | (apart <= 0.01)).all()


def test_people_needed_are_the_same_once_both_files_hold_the_same_cells(layouts, tmp_path):
    sheet = load_workbook(reference_data("bank_1999") / "forecast_long.xlsx", read_only=True)["Forecast"]
    header, *rows = sheet.iter_rows(values_only=True)
    kept = [row for row in rows if row[0] in SHARED and row[2] >= time(7)]
    cut = read_plan_input(write_workbook(tmp_path / "cut.xlsx", {"Forecast": [header, *kept]}))
    crew = ["site", "role", "pool", "interval_start"]
    needed = pd.merge(
        requirement_of(cut).table, requirement_of(layouts["wide"]).table, on=crew, suffixes=("_l", "_w")
    )
    apart = (needed["on_duty_l"] - needed["on_duty_w"]).abs()
    assert len(needed) == 28 * 48
    assert apart.max() <= 1
    assert (apart == 0).mean() >= 0.99

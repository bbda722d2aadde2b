"""Whatever stands in the cells, reading a forecast ends in a forecast or in faults, never in a traceback."""

from datetime import date, datetime, time, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.forecast.in_memory import LONG, workbook
from wfm.forecast import ForecastRules, read_forecast
from wfm.workbook.sheet import BrokenCell

DAYS = (date(2027, 3, 27), date(2027, 3, 28))

CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        ["Total", "01/02/2027", "13/02/2027", "07:00 - 07:30", "0930", "24:00", "3:05", "15 %", "1,234", "#",
         "2027-02-01T08:00:00Z", "=1+1", "-", "AHT", "Offered", "Queue", "Date", "1e999", "Mon", "\u00a0"]
    ),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just(BrokenCell("shows #N/A", "Mend it.")),
)  # fmt: skip


def long_sheet():
    rows = [list(LONG)]
    rows += [["A", day, time(hour), 10.0, 200.0] for day in DAYS for hour in range(8, 12)]
    return rows


def wide_sheet(value):
    return [["Interval", *DAYS, "Total"], *([f"{hour:02d}:00", value, value, 0] for hour in range(8, 12))]


def daily_sheets():
    profile = [
        ["Weekday", "Interval", "Share"],
        *([day, hour, 0.5] for day in ("Sat", "Sun") for hour in ("09:00", "09:30")),
    ]
    return {
        "Forecast": [["Queue", "Date", "Offered", "AHT (s)"], *(["A", day, 10, 200] for day in DAYS)],
        "Profile": profile,
    }


LAYOUTS = {
    "long": lambda: {"Forecast": long_sheet()},
    "wide": lambda: {"A calls": wide_sheet(5), "A AHT": wide_sheet("3:00")},
    "daily": daily_sheets,
}


@settings(max_examples=150, deadline=timedelta(seconds=20))
@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    changes=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 5), CELLS), min_size=1, max_size=4
    ),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata"]),
    blank=st.sampled_from(["", "zero"]),
    order=st.sampled_from(["", "dmy", "mdy"]),
)
def test_random_cells_end_in_a_whole_forecast_or_in_faults(layout, changes, zone, blank, order):
    sheets = LAYOUTS[layout]()
    for number, row, column, value in changes:
        table = list(sheets.values())[number % len(sheets)]
        cells = table[row % len(table)]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
    faults = []
    forecast = read_forecast(workbook(**sheets), ForecastRules(zone, order, blank), faults)
    assert (forecast is None) == bool(faults)
    if forecast is not None:
        # One that passes is whole: every queue in every interval, handle times where there are contacts.
        assert len(forecast.table) == len(forecast.queues) * len(forecast.horizon.intervals())
        busy = forecast.table["conversations"] > 0
        assert forecast.table.loc[busy, "handle_seconds"].notna().all()
        assert forecast.source["row"].between(0, len(forecast.table) - 1).all()


@given(volumes=st.lists(st.integers(0, 500), min_size=1, max_size=30), factor=st.sampled_from([15, 30, 60]))
@settings(max_examples=30, deadline=timedelta(seconds=20))
def test_contacts_are_neither_lost_nor_made_on_any_grid(volumes, factor):
    starts = [datetime(2027, 2, 1) + timedelta(minutes=30 * n) for n in range(len(volumes))]
    rows = [
        LONG,
        *(["A", at.date(), at.time(), float(v), 60.0] for at, v in zip(starts, volumes, strict=True)),
    ]
    faults = []
    forecast = read_forecast(workbook(Forecast=rows), ForecastRules("UTC", interval_minutes=factor), faults)
    if len(volumes) == 1 and factor != 30:
        return
    assert faults == []
    assert forecast.table["conversations"].sum() == sum(volumes)
    assert pd.DatetimeIndex(forecast.table["interval_start"]).is_unique

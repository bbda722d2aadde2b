"""Days on which the clocks change: 23 and 25 hours, times that do not exist and times that exist twice."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.wfm.forecast.in_memory import LONG, assumed, column, read, refused, workbook
from wfm.horizon import Horizon, instants_of, is_repeated

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
BERLIN = "Europe/Berlin"


def clock(minutes):
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def day_of(day, minutes, contacts=4):
    return [LONG, *(["A", day, clock(minute), contacts, 200] for minute in minutes)]


def test_a_spring_day_of_92_quarters_is_whole():
    minutes = [minute for minute in range(0, 1440, 15) if not 120 <= minute < 180]
    forecast = read(workbook(Forecast=day_of(SPRING, minutes)), zone=BERLIN)
    assert len(forecast.table) == 92
    assert sum(column(forecast, "A")) == 92 * 4
    assert len(forecast.source) == 2 * 92


def test_a_time_that_spring_skips_is_a_fault_at_its_cell():
    faults = refused(workbook(Forecast=day_of(SPRING, range(60, 240, 30))), zone=BERLIN)
    # 01:00 is row 2, so 02:00 and 02:30 are rows 4 and 5.
    assert [fault.where for fault in faults] == ["Forecast!C4", "Forecast!C5"]
    assert "28 Mar 2027 02:00 does not exist in Europe/Berlin" in faults[0].found


def test_the_same_rows_are_legal_where_the_clocks_do_not_change():
    assert len(read(workbook(Forecast=day_of(SPRING, range(60, 240, 30))), zone="UTC").table) == 48


def test_an_autumn_day_of_100_quarters_is_read_in_order_summer_time_first():
    minutes = [*range(0, 180, 15), *range(120, 1440, 15)]
    rows = day_of(AUTUMN, minutes)
    # Two o'clock comes twice: 7 contacts in summer time, 9 in standard time.
    rows[9][3], rows[13][3] = 7, 9
    forecast = read(workbook(Forecast=rows), zone=BERLIN)
    assert len(forecast.table) == 100
    assert column(forecast, "A")[8] == 7
    assert column(forecast, "A")[12] == 9
    assert sum(column(forecast, "A")) == 98 * 4 + 16


def test_the_repeated_hour_given_once_is_shared_equally_and_told():
    forecast = read(workbook(Forecast=day_of(AUTUMN, range(0, 1440, 60), 10)), zone=BERLIN)
    assert len(forecast.table) == 25
    assert column(forecast, "A")[1:5] == [10, 5, 5, 10]
    assert sum(column(forecast, "A")) == 240
    assert column(forecast, "A", "handle_seconds") == [200] * 25
    assert assumed(forecast, "hour repeated when the clocks go back") == [
        ("A", "31 Oct 2027: shared equally by both")
    ]


def test_the_repeated_hour_given_three_times_is_a_fault():
    rows = day_of(AUTUMN, [60, 120, 120, 120, 180])
    (fault,) = refused(workbook(Forecast=rows), zone=BERLIN)
    assert fault.where == "Forecast!D5"


def test_in_a_wide_sheet_the_skipped_hour_is_left_blank_below_its_date():
    days = [date(2027, 3, 27), SPRING]
    skipped = {"02:00", "02:30"}
    labels = [clock(minute) for minute in range(0, 1440, 30)]
    calls = [["Interval", *days], *([label, 3, None if label in skipped else 3] for label in labels)]
    aht = [["Interval", *days], *([label, 180, None if label in skipped else 180] for label in labels)]
    forecast = read(workbook(A_calls=calls, A_AHT=aht), zone=BERLIN)
    assert len(forecast.table) == 48 + 46
    assert sum(column(forecast, "A")) == 3 * (48 + 46)
    calls[5][2] = 1
    (fault,) = refused(workbook(A_calls=calls, A_AHT=aht), zone=BERLIN)
    assert fault.where == "A calls!C6"


def test_daily_totals_keep_their_sum_on_both_days():
    rows = [["Queue", "Date", "Offered", "AHT (s)"], ["A", SPRING, 230, 200], ["A", AUTUMN, 250, 200]]
    profile = [["Interval", "Share"], *([clock(minute), 1 / 24] for minute in range(0, 1440, 60))]
    forecast = read(workbook(Forecast=rows, Profile=profile), zone=BERLIN)
    contacts = forecast.table.set_index("interval_start")["conversations"].tz_convert(BERLIN)
    assert contacts.loc["2027-03-28"].tolist() == pytest.approx([10] * 23)
    # 250 / 24 in each hour of the clock, the repeated one halved.
    assert contacts.loc["2027-10-31"].sum() == pytest.approx(250)
    assert contacts.loc["2027-10-31"].iloc[2] == pytest.approx(250 / 48)


def test_walls_become_instants_with_both_readings_of_the_repeated_hour():
    walls = pd.DatetimeIndex(["2027-10-31 02:30", "2027-10-31 02:30", "2027-03-28 02:30", "2027-06-01 12:00"])
    instants = instants_of(walls, BERLIN, np.array([False, True, False, True]))
    assert instants[0] == pd.Timestamp("2027-10-31 00:30", tz="UTC")
    assert instants[1] == pd.Timestamp("2027-10-31 01:30", tz="UTC")
    assert pd.isna(instants[2])
    assert instants[3] == pd.Timestamp("2027-06-01 10:00", tz="UTC")
    assert is_repeated(walls, BERLIN).tolist() == [True, True, False, False]


@pytest.mark.parametrize("zone", [BERLIN, "America/New_York", "Australia/Lord_Howe", "Europe/Dublin"])
def test_every_interval_of_a_year_is_found_again_from_its_wall_clock(zone):
    instants = Horizon(date(2027, 1, 1), date(2027, 12, 31), 30, zone).intervals()
    walls = instants.tz_convert(zone).tz_localize(None)
    second = walls.duplicated()
    assert instants_of(walls, zone, second).equals(instants)

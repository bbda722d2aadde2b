"""What other systems export, read as it comes."""

import pandas as pd
import pytest

from tests.wfm.forecast.in_memory import assumed, at, column, read, refused, workbook
from wfm.forecast import ForecastRules, read_forecast
from wfm.workbook import open_workbook


def exported(tmp_path, name, text, **rules):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read(open_workbook(tmp_path / name), **rules)


def test_amazon_connect_override(tmp_path):
    forecast = exported(
        tmp_path,
        "override.csv",
        "QueueName,QueueId,ChannelType,TimeStamp,IntervalDuration,IncomingContactVolume,AverageHandleTime\n"
        "Basic,q-1,VOICE,2027-02-01T08:00:00.000Z,15mins,15,300\n"
        "Basic,q-1,VOICE,2027-02-01T08:15:00.000Z,15mins,16,310\n",
        zone="Europe/Berlin",
    )
    assert forecast.horizon.interval_minutes == 15
    # Eight o'clock in UTC is nine in Berlin.
    assert at(forecast, "Basic", "2027-02-01 09:00") == 15
    assert at(forecast, "Basic", "2027-02-01 09:15", "handle_seconds") == 310
    assert assumed(forecast, "columns not used") == [("override", "QueueId")]


def test_one_queue_on_two_channels_is_two_queues(tmp_path):
    forecast = exported(
        tmp_path,
        "override.csv",
        "QueueName,ChannelType,TimeStamp,IntervalDuration,IncomingContactVolume,AverageHandleTime\n"
        "Basic,VOICE,2027-02-01T08:00:00Z,30mins,15,300\n"
        "Basic,CHAT,2027-02-01T08:00:00Z,30mins,5,600\n",
    )
    assert forecast.queues == ("Basic CHAT", "Basic VOICE")
    assert at(forecast, "Basic CHAT", "2027-02-01 08:00", "handle_seconds") == 600


def test_genesys_cloud_history(tmp_path):
    forecast = exported(
        tmp_path,
        "history.csv",
        "Interval Start UTC Date,Queue,Media Type,Skill Set,Language,Offered,Interactions Handled,"
        "Total Handle Time (Seconds)\n"
        "2027-02-01T08:00:00Z,Sales,Voice,A|||B,English,12,11,2400\n"
        "2027-02-01T08:15:00Z,Sales,Voice,A|||B,English,10,10,2500\n"
        "2027-02-01T08:30:00Z,Sales,Voice,A|||B,English,0,0,0\n"
        "2027-02-01T08:45:00Z,Sales,Voice,A|||B,English,2,0,0\n",
        zone="America/Phoenix",
    )
    # 2,400 s for 12 contacts are 200 s each; 08:00 UTC is 01:00 in Phoenix.
    assert at(forecast, "Sales", "2027-02-01 01:00", "handle_seconds") == 200
    assert at(forecast, "Sales", "2027-02-01 01:15", "handle_seconds") == 250
    assert pd.isna(at(forecast, "Sales", "2027-02-01 01:30", "handle_seconds"))
    # Two hung up, none was handled: they take the mean of the day, (2,400 + 2,500) / 22 s.
    assert at(forecast, "Sales", "2027-02-01 01:45", "handle_seconds") == pytest.approx(4900 / 22)
    assert assumed(forecast, "handle time") == [("history", "total handle time / contacts offered")]
    # The handle time was read from both cells.
    cells = forecast.source.query("field == 'handle_seconds'")["cell"].tolist()
    assert set(cells) == {"H2", "F2", "H3", "F3"}


def test_calabrio_without_header(tmp_path):
    forecast = exported(
        tmp_path,
        "forecast.csv",
        "Insurance,20210218 08:00,20210218 08:15,16,135.36,490.74,16.85\n"
        "Insurance,20210218 08:15,20210218 08:30,14,130,400,15\n",
    )
    assert forecast.horizon.interval_minutes == 15
    assert at(forecast, "Insurance", "2021-02-18 08:00") == 16
    # Task time 135.36 s and after task work 490.74 s.
    assert at(forecast, "Insurance", "2021-02-18 08:00", "handle_seconds") == pytest.approx(626.10)
    assert forecast.source["cell"].tolist()[:3] == ["D1", "E1", "F1"]


def test_calabrio_exchange(tmp_path):
    forecast = exported(
        tmp_path,
        "exchange.csv",
        "skillname,startdatetime,enddatetime,tasks,tasktime,aftertasktime,agents\n"
        "Insurance,2027-02-01 08:00,2027-02-01 08:30,16,135,65,3\n"
        "Insurance,2027-02-01 08:30,2027-02-01 09:00,14,130,60,3\n",
        zone="Europe/London",
    )
    assert forecast.horizon.interval_minutes == 30
    assert at(forecast, "Insurance", "2027-02-01 08:30", "handle_seconds") == 190


def test_nice_iex_pipes_and_dates_in_one_piece(tmp_path):
    forecast = exported(
        tmp_path,
        "forecast_020127_0800.txt",
        "date|period|TZ|custID|ctID|ctName|fcstContactsReceived|fcstAHT\n"
        "02/13/2027|08:00|ET|1|77|Sales|12|200\n"
        "02/13/2027|08:30|ET|1|77|Sales|14|210\n",
        zone="America/New_York",
    )
    assert at(forecast, "Sales", "2027-02-13 08:30") == 14
    assert ("forecast_020127_0800", "TZ, custID, ctID") in assumed(forecast, "columns not used")


def test_ento_demand_keeps_the_forecast_and_leaves_actuals_out(tmp_path):
    forecast = exported(
        tmp_path,
        "demand.csv",
        "Date,Time,Demand Driver ID,Value,Area ID,Type,AHT (s)\n"
        "2027-02-01,08:00:00,7,12,1,forecast,200\n"
        "2027-02-01,08:00:00,7,11,1,actual,190\n"
        "2027-02-01,08:30:00,7,14,1,forecast,200\n",
    )
    assert sum(column(forecast, "7")) == 26


def test_verint_days_need_a_profile():
    rows = [["Work queue name", "M-D-YYYY", "Volume", "AHT"], ["Sales", "2-13-2027", 100, 200]]
    (fault,) = refused(workbook(Forecast=rows))
    assert fault.where == "Forecast!B2"
    assert "Profile" in fault.expected
    profile = [["Interval", "Share"], ["09:00", 0.25], ["10:00", 0.75]]
    forecast = read(workbook(Forecast=rows, Profile=profile))
    assert at(forecast, "Sales", "2027-02-13 10:00") == 75


def test_semicolons_and_decimal_commas_of_a_continental_excel(tmp_path):
    forecast = exported(
        tmp_path,
        "Prognose.csv",
        "Queue;Date;Interval;Offered;AHT (s)\n"
        "Rückgabe;01.02.2027;08:00;1.012,5;185,5\n"
        "Rückgabe;01.02.2027;08:30;9,5;180\n",
    )
    assert at(forecast, "Rückgabe", "2027-02-01 08:00") == 1012.5
    assert at(forecast, "Rückgabe", "2027-02-01 08:00", "handle_seconds") == 185.5


def test_offsets_in_timestamps_count(tmp_path):
    forecast = exported(
        tmp_path,
        "offsets.csv",
        "Queue,TimeStamp,Volume,AHT\n"
        "A,2027-02-01T08:00:00+05:30,12,200\nA,2027-02-01T08:30:00+05:30,13,200\n",
        zone="Asia/Kolkata",
    )
    assert at(forecast, "A", "2027-02-01 08:30") == 13


def test_timestamps_without_a_zone_are_on_the_wall_clock():
    from datetime import date, datetime

    # Excel hands midnight over as a mere date.
    rows = [["Queue", "Interval start", "Volume", "AHT"], ["A", date(2027, 2, 1), 1, 200],
            ["A", datetime(2027, 2, 1, 0, 30), 2, 200]]  # fmt: skip
    forecast = read(workbook(Forecast=rows), zone="Asia/Manila")
    assert at(forecast, "A", "2027-02-01 00:00") == 1
    assert at(forecast, "A", "2027-02-01 00:30") == 2


def test_a_utc_file_of_another_zones_day_gives_whole_local_days(tmp_path):
    faults = []
    lines = [f"A,2027-02-01T{hour:02d}:00:00Z,{hour},200" for hour in range(24)]
    (tmp_path / "utc.csv").write_text("\n".join(["Queue,TimeStamp,Volume,AHT", *lines]))
    forecast = read_forecast(open_workbook(tmp_path / "utc.csv"), ForecastRules("Asia/Manila"), faults)
    # Manila is eight hours ahead: the 24 hours run from 08:00 on the 1st to 08:00 on the 2nd.
    assert faults == []
    assert len(forecast.table) == 48
    assert column(forecast, "A") == [0.0] * 8 + [float(hour) for hour in range(24)] + [0.0] * 16

"""Long forecasts: one row per queue and interval."""

from datetime import date, datetime, time

import pandas as pd
import pytest

from tests.wfm.forecast.in_memory import LONG, assumed, at, column, read, refused, workbook
from wfm.workbook.sheet import BrokenCell

MONDAY = date(2027, 2, 1)


def two_rows(**change):
    """Return a workbook of two half-hours, cells of the second row changed by their letter."""
    rows = [list(LONG), ["A", MONDAY, time(9), 10.0, 200.0], ["A", MONDAY, time(9, 30), 12.0, 210.0]]
    for letter, value in change.items():
        rows[2]["ABCDE".index(letter)] = value
    return workbook(Forecast=rows)


def test_a_day_of_two_half_hours_is_a_whole_day_of_48():
    forecast = read(two_rows(), zone="Europe/Berlin")
    assert forecast.queues == ("A",)
    assert len(forecast.table) == 48
    assert forecast.horizon.interval_minutes == 30
    # Half past nine in Berlin is half past eight in UTC in winter: the 20th interval from local midnight.
    assert at(forecast, "A", "2027-02-01 09:30") == 12
    assert forecast.table["interval_start"].iloc[0] == pd.Timestamp("2027-01-31 23:00", tz="UTC")
    assert column(forecast, "A")[18:20] == [10, 12]
    assert sum(column(forecast, "A")) == 22
    assert column(forecast, "A", "handle_seconds")[18:20] == [200, 210]
    assert assumed(forecast, "volume outside the hours in the file") == [("A", "zero in 46 intervals")]


def test_every_value_read_names_its_cell():
    source = read(two_rows()).source
    assert source.to_dict("records") == [
        {"row": 18, "field": "conversations", "sheet": "Forecast", "cell": "D2"},
        {"row": 18, "field": "handle_seconds", "sheet": "Forecast", "cell": "E2"},
        {"row": 19, "field": "conversations", "sheet": "Forecast", "cell": "D3"},
        {"row": 19, "field": "handle_seconds", "sheet": "Forecast", "cell": "E3"},
    ]


@pytest.mark.parametrize(
    "labels",
    [
        ("09:00", "09:30"),
        ("0900", "0930"),
        (900.0, 930.0),
        ("9:00", "9:30"),
        ("9:00 AM", "9:30 AM"),
        ("09:00 - 09:30", "09:30 - 10:00"),
        ("0900-0929", "0930-0959"),
        (0.375, 0.3958333333),
        (datetime(2027, 2, 1, 9), datetime(2027, 2, 1, 9, 30)),
        ("2027-02-01 09:00", "2027-02-01 09:30"),
    ],
)
def test_intervals_are_read_as_planners_label_them(labels):
    rows = [LONG, ["A", MONDAY, labels[0], 10, 200], ["A", MONDAY, labels[1], 12, 210]]
    assert column(read(workbook(Forecast=rows)), "A")[18:20] == [10, 12]


@pytest.mark.parametrize(
    "texts", [("1 Feb 2027", "2 Feb 2027"), ("2027-02-01", "2027-02-02"), (46419.0, 46420.0)]
)
def test_dates_are_read_as_planners_write_them(texts):
    rows = [LONG, *(["A", day, hour, 5, 100] for day in texts for hour in ("09:00", "10:00"))]
    forecast = read(workbook(Forecast=rows))
    assert (forecast.horizon.first_day, forecast.horizon.last_day) == (date(2027, 2, 1), date(2027, 2, 2))
    assert forecast.horizon.interval_minutes == 60


@pytest.mark.parametrize(
    ("header", "cell", "seconds"),
    [
        ("AHT", "3:05", 185),
        ("AHT (min)", 3.5, 210),
        ("AHT (s)", 185, 185),
        ("Handle time", time(0, 3, 5), 185),
    ],
)
def test_handle_times_are_read_in_their_unit(header, cell, seconds):
    rows = [[*LONG[:4], header], ["A", MONDAY, "09:00", 10, cell], ["A", MONDAY, "09:30", 10, cell]]
    assert at(read(workbook(Forecast=rows)), "A", "2027-02-01 09:00", "handle_seconds") == seconds


def test_a_header_without_unit_over_numbers_that_look_like_minutes_is_a_fault_at_the_header():
    rows = [[*LONG[:4], "AHT"], ["A", MONDAY, "09:00", 10, 3.5], ["A", MONDAY, "09:30", 10, 4.0]]
    (fault,) = refused(workbook(Forecast=rows))
    assert fault.where == "Forecast!E1"
    assert "AHT (min)" in fault.expected


def test_a_title_blank_rows_and_totals_are_stepped_over():
    rows = [
        ["Forecast February"],
        [],
        LONG,
        ["A", MONDAY, "09:00", 10, 200],
        [],
        ["A", MONDAY, "09:30", 12, 210],
        ["Total", None, None, 22, None],
    ]
    assert sum(column(read(workbook(Plan=rows)), "A")) == 22


def test_without_a_queue_column_the_sheet_names_the_queue():
    rows = [LONG[1:], [MONDAY, "09:00", 10, 200], [MONDAY, "09:30", 12, 210]]
    assert read(workbook(Billing=rows)).queues == ("Billing",)
    assert read(workbook(Forecast=rows)).queues == ("All contacts",)


def test_one_sheet_per_queue_is_one_forecast_and_the_spelling_of_queues_does_not_count():
    rows = [LONG[1:], [MONDAY, "09:00", 10, 200], [MONDAY, "09:30", 12, 210]]
    assert read(workbook(Billing=rows, Sales_calls=rows)).queues == ("Billing", "Sales")
    more = [LONG, ["a", MONDAY, "10:00", 10, 200], ["A ", MONDAY, "10:30", 12, 210]]
    forecast = read(workbook(Part_1=[LONG, ["A", MONDAY, "09:30", 9, 200]], Part_2=more))
    assert forecast.queues == ("A",)
    assert sum(column(forecast, "A")) == 31


def test_beside_a_sheet_called_forecast_others_are_left_aside_and_told():
    rows = two_rows().sheets["Forecast"].cells
    forecast = read(workbook(Forecast=rows, Last_year=rows, Actuals=rows))
    assert assumed(forecast, "sheets left aside") == [("Last year", "the sheet Forecast is the forecast")]


def test_further_fields_are_read_where_given():
    header = [*LONG, "AI AHT (s)", "Escalated AHT (s)", "Containment", "Abandoned"]
    rows = [
        header,
        ["A", MONDAY, "09:00", 10, 200, 190, 400, 85, 1],
        ["A", MONDAY, "09:30", 12, 210, None, None, 80, 1],
    ]
    forecast = read(workbook(Forecast=rows))
    assert at(forecast, "A", "2027-02-01 09:00", "ai_seconds") == 190
    assert at(forecast, "A", "2027-02-01 09:00", "escalated_seconds") == 400
    # Containment 85 % leaves 15 % to people.
    assert at(forecast, "A", "2027-02-01 09:00", "escalation_rate") == pytest.approx(0.15)
    assert pd.isna(at(forecast, "A", "2027-02-01 09:30", "ai_seconds"))
    assert assumed(forecast, "columns not used") == [("Forecast", "Abandoned")]


def test_an_unknown_column_is_a_fault_that_names_the_nearest():
    rows = [[*LONG, "Ofered"], ["A", MONDAY, "09:00", 10, 200, 1]]
    fault = refused(workbook(Forecast=rows), interval_minutes=30)[0]
    assert (fault.where, fault.expected) == ("Forecast!F1", "Offered")


@pytest.mark.parametrize(
    ("change", "where", "word"),
    [
        ({"D": -3.0}, "Forecast!D3", "volume is -3"),
        ({"D": "many"}, "Forecast!D3", "volume is 'many'"),
        ({"D": None}, "Forecast!D3", "volume is blank"),
        ({"D": 2_000_000.0}, "Forecast!D3", "0 to 1,000,000"),
        ({"D": BrokenCell("shows #N/A", "Mend it.")}, "Forecast!D3", "volume shows #N/A"),
        ({"E": 0.0}, "Forecast!E3", "more than 0 s"),
        ({"E": 14_401.0}, "Forecast!E3", "up to 4 h"),
        ({"E": "long"}, "Forecast!E3", "handle time is 'long'"),
        ({"E": -1.0}, "Forecast!E3", "0 s or more"),
        ({"C": "noon"}, "Forecast!C3", "interval is 'noon'"),
        ({"C": None}, "Forecast!C3", "interval is blank"),
        ({"B": "soon"}, "Forecast!B3", "date is 'soon'"),
        ({"B": None}, "Forecast!B3", "date is blank"),
        ({"A": None}, "Forecast!A3", "queue is blank"),
        ({"C": time(9)}, "Forecast!D3", "stands here and at Forecast!D2"),
        ({"C": time(9, 20)}, "Forecast!C3", "20 minutes apart"),
        ({"B": date(2072, 2, 1)}, "Forecast!C3", "Check the year"),
    ],
)
def test_one_bad_cell_is_one_fault_with_its_address(change, where, word):
    faults = refused(two_rows(**change), interval_minutes=30)
    assert [fault.where for fault in faults] == [where]
    assert word in str(faults[0])


def test_all_faults_come_at_once_in_workbook_order():
    rows = [
        LONG,
        ["A", MONDAY, "09:00", -1, 200],
        ["A", MONDAY, "09:30", "x", 0],
        ["A", MONDAY, "10:00", 4, 20_000],
        ["A", MONDAY, "10:00", 4, 200],
    ]
    places = [fault.where for fault in refused(workbook(Forecast=rows))]
    assert places == ["Forecast!D2", "Forecast!D3", "Forecast!E4", "Forecast!D5"]


def test_a_blank_volume_is_zero_where_settings_say_so_and_is_counted():
    forecast = read(two_rows(D=None), blank_volume="zero")
    assert sum(column(forecast, "A")) == 10
    assert assumed(forecast, "blank volumes") == [("A", "zero in 1 cells, as Settings says")]


def test_a_queue_without_any_handle_time_is_a_fault():
    rows = [
        LONG,
        ["A", MONDAY, "09:00", 10, None],
        ["A", MONDAY, "09:30", 10, None],
        ["B", MONDAY, "09:00", 1, 60],
    ]
    (fault,) = refused(workbook(Forecast=rows), interval_minutes=30)
    assert "'A' has no handle time anywhere" in fault.found


def test_agents_instead_of_volume_are_refused_with_the_reason():
    rows = [["Dia", "Horario", "Suma de Agentes Requeridos Erlang"], [1, "09:00", 12]]
    (fault,) = refused(workbook(Forecast=rows))
    assert fault.where == "Forecast!C1"
    assert "agents, not volume" in fault.found


def test_dates_that_could_be_two_are_one_fault_that_names_the_setting():
    rows = [LONG, ["A", "01/02/2027", "09:00", 10, 200], ["A", "01/02/2027", "09:30", 10, 200]]
    (fault,) = refused(workbook(Forecast=rows))
    assert fault.where == "Forecast!B2"
    assert "date_order" in fault.action
    assert read(workbook(Forecast=rows), date_order="dmy").horizon.first_day == MONDAY
    assert read(workbook(Forecast=rows), date_order="mdy").horizon.first_day == date(2027, 1, 2)


def test_one_date_settles_its_column():
    days = ("12/02/2027", "13/02/2027")
    rows = [LONG, *(["A", day, hour, 10, 200] for day in days for hour in ("09:00", "09:30"))]
    assert read(workbook(Forecast=rows)).horizon.first_day == date(2027, 2, 12)


def test_dates_of_which_excel_took_only_some_are_a_fault():
    # 12/02/2027 opened in a month-first Excel is 2 December; 13/02/2027 stays a text.
    rows = [
        LONG,
        *(
            ["A", day, hour, 10, 200]
            for day in (date(2027, 12, 2), "13/02/2027")
            for hour in ("09:00", "09:30")
        ),
    ]
    (fault,) = refused(workbook(Forecast=rows))
    assert fault.where == "Forecast!B4"
    assert "month first" in fault.action


def test_a_workbook_without_a_forecast_says_what_was_looked_for():
    (fault,) = refused(workbook(Sheet1=[["hello", "world"], [1, 2]]))
    assert fault.where == "plan.xlsx"
    assert "Queue, Date, Interval, Offered" in fault.expected
    assert refused(workbook(Sheet1=[]))[0].found == "is empty"
    (fault,) = refused(workbook(Forecast=[["Queue", "Date", "AHT"], ["A", MONDAY, 3]]))
    assert fault.found == "has no column for a volume (Offered)"
    assert "no row below" in refused(workbook(Forecast=[LONG]))[0].found
    (fault,) = refused(workbook(Forecast=[["Date", "Offered"], [MONDAY, 3]]))
    assert fault.found == "has no column for a handle time (AHT (s))"


def test_hours_as_bare_numbers_are_hours():
    rows = [
        ["Queue", "Date", "Hour", "Calls", "AHT (s)"],
        *(["A", MONDAY, float(hour), hour, 60] for hour in range(24)),
    ]
    assert column(read(workbook(Forecast=rows)), "A") == list(range(24))


def test_a_budget_by_date_is_no_forecast():
    book = workbook(Plan=two_rows().sheets["Forecast"].cells, Budget=[["Date", "Value"], [MONDAY, 5000]])
    assert read(book).queues == ("A",)

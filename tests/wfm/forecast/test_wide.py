"""Wide forecasts: intervals down, dates across, a sheet for contacts and one for handle times."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tests.wfm.forecast.in_memory import assumed, at, column, read, refused, workbook

MON, TUE = date(2027, 2, 1), date(2027, 2, 2)


def contacts(*rows, title="Billing - forecast contacts"):
    return [[title], [], ["Interval", MON, TUE, "Total"], *rows]


def plan(calls, aht, **more):
    return workbook(Billing_calls=calls, Billing_AHT=aht, **more)


CALLS = contacts(
    ["09:00 - 09:30", 10, 20, 30],
    ["09:30 - 10:00", 11, 21, 32],
    ["Total", 21, 41, 62],
)
AHT = [["Billing - average handle time mm:ss"], [], ["Interval", MON, TUE], ["09:00 - 09:30", "3:00", "3:10"],
       ["09:30 - 10:00", "3:20", None]]  # fmt: skip


def test_two_sheets_make_one_queue_and_totals_are_stepped_over():
    forecast = read(plan(CALLS, AHT))
    assert forecast.queues == ("Billing",)
    assert sum(column(forecast, "Billing")) == 10 + 20 + 11 + 21
    assert at(forecast, "Billing", "2027-02-02 09:00") == 20
    assert at(forecast, "Billing", "2027-02-02 09:00", "handle_seconds") == 190
    # Half past nine on Tuesday is blank: the queue's mean at that time of day is Monday's 3:20.
    assert at(forecast, "Billing", "2027-02-02 09:30", "handle_seconds") == 200


def test_every_value_names_its_sheet_and_cell():
    cells = {
        (row["field"], row["sheet"], row["cell"]) for row in read(plan(CALLS, AHT)).source.to_dict("records")
    }
    assert ("conversations", "Billing calls", "C5") in cells
    assert ("handle_seconds", "Billing AHT", "B4") in cells
    assert len(cells) == 7


@pytest.mark.parametrize(
    "labels",
    [("09:00", "09:30"), ("0900", "0930"), (900.0, 930.0), (time(9), time(9, 30)), (0.375, 0.395833)],
)
def test_intervals_are_read_as_planners_label_them(labels):
    calls = [["Interval", MON, TUE], [labels[0], 10, 20], [labels[1], 11, 21]]
    aht = [["Interval", MON, TUE], [labels[0], 180, 180], [labels[1], 180, 180]]
    assert at(read(plan(calls, aht)), "Billing", "2027-02-02 09:30") == 21


@pytest.mark.parametrize(
    "names",
    [
        ("Billing calls", "Billing AHT"),
        ("Billing_volume", "Billing_aht"),
        ("Billing (offered)", "Billing handle time"),
        ("Contacts - Billing", "AHT - Billing"),
        ("Billing", "Billing AHT (s)"),
    ],
)
def test_a_queue_is_named_by_its_sheets_without_words_for_contacts_and_handle_time(names):
    book = workbook(**dict(zip((name.replace(" ", "_") for name in names), (CALLS, AHT), strict=True)))
    assert read(book).queues == ("Billing",)


def test_sheets_named_after_what_they_hold_take_the_queue_from_the_title():
    assert read(workbook(Volume=CALLS, AHT=AHT)).queues == ("Billing",)
    untitled = read(workbook(Volume=CALLS[2:], AHT=AHT[2:]))
    assert untitled.queues == ("All contacts",)


def test_a_single_sheet_may_have_columns_for_queue_and_measure():
    rows = [
        ["Queue", "Measure", "Interval", MON, TUE],
        ["Billing", "Contacts", "09:00", 10, 20],
        [None, "Contacts", "09:30", 11, 21],  # merged with the cell above
        ["Billing", "AHT", "09:00", 180, 190],
        ["Billing", "AHT", "09:30", 200, 210],
        ["Sales", "Contacts", "09:00", 1, 2],
        ["Sales", "Contacts", "09:30", 3, 4],
        ["Sales", "AHT", "09:00", 60, 60],
    ]
    forecast = read(workbook(Forecast=rows))
    assert forecast.queues == ("Billing", "Sales")
    assert sum(column(forecast, "Billing")) == 62
    assert at(forecast, "Sales", "2027-02-02 09:30", "handle_seconds") == 60


def test_dates_as_text_are_settled_by_their_row_or_the_setting():
    calls = [["Interval", "01/02/2027", "02/02/2027"], ["09:00", 10, 20], ["09:30", 10, 20]]
    aht = [["Interval", MON, TUE], ["09:00", 180, 180], ["09:30", 180, 180]]
    (fault,) = refused(plan(calls, aht))
    assert fault.where == "Billing calls!B1"
    assert "date_order" in fault.action
    assert read(plan(calls, aht), date_order="dmy").horizon.first_day == MON


def test_faults_name_the_cell_below_their_date():
    calls = contacts(["09:00", 10, -1], ["09:30", "x", None], ["noon", 1, 1])
    places = {fault.where: fault.found for fault in refused(plan(calls, AHT))}
    assert places == {
        "Billing calls!C4": "volume is -1",
        "Billing calls!B5": "volume is 'x'",
        "Billing calls!C5": "volume is blank",
        "Billing calls!A6": "interval is 'noon'",
    }


def test_an_interval_given_twice_is_a_fault_naming_both_cells():
    calls = contacts(["09:00", 10, 20], ["09:00", 11, 21])
    faults = refused(plan(calls, AHT), interval_minutes=30)
    assert [fault.where for fault in faults] == ["Billing calls!B5", "Billing calls!C5"]
    assert "Billing calls!B4" in faults[0].found


def test_a_handle_time_sheet_without_its_volume_is_a_fault():
    fault = refused(workbook(Billing_calls=CALLS, Biling_AHT=AHT))
    assert {item.where for item in fault} == {"Billing calls!B4", "Biling AHT!B4"}


def test_a_column_that_is_neither_date_nor_total_is_a_fault():
    calls = [["Interval", MON, TUE, "Remarks"], ["09:00", 10, 20, "busy"], ["09:30", 10, 20, None]]
    (fault,) = refused(plan(calls, AHT))
    assert fault.where == "Billing calls!D1"


def test_weekdays_instead_of_dates_are_refused_with_the_reason():
    days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    rows = [["Slot", *days], *([f"{hour:02d}:00", *range(7)] for hour in range(24))]
    (fault,) = refused(workbook(Demand=rows))
    assert fault.where == "Demand!B1"
    assert "weekdays" in fault.found


def test_agents_are_refused_by_the_name_of_their_sheet():
    (fault,) = refused(workbook(Billing_agents=[["Interval", MON, TUE], ["09:00", 3, 4], ["09:30", 3, 4]]))
    assert "agents, not volume" in fault.found


def test_a_single_day_is_a_wide_forecast_too():
    calls = [["Interval", datetime(2027, 2, 1)], ["09:00", 10], ["09:15", 12]]
    aht = [["Interval", MON], ["09:00", 180], ["09:15", 180]]
    forecast = read(plan(calls, aht))
    assert forecast.horizon.interval_minutes == 15
    assert len(forecast.table) == 96


def test_weekdays_below_the_dates_and_notes_below_the_table_are_stepped_over():
    calls = contacts([None, "Mon", "Tue", None], *CALLS[3:], ["Source: last year's calls"])
    assert sum(column(read(plan(calls, AHT)), "Billing")) == 62


def test_wide_contacts_may_be_called_volumes():
    assert sum(column(read(workbook(Volumes=CALLS, AHT=AHT)), "Billing")) == 62


def test_hidden_sheets_are_read_and_told():
    book = plan(CALLS, AHT)
    hidden = {name: replace(sheet, hidden=name.endswith("AHT")) for name, sheet in book.sheets.items()}
    forecast = read(replace(book, sheets=hidden))
    assert assumed(forecast, "hidden sheet") == [("Billing AHT", "read as part of the forecast")]

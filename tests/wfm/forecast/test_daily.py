"""Daily totals spread over the day by the sheet Profile."""

from datetime import date

import pytest

from tests.wfm.forecast.in_memory import assumed, at, column, read, refused, workbook

SUN, MON = date(2027, 1, 31), date(2027, 2, 1)
DAYS = [["Queue", "Date", "Offered", "AHT (s)"], ["A", SUN, 100, 200], ["A", MON, 400, 240]]


def test_one_profile_for_all_days_spreads_contacts_and_repeats_handle_times():
    profile = [["Interval", "Share"], ["09:00", 0.25], ["09:30", 0.5], ["10:00", 0.25]]
    forecast = read(workbook(Forecast=DAYS, Profile=profile))
    assert forecast.horizon.interval_minutes == 30
    assert at(forecast, "A", "2027-02-01 09:30") == 200
    assert at(forecast, "A", "2027-01-31 09:30") == 50
    assert at(forecast, "A", "2027-02-01 10:00", "handle_seconds") == 240
    assert sum(column(forecast, "A")) == pytest.approx(500)
    assert assumed(forecast, "daily totals spread by") == [("A", "sheet Profile")]
    assert len(forecast.source) == 0


def test_a_profile_by_weekday_may_be_long_or_wide_in_shares_or_percents():
    long = [["Weekday", "Interval", "Share"], ["Sunday", "09:00", "60 %"], ["Sunday", "10:00", "40 %"],
            ["Mon", "09:00", "10 %"], ["Mon", "10:00", "90 %"]]  # fmt: skip
    wide = [["Interval", "Mon", "Sun"], ["09:00", 10, 60], ["10:00", 90, 40], ["Total", 100, 100]]
    for profile in (long, wide):
        forecast = read(workbook(Forecast=DAYS, Profile=profile))
        assert at(forecast, "A", "2027-01-31 09:00") == pytest.approx(60)
        assert at(forecast, "A", "2027-02-01 09:00") == pytest.approx(40)


def test_a_queues_own_profile_wins():
    profile = [["Queue", "Interval", "Share"], ["A", "09:00", 1], ["A", "10:00", 0],
               [None, "09:00", 0.5], [None, "10:00", 0.5]]  # fmt: skip
    forecast = read(workbook(Forecast=[*DAYS, ["B", MON, 10, 100]], Profile=profile))
    assert at(forecast, "A", "2027-02-01 09:00") == 400
    assert at(forecast, "B", "2027-02-01 09:00") == 5


def test_daily_totals_without_a_profile_are_a_fault():
    (fault,) = refused(workbook(Forecast=DAYS))
    assert fault.where == "Forecast!B2"
    assert "sheet Profile" in fault.expected


def test_shares_that_do_not_add_to_one_are_a_fault():
    profile = [["Interval", "Share"], ["09:00", 0.25], ["09:30", 0.5]]
    (fault,) = refused(workbook(Forecast=DAYS, Profile=profile))
    assert fault.where == "Profile!B2"
    assert "add to 0.75" in fault.found


@pytest.mark.parametrize(
    ("profile", "where"),
    [
        ([["Interval", "Share"], ["09:00", -0.5], ["09:30", 1.5]], "Profile!B2"),
        ([["Interval", "Share"], ["nine", 0.5], ["09:30", 0.5], ["10:00", 0.5]], "Profile!A2"),
        ([["Weekday", "Interval", "Share"], ["Foo", "09:00", 0.5], ["Mon", "09:30", 1]], "Profile!A2"),
        ([["Interval", "Share"], ["09:00", 0.5], ["09:00", 0.5], ["09:30", 0]], "Profile!B3"),
        ([["Interval", "Share"], ["09:00", 0.5], ["09:20", 0.5]], "Profile"),
        ([["hello"], ["world"]], "Profile"),
    ],
)
def test_a_profile_at_fault_names_its_cell(profile, where):
    assert where in [fault.where for fault in refused(workbook(Forecast=DAYS, Profile=profile))]


def test_a_weekday_with_contacts_but_no_shares_is_a_fault_at_its_day():
    profile = [["Weekday", "Interval", "Share"], ["Mon", "09:00", 0.5], ["Mon", "10:00", 0.5]]
    (fault,) = refused(workbook(Forecast=DAYS, Profile=profile))
    assert fault.where == "Forecast!B2"
    assert "on a Sun" in fault.found


def test_a_queue_of_days_and_intervals_is_a_fault():
    rows = [
        ["QueueName", "TimeStamp", "IntervalDuration", "IncomingContactVolume", "AverageHandleTime"],
        ["A", "2027-02-01T00:00:00Z", "daily", 100, 200],
        ["A", "2027-02-02T09:00:00Z", "30mins", 5, 200],
    ]
    faults = refused(workbook(Forecast=rows))
    assert any("daily totals here and intervals elsewhere" in fault.found for fault in faults)

"""Dates and times of day as planners write them."""

from datetime import date, datetime, time, timedelta

import pytest

from wfm.workbook.clock import (
    is_ambiguous_date,
    normal_date_order,
    read_date,
    read_time,
    settled_date_order,
)
from wfm.workbook.unreadable import UnreadableError

FIRST_OF_FEBRUARY = date(2027, 2, 1)


@pytest.mark.parametrize(
    "cell",
    [
        FIRST_OF_FEBRUARY,
        datetime(2027, 2, 1, 7, 30),
        46419,  # Excel's number of that day
        46419.3125,
        "2027-02-01",
        "2027-02-01T07:30:00Z",
        "2027/2/1",
        "20270201",
        20270201.0,
        "1 Feb 2027",
        "Mon 1 Feb 2027",
        "Monday, February 1, 2027",
        "01-Feb-27",
        "01.02.2027",
    ],
)
def test_one_day_has_many_spellings(cell):
    assert read_date(cell) == FIRST_OF_FEBRUARY


def test_slashes_are_read_by_the_order_given():
    assert read_date("01/02/2027", "dmy") == date(2027, 2, 1)
    assert read_date("01/02/2027", "mdy") == date(2027, 1, 2)
    assert read_date("2-13-2027") == date(2027, 2, 13)
    assert read_date("01/01/2027") == date(2027, 1, 1)


def test_a_date_that_could_be_two_is_refused_and_names_the_setting():
    with pytest.raises(UnreadableError, match="date_order"):
        read_date("01/02/2027")


@pytest.mark.parametrize(
    "cell", ["31/02/2027", "2027-13-01", "Feb 2027", "x", "", 5, None, True, float("inf"), 1e300]
)
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(UnreadableError):
        read_date(cell)


def test_one_date_settles_its_column_and_two_that_disagree_do_not():
    assert settled_date_order(["01/02/2027", "13/02/2027", None]) == "dmy"
    assert settled_date_order(["01/02/2027", "02/13/2027"]) == "mdy"
    assert settled_date_order(["01/02/2027", "03/04/2027"]) == ""
    assert settled_date_order(["13/02/2027", "02/13/2027"]) == ""


def test_ambiguous_are_only_dates_whose_day_and_month_could_change_places():
    assert is_ambiguous_date("01/02/2027")
    assert not is_ambiguous_date("01/01/2027")
    assert not is_ambiguous_date("13/02/2027")
    assert not is_ambiguous_date("2027-01-02")


def test_date_orders_have_many_spellings():
    assert [normal_date_order(text) for text in ("dmy", "DD/MM/YYYY", "d-m")] == ["dmy"] * 3
    assert normal_date_order("mm/dd/yyyy") == "mdy"
    assert normal_date_order("later") == ""


@pytest.mark.parametrize(
    ("cell", "minute"),
    [
        (time(7, 30), 450),
        (datetime(2027, 2, 1, 7, 30), 450),
        (timedelta(hours=7, minutes=30), 450),
        (450 / 1440, 450),
        ("07:30", 450),
        ("7:30", 450),
        ("0730", 450),
        (730.0, 450),
        ("7.30", 450),
        ("7:30 am", 450),
        ("7:30 PM", 1170),
        ("12:00 am", 0),
        ("12 pm", 720),
        (7, 420),
        (0, 0),
        (time(0, 0), 0),
        ("24:00", 1440),
        (date(1900, 1, 1), 1440),  # how 24:00 leaves Excel
        (time(7, 29, 59, 999_000), 450),  # Excel keeps fractions of a day
    ],
)
def test_times_are_minutes_after_midnight(cell, minute):
    assert read_time(cell) == minute


@pytest.mark.parametrize(
    "cell",
    [
        "24:30",
        "07:75",
        99,
        "13 pm",
        "x",
        "",
        -1,
        None,
        True,
        date(2027, 2, 1),
        float("nan"),
        float("inf"),
        7.5,
    ],
)
def test_what_is_no_time_is_refused(cell):
    with pytest.raises(UnreadableError):
        read_time(cell)


def test_in_a_column_of_clock_numbers_a_bare_thirty_is_half_past_midnight():
    assert read_time(30, is_military=True) == 30
    assert read_time(7, is_military=False) == 420

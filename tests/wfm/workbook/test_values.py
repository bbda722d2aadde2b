"""Numbers, shares and durations as planners write them."""

from datetime import date, datetime, time, timedelta

import pytest

from wfm.workbook.sheet import BrokenCell
from wfm.workbook.values import (
    UnreadableError,
    read_boolean,
    read_change,
    read_number,
    read_seconds,
    read_share,
    read_text,
    read_whole,
    shown,
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (3, 3),
        (2.5, 2.5),
        ("17", 17),
        (" -3 ", -3),
        ("1,5", 1.5),  # decimal comma: one digit after it cannot be thousands
        ("0,125", 0.125),  # nobody groups a zero
        ("1,234,567", 1_234_567),  # two groups can only be thousands
        ("1,234.5", 1234.5),
        ("1 234", 1234),
        ("1'234", 1234),
        ("\u22124", -4),  # a typographic minus
        ("1e3", 1000),
    ],
)
def test_numbers_are_read_as_written(cell, number):
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["abc", "", None, True, float("nan"), float("inf"), date(2027, 1, 1), "1,2,3", "3 s"]
)
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(UnreadableError):
        read_number(cell)


def test_a_comma_that_may_mean_thousands_or_decimals_is_refused_and_says_why():
    with pytest.raises(UnreadableError, match="1,234 may mean thousands or decimals"):
        read_number("1,234")


def test_a_whole_number_has_no_decimals():
    assert read_whole(3.0) == 3
    with pytest.raises(UnreadableError):
        read_whole(3.5)


@pytest.mark.parametrize(
    ("cell", "share"),
    [(0.15, 0.15), (15, 0.15), ("15 %", 0.15), ("15%", 0.15), ("0,5 %", 0.005), (1, 1), (0, 0), (100, 1)],
)
def test_shares_are_read_from_fractions_and_percents(cell, share):
    assert read_share(cell) == pytest.approx(share)


@pytest.mark.parametrize("cell", [101, "120 %", -0.1, "x", None, True])
def test_shares_outside_zero_to_hundred_percent_are_refused(cell):
    with pytest.raises(UnreadableError, match="0 to 100 %"):
        read_share(cell)


@pytest.mark.parametrize(
    ("cell", "change"), [("5 %", 0.05), ("-10%", -0.1), (0.2, 0.2), (-1, -1.0), ("250 %", 2.5), ("0,5", 0.5)]
)
def test_a_change_may_be_less_or_more(cell, change):
    assert read_change(cell) == pytest.approx(change)


@pytest.mark.parametrize("cell", [5, -3, 1.5, "12", "much", True, None])
def test_a_change_beyond_one_needs_its_sign_of_percent(cell):
    with pytest.raises(UnreadableError, match="sign of percent"):
        read_change(cell)


def test_in_a_column_of_percents_a_bare_one_is_one_percent():
    assert read_share(1, is_percent=True) == 0.01


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        (185, 185),
        ("3:05", 185),
        ("0:03:05", 185),
        ("1:00:00", 3600),
        ("90:00", 5400),
        ("3 min", 180),
        ("3m 5s", 185),
        ("185 s", 185),
        ("1h 2m", 3720),
        ("2,5 min", 150),
        (time(0, 3, 5), 185),
        (timedelta(minutes=3, seconds=5), 185),
        (185 / 86_400, 185),  # an Excel time without its format
        (0, 0),
    ],
)
def test_durations_are_read_as_written(cell, seconds):
    assert read_seconds(cell) == pytest.approx(seconds)


def test_bare_numbers_take_the_unit_of_their_column():
    assert read_seconds(5.5, "min") == 330
    assert read_seconds(0.5, "min") == 30
    assert read_seconds("3:05", "min") == 185


@pytest.mark.parametrize("cell", [-1, "x", "", None, date(2027, 2, 1), datetime(2027, 2, 1, 3), "3:75:10"])
def test_what_is_no_duration_is_refused(cell):
    with pytest.raises(UnreadableError):
        read_seconds(cell)


@pytest.mark.parametrize("cell", [time(3, 5), datetime(1900, 1, 1, 6, 34), date(1900, 1, 1)])
def test_minutes_and_seconds_that_excel_took_for_hours_are_refused(cell):
    # 3:05 typed for 3 min 5 s is 3 h 5 min to Excel; 30:34 is a day and 6 h 34 min.
    with pytest.raises(UnreadableError, match="hours and minutes"):
        read_seconds(cell)


def test_yes_and_no_have_many_spellings():
    assert [read_boolean(cell) for cell in (True, "yes", "Y", 1, 1.0, "TRUE", "x")] == [True] * 7
    assert [read_boolean(cell) for cell in (False, "no", "N", 0, "False")] == [False] * 5
    with pytest.raises(UnreadableError):
        read_boolean("maybe")


def test_texts_lose_outer_and_double_spaces_and_whole_numbers_their_point():
    assert read_text("  EN   voice ") == "EN voice"
    assert read_text(101.0) == "101"


def test_a_broken_cell_is_no_text():
    with pytest.raises(UnreadableError):
        read_text(BrokenCell("shows #N/A", ""))


def test_a_value_is_shown_as_the_planner_sees_it():
    assert shown(3.0) == "is 3"
    assert shown(" ") == "is blank"
    assert shown("abc") == "is 'abc'"
    assert shown(BrokenCell("shows #N/A", "")) == "shows #N/A"

"""Blank handle times: the queue's mean at that time of day, else of that day, else of the queue."""

from datetime import date

import pandas as pd

from tests.wfm.forecast.in_memory import LONG, assumed, at, read, workbook

MON, TUE, WED = date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3)


def forecast(*rows):
    return read(workbook(Forecast=[LONG, *(["A", *row] for row in rows)]))


def test_a_blank_takes_the_mean_at_its_time_of_day_weighted_by_contacts():
    read_ = forecast(
        (MON, "09:00", 10, 100), (MON, "09:30", 1, 500),
        (TUE, "09:00", 30, 200), (TUE, "09:30", 1, 500),
        (WED, "09:00", 5, None), (WED, "09:30", 1, 500),
    )  # fmt: skip
    # (10 x 100 + 30 x 200) / 40 = 175 s; the 500 s of half past nine do not count.
    assert at(read_, "A", "2027-02-03 09:00", "handle_seconds") == 175
    value = "1 blank cells filled with the queue's mean: 1 at that time of day"
    assert assumed(read_, "blank handle times at positive volume") == [("A", value)]
    assert not ((read_.source["sheet"] == "Forecast") & (read_.source["cell"] == "E6")).any()


def test_without_its_time_of_day_it_takes_the_mean_of_its_day():
    read_ = forecast((MON, "09:00", 10, 100), (TUE, "09:00", 20, 200), (TUE, "09:30", 1, None))
    assert at(read_, "A", "2027-02-02 09:30", "handle_seconds") == 200


def test_cells_filled_from_a_mean_of_few_contacts_are_counted_apart():
    # At nine one call of 3 s was measured, at half past nine twenty calls.
    read_ = forecast(
        (MON, "09:00", 1, 3), (MON, "09:30", 20, 200), (TUE, "09:00", 4, None), (TUE, "09:30", 9, None)
    )  # fmt: skip
    assert at(read_, "A", "2027-02-02 09:00", "handle_seconds") == 3
    ((_, told),) = assumed(read_, "blank handle times at positive volume")
    assert told.endswith("2 at that time of day; 1 of them from fewer than 10 contacts")


def test_without_both_it_takes_the_mean_of_the_queue():
    read_ = forecast(
        (MON, "09:00", 10, 100), (TUE, "10:00", 2, None), (TUE, "10:30", 3, None), (WED, "09:30", 30, 200)
    )
    assert at(read_, "A", "2027-02-02 10:00", "handle_seconds") == 175
    assert assumed(read_, "blank handle times at positive volume")[0][1].endswith("2 of the queue")


def test_a_handle_time_given_only_without_contacts_still_counts():
    read_ = forecast((MON, "09:00", 0, 150), (MON, "09:30", 4, None))
    assert at(read_, "A", "2027-02-01 09:30", "handle_seconds") == 150


def test_a_blank_without_contacts_stays_blank_and_a_zero_becomes_blank():
    read_ = forecast((MON, "09:00", 0, None), (MON, "09:30", 4, 60), (MON, "10:00", 0, 0))
    assert pd.isna(at(read_, "A", "2027-02-01 09:00", "handle_seconds"))
    assert pd.isna(at(read_, "A", "2027-02-01 10:00", "handle_seconds"))
    assert assumed(read_, "blank handle times at positive volume") == []

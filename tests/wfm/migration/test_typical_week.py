"""The typical week: means by weekday and time of day, a week without a change of the clocks."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.build_policy import small_forecast
from wfm.errors import PlanningError
from wfm.migration.typical_week import typical_week

PER_DAY = 24


def two_weeks(first, second, **more):
    contacts = np.concatenate([np.full(7 * PER_DAY, first), np.full(7 * PER_DAY, second)])
    return small_forecast({"Calls": contacts}, interval_minutes=60, days=14, **more)


def test_contacts_are_the_mean_of_the_days_that_share_a_weekday():
    # 10 an hour in the first week, 30 in the second: 20
    week = typical_week(two_weeks(10.0, 30.0))
    assert len(week.table) == 7 * PER_DAY
    assert week.table["conversations"].eq(20.0).all()


def test_handle_times_count_by_their_contacts():
    # 10 contacts of 100 s and 30 of 300 s: (1,000 + 9,000) / 40 = 250 s
    seconds = np.concatenate([np.full(7 * PER_DAY, 100.0), np.full(7 * PER_DAY, 300.0)])
    week = typical_week(two_weeks(10.0, 30.0, handle_seconds=seconds))
    assert week.table["handle_seconds"].eq(250.0).all()


def test_a_day_seen_once_more_is_a_mean_of_its_own():
    # eight days from a Monday: two Mondays of 10 and 40 contacts an hour, one of each other day of 10
    contacts = np.concatenate([np.full(7 * PER_DAY, 10.0), np.full(PER_DAY, 40.0)])
    week = typical_week(small_forecast({"Calls": contacts}, interval_minutes=60, days=8))
    assert week.table["conversations"].tolist() == [25.0] * PER_DAY + [10.0] * 6 * PER_DAY


def test_a_week_in_which_the_clocks_change_is_left_for_the_next():
    forecast = small_forecast(
        {"Calls": 1.0}, interval_minutes=60, days=14, zone="Europe/Berlin", first_day=date(2027, 3, 22)
    )
    # the clocks of Berlin go forward on 28 March 2027
    week = typical_week(forecast)
    assert week.horizon.first_day == date(2027, 3, 29)
    assert week.table["conversations"].sum() == pytest.approx(168)


def test_less_than_a_week_is_refused():
    with pytest.raises(PlanningError, match="6 days"):
        typical_week(small_forecast({"Calls": 1.0}, days=6))

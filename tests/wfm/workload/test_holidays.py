from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.policy import HOLIDAYS
from wfm.requirement import requirement
from wfm.workload import workload

MONDAY = date(2027, 2, 1)
TUESDAY = MONDAY + timedelta(days=1)


def on_holiday(policy, day, factor=1.0, closed=False):
    """Return the policy with one holiday at its site."""
    row = {"site": "Main", "date": pd.Timestamp(day), "volume_factor": factor, "closed": closed}
    return replace(policy, holidays=HOLIDAYS.conform(pd.DataFrame([{**row, "premium_share": 0.0}])))


def by_date(table, zone="UTC"):
    """Return the arrivals of each date of the zone."""
    return table.groupby(table["interval_start"].dt.tz_convert(zone).dt.date)["arrivals"].sum()


def test_contacts_of_the_day_are_multiplied_and_no_others():
    forecast = small_forecast({"Calls": 10.0}, days=3)
    policy = small_policy(mode=0)
    plain = by_date(workload(forecast, policy).live)
    fewer = by_date(workload(forecast, on_holiday(policy, TUESDAY, 0.6)).live)
    # 48 half-hours x 10 contacts.
    assert plain.tolist() == pytest.approx([480.0, 480.0, 480.0])
    assert fewer.tolist() == pytest.approx([480.0, 288.0, 480.0])


def test_the_day_is_the_clients_not_the_sites():
    zone = "America/New_York"
    forecast = small_forecast({"Calls": 10.0}, days=3, zone=zone)
    policy = small_policy(mode=0, zone=zone)
    policy = replace(policy, sites=policy.sites.assign(time_zone="Asia/Manila"))
    found = by_date(workload(forecast, on_holiday(policy, TUESDAY, 0.5)).live, zone)
    assert found.tolist() == pytest.approx([480.0, 240.0, 480.0])


def test_on_a_closed_day_the_contacts_of_people_wait_for_the_next():
    forecast = small_forecast({"Calls": 10.0}, days=3)
    policy = small_policy(mode=0, after_hours="callback", open_minute=480, close_minute=1200)
    work = workload(forecast, on_holiday(policy, TUESDAY, closed=True))
    live = by_date(work.live[work.live["arrivals"] > 0])
    # 08:00-20:00 are 24 half-hours x 10 contacts on Monday and Wednesday, nobody on Tuesday.
    assert live.to_dict() == pytest.approx({MONDAY: 240.0, MONDAY + timedelta(days=2): 240.0})
    created = work.deferrable["created"].dt.date
    wednesday = work.deferrable[created == MONDAY + timedelta(days=2)]["hours"].sum()
    # After 20:00 on Monday 8, all 48 of Tuesday and 16 before 08:00 on Wednesday: 72 half-hours x 10 x 300 s.
    assert wednesday == pytest.approx(72 * 10 * 300 / 3600)
    assert TUESDAY not in set(created)


def test_nobody_is_required_on_a_closed_day_not_even_the_least_crew():
    forecast = small_forecast({"Calls": 10.0}, days=3)
    policy = small_policy(mode=0, min_crew=2.0, after_hours="callback")
    closed = on_holiday(policy, TUESDAY, closed=True)
    table = requirement(workload(forecast, closed), closed, forecast.horizon).table
    on_tuesday = table["interval_start"].dt.date == TUESDAY
    assert (table.loc[on_tuesday, "on_duty"] == 0).all()
    assert (table.loc[~on_tuesday, "on_duty"] >= 2).all()


def test_hours_over_midnight_end_on_the_holiday_that_follows():
    forecast = small_forecast({"Calls": 10.0}, days=2)
    policy = small_policy(mode=0, after_hours="closed", open_minute=1200, close_minute=1560)
    live = workload(forecast, on_holiday(policy, TUESDAY, closed=True)).live
    opened = live.loc[live["arrivals"] > 0, "interval_start"]
    # Monday 20:00 to Tuesday 02:00; Tuesday's own evening is closed. The horizon's first hours are Sunday's.
    assert opened[opened >= pd.Timestamp("2027-02-01 20:00", tz="UTC")].max() == pd.Timestamp(
        "2027-02-02 01:30", tz="UTC"
    )
    assert np.isclose(opened.dt.date.eq(TUESDAY).sum(), 4)

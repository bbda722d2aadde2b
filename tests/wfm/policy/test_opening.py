"""People's hours: as written, else from where the contacts lie."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.build_policy import small_forecast
from tests.wfm.policy.in_memory import book, busy_days, faults_of, policy_of, told
from wfm.policy.opening import hours_in_words, read_hours


def hours(policy, queue):
    table = policy.opening[policy.opening["queue"] == queue]
    spans = zip(table["open_minute"], table["close_minute"], strict=True)
    return dict(zip(table["weekday"], spans, strict=True))


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("08:00-22:00", (480, 1320)),
        ("8 – 22", (480, 1320)),
        ("8am to 6pm", (480, 1080)),
        ("20:00-02:00", (1200, 1560)),
        ("00:00-24:00", (0, 1440)),
        ("24h", (0, 1440)),
        ("24/7", (0, 1440)),
        ("closed", None),
        ("-", None),
    ],
)
def test_hours_are_read_as_planners_write_them(written, span):
    assert read_hours(written) == span


@pytest.mark.parametrize("written", ["08:00-12:00, 13:00-17:00", "open", "8", "25:00-26:00", "24:00-08:00"])
def test_hours_that_cannot_be_are_refused(written):
    with pytest.raises(ValueError, match="one window a day"):
        read_hours(written)


def test_days_without_hours_are_closed_once_a_queue_names_any():
    rows = [["queue", "mon", "tue", "opening"], ["Orders", "09:00-17:00", "closed", None]]
    rows.append(["Returns", None, "10:00-12:00", "24h"])
    policy = policy_of(book(Queues=rows))
    assert hours(policy, "Orders") == {0: (540, 1020)}
    assert hours(policy, "Returns") == {day: ((600, 720) if day == 1 else (0, 1440)) for day in range(7)}
    assert told(policy, "opening") == []


def test_a_bare_queue_is_open_from_the_first_to_the_last_interval_with_a_contact_in_the_mean():
    # Two weeks of half-hours; 08:00 has 2 and 0 contacts (mean 1), 07:30 has 1 and 0.8 (mean 0.9).
    day = np.zeros(48)
    day[16:40] = 5.0
    first, second = day.copy(), day.copy()
    first[15:17], second[15:17] = (1.0, 2.0), (0.8, 0.0)
    first[20] = second[20] = 0.0
    forecast = small_forecast({"Orders": np.concatenate([np.tile(first, 7), np.tile(second, 7)])}, days=14)
    policy = policy_of(book(), forecast)
    assert hours(policy, "Orders") == dict.fromkeys(range(7), (480, 1200))
    ((queue, value),) = told(policy, "opening")
    assert (queue, value) == ("Orders", "Mon-Sun 08:00-20:00")
    # the mean day has 1 + 23 x 5 - 5 = 111 contacts inside and 0.9 outside: 0.9 / 111.9 = 0.8 %
    note = next(a for a in policy.assumptions if a.quantity == "opening")
    assert "0.8 % of its contacts lie outside" in note.source


def test_a_queue_that_never_reaches_a_contact_is_open_from_its_first_to_its_last():
    policy = policy_of(book(), busy_days("Rare", first=9, last=11, volume=0.2))
    assert hours(policy, "Rare") == dict.fromkeys(range(7), (540, 660))


def test_weekdays_are_those_of_the_clients_zone_across_a_clock_change():
    # 28 March 2027: Berlin's clocks go from 02:00 to 03:00; 46 half-hours that day.
    forecast = small_forecast({"Orders": 5.0}, zone="Europe/Berlin", first_day=date(2027, 3, 28))
    assert len(forecast.table) == 46
    policy = policy_of(book(Settings=[["time_zone", "Europe/Berlin"]]), forecast)
    assert hours(policy, "Orders") == {6: (0, 1440)}


def test_the_least_mean_is_the_planners_to_choose():
    rates = [["quantity", "value"], ["opening_min_contacts", 6]]
    day = np.where(np.arange(48) < 24, 5.0, 7.0)
    policy = policy_of(book(ModeRates=rates), small_forecast({"Orders": day}))
    assert hours(policy, "Orders") == {0: (720, 1440)}


def test_hours_in_words_join_like_days():
    week = dict.fromkeys(range(5), (480, 1320)) | {6: (0, 1440)}
    assert hours_in_words(week) == "Mon-Fri 08:00-22:00, Sun 24h"
    assert hours_in_words({4: (1200, 1560)}) == "Fri 20:00-02:00"
    assert hours_in_words({}) == ""


def test_a_word_that_is_no_hours_is_one_fault_for_all_the_days_it_stands_for():
    faults = faults_of(book(Queues=[["queue", "opening"], ["Orders", "sometimes"]]))
    assert [fault.where for fault in faults] == ["Queues!B2"]

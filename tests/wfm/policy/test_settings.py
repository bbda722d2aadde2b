"""Settings: keys as planners write them, defaults as assumptions, unknown keys as faults."""

from __future__ import annotations

import pytest

from tests.wfm.policy.in_memory import book, busy_days, policy_of, told
from wfm.policy import read_settings


def test_a_workbook_without_settings_takes_the_defaults():
    faults = []
    settings = read_settings(book(Forecast=[]), faults)
    assert faults == []
    assert (settings.time_zone, settings.week_start, settings.weekend_days) == ("UTC", 0, (5, 6))
    assert (settings.currency, settings.labour_pack, settings.preset) == ("EUR", "EU", "")
    assert (settings.interval_minutes, settings.date_order, settings.blank_volume) == (None, "", "")


def test_settings_are_read_with_or_without_a_header_and_whatever_their_case():
    rows = [
        ["Time zone", "Europe/Berlin"],
        ["WEEK_START", "Sunday"],
        ["weekend days", "Fri, Sat"],
        ["interval_minutes", 30],
        ["currency", "gbp"],
        ["date_order", "DD/MM/YYYY"],
        ["blank_volume", "zero"],
        ["labour_pack", "us federal"],
        ["mode preset", "article"],
    ]
    plain, headed = [], []
    settings = read_settings(book(Settings=rows), plain)
    assert settings == read_settings(book(Settings=[["Key", "Value"], *rows]), headed)
    assert plain == headed == []
    assert (settings.time_zone, settings.week_start, settings.weekend_days) == ("Europe/Berlin", 6, (4, 5))
    assert (settings.interval_minutes, settings.currency, settings.date_order) == (30, "GBP", "dmy")
    assert (settings.blank_volume, settings.labour_pack, settings.preset) == ("zero", "US federal", "article")


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("time_zone", "Berlin", "IANA"),
        ("week_start", "Someday", "weekday"),
        ("weekend_days", "Sat,Sunny,Foo", "weekdays"),
        ("interval_minutes", 20, "15, 30 or 60"),
        ("currency", "Euro", "three letters"),
        ("date_order", "day first", "dmy"),
        ("blank_volume", "one", "zero"),
        ("labour_pack", "Mars", "EU, Philippines"),
        ("preset", "press", "article"),
    ],
)
def test_a_value_that_cannot_be_is_a_fault_at_its_cell(key, value, expected):
    faults = []
    read_settings(book(Settings=[["key", "value"], [key, value]]), faults)
    assert [fault.where for fault in faults] == ["Settings!B2"]
    assert key in faults[0].found
    assert expected in faults[0].expected


def test_an_unknown_key_names_the_nearest_and_a_second_one_is_refused():
    faults = []
    read_settings(book(Settings=[["currncy", "EUR"], ["time_zone", "UTC"], ["time zone", "UTC"]]), faults)
    assert [(fault.where, fault.expected) for fault in faults] == [
        ("Settings!A1", "currency"),
        ("Settings!A3", "each setting once"),
    ]


def test_each_default_is_an_assumption_and_what_is_given_is_none():
    policy = policy_of(book(Settings=[["time_zone", "Asia/Manila"], ["currency", "PHP"]]), busy_days())
    assert told(policy, "time_zone") == told(policy, "currency") == []
    assert told(policy, "week_start") == [("plan", "Mon")]
    assert told(policy, "labour_pack") == [("plan", "EU")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Retail, January 2027", True),
        ("Retail, February 2027", False),
        ("January and February", False),
        ("Marching band", False),
        ("Retail", False),
    ],
)
def test_a_name_that_names_another_month_is_kept_and_told(name, told):
    policy = policy_of(book(Settings=[["plan_name", name]]), busy_days())
    assert policy.settings.plan_name == name
    notes = [note for note in policy.assumptions if note.quantity == "warning: plan_name"]
    assert [note.value for note in notes] == [name] * told
    assert all("Settings!B1" in note.source for note in notes)

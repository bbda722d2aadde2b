"""The example client of the template: one queue at one site, a week of half-hours, a small staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wfm.horizon import WEEKDAYS
from wfm.policy.sheets import INPUT_SHEETS
from wfm.policy.sheets import SETTINGS as SETTING_COLUMNS
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR
from wfm.workbook.table import InputColumn

QUEUE, SITE, POOL = "Example queue", "Example site", "Example pool"
NAMES = {"Order status": QUEUE, "Main": SITE, "EN voice": POOL}
"""Names of the columns' own examples that become the example client's."""

FIRST_DAY = date(2027, 2, 1)
OPEN_HOUR = 8
HALF_HOUR = 30
CONTACTS = (12, 18, 26, 34, 38, 40, 38, 36, 34, 32, 30, 30, 31, 32, 33, 33, 34, 34, 32, 28, 24, 20, 16, 12)
"""Contacts of each half-hour of an example day, from opening."""

HANDLE_TIME = 330
PEOPLE, CONTRACT_HOURS, LEADER = 16, 40, "Example leader"
SETTINGS_LEFT_OUT = ("preset", "blank_volume")
"""Settings that change what is planned without a word on the sheet: shown in the dictionary alone."""

FORECAST = (
    InputColumn("Queue", "text", "", "name of the queue", is_required=True, example=QUEUE),
    InputColumn("Date", "date", "", "local date", is_required=True, example="2027-02-01"),
    InputColumn(
        "Interval", "time", "zone of Settings", "start of the interval", is_required=True, example="08:00"
    ),
    InputColumn(
        "Offered", "number", "contacts per interval", "contacts offered", 0, 1_000_000, is_required=True
    ),
    InputColumn("AHT (s)", "seconds", "s", "handle time of people today", 0, 14_400, is_required=True),
    InputColumn("Escalation rate", "share", "share", "contacts the AI hands to people, where known", 0, 1),
    InputColumn("AI AHT (s)", "seconds", "s", "length of the AI conversation, where known", 0, 14_400),
    InputColumn("Escalated AHT (s)", "seconds", "s", "handle time after escalation, where known", 0, 14_400),
)
"""The long layout of a forecast; wide sheets and other systems' exports are read too."""

PROFILE = (
    InputColumn("Weekday", "text", "", "day of the week; blank: every day", choices=WEEKDAYS, example="Mon"),
    InputColumn(
        "Interval", "time", "zone of Settings", "start of the interval", is_required=True, example="08:00"
    ),
    InputColumn(
        "Share", "share", "share of the day", "contacts of the day that come then", 0, 1, is_required=True
    ),
)
"""Only for forecasts of daily totals: how a day's contacts are spread."""

Rows = Sequence[Mapping[str, str]]


def template_sheets() -> dict[str, tuple[InputColumn, ...]]:
    """Return the columns of every sheet of the template, in its order."""
    return {"Forecast": FORECAST, "Profile": PROFILE, **INPUT_SHEETS}


def example_rows(sheet: str) -> Rows:
    """Return the example rows of a sheet: the texts of each column, blank ones left out."""
    if sheet == "Forecast":
        return _forecast()
    if sheet == "Profile":
        return _profile()
    if sheet == "Settings":
        return [
            {"key": column.name, "value": column.example}
            for column in SETTING_COLUMNS
            if column.name not in SETTINGS_LEFT_OUT
        ]
    if sheet == "Staff":
        return _staff()
    row = {column.name: _named(column.example) for column in INPUT_SHEETS[sheet] if column.example}
    return [{**row, **ALSO.get(sheet, {})}]


ALSO: Mapping[str, Mapping[str, str]] = {
    "Queues": {"pool": POOL},
    "Rates": {
        "currency": "EUR",
        "per_plan_currency": "1",
        "site": SITE,
        "role": "agent",
        "wage_per_hour": "26",
    },
    "ShiftTypes": {"site": SITE},
    "Sites": {"starts": ""},
    "ModeRates": {"value": "15%", "note": "example, equal to the default"},
    "Shrinkage": {"site": SITE},
}
"""What the example client needs beside the columns' own examples."""


def _named(example: str) -> str:
    return NAMES.get(example, example)


def _clock(slot: int) -> str:
    minute = OPEN_HOUR * MINUTES_PER_HOUR + slot * HALF_HOUR
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"


def _forecast() -> Rows:
    return [
        {
            "Queue": QUEUE,
            "Date": (FIRST_DAY + timedelta(days=day)).isoformat(),
            "Interval": _clock(slot),
            "Offered": str(contacts),
            "AHT (s)": str(HANDLE_TIME),
        }
        for day in range(DAYS_PER_WEEK)
        for slot, contacts in enumerate(CONTACTS)
    ]


def _staff() -> Rows:
    alike = {
        "site": SITE,
        "team": "North",
        "contract_hours": str(CONTRACT_HOURS),
        "languages": "EN",
        "nights": "yes",
    }
    members = [
        {
            "agent_id": f"A{number:03d}",
            "name": f"Example person {number}",
            "user_names": f"person.{number}",
            "leader": LEADER,
            "roles": "escalation_agent, qa_reviewer",
            **alike,
        }
        for number in range(1, PEOPLE + 1)
    ]
    leader = {"agent_id": "L001", "name": LEADER, "user_names": "leader.1", "roles": "supervisor", **alike}
    return [*members, leader]


def _profile() -> Rows:
    total = sum(CONTACTS)
    return [
        {"Interval": _clock(slot), "Share": str(contacts / total)} for slot, contacts in enumerate(CONTACTS)
    ]

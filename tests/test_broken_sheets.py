"""A sound forecast and a fault on another sheet: the command line refuses it and names the cell."""

from __future__ import annotations

from datetime import datetime
from datetime import time as clock

import pytest

from tests.sound_forecast import DAY, rows, saved
from wfm import cli

STAFF: list[list[object]] = [["agent_id", "roles"], ["1", "escalation_agent"], ["2", "escalation_agent"]]

# Workbooks with a sound forecast whose other sheets are at fault: what the command line must say of them.
SHEETS: dict[str, tuple[dict[str, list[list[object]]], tuple[str, ...]]] = {
    "unknown zone": (
        {"Settings": [["key", "value"], ["time_zone", "Mars/Olympus"]]},
        ("Settings!B2", "Mars/Olympus"),
    ),
    "odd grid": ({"Settings": [["key", "value"], ["interval_minutes", 20]]}, ("Settings!B2", "15")),
    "mix not whole": (
        {"ModeMix": [["queue", "valid_from", "mode_3", "mode_0"], ["Orders", DAY, 0.6, 0.3]]},
        ("ModeMix", "Orders"),
    ),
    "unknown queue": ({"Queues": [["queue", "channel"], ["Odrers", "voice"]]}, ("Queues!A2", "Odrers")),
    "target above 100 %": ({"Queues": [["queue", "target_share"], ["Orders", 180]]}, ("Queues!B2", "100 %")),
    "person twice": ({"Staff": [*STAFF, STAFF[1]]}, ("Staff!A4", "stands twice, first at Staff!A2")),
    "unknown role": ({"Staff": [STAFF[0], ["1", "agnet"]]}, ("Staff!B2", "'agnet'", "The nearest is agent")),
    "contract ends before it begins": (
        {"Staff": [[*STAFF[0], "start_date", "end_date"], [*STAFF[1], DAY, datetime(2027, 1, 31)]]},
        ("Staff!D2", "2027-01-31"),
    ),
    "leaders in a ring": (
        {"Staff": [[*STAFF[0], "leader"], [*STAFF[1], "2"], [*STAFF[2], "1"]]},
        ("Staff!C2", "1, 2 lead one another"),
    ),
    "leave of nobody": (
        {"Staff": STAFF, "TimeOff": [["agent_id", "from", "to"], ["7", DAY, DAY]]},
        ("TimeOff!A2", "'7' is not on sheet Staff"),
    ),
    "leave backwards": (
        {"Staff": STAFF, "TimeOff": [["agent_id", "from", "to"], ["1", DAY, datetime(2027, 1, 30)]]},
        ("TimeOff!B2", "first day not after the last"),
    ),
    "weekday twice": (
        {"Staff": STAFF, "Availability": [["agent_id", "weekday"], ["1", "Mon-Fri"], ["1", "Wed"]]},
        ("Availability!B3", "Wed of 1 stands twice"),
    ),
    "two bookings at once": (
        {
            "Staff": STAFF,
            "Events": [
                ["agent_id", "date", "from", "to"],
                ["1", datetime(2027, 2, 1), clock(9), clock(11)],
                ["1", datetime(2027, 2, 1), clock(10), clock(12)],
            ],
        },
        ("Events!B3", "a time after the other booking"),
    ),
    "unknown shift": (
        {
            "Staff": STAFF,
            "PriorRoster": [["agent_id", "date", "shift_code"], ["1", datetime(2027, 1, 31), "9H"]],
        },
        ("PriorRoster!C2", "'9H' is not known"),
    ),
    "last roster inside the plan": (
        {"Staff": STAFF, "PriorRoster": [["agent_id", "date", "shift_code"], ["1", DAY, "8H 09:00"]]},
        ("PriorRoster!B2", "begins on 2027-02-01", "Locks"),
    ),
    "wish for no day": (
        {"Staff": STAFF, "Wishes": [["agent_id", "wish"], ["1", "off"]]},
        ("Wishes!A2", "without a date or weekday"),
    ),
    "shift locked on leave": (
        {
            "Staff": STAFF,
            "TimeOff": [["agent_id", "from", "to"], ["1", DAY, DAY]],
            "Locks": [["agent_id", "date", "shift_code"], ["1", DAY, "8H"]],
        },
        ("Locks!B2", "a day away by TimeOff!B2"),
    ),
    "scenario of nobody, backwards, without a factor": (
        {
            "Scenarios": [
                ["name", "queue", "from", "to", "factor"],
                ["Peak", "Odrers", DAY, DAY, 1.9],
                ["Peak", "Orders", DAY, datetime(2027, 1, 31), 1.9],
                ["Peak", "Orders", DAY, DAY, None],
            ]
        },
        ("Scenarios!B2", "'Odrers'", "Scenarios!D3", "before the first day", "Scenarios!E4", "blank"),
    ),
}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_fault_on_another_sheet_ends_the_command_line_with_two(kind, tmp_path, capsys):
    sheets, words = SHEETS[kind]
    path = saved(tmp_path, Forecast=rows(), **sheets)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", str(path)])
    told = capsys.readouterr().err
    assert stopped.value.code == cli.EXIT_FAULTS
    assert "Traceback" not in told
    for word in words:
        assert word in told

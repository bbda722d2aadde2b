"""The sheets about people's days: what is booked, worked before, wished for and decided."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.workbook.table import InputColumn as Col

_AGENT = Col(
    "agent_id",
    "text",
    "",
    "person of sheet Staff",
    aliases=("employee_id", "person_id"),
    is_required=True,
    example="A001",
)
_SHIFT_CODE = ("shift", "code", "pattern")

BOOKING_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "TimeOff": (
        _AGENT,
        Col(
            "from",
            "date",
            "",
            "first day away",
            aliases=("start", "start_date", "first_day"),
            is_required=True,
            example="2027-02-04",
        ),
        Col(
            "to",
            "date",
            "",
            "last day away",
            aliases=("end", "end_date", "last_day"),
            is_required=True,
            example="2027-02-05",
        ),
        Col("code", "text", "", "kind of absence; blank: Leave", aliases=("type",), example="PL"),
    ),
    "Availability": (
        _AGENT,
        Col("weekday", "text", "", "weekdays such as Mon or Mon-Fri; blank: every day", example="Mon-Sat"),
        Col("from", "time", "site's zone", "earliest start of a shift; blank: any", example="08:00"),
        Col("to", "time", "site's zone", "latest end, next day if not later; blank: any", example="20:00"),
    ),
    "Events": (
        _AGENT,
        Col("date", "date", "", "local date", is_required=True, example="2027-02-03"),
        Col("from", "time", "site's zone", "from", aliases=("start",), is_required=True, example="10:00"),
        Col(
            "to",
            "time",
            "site's zone",
            "to, next day if not later",
            aliases=("end",),
            is_required=True,
            example="11:00",
        ),
        Col("activity", "text", "", "what is booked; blank: Booked", aliases=("event",), example="Coaching"),
    ),
    "PriorRoster": (
        _AGENT,
        Col(
            "date",
            "date",
            "",
            "local date of the shift's start, before the plan",
            is_required=True,
            example="2027-01-29",
        ),
        Col(
            "shift_code",
            "text",
            "",
            "shift worked; blank or OFF: a day off",
            aliases=_SHIFT_CODE,
            example="8H 09:00",
        ),
        Col("start", "time", "site's zone", "start, where the code alone does not say it"),
    ),
    "Wishes": (
        _AGENT,
        Col("date", "date", "", "local date", example="2027-02-06"),
        Col("weekday", "text", "", "instead of a date: every such weekday"),
        Col(
            "wish",
            "text",
            "",
            "off, work, early, day, late, night, or a shift code",
            is_required=True,
            example="off",
        ),
        Col("weight", "number", "", "how much it counts; blank: 1", 0, 100, example="1"),
    ),
    "Locks": (
        _AGENT,
        Col("date", "date", "", "local date of the shift's start", is_required=True, example="2027-02-02"),
        Col(
            "shift_code",
            "text",
            "",
            "shift that must be worked; blank or OFF: must be off",
            aliases=_SHIFT_CODE,
            example="8H 09:00",
        ),
    ),
}

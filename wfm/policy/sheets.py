"""The sheets a planner may give: their columns, what each means, and what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.policy.booking_sheets import BOOKING_SHEETS
from wfm.policy.commercial_sheets import COMMERCIAL_SHEETS
from wfm.policy.migration_sheets import MIGRATION_SETTINGS, MIGRATION_SHEETS
from wfm.policy.people_sheets import PEOPLE_SHEETS, ROLES
from wfm.policy.queue_sheets import CHANNELS as CHANNELS
from wfm.policy.queue_sheets import MODE_MIX_SHEET, MODE_WORDS, PLAN_SETTINGS, QUEUES_SHEET
from wfm.policy.rule_sheets import RULE_SHEETS
from wfm.workbook.table import InputColumn as Col

SETTINGS = (*PLAN_SETTINGS, *MIGRATION_SETTINGS)
"""Keys of sheet Settings, one a row."""

INPUT_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Settings": (
        Col("key", "text", "", "name of the setting", is_required=True, example="time_zone"),
        Col("value", "text", "", "its value", example="Europe/Berlin"),
    ),
    "Queues": QUEUES_SHEET,
    "ModeMix": MODE_MIX_SHEET,
    "ModeRates": (
        Col("mode", "text", "", "mode the value holds for; blank: any", choices=MODE_WORDS),
        Col("role", "text", "", "role the value holds for; blank: every role", choices=ROLES),
        Col(
            "quantity",
            "text",
            "",
            "name of the quantity, as on sheet Assumptions",
            is_required=True,
            example="escalation_settled",
        ),
        Col("value", "text", "as the quantity", "your value", is_required=True, example="17%"),
        Col("note", "text", "", "where it comes from"),
    ),
    "Shrinkage": (
        Col("site", "text", "", "site; blank: every site", example="Main"),
        Col("role", "text", "", "role; blank: every role", choices=ROLES),
        Col("unplanned", "share", "share", "sickness and lateness", 0, 0.9, example="10%"),
        Col("in_office", "share", "share", "coaching and meetings no shift schedules", 0, 0.9, example="8%"),
        Col("leave", "share", "share", "booked leave", 0, 0.9, example="8%"),
        Col("other_planned", "share", "share", "other planned absence", 0, 0.9, example="4%"),
    ),
    "Sites": (
        Col("site", "text", "", "name of the site", is_required=True, example="Main"),
        Col("time_zone", "text", "IANA zone", "zone of the site", aliases=("zone",), example="Europe/Warsaw"),
        Col("labour_pack", "text", "", "labour rules", aliases=("pack",), example="EU"),
        Col("seats", "whole", "people", "most people at work at once", 0, 100_000),
        Col("currency", "text", "ISO 4217", "currency of its pay", example="EUR"),
        Col("weekend_days", "text", "weekdays", "its weekend", example="Sat,Sun"),
        Col(
            "starts",
            "text",
            "site's zone",
            "start times allowed; blank: any of the shift type",
            example="06:30, 08:30",
        ),
        Col("least_per_start", "whole", "people", "fewest people at a start time that is used", 0),
        Col("most_per_start", "whole", "people", "most people at a start time", 0),
        Col("starts_per_day", "whole", "starts", "most different start times a day", 1, 96),
        Col("training_seats", "whole", "people", "most people in class or retraining at once", 0, 100_000),
    ),
    "Holidays": (
        Col("date", "date", "", "local date", is_required=True, example="2027-03-17"),
        Col("site", "text", "", "site; blank: the client's holiday, at every site", example="Main"),
        Col("volume_factor", "number", "x volume", "contacts against an ordinary day", 0, 10, example="0.6"),
        Col("closed", "boolean", "", "whether people stay at home", example="no"),
        Col(
            "premium", "share", "share of wage", "added to the wage of hours on the day", 0, 3, example="100%"
        ),
    ),
    "Rates": (
        Col("currency", "text", "ISO 4217", "currency priced in this row", example="PLN"),
        Col(
            "per_plan_currency",
            "number",
            "per unit of plan currency",
            "how many of it buy one unit of the plan's currency",
            1e-6,
            1e6,
            example="4.95",
        ),
        Col("site", "text", "", "site of the pay in this row; blank: every site", example=""),
        Col("role", "text", "", "role of the pay; blank: every role", choices=ROLES),
        Col("wage_per_hour", "number", "site's currency", "loaded wage per paid hour", 0, 1e6),
        Col("night_premium_share", "share", "share of wage", "premium for night hours", 0, 1),
        Col(
            "night_premium_per_hour",
            "number",
            "site's currency",
            "premium for night hours, instead of the share",
            0,
            1e6,
        ),
        Col("night_start", "time", "site's zone", "start of the night"),
        Col("night_end", "time", "site's zone", "end of the night"),
    ),
    "ClientRequirement": (
        Col("site", "text", "", "site", example="Main"),
        Col("role", "text", "", "role", choices=ROLES, example="escalation_agent"),
        Col("pool", "text", "", "crew", aliases=("lob",), example="EN voice"),
        Col("date", "date", "", "local date, client's zone", is_required=True, example="2027-02-01"),
        Col(
            "interval",
            "time",
            "client's zone",
            "start of the interval",
            aliases=("time", "interval_start"),
            is_required=True,
            example="08:00",
        ),
        Col(
            "required_people",
            "number",
            "people",
            "people on duty that the client asks for",
            0,
            100_000,
            aliases=("required", "agents"),
            example="6",
        ),
        Col("required_hours", "number", "h", "hours in the interval, instead of people", 0, 100_000),
        Col("band", "share", "share", "how far the plan may stay below", 0, 1),
    ),
    **PEOPLE_SHEETS,
    **BOOKING_SHEETS,
    **RULE_SHEETS,
    **MIGRATION_SHEETS,
    **COMMERCIAL_SHEETS,
}
"""Every input sheet but the forecast and its profile, which the forecast's reader knows."""

"""The sheets of proof and money: what the client pays, what came of a plan, and what might have come."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.policy.people_sheets import ROLES
from wfm.workbook.table import InputColumn as Col

CONTACT, MINUTE, HEAD, MONTH = "contact", "minute", "head", "month"
RESOLVED, BY_AI = "resolved", "by_ai"
BASES = (CONTACT, MINUTE, HEAD, RESOLVED, BY_AI, MONTH)

COMMERCIAL_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Contracts": (
        Col("queue", "text", "", "name of the queue", is_required=True, example="Order status"),
        Col(
            "basis",
            "text",
            "",
            "what is paid: a contact taken, a minute of a person's handle time, a head (FTE) a month,"
            " a contact that brings no repeat (resolved), one of these that met no person (by_ai),"
            " or the month as such",
            choices=BASES,
            is_required=True,
            example=CONTACT,
        ),
        Col(
            "price", "number", "plan currency", "price of one unit", 0, 1e9, is_required=True, example="1.40"
        ),
        Col("minimum", "number", "units a month", "units that are paid at least; blank: none", 0, 1e9),
        Col("head_hours", "number", "h a month", "paid hours that make one head (basis head)", 1, 744),
        Col("bonus_above", "share", "share", "service from which the bonus is due; blank: the target", 0, 1),
        Col("bonus", "share", "share of revenue", "added to this row's revenue", 0, 1),
        Col(
            "penalty_below",
            "share",
            "share",
            "service under which the penalty is due; blank: the target",
            0,
            1,
        ),
        Col("penalty", "share", "share of revenue", "taken from this row's revenue", 0, 1),
    ),
    "Actuals": (
        Col("queue", "text", "", "name of the queue; blank: a row of absence", example="Order status"),
        Col("date", "date", "", "local date", is_required=True, example="2027-02-01"),
        Col("interval", "time", "client's zone", "start; blank: the whole day", example="08:00"),
        Col("offered", "number", "contacts", "contacts that came", 0, example="118"),
        Col("aht", "seconds", "s", "people's time for a contact they met", 0, example="330"),
        Col("escalation_rate", "share", "share", "contacts that met a person", 0, 1, example="14%"),
        Col("service_level", "share", "share", "answered in time", 0, 1, example="82%"),
        Col("site", "text", "", "site, in a row of absence"),
        Col("role", "text", "", "role, in a row of absence", choices=ROLES),
        Col("hours", "number", "h", "rostered hours of the day, in a row of absence", 0),
        Col("absence", "share", "share", "of them: absent without plan", 0, 1),
    ),
    "Scenarios": (
        Col("name", "text", "", "name of your own stress case", is_required=True, example="Peak"),
        Col("queue", "text", "", "queue; blank: all"),
        Col("from", "date", "client's zone", "first day", is_required=True, example="2027-02-03"),
        Col("to", "date", "client's zone", "last day", is_required=True, example="2027-02-05"),
        Col(
            "factor",
            "number",
            "x volume",
            "contacts against the forecast",
            0,
            20,
            is_required=True,
            example="1.9",
        ),
    ),
}

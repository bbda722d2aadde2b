"""The sheets of proof and money: what the client pays, by queue."""

from __future__ import annotations

from collections.abc import Mapping

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
}

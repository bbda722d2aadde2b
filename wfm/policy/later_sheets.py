"""Sheets that the template offers and later releases plan with; this one lists them as not used."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.workbook.table import InputColumn as Col

_QUEUE = Col("queue", "text", "", "name of the queue", is_required=True, example="Order status")

LATER_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Actuals": (
        _QUEUE,
        Col("date", "date", "", "local date", is_required=True, example="2027-02-01"),
        Col("interval", "time", "client's zone", "start; blank: the whole day", example="08:00"),
        Col("offered", "number", "contacts", "contacts offered", 0, example="118"),
        Col("aht", "seconds", "s", "handle time", 0, example="330"),
        Col("escalation_rate", "share", "share", "handed to people", 0, 1, example="14%"),
        Col("service_level", "share", "share", "answered in time", 0, 1, example="82%"),
        Col("absence", "share", "share", "absent on the day", 0, 1, example="11%"),
    ),
    "Scenarios": (
        Col("name", "text", "", "scenario", is_required=True, example="Peak"),
        Col("queue", "text", "", "queue; blank: all"),
        Col("from", "date", "", "first day", example="2027-02-22"),
        Col("to", "date", "", "last day", example="2027-02-26"),
        Col("factor", "number", "x volume", "contacts against the forecast", 0, 20, example="1.9"),
    ),
}

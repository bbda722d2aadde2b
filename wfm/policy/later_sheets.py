"""Sheets that the template offers and later releases plan with; this one lists them as not used."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.workbook.table import InputColumn as Col

_QUEUE = Col("queue", "text", "", "name of the queue", is_required=True, example="Order status")

LATER_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Migration": (
        _QUEUE,
        Col("start_mode", "text", "", "mode on the first day; 3+4 is mode 3 with AI help", example="2"),
        Col("wish", "text", "", "mode wished for", example="3"),
        Col("earliest", "date", "", "first day of a move"),
        Col("latest", "date", "", "last day of a move"),
        Col("lock", "boolean", "", "never moves", example="no"),
    ),
    "Volumes": (
        _QUEUE,
        Col("phase", "whole", "", "phase of 13 weeks, from 1", 1, 40, example="1"),
        Col("growth", "share", "share", "growth against the forecast", example="5%"),
    ),
    "Gates": (
        Col("gate_id", "text", "", "gate", is_required=True, example="2 to 3"),
        Col("metric", "text", "", "what is measured", example="critical_error_rate"),
        Col("operator", "text", "", "<= or >=", example="<="),
        Col("threshold", "share", "share", "limit", 0, 1, example="0.5%"),
        Col("confidence", "share", "share", "confidence of the proof", 0, 1, example="95%"),
        Col("min_sample", "whole", "reviews", "fewest reviews", 0, example="1258"),
        Col("min_days", "whole", "days", "shortest stay", 0, example="60"),
    ),
    "GateEvidence": (
        _QUEUE,
        Col("gate", "text", "", "gate", example="2 to 3"),
        Col("reviews", "whole", "reviews", "reviews done", 0, example="400"),
        Col("errors", "whole", "errors", "critical errors found", 0, example="1"),
        Col("since", "date", "", "first day of the evidence", example="2027-01-04"),
    ),
    "Pipeline": (
        Col("role", "text", "", "role", is_required=True, example="escalation_agent"),
        Col("site", "text", "", "site", example="Main"),
        Col("class_start", "date", "", "first day of training", example="2027-03-01"),
        Col("class_size", "whole", "people", "people who start", 0, example="12"),
        Col("fallout", "share", "share", "who never take a contact", 0, 1, example="15%"),
        Col("train_weeks", "number", "weeks", "training", 0, example="4"),
        Col("nest_weeks", "number", "weeks", "supervised work", 0, example="4"),
        Col("lead_days", "number", "days", "from approval to class", 0, example="34"),
    ),
    "RolePaths": (
        Col("from_role", "text", "", "role left", is_required=True, example="agent"),
        Col("to_role", "text", "", "role entered", is_required=True, example="escalation_agent"),
        Col("reskill_days", "number", "days", "time to learn it", 0, example="10"),
        Col("max_per_month", "whole", "people", "most people a month", 0, example="10"),
        Col("pass_rate", "share", "share", "who succeed", 0, 1, example="90%"),
    ),
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
    "Contracts": (
        _QUEUE,
        Col("basis", "text", "", "what is paid: contact, minute or head", example="contact"),
        Col("price", "number", "plan currency", "price of one", 0, example="1.40"),
        Col("bonus", "number", "plan currency", "bonus", 0),
        Col("penalty", "number", "plan currency", "penalty", 0),
    ),
    "Scenarios": (
        Col("name", "text", "", "scenario", is_required=True, example="Peak"),
        Col("queue", "text", "", "queue; blank: all"),
        Col("from", "date", "", "first day", example="2027-02-22"),
        Col("to", "date", "", "last day", example="2027-02-26"),
        Col("factor", "number", "x volume", "contacts against the forecast", 0, 20, example="1.9"),
    ),
}

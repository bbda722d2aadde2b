"""Sheets that the template offers and later releases plan with; this one lists them as not used."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.workbook.table import InputColumn as Col

LATER_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Scenarios": (
        Col("name", "text", "", "scenario", is_required=True, example="Peak"),
        Col("queue", "text", "", "queue; blank: all"),
        Col("from", "date", "", "first day", example="2027-02-22"),
        Col("to", "date", "", "last day", example="2027-02-26"),
        Col("factor", "number", "x volume", "contacts against the forecast", 0, 20, example="1.9"),
    ),
}

"""What the workbook holds and this plan does not use: listed, never passed over in silence."""

from __future__ import annotations

from wfm.assumption import Assumption
from wfm.forecast.noun import Forecast
from wfm.policy.queue_answers import SHEET as ANSWERS
from wfm.policy.sheets import INPUT_SHEETS
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Workbook
from wfm.workbook.values import is_blank

FORECAST_SHEETS = ("Forecast", "Profile")
OUTCOME_SHEET = "Actuals"
"""Read by the command outcome and the screen Last week alone."""


def unused(workbook: Workbook, forecast: Forecast) -> tuple[Assumption, ...]:
    """Return a note for each sheet that holds something and is not used."""
    sources = {header_key(name) for name in (*forecast.source["sheet"].unique(), *FORECAST_SHEETS, ANSWERS)}
    read = {header_key(name) for name in INPUT_SHEETS}
    outcome = header_key(OUTCOME_SHEET)
    notes = []
    for title, sheet in workbook.sheets.items():
        key = header_key(title)
        if key in sources or all(is_blank(cell) for row in sheet.cells for cell in row):
            continue
        if key == outcome:
            notes.append(_note(title, "Held against the plan afterwards: wfm outcome, screen Last week"))
        elif key not in read:
            notes.append(_note(title, "Not a sheet that plans are made from"))
    return tuple(notes)


def _note(title: str, why: str) -> Assumption:
    return Assumption(f"sheet {title}", "plan", "not used by this plan", "", "", "", why)

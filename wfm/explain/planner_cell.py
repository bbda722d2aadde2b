"""Explain a cell of the planner's own workbook, or of the requirement made from it."""

from __future__ import annotations

from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import cell_at, normal, place_of
from wfm.explain.crew import Crew
from wfm.explain.forecast_cell import explain_forecast_cell
from wfm.explain.noun import Explanation, Step
from wfm.explain.replay import Replay
from wfm.explain.requirement import explain_requirement
from wfm.explain.sheet_cell import columns_of, explain_sheet_cell
from wfm.explain.words import listed, stamp
from wfm.policy import INPUT_SHEETS
from wfm.policy.settings import setting_cell
from wfm.policy.sheet_rows import rows_of, sheet_named
from wfm.policy.sheets import SETTINGS
from wfm.requirement import REQUIREMENT
from wfm.workbook import Sheet
from wfm.workbook.header import header_key
from wfm.workbook.sheet import column_letters
from wfm.workbook.table import InputRow

REQUIREMENT_SHEET = "Requirement"
"""Stands for the file that ``wfm requirement IN`` writes: header in row 1, a row per crew and interval."""

CELLS_SHOWN = 8


def explain_planner_cell(replay: Replay, sheet: str, cell: str) -> Explanation:
    """Return a cell of the planner's workbook explained forwards: what is read, and what it feeds.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    sheet, cell
        As ``Forecast`` and ``D17``. ``Requirement`` means the file that ``wfm requirement`` writes, unless
        the workbook has a sheet of that name itself: its cells are explained back to the forecast's.

    Raises
    ------
    InputFaultsError
        If there is no such sheet, or nothing is read from the cell.
    """
    place_of(cell)
    held = sheet_named(replay.given.workbook, sheet)
    if held is None and header_key(sheet) == header_key(REQUIREMENT_SHEET):
        return explain_requirement_file(replay, cell)
    if held is None:
        known = ", ".join([*replay.given.workbook.sheets, REQUIREMENT_SHEET])
        raise InputFaultsError([Fault(sheet, "is no sheet of the workbook", f"one of: {known}")])
    address = normal(cell)
    where = f"{held.name}!{address}"
    read = replay.sources.forecast_rows.get((held.name, address))
    if read:
        return explain_forecast_cell(replay, where, read)
    if cell_at(held, cell) is None:
        raise InputFaultsError(
            [Fault(where, "is blank", "a cell that holds something", _beside(replay, where))]
        )
    found = _of_input_sheet(replay, held, where)
    if found is None:
        found = _beside_forecast(replay, held, cell, where)
    if found is None:
        raise InputFaultsError([Fault(where, "is not read by this plan", "a cell the plan is made from")])
    return found


def _beside(replay: Replay, where: str) -> str:
    """Return which cell tells what stands in for a blank one, where the forecast has one in its row."""
    row, _ = place_of(where.split("!")[-1])
    name = where.rpartition("!")[0]
    told = [
        cell for sheet, cell in replay.sources.forecast_rows if sheet == name and place_of(cell)[0] == row
    ]
    return f"Explain {name}!{max(told)}: it tells what a blank beside it takes." if told else ""


def explain_requirement_file(replay: Replay, cell: str) -> Explanation:
    """Return a cell of the requirement's file explained, by its address in that file.

    Raises
    ------
    InputFaultsError
        If the cell is a header or outside the file.
    """
    row, column = place_of(cell)
    names = list(REQUIREMENT.columns)
    width = len(replay.intervals)
    where = f"{REQUIREMENT_SHEET}!{normal(cell)}"
    if not 1 <= row <= width * len(replay.crews) or column >= len(names):
        last = f"{column_letters(len(names) - 1)}{1 + width * len(replay.crews)}"
        raise InputFaultsError([Fault(where, "is outside the requirement", f"a cell from A2 to {last}")])
    crew: Crew = replay.crews[(row - 1) // width]
    start = replay.intervals[(row - 1) % width]
    name = names[column]
    if name in ("site", "role", "pool", "interval_start"):
        zone = replay.given.policy.zone_of(crew.site)
        value = stamp(start, zone) if name == "interval_start" else str(getattr(crew, name))
        words = f"row {row + 1}: crew {(row - 1) // width + 1}, interval {(row - 1) % width + 1} of the plan"
        return Explanation(where, f"{name} of the requirement", value, "", (Step(words, value, ""),))
    return explain_requirement(replay, crew, start, name, where)


def _of_input_sheet(replay: Replay, held: Sheet, where: str) -> Explanation | None:
    """Return a cell of an input sheet explained, None where the sheet is not one or nothing is read there."""
    name = next((key for key in INPUT_SHEETS if header_key(key) == header_key(held.name)), None)
    if name is None:
        return None
    if name == "Settings":
        return _setting(replay, where)
    columns = columns_of(name)
    rows = replay.kept(("rows", name), lambda: _by_cell(replay, name))
    found = rows.get(where)
    return None if found is None else explain_sheet_cell(replay, name, found[0], columns[found[1]], where)


def _by_cell(replay: Replay, name: str) -> dict[str, tuple[InputRow, str]]:
    rows = rows_of(replay.given.workbook, name, [], replay.given.policy.settings.date_order)
    return {cell: (row, column) for row in rows for column, cell in row.cells.items()}


def _setting(replay: Replay, where: str) -> Explanation | None:
    """Return a setting explained, None where the cell is no setting's value."""
    for column in SETTINGS:
        if setting_cell(replay.given.workbook, column.name) == where:
            value = getattr(replay.given.policy.settings, column.name)
            shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            words = f"{column.meaning}: in use {shown or 'nothing'}"
            step = Step(words, shown, column.unit, (where,))
            return Explanation(where, f"Settings: {column.name}", shown, column.unit, (step,))
    return None


def _beside_forecast(replay: Replay, held: Sheet, cell: str, where: str) -> Explanation | None:
    """Return a name or time of the forecast explained: the cells whose values it names."""
    row, column = place_of(cell)
    address = column_letters(column)
    beside = [
        found
        for name, found in replay.sources.forecast_rows
        if name == held.name
        and (found.endswith(str(row + 1)) and found.rstrip("0123456789") + str(row + 1) == found)
    ]
    below = [
        found
        for name, found in replay.sources.forecast_rows
        if name == held.name and found.rstrip("0123456789") == address
    ]
    named = beside or below
    if not named:
        return None
    shown = str(cell_at(held, cell))
    words = f"names what stands in {listed(named, CELLS_SHOWN)}"
    step = Step(words, shown, "", tuple(f"{held.name}!{found}" for found in named[:CELLS_SHOWN]))
    return Explanation(where, f"{shown}: queue, date or time of the forecast", shown, "", (step,))

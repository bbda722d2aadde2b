"""Which sheets of a workbook hold the forecast, and how."""

from __future__ import annotations

from dataclasses import dataclass

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.header import LongHeader, agents_fault, find_long_header
from wfm.forecast.moment import read_moment
from wfm.forecast.profile import PROFILE
from wfm.forecast.reading import note
from wfm.forecast.wide import WideHeader, find_wide_header, weekday_fault
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank, read_number

_OTHER_SHEETS = frozenset(
    map(
        header_key,
        "Settings Queues ModeMix ModeRates Shrinkage ShiftTypes Staff TimeOff Availability Events Holidays "
        "PriorRoster Wishes Locks Rules ClientRequirement Sites Rates Migration Volumes Headcount Gates "
        "GateEvidence Pipeline RolePaths Actuals Contracts Scenarios README Legend Assumptions Dictionary "
        "Instructions Faults "
        f"{PROFILE}".split(),
    )
)
"""Sheets with a meaning of their own, some of which look like a forecast: Actuals, for one."""

_CALABRIO = {"queue": 0, "timestamp": 1, "end": 2, "conversations": 3, "talk": 4, "wrap": 5}
_CALABRIO_HEADERS = {
    "queue": "Skill name",
    "timestamp": "Interval start",
    "end": "Interval end",
    "conversations": "Volume",
    "talk": "Average task time (s)",
    "wrap": "After task work (s)",
}
_LOOKED_FOR = (
    "a long table (Queue, Date, Interval, Offered, AHT (s)) or a wide one (intervals down, dates across), "
    "its header in one of the rows 1 to 5"
)


@dataclass(frozen=True)
class FoundSheet:
    """A sheet of the forecast, its place in the workbook and the header by which to read it."""

    sheet: Sheet
    number: int
    header: LongHeader | WideHeader


def find_sheets(workbook: Workbook, faults: list[Fault], notes: list[Assumption]) -> list[FoundSheet]:
    """Return the sheets that hold the forecast, in workbook order.

    Parameters
    ----------
    workbook
        All its sheets are looked at but those with a meaning of their own. A sheet called Forecast that is
        a long table is read alone.
    faults
        Appended where no sheet looks like a forecast, or one gives agents or weekdays instead.
    notes
        Appended for hidden sheets read and for sheets left aside.
    """
    found, refused = [], []
    for number, sheet in enumerate(workbook.sheets.values()):
        if _is_another(sheet) or not sheet.cells:
            continue
        header = _header_of(sheet)
        if header is not None:
            found.append(FoundSheet(sheet, number, header))
        elif (fault := agents_fault(sheet) or weekday_fault(sheet)) is not None:
            refused.append(fault)
    named = [item for item in found if header_key(item.sheet.name) == "forecast"]
    if named and isinstance(named[0].header, LongHeader) and len(found) > 1:
        aside = ", ".join(item.sheet.name for item in found if item is not named[0])
        notes.append(note("sheets left aside", aside, "the sheet Forecast is the forecast"))
        found = named[:1]
    for item in found:
        if item.sheet.hidden:
            notes.append(note("hidden sheet", item.sheet.name, "read as part of the forecast"))
    if not found:
        faults.extend(refused or [_nothing_found(workbook)])
    elif not named:
        faults.extend(refused)
    return found


def _is_another(sheet: Sheet) -> bool:
    """Return whether a sheet has a meaning of its own; wide contacts may well be called Volumes."""
    key = header_key(sheet.name)
    return key in _OTHER_SHEETS and not (key == header_key("Volumes") and find_wide_header(sheet))


def _header_of(sheet: Sheet) -> LongHeader | WideHeader | None:
    long = find_long_header(sheet)
    if long.is_forecast:
        return long
    return find_wide_header(sheet) or _headerless(sheet)


def _headerless(sheet: Sheet) -> LongHeader | None:
    """Return the columns of a Calabrio forecast, which has no header; ``None`` if the sheet is none."""
    first = sheet.cells[0]
    if len(first) <= _CALABRIO["wrap"] or is_blank(first[0]):
        return None
    try:
        start, end = (read_moment(first[_CALABRIO[kind]], "dmy") for kind in ("timestamp", "end"))
        for kind in ("conversations", "talk", "wrap"):
            read_number(first[_CALABRIO[kind]])
    except UnreadableError:
        return None
    if start.minute is None or end.minute is None:
        return None
    unused = ("Agents",) if len(first) > len(_CALABRIO) else ()
    return LongHeader(-1, _CALABRIO, _CALABRIO_HEADERS, unused)


def _nothing_found(workbook: Workbook) -> Fault:
    sheets = [sheet for sheet in workbook.sheets.values() if sheet.cells]
    if not sheets:
        return Fault(workbook.name, "is empty", _LOOKED_FOR, "wfm template writes an example.")
    forecast = next((sheet for sheet in sheets if header_key(sheet.name) == "forecast"), None)
    header = find_long_header(forecast) if forecast else None
    if forecast is not None and header is not None and len(header.places) > 1:
        wanted = {
            "a volume (Offered)": {"conversations"},
            "a date (Date)": {"date", "timestamp"},
            "a handle time (AHT (s))": {"handle", "total_handle", "talk"},
        }
        missing = [name for name, kinds in wanted.items() if not kinds & header.places.keys()]
        return Fault(forecast.name, "has no column for " + " and ".join(missing), _LOOKED_FOR)
    names = ", ".join(sheet.name for sheet in sheets)
    return Fault(workbook.name, f"no sheet looks like a forecast (sheets: {names})", _LOOKED_FOR)

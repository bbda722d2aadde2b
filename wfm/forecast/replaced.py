"""Next month's forecast in last month's workbook: everything but the forecast is kept."""

from __future__ import annotations

import hashlib

from wfm.errors import Fault, InputFaultsError
from wfm.forecast.found import find_sheets
from wfm.forecast.profile import PROFILE
from wfm.workbook.header import header_key
from wfm.workbook.sheet import Sheet, Workbook


def with_forecast_of(workbook: Workbook, new: Workbook) -> Workbook:
    """Return ``workbook`` with its forecast replaced by that of ``new``.

    Parameters
    ----------
    workbook
        The planner's file: people, rules, leave, hours, modes. Its forecast and profile are left out.
    new
        The file with the next forecast; of its sheets only the forecast and the profile are taken.

    Raises
    ------
    InputFaultsError
        If no sheet of ``new`` looks like a forecast.
    """
    faults: list[Fault] = []
    taken = {item.sheet.name for item in find_sheets(new, faults, [])}
    if not taken:
        raise InputFaultsError(faults)
    # A workbook without a forecast of its own is as good: only the rest of it is wanted.
    left = {item.sheet.name for item in find_sheets(workbook, [], [])}
    fresh = {name: sheet for name, sheet in new.sheets.items() if name in taken or _is_profile(sheet)}
    names = {header_key(name) for name in fresh}
    kept = {
        name: sheet
        for name, sheet in workbook.sheets.items()
        if name not in left and not _is_profile(sheet) and header_key(name) not in names
    }
    digest = hashlib.sha256(f"{workbook.digest} {new.digest}".encode()).hexdigest()
    return Workbook(workbook.name, fresh | kept, digest)


def _is_profile(sheet: Sheet) -> bool:
    return header_key(sheet.name) == header_key(PROFILE)

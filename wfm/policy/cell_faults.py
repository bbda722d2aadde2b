"""Cells that cannot be read, whatever the rest of the workbook says."""

from __future__ import annotations

from wfm.errors import Fault
from wfm.policy.sheet_rows import rows_of
from wfm.policy.sheets import INPUT_SHEETS
from wfm.workbook.sheet import Workbook


def cell_faults(workbook: Workbook, date_order: str = "") -> list[Fault]:
    """Return the faults of every cell of the input sheets, each sheet taken alone.

    A forecast that cannot be read stops the walk before the other sheets are understood; this tells their
    faulty cells all the same, so that one round of corrections is enough.
    """
    faults: list[Fault] = []
    for name in INPUT_SHEETS:
        rows_of(workbook, name, faults, date_order)
    return faults

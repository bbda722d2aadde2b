"""Open a planner's file: through the gate, then parsed in a process of its own."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from wfm.errors import Fault, InputFaultsError
from wfm.workbook.gate import check_upload
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workbook.values import is_blank

READ_SECONDS = 120
"""Ten times what the largest file the gate lets in takes to read."""

READ_BYTES = 3 * 2**30
"""Address space of the reading process: a workbook of 50 MB needs about 2 GiB as cells."""


def open_workbook(path: Path) -> Workbook:
    """Return the cells of a workbook (.xlsx) or of a table as text (.csv, .txt).

    Parameters
    ----------
    path
        The planner's file. Formulas are never evaluated, links to other files never followed.

    Returns
    -------
    Workbook
        Its sheets in order, hidden ones too, without blank rows and columns at the end.

    Raises
    ------
    InputFaultsError
        If the gate refuses the file or it cannot be read.
    """
    path = Path(path)
    check_upload(path)
    kind, answer = _answer_of_child(path)
    if kind != "sheets" or not isinstance(answer, list):
        raise InputFaultsError([_unreadable(path, kind, str(answer))])
    sheets = {name: Sheet(name, _rectangle(cells), hidden) for name, hidden, cells in answer}
    return Workbook(path.name, sheets, hashlib.sha256(path.read_bytes()).hexdigest())


def _answer_of_child(path: Path) -> tuple[str, object]:
    """Return what the reading process answers, or how it ended."""
    root = str(Path(__file__).resolve().parents[2])
    inherited = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *inherited])}
    # A new interpreter, not a fork: the app has threads. -P keeps the working folder out of its imports.
    command = [sys.executable, "-P", "-m", "wfm.workbook.cells", str(path.resolve()), str(READ_BYTES)]
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=READ_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "time", ""
    if done.returncode != 0:
        return ("memory" if done.returncode < 0 else "damaged"), ""
    kind, answer = pickle.loads(done.stdout)
    return str(kind), answer


def _unreadable(path: Path, kind: str, detail: str) -> Fault:
    if kind == "memory":
        found = f"needs more than {READ_BYTES // 2**30} GiB of memory to read"
        return Fault(path.name, found, "a smaller table", "Look for cells far to the right or far below.")
    if kind == "time":
        return Fault(path.name, f"could not be read in {READ_SECONDS} s", "a smaller table")
    found = f"cannot be read ({detail})" if detail else "cannot be read"
    return Fault(
        path.name, found, "an Excel workbook that Excel opens", "Open it in Excel and save it again."
    )


def _rectangle(rows: list[list[object]]) -> tuple[tuple[object, ...], ...]:
    """Return the rows padded to one width, blank rows and columns at the end cut off."""
    height = len(rows)
    while height and not _used(rows[height - 1]):
        height -= 1
    rows = rows[:height]
    width = max(map(_used, rows), default=0)
    return tuple(tuple(row[:width]) + (None,) * (width - len(row)) for row in rows)


def _used(row: list[object]) -> int:
    used = len(row)
    while used and is_blank(row[used - 1]):
        used -= 1
    return used

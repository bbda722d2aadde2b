"""What a file tells of a finished plan: a summary that wfm wrote, or the Summary sheet of a roster book."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reports._look import ROLE_LOOKS
from reports._summary_service import SIMULATED_HEADERS
from reports._wording import service_words
from reports.roster_summary import ROLE_HEADERS
from wfm.errors import Fault, InputFaultsError
from wfm.verification import own_activity
from wfm.workbook import open_workbook

EXPECTED = "a roster book (.xlsx), or a summary as wfm plan --summary writes it (.json)"
BOOK = ".xlsx"
MIGRATION_SHEETS = {"Gantt", "Ways", "Proof"}
"""Sheets that only the book of a migration has."""
LABELS = {
    "Total cost": ("cost",),
    "Wages": ("costs", "wages"),
    "Premiums": ("costs", "premiums"),
    "Supervisors": ("costs", "supervisors"),
    "People-hours short": ("shortage",),
    "Heads, all people": ("heads", "all_people"),
    "Heads, settled": ("heads", "settled"),
    "Heads, first 30 days": ("heads", "first_30_days"),
}
ROLE_FIGURES = {
    "People": "people",
    "Paid hours": "paid_hours",
    "Hours short": "shortage_hours",
    "Target": "target",
    "Promised service": "promised_service",
}
IN_BOOKS = ("cost", "currency", "costs", "shortage", "heads", "roles", "simulated")
UNIT = 2
"""Column of the unit: of the cost, the plan's currency."""

Row = tuple[object, ...]


def plans_compared(paths: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """Return the figures of each plan by its file's name: what books tell, where one of them is a book.

    Raises
    ------
    InputFaultsError
        If a file is neither a roster book nor a summary.
    """
    found = {path.name: _book(path) if path.suffix == BOOK else _summary(path) for path in paths}
    if not any(path.suffix == BOOK for path in paths):
        return found
    return {name: _as_in_book(figures) for name, figures in found.items()}


def _as_in_book(figures: dict[str, Any]) -> dict[str, Any]:
    roles = {
        role: {name: row.get(name) for name in ROLE_FIGURES.values()}
        for role, row in figures["roles"].items()
    }
    return {name: figures[name] for name in IN_BOOKS if name in figures} | {"roles": roles}


def _summary(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise _refused(path, f"cannot be read ({type(error).__name__})") from error
    if not isinstance(found, dict) or "roles" not in found:
        raise _refused(path, "is no summary of a plan")
    return found


def _book(path: Path) -> dict[str, Any]:
    sheets = open_workbook(path).sheets
    if set(sheets) >= MIGRATION_SHEETS:
        raise _refused(path, "is the book of a migration: migrations are not compared here")
    sheet = sheets.get("Summary")
    rows = [] if sheet is None else [tuple(row) for row in sheet.cells]
    found: dict[str, Any] = {"roles": {}}
    for row in rows:
        place = LABELS.get(str(row[0]).strip()) if row else None
        if place is not None and len(row) > UNIT:
            _put(found, place, row[1])
            if place == ("cost",):
                found["currency"] = row[UNIT]
    if "cost" not in found:
        raise _refused(path, "has no sheet Summary of a roster")
    by_name = {look.name: str(role) for role, look in ROLE_LOOKS.items()}
    by_letter = {f"{look.letter} {look.name}": str(role) for role, look in ROLE_LOOKS.items()}
    for row in _table(rows, ROLE_HEADERS):
        cells = dict(zip(ROLE_HEADERS, row, strict=False))
        figures = {name: _number(cells.get(header)) for header, name in ROLE_FIGURES.items()}
        found["roles"][by_letter[str(row[0])]] = figures
    services = [_service(by_name[str(row[0])], row) for row in _table(rows, SIMULATED_HEADERS)]
    return found | ({"simulated": {"services": services}} if services else {})


def _put(found: dict[str, Any], place: tuple[str, ...], value: object) -> None:
    *above, last = place
    for name in above:
        found = found.setdefault(name, {})
    found[last] = value


def _table(rows: Sequence[Row], headers: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the table with these headers, up to the first blank one."""
    starts = [n for n, row in enumerate(rows) if tuple(row[: len(headers)]) == tuple(headers)]
    for row in rows[starts[0] + 1 :] if starts else []:
        if not row or not row[0]:
            return
        yield row


def _service(role: str, row: Row) -> dict[str, Any]:
    activity = own_activity(role)
    own = service_words(role, activity) == row[1]
    return {
        "role": role,
        "activity": activity if own else str(row[1]),
        "target": row[2],
        "simulated_service": _number(row[4]) if len(row) > 4 else None,
    }


def _number(value: object) -> object:
    return None if value in ("", None) else value


def _refused(path: Path, found: str) -> InputFaultsError:
    return InputFaultsError([Fault(str(path), found, EXPECTED)])

"""A client's own layout of the roster: which columns, called what, in which forms; saved and read as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from reports._excel import FORMULA_STARTS
from reports.layout_forms import form_problem
from wfm.errors import Fault, InputFaultsError

AGENT_DAYS, GRID = "agent-days", "grid"
ROWS = (AGENT_DAYS, GRID)
FILE_TYPES = ("csv", "xlsx")
SEPARATORS = (",", ";", "\t", "|")
DECIMALS = (".", ",")
FIXED = "fixed"
PERSON_FIELDS = (
    "agent_id",
    "agent_name",
    "user_name",
    "site",
    "team",
    "leader",
    "role",
    "contract_hours",
    "time_zone",
    "version",
    FIXED,
)
DAY_FIELDS = (
    "date",
    "weekday",
    "shift_code",
    "shift_start",
    "shift_end",
    "start_date",
    "end_date",
    "utc_offset",
    "paid_hours",
    "night_hours",
    "meal_start",
    "meal_end",
    "break1_start",
    "break2_start",
    "break3_start",
)
NO_FORMULA = "text that does not begin with =, +, -, @, a tab or a line break"
FIELDS = (*PERSON_FIELDS, *DAY_FIELDS)
"""What a column can hold; ``fixed`` is the same text in every row. Wages are not among them."""


@dataclass(frozen=True)
class LayoutColumn:
    """A column: what it holds (one of ``FIELDS``), its header, and the text of a ``fixed`` one."""

    field: str
    header: str
    text: str = ""


@dataclass(frozen=True)
class Layout:
    """How a client wants the roster.

    ``rows`` is one row per agent and date (``agent-days``) or one row per agent with a column per date
    (``grid``, whose ``columns`` stand before the dates). ``date_form`` and ``time_form`` are made of yyyy,
    yy, mmm, mm, m, ddd, dd, d and of HH, H, hh, h, MM, SS, AM. ``codes`` renames shift codes, ``absences``
    kinds of absence; one not named there is written as ``away``, without its reason, and a day off as
    ``off``. ``days_off`` says whether agent-days have rows for dates without a shift.
    """

    name: str
    columns: tuple[LayoutColumn, ...]
    rows: str = AGENT_DAYS
    date_form: str = "yyyy-mm-dd"
    time_form: str = "HH:MM"
    codes: Mapping[str, str] = field(default_factory=dict)
    absences: Mapping[str, str] = field(default_factory=dict)
    off: str = ""
    away: str = "L"
    days_off: bool = False
    file_type: str = "csv"
    separator: str = ","
    decimal: str = "."

    def __post_init__(self) -> None:
        faults = layout_faults(self)
        if faults:
            raise InputFaultsError(faults)


def to_json(layout: Layout) -> str:
    """Return the layout as JSON that ``from_json`` reads back."""
    return json.dumps(asdict(layout), indent=2, ensure_ascii=False)


def from_json(text: str) -> Layout:
    """Return the layout that ``to_json`` wrote, or that somebody wrote by hand in its form.

    Raises
    ------
    InputFaultsError
        With every fault: no JSON, a key unknown or missing, a value of the wrong kind, an unknown column,
        a header that stands twice, a form that is none.
    """
    try:
        said = json.loads(text)
    except ValueError as error:
        raise InputFaultsError([Fault("Layout", "is not JSON", "a saved layout", str(error))]) from None
    if not isinstance(said, dict):
        raise InputFaultsError([Fault("Layout", f"is {type(said).__name__}", "a saved layout")])
    faults = _shape_faults(said)
    if faults:
        raise InputFaultsError(faults)
    columns = tuple(LayoutColumn(**column) for column in said.pop("columns"))
    return Layout(columns=columns, **said)


def layout_faults(layout: Layout) -> list[Fault]:
    """Return everything that is wrong with a layout; none means that it can be written."""
    faults = []
    choices = (
        ("rows", layout.rows, ROWS),
        ("file_type", layout.file_type, FILE_TYPES),
        ("separator", layout.separator, SEPARATORS),
        ("decimal", layout.decimal, DECIMALS),
    )
    for key, value, allowed in choices:
        if value not in allowed:
            faults.append(Fault(f"Layout, {key}", repr(value), f"one of {', '.join(map(repr, allowed))}"))
    if layout.file_type == "csv" and layout.separator == layout.decimal:
        found = f"separator and decimal are both {layout.separator!r}"
        faults.append(Fault("Layout, decimal", found, "two different signs"))
    for key, form in (("date_form", layout.date_form), ("time_form", layout.time_form)):
        problem = form_problem(form, is_time=key == "time_form")
        if problem:
            faults.append(Fault(f"Layout, {key}", repr(form), problem))
    return faults + _column_faults(layout) + _text_faults(layout)


def _column_faults(layout: Layout) -> list[Fault]:
    allowed = PERSON_FIELDS if layout.rows == GRID else FIELDS
    faults = []
    if not layout.columns:
        faults.append(Fault("Layout, columns", "none", "at least one column"))
    seen: dict[str, int] = {}
    for number, column in enumerate(layout.columns, start=1):
        where = f"Layout, column {number}"
        if column.field not in allowed:
            kind = "a grid's columns before the dates: " if layout.rows == GRID else "one of "
            faults.append(Fault(where, f"unknown column {column.field!r}", kind + ", ".join(allowed)))
        header = column.header.strip().casefold()
        if not header:
            faults.append(Fault(where, f"column {column.field!r} has no header", "a header"))
        elif header in seen:
            found = f"header {column.header!r} stands twice, first in column {seen[header]}"
            faults.append(Fault(where, found, "a header of its own for each column"))
        seen.setdefault(header, number)
        if column.text and column.field != FIXED:
            faults.append(Fault(where, f"text {column.text!r}", f"text only in a column of field {FIXED!r}"))
    return faults


def _text_faults(layout: Layout) -> list[Fault]:
    """Refuse the client's own words where a spreadsheet would take them for a formula."""
    texts = [(f"column {number}, header", column.header) for number, column in enumerate(layout.columns, 1)]
    texts += [(f"column {number}, text", column.text) for number, column in enumerate(layout.columns, 1)]
    texts += [(f"codes, {code}", word) for code, word in layout.codes.items()]
    texts += [(f"absences, {code}", word) for code, word in layout.absences.items()]
    texts += [("off", layout.off), ("away", layout.away)]
    return [
        Fault(f"Layout, {where}", repr(text), NO_FORMULA)
        for where, text in texts
        if text.startswith((*FORMULA_STARTS, "\n"))
    ]


def _shape_faults(said: dict[str, Any]) -> list[Fault]:
    """Return what keeps plain JSON from being a layout at all, before its values are judged."""
    known = {each.name: each for each in fields(Layout)}
    faults = [
        Fault(f"Layout, {key}", "unknown key", f"one of {', '.join(known)}")
        for key in said
        if key not in known
    ]
    faults += [
        Fault(f"Layout, {key}", "missing", "a value") for key in ("name", "columns") if key not in said
    ]
    for key, value in said.items():
        if key == "columns":
            faults += _column_shapes(value)
        elif key in ("codes", "absences"):
            is_words = isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
            if not is_words:
                faults.append(Fault(f"Layout, {key}", repr(value), "old and new codes as text"))
        elif key in known:
            wanted = bool if key == "days_off" else str
            if not isinstance(value, wanted):
                faults.append(
                    Fault(f"Layout, {key}", repr(value), "true or false" if wanted is bool else "text")
                )
    return faults


def _column_shapes(value: object) -> list[Fault]:
    if not isinstance(value, list):
        return [Fault("Layout, columns", repr(value), "a list of columns")]
    names = {each.name for each in fields(LayoutColumn)}
    return [
        Fault(f"Layout, column {number}", repr(column), "field, header and, for fixed ones, text")
        for number, column in enumerate(value, start=1)
        if not isinstance(column, dict)
        or not {"field", "header"} <= set(column) <= names
        or not all(isinstance(text, str) for text in column.values())
    ]

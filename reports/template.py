"""The template: every input sheet with its columns explained, checked and filled with an example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, Book, SheetColumn, new_book, write_table
from reports.template_examples import FIRST_DAY, POOL, QUEUE, SITE, example_rows, template_sheets
from wfm.policy.sheets import SETTINGS as SETTING_COLUMNS
from wfm.workbook.table import InputColumn

ROWS_CHECKED = 50_000
"""How far down the checks of Excel reach."""

PERCENT = 100
REQUIRED_FILL = "#B45309"
EXAMPLE_LOOK = {"font_color": "#6B7280", "italic": True}
SHARES = ("share", "change")
FORMATS = {"share": "0.0 %", "change": "0.0 %", "date": "yyyy-mm-dd", "time": "hh:mm", "whole": "#,##0"}

README = (
    ("How to use this workbook", True),
    ("1. Put your forecast on sheet Forecast. That alone can be planned.", False),
    ("2. Fill in the other sheets where you know more; delete the rows you do not need.", False),
    ("   A sheet without rows is planned with defaults; each of them is listed as an assumption.", False),
    (f"3. The grey rows are an example that can be planned: {QUEUE}, {POOL}, {SITE}.", False),
    ("   Replace them: a queue or site that your forecast does not know is reported with its cell.", False),
    ("4. Headers in orange must be filled. Point at a header to see its meaning, unit and range.", False),
    ("How to write values", True),
    ("Shares: 15 %, or 0.15 throughout a column. Times: 09:00. Dates: Excel dates.", False),
    (
        "Handle times: seconds, or mm:ss. AHT is what people take today; the AI's time has its own column.",
        False,
    ),
    (
        "Times of the forecast are in the zone of Settings; shifts and nights in the zone of their site.",
        False,
    ),
    ("Sheet Dictionary lists every column.", False),
    ("Sheets", True),
)

DICTIONARY = (
    SheetColumn("Sheet", "text", 18, ""),
    SheetColumn("Column", "text", 24, ""),
    SheetColumn("Kind", "text", 10, ""),
    SheetColumn("Unit", "text", 22, ""),
    SheetColumn("Meaning", "text", 62, ""),
    SheetColumn("Least", "text", 10, ""),
    SheetColumn("Most", "text", 10, ""),
    SheetColumn("One of", "text", 44, ""),
    SheetColumn("Also read as", "text", 34, ""),
    SheetColumn("Example", "text", 24, ""),
    SheetColumn("Remark", "text", 26, ""),
)


def workbook() -> bytes:
    """Return the template as an ``.xlsx`` file: README, every input sheet, Dictionary.

    As it stands it can be planned: its rows are one small example client.
    """
    book = new_book("Template for wfm", FIRST_DAY)
    _write_readme(book)
    for name, columns in template_sheets().items():
        _write_sheet(book, name, columns)
    write_table(book, "Dictionary", DICTIONARY, dictionary())
    return book.to_bytes()


def dictionary() -> pd.DataFrame:
    """Return the data dictionary: one row per column of every input sheet, and per key of Settings."""
    rows = [
        _dictionary_row(name, column) for name, columns in template_sheets().items() for column in columns
    ]
    rows += [_dictionary_row("Settings (key)", column) for column in SETTING_COLUMNS]
    return pd.DataFrame(rows, columns=[column.name for column in DICTIONARY], dtype="str")


def _dictionary_row(sheet: str, column: InputColumn) -> list[str]:
    return [
        sheet,
        column.name,
        column.kind,
        column.unit,
        column.meaning,
        _limit(column, column.low),
        _limit(column, column.high),
        ", ".join(column.choices),
        ", ".join(column.aliases),
        column.example,
        _remark(column),
    ]


def _remark(column: InputColumn) -> str:
    return "required" if column.is_required else ""


def _write_readme(book: Book) -> None:
    sheet = book.sheet("README", landscape=False)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    bold = book.look(bold=True, font_size=12)
    for row, (line, is_title) in enumerate(README):
        sheet.write_string(row, 0, line, bold if is_title else None)
    for row, (name, columns) in enumerate(template_sheets().items(), start=len(README)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, ", ".join(column.name for column in columns))


def _write_sheet(book: Book, name: str, columns: Sequence[InputColumn]) -> None:
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for place, column in enumerate(columns):
        look = dict(HEADER_LOOK, bg_color=REQUIRED_FILL) if column.is_required else HEADER_LOOK
        sheet.write_string(0, place, column.name, book.look(**look))
        sheet.write_comment(0, place, _comment(column), {"x_scale": 2.2, "y_scale": 1.2, "font_size": 9})
        sheet.set_column(place, place, max(12, len(column.name) + 3), book.look(**_number_format(column)))
        check = _validation(column)
        if check:
            sheet.data_validation(1, place, ROWS_CHECKED, place, check)
    for row, example in enumerate(example_rows(name), start=1):
        for place, column in enumerate(columns):
            text = example.get(column.name, "")
            if text:
                _write_example(book, sheet, row, place, column, text)
        if name == "Settings":
            _check_setting(sheet, row, example["key"])


def _write_example(book: Book, sheet: Any, row: int, place: int, column: InputColumn, text: str) -> None:
    look = book.look(**EXAMPLE_LOOK, **_number_format(column))
    value = _value(column.kind, text)
    if isinstance(value, float):
        sheet.write_number(row, place, value, look)
    elif isinstance(value, (date, time)):
        sheet.write_datetime(row, place, value, look)
    else:
        sheet.write_string(row, place, text, look)


def _value(kind: str, text: str) -> object:
    """Return an example as the value Excel should hold; text where it can be read in no other way."""
    if kind == "date":
        return datetime.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind in SHARES and text.endswith("%"):
        return float(text.removesuffix("%")) / PERCENT
    if kind in ("whole", "number", "hours", *SHARES) or (kind == "seconds" and ":" not in text):
        return float(text)
    return text


def _number_format(column: InputColumn) -> dict[str, object]:
    return {"num_format": FORMATS[column.kind]} if column.kind in FORMATS else {}


def _comment(column: InputColumn) -> str:
    """Return what a header's comment says: meaning, unit, range, choices, example."""
    least, most = _limit(column, column.low), _limit(column, column.high)
    span = (
        f"{least} to {most}"
        if least and most
        else f"{least} or more"
        if least
        else f"at most {most}"
        if most
        else ""
    )
    parts = (
        ("", column.meaning),
        ("Unit: ", column.unit),
        ("Range: ", span),
        ("One of: ", ", ".join(column.choices)),
        ("Also read as: ", ", ".join(column.aliases)),
        ("Example: ", column.example),
        ("", _remark(column)),
    )
    return "\n".join(label + text for label, text in parts if text)


def _limit(column: InputColumn, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"{limit * PERCENT:g} %" if column.kind in SHARES else f"{limit:,g}"


def _validation(column: InputColumn) -> dict[str, object] | None:
    """Return Excel's check of a column: a list of choices, or a range; None where any text may stand."""
    if column.choices and sum(len(choice) + 1 for choice in column.choices) <= 255:
        return _list_check(column, column.choices)
    if column.kind == "boolean":
        return _list_check(column, ("yes", "no"))
    if column.kind == "date":
        return _range_check(column, "date", date(1990, 1, 1), date(2099, 12, 31))
    if column.kind == "time":
        return _range_check(column, "time", time(0), time(23, 59))
    kinds = {"whole": "integer", **dict.fromkeys(("number", "hours", *SHARES), "decimal")}
    if column.kind in kinds and (column.low is not None or column.high is not None):
        return _range_check(column, kinds[column.kind], column.low, column.high)
    return None


def _list_check(column: InputColumn, choices: Sequence[str]) -> dict[str, object]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": column.name,
        "error_message": "Choose one of the list.",
    }


def _range_check(column: InputColumn, kind: str, low: object, high: object) -> dict[str, object]:
    limits: dict[str, object] = (
        {"criteria": "between", "minimum": low, "maximum": high}
        if low is not None and high is not None
        else {"criteria": ">=", "value": low}
        if low is not None
        else {"criteria": "<=", "value": high}
    )
    message = f"{column.meaning}: {_limit(column, column.low)} to {_limit(column, column.high)} {column.unit}"
    return {
        "validate": kind,
        **limits,
        "error_type": "warning",
        "error_title": column.name,
        "error_message": message[:255] if kind in ("integer", "decimal") else f"A {column.kind} is expected.",
    }


def _check_setting(sheet: Any, row: int, key: str) -> None:
    column = next(column for column in SETTING_COLUMNS if column.name == key)
    if column.choices:
        sheet.data_validation(row, 1, row, 1, _list_check(column, column.choices))

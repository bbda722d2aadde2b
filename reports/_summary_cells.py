"""What the tables of the Summary sheet are written with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, Book


def write_value(book: Book, sheet: Any, row: int, column: int, value: object, kind: str) -> None:
    """Write a value as its kind is written; nothing for none."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return
    look = book.look(num_format=NUMBER_FORMATS[kind], align="left" if kind in ("text", "date") else "right")
    if kind == "text":
        sheet.write_string(row, column, value, look)
    elif kind == "date":
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def write_title(book: Book, sheet: Any, row: int, title: str, headers: Sequence[str]) -> int:
    """Write the title of a table and its headers; return the row below."""
    sheet.write_string(row, 0, title, book.look(bold=True, font_size=12))
    for column, header in enumerate(headers):
        sheet.write_string(row + 1, column, header, book.look(**HEADER_LOOK))
    return row + 2

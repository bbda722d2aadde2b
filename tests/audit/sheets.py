"""Planners' sheets as plain rows: headers found in the first five rows, compared without case or signs."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl

HEADER_ROWS = 5
ALIASES = {
    "zone": "timezone",
    "pack": "labourpack",
    "code": "shiftcode",
    "shift": "shiftcode",
    "shiftid": "shiftcode",
    "paidmin": "paidminutes",
    "startstepmin": "startstepminutes",
    "from": "validfrom",
    "presetname": "preset",
    "modepreset": "preset",
    "plancurrency": "currency",
}


def key(text: object) -> str:
    """Return a header or word without case, blanks, signs and bracketed units."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\(.*?\)", "", str(text).lower()))


def read_sheets(path: Path) -> dict[str, list[list[object]]]:
    """Return the cells of every sheet of a workbook; nothing for other files, which hold only a forecast."""
    if path.suffix.lower() != ".xlsx":
        return {}
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets = {key(sheet.title): [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    book.close()
    return sheets


def rows_of(sheets: dict[str, list[list[object]]], name: str, marker: str) -> list[dict[str, object]]:
    """Return the rows of a sheet as dictionaries by header; ``marker`` is a header its table must have."""
    cells = sheets.get(key(name), [])
    for number, row in enumerate(cells[:HEADER_ROWS]):
        headers = [ALIASES.get(key(cell), key(cell)) if cell is not None else "" for cell in row]
        if key(marker) in headers:
            return [
                {header: value for header, value in zip(headers, values, strict=False) if header}
                for values in cells[number + 1 :]
                if any(value not in (None, "") for value in values)
            ]
    return []


def text(value: object) -> str:
    """Return a cell as text without outer blanks; blank for an empty cell."""
    return "" if value is None else str(value).strip()


def number(value: object) -> float | None:
    """Return a cell as a number; None for an empty cell."""
    words = text(value).replace(",", "")
    return float(words) if words else None


def shares(values: list[object]) -> list[float | None]:
    """Return a column of shares: 15%, 15 or 0.15; bare numbers above 1 make the whole column percents."""
    bare = [float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    scale = 0.01 if any(value > 1 for value in bare) else 1.0
    found: list[float | None] = []
    for value in values:
        words = text(value)
        if words.endswith("%"):
            found.append(float(words[:-1]) / 100)
        else:
            plain = number(value)
            found.append(
                None if plain is None else plain * (scale if isinstance(value, (int, float)) else 1.0)
            )
    return found


def minute_of_day(value: object) -> int | None:
    """Return a clock time as minutes after midnight: 09:00, 0930, a time, a date with time, or a serial."""
    if value is None or text(value) == "":
        return None
    if isinstance(value, (time, datetime)):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return int(value.total_seconds() // 60)
    if isinstance(value, float):
        return round(value * 1440)
    words = text(value)
    hours, minutes = words.split(":")[:2] if ":" in words else (words[:-2] or "0", words[-2:])
    return int(hours) * 60 + int(minutes)


def is_yes(value: object) -> bool:
    """Return whether a cell says yes."""
    return value is True or key(value) in {"yes", "y", "true", "1"}

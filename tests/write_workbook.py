"""Small planners' workbooks for tests: sheets as lists of rows, forecasts from a simple day shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import Workbook


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write ``sheets`` (name -> rows) to ``path`` and return it."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def long_forecast(
    queues: Mapping[str, float],
    first_day: date,
    days: int,
    *,
    open_hour: int = 8,
    close_hour: int = 20,
    interval_minutes: int = 30,
    handle_seconds: float = 300.0,
) -> list[list[object]]:
    """Return rows of a long forecast: each queue's contacts per open interval, a tenth more at noon."""
    rows: list[list[object]] = [["Queue", "Date", "Interval", "Offered", "AHT (s)"]]
    for queue, contacts in queues.items():
        for day in (first_day + timedelta(days=n) for n in range(days)):
            for minute in range(open_hour * 60, close_hour * 60, interval_minutes):
                volume = contacts * (1.1 if minute == 720 else 1.0)
                when = datetime(day.year, day.month, day.day)
                rows.append([queue, when, time(minute // 60, minute % 60), volume, handle_seconds])
    return rows

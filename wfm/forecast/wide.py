"""Wide forecasts: intervals down, dates across, a sheet for contacts and one for handle times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.column import Column
from wfm.forecast.column_names import NAMES
from wfm.forecast.days import date_order_of
from wfm.forecast.long_rows import is_total
from wfm.forecast.moment import is_military_column, is_time, read_span
from wfm.forecast.names import is_agents_name, is_handle_name, queue_name
from wfm.forecast.reading import ALL_CONTACTS, add_faults, no_readings, note, reading_table, unread_fault
from wfm.forecast.rules import ForecastRules
from wfm.horizon import WEEKDAYS
from wfm.workbook.clock import is_ambiguous_date, is_duration_date, read_date
from wfm.workbook.header import HEADER_ROWS, header_key, header_unit
from wfm.workbook.sheet import Sheet
from wfm.workbook.table import cell_fault
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank, read_number, read_seconds, read_text

_QUEUE_KEYS = frozenset(map(header_key, NAMES["queue"]))
_METRIC_KEYS = frozenset({"metric", "measure", "field", "kind", "type", "item", "figure"})


@dataclass(frozen=True)
class WideHeader:
    """Where a wide forecast has its header row, interval labels, dates, and queue and measure if any."""

    row: int
    label: int
    dates: tuple[int, ...]
    queue: int | None = None
    metric: int | None = None


def find_wide_header(sheet: Sheet) -> WideHeader | None:
    """Return the header of a wide forecast; ``None`` where the sheet is none.

    It is the row, of the first five, with most dates; the intervals stand in the last column before them.
    """
    best: WideHeader | None = None
    for row, cells in enumerate(sheet.cells[:HEADER_ROWS]):
        dates = tuple(place for place, cell in enumerate(cells) if _is_date(cell))
        if not dates or dates[0] == 0 or (best and len(best.dates) >= len(dates)):
            continue
        label = _label_column(sheet, row, dates[0])
        if label is not None:
            keys = {
                header_key(cells[at]): at for at in range(dates[0]) if at != label and not is_blank(cells[at])
            }
            queue = next((at for key, at in keys.items() if key in _QUEUE_KEYS), None)
            metric = next((at for key, at in keys.items() if key in _METRIC_KEYS), None)
            best = WideHeader(row, label, dates, queue, metric)
    return best


def weekday_fault(sheet: Sheet) -> Fault | None:
    """Return the fault of a sheet with intervals down and weekdays, not dates, across."""
    for row, cells in enumerate(sheet.cells[:HEADER_ROWS]):
        places = [at for at, cell in enumerate(cells) if isinstance(cell, str) and _is_weekday(cell)]
        if len(places) >= len(WEEKDAYS) - 2 and _label_column(sheet, row, places[0]) is not None:
            found = f"has weekdays ({cells[places[0]]} ...) where dates belong"
            return Fault(sheet.address(row, places[0]), found, "dates", "Write the date of each column.")
    return None


def _is_date(cell: object) -> bool:
    if isinstance(cell, str):
        try:
            read_date(cell)
        except UnreadableError:
            return is_ambiguous_date(cell)
        return not cell.strip().isdigit()
    try:
        day = read_date(cell)
    except UnreadableError:
        return False
    return not is_duration_date(day)


def _label_column(sheet: Sheet, row: int, first_date: int) -> int | None:
    """Return the column left of the dates whose first filled cell below the header is a time."""
    below = sheet.cells[row + 1 : row + 1 + HEADER_ROWS]
    for place in reversed(range(first_date)):
        first = next((cells[place] for cells in below if not is_blank(cells[place])), None)
        if first is not None and is_time(first) and not is_time(sheet.cells[row][place]):
            return place
    return None


def read_wide(
    sheet: Sheet,
    number: int,
    header: WideHeader,
    rules: ForecastRules,
    faults: list[Fault],
    notes: list[Assumption],
) -> pd.DataFrame:
    """Return the readings of a wide forecast.

    Parameters
    ----------
    sheet, number
        The sheet and its place in the workbook.
    header
        Its header.
    rules
        How to read dates.
    faults, notes
        What is wrong, and what was taken for granted, is appended.
    """
    title = _title(sheet, header)
    if header.metric is None and (is_agents_name(sheet.name) or is_agents_name(title)):
        found, action = "holds agents, not volume", "Give the contacts and their handle time."
        faults.append(Fault(sheet.name, found, "contacts offered per interval", action))
        return no_readings()
    order = date_order_of(sheet, [(header.row, at) for at in header.dates], rules.date_order, faults)
    days = [None if order is None else read_date(sheet.cells[header.row][at], order) for at in header.dates]
    _unknown_columns(sheet, header, faults)
    rows = _rows(sheet, header)
    labels = [sheet.cells[row][header.label] for row in rows]
    military = is_military_column(labels)
    spans = Column.of(labels).read(lambda cell: read_span(cell, is_military=military))
    add_faults(sheet, rows, header.label, "interval", spans, faults)
    for row in rows[spans.is_blank]:
        faults.append(cell_fault(sheet, int(row), header.label, "interval", "an interval such as 07:00"))
    is_handle, queues = _measures(sheet, header, rows, title, faults, notes)
    height, width = len(rows), len(header.dates)
    frame = pd.DataFrame(
        {
            "queue": np.repeat(queues, width),
            "field": np.repeat(np.where(is_handle, "handle_seconds", "conversations"), width),
            "day": pd.to_datetime(pd.Series(days * height, dtype=object)).astype("datetime64[us]"),
            "minute": np.repeat([0 if span is None else span[0] for span in spans.answers], width),
            "length": np.repeat([0 if span is None else span[1] for span in spans.answers], width),
            "sheet": number,
            "row": np.repeat(rows, width),
            "column": np.tile(np.array(header.dates), height),
        }
    ).assign(time_column=lambda table: table["column"], value=np.nan, is_blank=False, is_bad=False)
    unit = header_unit(title) or header_unit(sheet.name) or "s"
    for flag, name, read in (
        (False, "volume", read_number),
        (True, "handle time", lambda cell: read_seconds(cell, unit)),
    ):
        at = np.flatnonzero(np.repeat(is_handle, width) == flag)
        cells = [
            sheet.cells[row][column]
            for row, column in zip(frame["row"][at], frame["column"][at], strict=True)
        ]
        values = Column.of(cells).read(read)
        frame.loc[at, "value"], frame.loc[at, "is_blank"] = values.numbers(), values.is_blank
        frame.loc[at, "is_bad"] = values.is_bad
        for place, expected in values.expected.items():
            row, column = int(frame["row"][at[place]]), int(frame["column"][at[place]])
            faults.append(unread_fault(sheet, row, column, name, expected))
    lost = np.repeat(spans.is_bad | spans.is_blank, width)
    return reading_table(frame.assign(day=frame["day"].where(~lost)))


def _title(sheet: Sheet, header: WideHeader) -> str:
    cells = [cell for row in sheet.cells[: header.row] for cell in row if isinstance(cell, str)]
    corner = sheet.cells[header.row][header.label]
    return " ".join([*cells, corner if isinstance(corner, str) and not is_time(corner) else ""]).strip()


def _rows(sheet: Sheet, header: WideHeader) -> np.ndarray:
    """Return the rows below the header that hold something and are no totals."""
    used = (header.label, *header.dates)
    return np.array(
        [
            row
            for row in range(header.row + 1, len(sheet.cells))
            if not all(is_blank(sheet.cells[row][at]) for at in used)
            and not any(is_total(cell) for cell in sheet.cells[row][: header.dates[0]])
            and not _is_remark(sheet.cells[row], header)
        ],
        dtype=np.int64,
    )


def _is_remark(cells: tuple[object, ...], header: WideHeader) -> bool:
    """Return whether a row holds a note below the table, or the weekdays below their dates."""
    label, values = cells[header.label], [cells[at] for at in header.dates if not is_blank(cells[at])]
    if not values:
        return not is_time(label)
    return is_blank(label) and all(isinstance(value, str) and _is_weekday(value) for value in values)


def _is_weekday(text: str) -> bool:
    return text.strip()[:3].capitalize() in WEEKDAYS


def _unknown_columns(sheet: Sheet, header: WideHeader, faults: list[Fault]) -> None:
    """Append a fault for each header right of the labels that is neither a date nor a total."""
    known = {header.label, header.queue, header.metric, *header.dates}
    for place, cell in enumerate(sheet.cells[header.row]):
        if place > header.label and place not in known and not is_blank(cell) and not is_total(cell):
            where = sheet.address(header.row, place)
            faults.append(
                Fault(where, f"column {cell} is not known", "a date or a total", "Delete the column.")
            )


def _measures(
    sheet: Sheet,
    header: WideHeader,
    rows: np.ndarray,
    title: str,
    faults: list[Fault],
    notes: list[Assumption],
) -> tuple[np.ndarray, np.ndarray]:
    """Return for each row whether it holds handle times, and its queue."""
    if header.metric is not None:
        metrics = [str(sheet.cells[row][header.metric] or "") for row in rows]
        is_handle = np.array([is_handle_name(metric) for metric in metrics], dtype=bool)
    else:
        is_handle = np.full(len(rows), is_handle_name(sheet.name) or is_handle_name(title))
    if header.queue is not None:
        # Merged cells leave the queue's name in the first row alone.
        cells = pd.Series([sheet.cells[row][header.queue] for row in rows], dtype=object).ffill()
        values = Column.of(cells.where(cells.notna(), None).tolist()).read(read_text)
        add_faults(sheet, rows, header.queue, "queue", values, faults)
        return is_handle, np.array([answer or ALL_CONTACTS for answer in values.answers], dtype=object)
    name = queue_name(sheet.name) or queue_name(title.split(" - ")[0]) or ALL_CONTACTS
    if name == ALL_CONTACTS:
        notes.append(note("name of the only queue", sheet.name, name))
    return is_handle, np.full(len(rows), name, dtype=object)

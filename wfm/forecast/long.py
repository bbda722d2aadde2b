"""Long forecasts: one row per queue and interval, as systems export them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.header import LongHeader, header_faults
from wfm.forecast.long_handle import handle_of, seconds_reader
from wfm.forecast.long_rows import LongRows, numbers_of
from wfm.forecast.long_when import when_of
from wfm.forecast.names import queue_name
from wfm.forecast.reading import ALL_CONTACTS, note, reading_table
from wfm.forecast.rules import ForecastRules
from wfm.workbook.sheet import Sheet
from wfm.workbook.table import share_reader
from wfm.workbook.values import read_number, read_text

_STREAMS = ("media", "skill_set", "language")


def read_long(
    sheet: Sheet,
    number: int,
    header: LongHeader,
    rules: ForecastRules,
    faults: list[Fault],
    notes: list[Assumption],
) -> pd.DataFrame:
    """Return the readings of a long forecast.

    Parameters
    ----------
    sheet, number
        The sheet and its place in the workbook.
    header
        Its header, with a volume and a time.
    rules
        How to read dates and wall-clock times.
    faults, notes
        What is wrong, and what was taken for granted, is appended.
    """
    faults.extend(header_faults(sheet, header))
    if header.unused:
        notes.append(note("columns not used", sheet.name, ", ".join(dict.fromkeys(header.unused))))
    rows = LongRows(sheet, header)
    when = when_of(rows, rules, faults)
    when["queue"] = _queues(rows, faults, notes)
    when["sheet"], when["row"] = number, rows.numbers
    fields = [numbers_of(rows, "conversations", "conversations", read_number, "volume", faults)]
    fields += handle_of(rows, fields[0], faults, notes)
    for kind, name in (("ai_seconds", "AI handle time"), ("escalated_seconds", "escalated handle time")):
        if kind in header.places:
            fields.append(numbers_of(rows, kind, kind, seconds_reader(header, kind), name, faults))
    fields += _escalation(rows, faults)
    # A row without a readable time stays, without a day: what it lost may look like a hole later.
    when["day"] = when["day"].where(~when["is_lost"])
    tables = [reading_table(pd.concat([when, frame], axis=1)) for frame in fields]
    return pd.concat(tables, ignore_index=True)


def _escalation(rows: LongRows, faults: list[Fault]) -> list[pd.DataFrame]:
    """Return the escalation rates: as given, else as what containment leaves."""
    places = rows.header.places
    if "escalation_rate" in places:
        read = share_reader(rows.column("escalation_rate").distinct)
        return [numbers_of(rows, "escalation_rate", "escalation_rate", read, "escalation rate", faults)]
    if "containment" in places:
        read = share_reader(rows.column("containment").distinct)
        contained = numbers_of(rows, "containment", "escalation_rate", read, "containment", faults)
        return [contained.assign(value=1 - contained["value"])]
    return []


def _queues(rows: LongRows, faults: list[Fault], notes: list[Assumption]) -> np.ndarray:
    """Return each row's queue, with channel, skill set or language where one queue has several."""
    if "queue" not in rows.header.places:
        name = queue_name(rows.sheet.name) or ALL_CONTACTS
        notes.append(note("name of the only queue", rows.sheet.name, name))
        return np.full(len(rows.numbers), name, dtype=object)
    values = rows.read("queue", read_text, "queue", faults)
    place = rows.header.places["queue"]
    for at in np.flatnonzero(values.is_blank):
        faults.append(
            Fault(rows.sheet.address(int(rows.numbers[at]), place), "queue is blank", "the queue's name")
        )
    names = pd.Series(values.answers, dtype=object).fillna("")
    for kind in _STREAMS:
        if kind in rows.header.places:
            stream = pd.Series(rows.column(kind).read(read_text).answers, dtype=object).fillna("")
            many = stream.groupby(names).transform("nunique") > 1
            if many.any():
                names = names.where(~many, names + " " + stream)
                notes.append(note("queues split", rows.sheet.name, f"by {rows.header.headers[kind]}"))
    return names.to_numpy(dtype=object)

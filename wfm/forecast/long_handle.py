"""Handle times of a long forecast: as given, as total over offered, or as a sum of parts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.header import LongHeader
from wfm.forecast.long_rows import LongRows, numbers_of
from wfm.forecast.reading import NO_COLUMN, note
from wfm.units import SECONDS_PER_MINUTE
from wfm.workbook.header import header_key, header_unit
from wfm.workbook.values import read_number, read_seconds


def seconds_reader(header: LongHeader, kind: str) -> Callable[[object], float]:
    """Return the reader of a column of durations, bare numbers in the unit that its header names."""
    unit = header_unit(header.headers[kind]) or "s"
    return lambda cell: read_seconds(cell, unit)


def handle_of(
    rows: LongRows, volume: pd.DataFrame, faults: list[Fault], notes: list[Assumption]
) -> list[pd.DataFrame]:
    """Return the handle times: as given, as total over offered, or as the sum of talk, hold and wrap-up."""
    header, field = rows.header, "handle_seconds"
    if "handle" in header.places:
        _check_unit(rows, faults)
        return [numbers_of(rows, "handle", field, seconds_reader(header, "handle"), "handle time", faults)]
    if "total_handle" in header.places:
        total = numbers_of(rows, "total_handle", field, _total_reader(header), "total handle time", faults)
        offered = volume["value"].where(volume["value"] > 0)
        notes.append(note("handle time", rows.sheet.name, "total handle time / contacts offered", "s"))
        mean = total["value"] / offered
        return [
            # Contacts of which none was handled tell nothing about the handle time.
            total.assign(value=mean.where(mean != 0), is_blank=~(mean.abs() > 0), second=volume["column"])
        ]
    if "talk" in header.places:
        kinds = {kind: header.headers[kind] for kind in ("talk", "hold", "wrap") if kind in header.places}
        parts = [
            numbers_of(rows, kind, field, seconds_reader(header, kind), name, faults)
            for kind, name in kinds.items()
        ]
        joined = parts[0].assign(
            value=sum((part["value"].fillna(0) for part in parts[1:]), parts[0]["value"]),
            is_bad=np.logical_or.reduce([part["is_bad"] for part in parts]),
            second=parts[1]["column"] if len(parts) > 1 else NO_COLUMN,
            third=parts[2]["column"] if len(parts) > len(("talk", "wrap")) else NO_COLUMN,
        )
        notes.append(
            note("handle time", rows.sheet.name, "sum of " + ", ".join(map(str, kinds.values())), "s")
        )
        return [joined]
    return []


def _total_reader(header: LongHeader) -> Callable[[object], float]:
    unit = header_unit(header.headers["total_handle"]) or "s"
    # A sum of durations is no time of day: a bare number below 1 is seconds, not an Excel time.
    return lambda cell: (
        read_number(cell) if unit == "s" and isinstance(cell, (int, float)) else read_seconds(cell, unit)
    )


def _check_unit(rows: LongRows, faults: list[Fault]) -> None:
    """Append a fault if a header names no unit and its numbers look like minutes."""
    header = rows.header.headers["handle"]
    if header_unit(header) or header_key(header) in ("averagehandletime", "handleseconds"):
        return
    numbers = rows.column("handle").read(read_number).numbers()
    numbers = numbers[numbers >= 1]
    if numbers.size and numbers.max() < SECONDS_PER_MINUTE / 2:
        where = rows.sheet.address(rows.header.row, rows.header.places["handle"])
        found = f"column {header} names no unit and holds {numbers.min():g} to {numbers.max():g}"
        action = "Write the unit into the header."
        faults.append(Fault(where, found, "its unit, as AHT (s) or AHT (min)", action))

"""Headers of long forecasts: which column holds queue, time, volume and handle time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wfm.errors import Fault
from wfm.forecast.column_names import NAMES, UNUSED
from wfm.workbook.header import HEADER_ROWS, bare_key, header_key, nearest_header
from wfm.workbook.sheet import Sheet
from wfm.workbook.values import is_blank

AGENTS = re.compile(r"\b(agents?|agentes|fte|headcount|heads|seats|staff|staffing|personal)\b", re.IGNORECASE)

_FIELD = {header_key(name): kind for kind, names in NAMES.items() for name in names}


@dataclass(frozen=True)
class LongHeader:
    """Where a long forecast has its columns: ``row`` of the header (-1: none), place and header by kind."""

    row: int
    places: dict[str, int]
    headers: dict[str, str]
    unused: tuple[str, ...] = ()
    unknown: tuple[int, ...] = field(default=())

    @property
    def is_forecast(self) -> bool:
        """Whether there is a volume and a time, and something beside them that a budget would not have."""
        kinds = self.places.keys()
        beside = {"queue", "interval", "timestamp", "handle", "total_handle", "talk"}
        return "conversations" in kinds and bool({"timestamp", "date"} & kinds) and bool(beside & kinds)


def find_long_header(sheet: Sheet) -> LongHeader:
    """Return the header of a long forecast: of the rows 1 to 5 the one with most columns known."""
    best = LongHeader(0, {}, {})
    for row, cells in enumerate(sheet.cells[:HEADER_ROWS]):
        header = _header_of(row, cells)
        if len(header.places) > len(best.places):
            best = header
    return best


def _header_of(row: int, cells: tuple[object, ...]) -> LongHeader:
    named: dict[str, list[tuple[int, int]]] = {}
    unused, unknown = [], []
    for place, cell in enumerate(cells):
        if is_blank(cell):
            continue
        kind = _FIELD.get(header_key(cell)) or _FIELD.get(bare_key(cell)) if isinstance(cell, str) else None
        if kind:
            keys = list(map(header_key, NAMES[kind]))
            key = header_key(cell) if header_key(cell) in keys else bare_key(cell)
            named.setdefault(kind, []).append((keys.index(key), place))
        elif {header_key(cell), bare_key(cell)} & UNUSED:
            unused.append(str(cell))
        else:
            unknown.append(place)
    places = {}
    for kind, ranked in named.items():
        ranked.sort()
        places[kind] = ranked[0][1]
        unused += [str(cells[place]) for _, place in ranked[1:]]
    # Without a date beside it, a column of interval starts holds date and time in one.
    if "interval" in places and not {"date", "timestamp"} & places.keys():
        places["timestamp"] = places.pop("interval")
    headers = {kind: str(cells[place]) for kind, place in places.items()}
    return LongHeader(row, places, headers, tuple(unused), tuple(unknown))


def header_faults(sheet: Sheet, header: LongHeader) -> list[Fault]:
    """Return a fault for each header of a long forecast that nobody knows, and for no handle time."""
    known = [names[0] for kind, names in NAMES.items() if kind not in ("kind", "hold", "containment")]
    faults = []
    for place in header.unknown:
        cell = str(sheet.cells[header.row][place])
        near = nearest_header(cell, [name for names in NAMES.values() for name in names])
        expected = near or "one of " + ", ".join(known)
        where = sheet.address(header.row, place)
        faults.append(Fault(where, f"column {cell} is not known", expected, "Rename or delete the column."))
    return faults


def agents_fault(sheet: Sheet) -> Fault | None:
    """Return the fault of a sheet that gives agents instead of contacts; ``None`` if it does not."""
    header = find_long_header(sheet)
    if "conversations" in header.places or not {"date", "interval", "timestamp"} & header.places.keys():
        return None
    for place, cell in enumerate(sheet.cells[header.row]):
        if isinstance(cell, str) and AGENTS.search(cell):
            return Fault(
                sheet.address(header.row, place),
                f"column {cell} holds agents, not volume",
                "contacts offered per interval",
                "Agents are what wfm works out; give it the contacts and their handle time.",
            )
    return None

"""The tables of the compiled kernel: records of pieces, places, people and stations."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wfm.simulation.played import Duty, Kind, Stations, Work

ITEM = np.dtype(
    [(name, np.float64) for name in ("enter", "start", "finish", "left", "patience", "due")]
    + [(name, np.float64) for name in ("follow_delay", "takeover", "unwatched", "since")]
    + [(name, np.int64) for name in ("station", "priority", "state", "follow", "behind", "slot")]
)
SLOT = np.dtype(
    [("since", np.float64), ("end", np.float64)]
    + [(name, np.int64) for name in ("person", "item", "is_idle", "before", "after")]
)
PERSON = np.dtype([("since", np.float64)] + [(name, np.int64) for name in ("row", "last", "state", "busy")])
ROW = np.dtype([("start", np.float64), ("end", np.float64), ("station", np.int64), ("slots", np.int64)])
STATION = np.dtype(
    [(name, np.int64) for name in ("kind", "helps", "helper", "first_idle", "last_idle")]
    + [(name, np.int64) for name in ("base", "in_time", "overdue")]
)


class Tables(NamedTuple):
    """Everything the kernel reads and writes; ``lines`` holds first and last in line by priority."""

    items: Any
    slots: Any
    people: Any
    rows: Any
    stations: Any
    lines: Any
    times: Any
    codes: Any
    due: Any
    due_item: Any
    overdue: Any
    overdue_item: Any
    busy: Any
    present: Any
    size: Any
    orphans: Any
    length: float
    most: int


def tables_of(given: Stations, work: Work, duty: Duty, length: float, intervals: int) -> Tables:
    """Return the tables before the first event."""
    n, most, kinds = len(work.enter), int(duty.slots.max(initial=1)), given.kind
    items = np.zeros(n, ITEM)
    for name in ("enter", "start", "finish", "since"):
        items[name] = np.nan
    for name in ("patience", "due", "follow_delay", "takeover", "station", "priority", "follow"):
        items[name] = getattr(work, name)
    items["left"], items["behind"], items["slot"] = work.seconds, -1, -1
    first = np.flatnonzero(np.diff(duty.person, prepend=-1))
    people = np.zeros(len(first), PERSON)
    people["row"], people["last"] = first, np.append(first[1:], len(duty.person)) - 1
    slots = np.zeros(len(first) * most, SLOT)
    slots["person"], slots["item"], slots["end"] = np.repeat(np.arange(len(first)), most), -1, np.inf
    rows = np.zeros(len(duty.person), ROW)
    for name in ("start", "end", "station", "slots"):
        rows[name] = getattr(duty, name)
    stations = np.zeros(len(kinds), STATION)
    stations["kind"], stations["helps"] = given
    stations["helper"], stations["first_idle"], stations["last_idle"] = -1, -1, -1
    helping = np.flatnonzero(given.helps >= 0)
    stations["helper"][given.helps[helping]] = helping
    by_due = (kinds == Kind.SET_ASIDE) | (kinds == Kind.CALL_BACK)
    room = np.where(by_due, np.bincount(work.station, minlength=len(kinds)), 0)
    stations["base"] = np.cumsum(room) - room
    watched = int((kinds == Kind.WATCH)[work.station].sum())
    most_events = 3 * len(people) + 2 * len(slots) + watched + int((work.follow >= 0).sum()) + 16
    waits = int(room.sum()) + 1
    return Tables(
        items,
        slots,
        people,
        rows,
        stations,
        np.full((len(kinds), int(work.priority.max(initial=0)) + 1, 2), -1, np.int64),
        np.empty(most_events + n),
        np.empty(most_events + n, np.int64),
        np.empty(waits),
        np.empty(waits, np.int64),
        np.empty(waits),
        np.empty(waits, np.int64),
        np.zeros((len(kinds), intervals)),
        np.zeros((len(kinds), intervals)),
        np.zeros(1, np.int64),
        np.empty(most, np.int64),
        float(length),
        most,
    )

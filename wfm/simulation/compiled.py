"""The simulation's kernel compiled: the events of ``wfm.simulation.plain`` over arrays of records.

The same rules in the same order of arithmetic, so that both give exactly the same result. The compiler is
slow to load: this file is imported by who simulates alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wfm.simulation.compiled_lists import called, count, entered, inlined, pop, push, set_idle, set_taken
from wfm.simulation.compiled_tables import tables_of
from wfm.simulation.played import Duty, Kind, Played, State, Stations, Work, settled

END, WATCH_END, LEAVE, COME, ENTER = range(5)
OFF, ON, LEAVING = range(3)
SHIFT = 40
"""Bits of an event's code below its kind: room for the number of an item, place or person."""

WATCH, SET_ASIDE, CALL_BACK = int(Kind.WATCH), int(Kind.SET_ASIDE), int(Kind.CALL_BACK)
NEVER, OPEN, DONE, ABANDONED, MISSED = (int(state) for state in State)


def play(stations: Stations, work: Work, duty: Duty, interval_seconds: float, intervals: int) -> Played:
    """Return what becomes of the work; parameters as for ``wfm.simulation.plain.play``."""
    tables = tables_of(stations, work, duty, interval_seconds, intervals)
    arrivals = work.enter[np.isfinite(work.enter)]
    events = _run(tables, arrivals)
    items = tables.items
    return settled(
        work,
        items["enter"].copy(),
        items["start"].copy(),
        items["finish"].copy(),
        items["state"].copy(),
        items["unwatched"].copy(),
        (tables.busy, tables.present, int(events)),
    )


@inlined
def _push(t: Any, time: float, kind: int, number: int) -> None:
    push(t.times, t.codes, 0, t.size[0], time, (kind << SHIFT) + number)
    t.size[0] += 1


@entered
def _run(t: Any, arrivals: Any) -> int:
    for person in range(len(t.people)):
        _push(t, t.rows[t.people[person].row].start, COME, person)
    n, events = 0, 0
    while t.size[0] > 0 or n < len(arrivals):
        events += 1
        if t.size[0] == 0 or (n < len(arrivals) and arrivals[n] < t.times[0]):
            _enter(t, n, arrivals[n])
            n += 1
            continue
        time, code = t.times[0], t.codes[0]
        pop(t.times, t.codes, 0, t.size[0])
        t.size[0] -= 1
        kind, number = code >> SHIFT, code & ((1 << SHIFT) - 1)
        if kind == END:
            events -= _end(t, number, time)
        elif kind == WATCH_END:
            _watch_end(t, number, time)
        elif kind == LEAVE:
            _leave(t, number, time)
        elif kind == COME:
            _come(t, number, time)
        else:
            _enter(t, number, time)
    return events


@inlined
def _enter(t: Any, item: int, time: float) -> None:
    piece = t.items[item]
    piece.enter, piece.state = time, OPEN
    if t.stations[piece.station].kind == WATCH:
        _push(t, time + piece.left, WATCH_END, item)
    _hand(t, item, time)


@inlined
def _hand(t: Any, item: int, time: float) -> None:
    piece = t.items[item]
    station = t.stations[piece.station]
    idle_at = station.helper if station.first_idle < 0 and station.helper >= 0 else piece.station
    slot = t.stations[idle_at].first_idle
    if slot >= 0:
        set_taken(t.stations, t.slots, idle_at, slot)
        _begin(t, item, slot, time)
    elif station.kind == SET_ASIDE or station.kind == CALL_BACK:
        push(t.due, t.due_item, station.base, station.in_time, piece.due, item)
        station.in_time += 1
    else:
        piece.since, piece.behind = time, -1
        if t.lines[piece.station, piece.priority, 0] < 0:
            t.lines[piece.station, piece.priority, 0] = item
        else:
            t.items[t.lines[piece.station, piece.priority, 1]].behind = item
        t.lines[piece.station, piece.priority, 1] = item


@inlined
def _begin(t: Any, item: int, slot: int, time: float) -> None:
    piece, place = t.items[item], t.slots[slot]
    if np.isnan(piece.start):
        piece.start = time
    place.item, place.since = item, time
    t.people[place.person].busy += 1
    if t.stations[piece.station].kind == WATCH:
        piece.slot = slot
    else:
        place.end = time + piece.left
        _push(t, place.end, END, slot)


@inlined
def _offer(t: Any, station: int, slot: int, time: float) -> None:
    item = _next(t, station, time)
    if item < 0:
        set_idle(t.stations, t.slots, station, slot)
    else:
        _begin(t, item, slot, time)


@inlined
def _next(t: Any, number: int, time: float) -> int:
    item = _next_due(t, number, time)
    if item < 0:
        item = _next_waiting(t, number, time)
    if item < 0 and t.stations[number].helps >= 0:
        item = _next_due(t, t.stations[number].helps, time)
    return item


@inlined
def _next_due(t: Any, number: int, time: float) -> int:
    station = t.stations[number]
    base = station.base
    while station.in_time > 0 and t.due[base] < time + t.items[t.due_item[base]].left:
        push(t.overdue, t.overdue_item, base, station.overdue, t.due[base], t.due_item[base])
        station.overdue += 1
        pop(t.due, t.due_item, base, station.in_time)
        station.in_time -= 1
    item = -1
    if station.in_time > 0:
        item = t.due_item[base]
        pop(t.due, t.due_item, base, station.in_time)
        station.in_time -= 1
    elif station.overdue > 0:
        item = t.overdue_item[base]
        pop(t.overdue, t.overdue_item, base, station.overdue)
        station.overdue -= 1
    return item


@inlined
def _next_waiting(t: Any, number: int, time: float) -> int:
    station = t.stations[number]
    for priority in range(t.lines.shape[1]):
        while t.lines[number, priority, 0] >= 0:
            item = t.lines[number, priority, 0]
            piece = t.items[item]
            t.lines[number, priority, 0] = piece.behind
            if station.kind == WATCH:
                if piece.state == OPEN:
                    piece.unwatched += time - piece.since
                    return item
            elif piece.enter + piece.patience <= time:
                piece.state, piece.finish = ABANDONED, piece.enter + piece.patience
            else:
                return item
    return -1


@inlined
def _clear(t: Any, station: int, slot: int, time: float, weight: int) -> None:
    place = t.slots[slot]
    count(t.busy, station, place.since, time, weight, t.length)
    t.items[place.item].slot = -1
    place.item, place.end = -1, np.inf
    t.people[place.person].busy -= 1


@inlined
def _end(t: Any, slot: int, time: float) -> int:
    """End the piece in a place or a take-over; 1 where it was set aside before, so that nothing ends."""
    place = t.slots[slot]
    if place.end != time:
        return 1
    number = place.person
    person, item = t.people[number], place.item
    row = t.rows[person.row]
    if t.stations[row.station].kind == WATCH:
        _clear(t, row.station, slot, time, row.slots)
        if person.state == ON:
            for j in range(row.slots):
                _offer(t, row.station, number * t.most + j, time)
    else:
        _clear(t, row.station, slot, time, 1)
        piece = t.items[item]
        piece.finish, piece.state = time, DONE
        if piece.follow >= 0:
            _push(t, time + piece.follow_delay, ENTER, piece.follow)
        if person.state == ON:
            _offer(t, row.station, slot, time)
    _gone_if_free(t, number, time)
    return 0


@called
def _watch_end(t: Any, item: int, time: float) -> None:
    piece = t.items[item]
    piece.finish, piece.state = time, DONE
    slot, takes_over = piece.slot, piece.takeover > 0
    if slot < 0:
        piece.unwatched += time - piece.since
        if takes_over:
            piece.state = MISSED
        return
    place = t.slots[slot]
    number = place.person
    person = t.people[number]
    station = t.rows[person.row].station
    _clear(t, station, slot, time, 1)
    if takes_over:
        found = 0
        for other in range(number * t.most, (number + 1) * t.most):
            set_taken(t.stations, t.slots, station, other)
            if t.slots[other].item >= 0:
                t.orphans[found] = t.slots[other].item
                found += 1
                _clear(t, station, other, time, 1)
        place.item, place.since, place.end = item, time, time + piece.takeover
        person.busy = 1
        _push(t, place.end, END, slot)
        for j in range(found):
            _hand(t, t.orphans[j], time)
    elif person.state == ON:
        _offer(t, station, slot, time)
    _gone_if_free(t, number, time)


@called
def _come(t: Any, number: int, time: float) -> None:
    person = t.people[number]
    row = t.rows[person.row]
    if time >= row.end:
        _next_stretch(t, number, time)
        return
    person.state, person.since = ON, time
    _push(t, row.end, LEAVE, number)
    for j in range(row.slots):
        _offer(t, row.station, number * t.most + j, time)


@called
def _leave(t: Any, number: int, time: float) -> None:
    person = t.people[number]
    person.state, station = LEAVING, t.rows[person.row].station
    kind = t.stations[station].kind
    first = number * t.most
    for slot in range(first, first + t.most):
        set_taken(t.stations, t.slots, station, slot)
    for slot in range(first, first + t.most):
        place = t.slots[slot]
        item = place.item
        if item < 0:
            continue
        if kind == SET_ASIDE:
            t.items[item].left = place.end - time
            _clear(t, station, slot, time, 1)
            _hand(t, item, time)
        elif kind == WATCH and np.isinf(place.end) and t.stations[station].first_idle >= 0:
            _clear(t, station, slot, time, 1)
            _hand(t, item, time)
    _gone_if_free(t, number, time)


@inlined
def _gone_if_free(t: Any, number: int, time: float) -> None:
    person = t.people[number]
    if person.state == LEAVING and person.busy == 0:
        row = t.rows[person.row]
        count(t.present, row.station, person.since, time, row.slots, t.length)
        person.state = OFF
        _next_stretch(t, number, time)


@inlined
def _next_stretch(t: Any, number: int, time: float) -> None:
    person = t.people[number]
    if person.row < person.last:
        pause = t.rows[person.row + 1].start - t.rows[person.row].end
        person.row += 1
        _push(t, max(t.rows[person.row].start, time + pause), COME, number)

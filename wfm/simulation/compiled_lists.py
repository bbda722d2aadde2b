"""Lists of the compiled kernel: heaps of (time, number) and lines of who is idle and what waits, in arrays.

A compiled kernel is kept on disk until ``compiled.py`` changes: who changes this file touches that one too.
"""

from __future__ import annotations

from typing import Any

from numba import njit

_njit: Any = njit
_PART = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Without counting references, which would take most of the time: a part makes no arrays of its own."""

called = _njit(**_PART)
"""Compiles a part of the kernel that the kernel calls."""

inlined = _njit(forceinline=True, **_PART)
"""Compiles a part of the kernel into those that use it."""


def entered(function: Any) -> Any:
    """Compile what Python calls, and keep it on disk where there is a folder to write to."""
    try:
        return _njit(cache=True, _nrt=False)(function)
    except RuntimeError:
        return _njit(_nrt=False)(function)


@inlined
def push(times: Any, numbers: Any, base: int, size: int, time: float, number: int) -> None:
    """Put (time, number) into the heap of ``size`` entries that begins at ``base``."""
    place = size
    while place > 0:
        above = (place - 1) >> 1
        if times[base + above] < time or (times[base + above] == time and numbers[base + above] <= number):
            break
        times[base + place] = times[base + above]
        numbers[base + place] = numbers[base + above]
        place = above
    times[base + place] = time
    numbers[base + place] = number


@inlined
def pop(times: Any, numbers: Any, base: int, size: int) -> None:
    """Take the first entry off the heap of ``size`` entries that begins at ``base``."""
    last = size - 1
    time, number = times[base + last], numbers[base + last]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= last:
            break
        right = below + 1
        if right < last and (
            times[base + right] < times[base + below]
            or (times[base + right] == times[base + below] and numbers[base + right] < numbers[base + below])
        ):
            below = right
        if time < times[base + below] or (time == times[base + below] and number <= numbers[base + below]):
            break
        times[base + place] = times[base + below]
        numbers[base + place] = numbers[base + below]
        place = below
    times[base + place] = time
    numbers[base + place] = number


@inlined
def set_idle(stations: Any, slots: Any, station: int, slot: int) -> None:
    """Put a place at the end of its station's line of idle ones."""
    last = stations[station].last_idle
    slots[slot].is_idle = 1
    slots[slot].before = last
    slots[slot].after = -1
    if last < 0:
        stations[station].first_idle = slot
    else:
        slots[last].after = slot
    stations[station].last_idle = slot


@inlined
def set_taken(stations: Any, slots: Any, station: int, slot: int) -> None:
    """Take a place out of its station's line of idle ones, if it stands there."""
    if slots[slot].is_idle:
        slots[slot].is_idle = 0
        before, after = slots[slot].before, slots[slot].after
        if before < 0:
            stations[station].first_idle = after
        else:
            slots[before].after = after
        if after < 0:
            stations[station].last_idle = before
        else:
            slots[after].before = before


@inlined
def count(table: Any, station: int, start: float, end: float, weight: float, length: float) -> None:
    """Add a span of time to the intervals it lies in."""
    start, end = max(start, 0.0), min(end, table.shape[1] * length)
    while start < end:
        interval = int(start / length)
        edge = min((interval + 1) * length, end)
        table[station, interval] += (edge - start) * weight
        start = edge

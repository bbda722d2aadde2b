"""Sheet Migration: the way each queue starts in, the way wished for, and when it may move."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from wfm.migration.allowed import allowed_ways, refusal
from wfm.migration.case import QUEUES
from wfm.migration.reading.given import Given, way_named
from wfm.migration.reading.programme import read_phase
from wfm.migration.way import WAYS, Way
from wfm.modes import ModeAdvice, mix_on, mode_advice
from wfm.policy.mix import MODE_COLUMNS
from wfm.policy.sheet_rows import cell, known_name, text
from wfm.roles import Mode
from wfm.workbook import InputRow

NO_ROW = InputRow({})
NO_PHASE = -1


@dataclass(frozen=True)
class QueueWays:
    """What is known of one queue: phases count from 0, ``latest`` is -1 where there is no deadline."""

    queue: str
    start: Way
    wish: Way | None
    is_wish_given: bool
    earliest: int
    latest: int
    is_locked: bool


def read_queue_ways(given: Given) -> dict[str, QueueWays]:
    """Return the ways of every queue of the forecast.

    Unknown queues and modes, modes that a queue's floor or nature refuses, locked queues that should move,
    mixed queues without a mode to start in, and phases that are none are appended to the faults.
    """
    rows = _rows_by_queue(given)
    advice = {each.queue: each for each in mode_advice(given.policy, given.forecast)}
    return {queue: _ways(queue, rows.get(queue, NO_ROW), advice[queue], given) for queue in given.queues}


def ways_open(queue: Mapping[Hashable, Any], ways: QueueWays) -> tuple[Way, ...]:
    """Return the ways a queue may be in some day: where it is alone if it is locked, else all allowed."""
    return (ways.start,) if ways.is_locked else allowed_ways(queue, ways.start, ways.wish)


def queue_table(ways: dict[str, QueueWays], skills: dict[str, str], given: Given) -> pd.DataFrame:
    """Return the queues of the migration (as ``QUEUES``); ``skills`` are those of their pools, by queue."""
    records = [
        {
            "queue": queue,
            "start_way": each.start.label,
            "wish": "" if each.wish is None else each.wish.label,
            "is_wish_given": each.is_wish_given,
            "earliest_phase": each.earliest,
            "latest_phase": each.latest,
            "is_locked": each.is_locked,
            "ai_days": _ai_days(queue, each.start, given),
            "skill": skills[queue],
        }
        for queue, each in ways.items()
    ]
    return QUEUES.conform(pd.DataFrame(records))


def _rows_by_queue(given: Given) -> dict[str, InputRow]:
    found: dict[str, InputRow] = {}
    for row in given.rows("Migration"):
        queue = known_name(row, "queue", given.queues, "queue", given.faults)
        if queue in found:
            first = cell(found[queue], "queue")
            given.fault(cell(row, "queue"), f"{queue!r} stands twice, first at {first}", "one row a queue")
        elif queue is not None:
            found[queue] = row
    return found


def _ways(queue: str, row: InputRow, advice: ModeAdvice, given: Given) -> QueueWays:
    is_locked = bool(row.values.get("lock", False))
    start = _start(queue, row, given)
    wish = _wish(queue, row, start, is_locked, advice, given)
    earliest = read_phase(row, "earliest", given, is_latest=False)
    latest = read_phase(row, "latest", given, is_latest=True)
    if latest is not None:
        if wish is None:
            found = f"{queue!r} has a latest move and no mode wished for"
            given.fault(cell(row, "latest"), found, "a wish, or no latest")
        elif earliest is not None and latest < earliest:
            found = f"latest of {queue!r} is phase {latest + 1}, earliest phase {earliest + 1}"
            given.fault(cell(row, "latest"), found, f"phase {earliest + 1} or later, or a date in it")
    latest = NO_PHASE if latest is None else latest
    said = "wish" in row.values and not is_locked
    return QueueWays(queue, start, wish, said, earliest or 0, latest, is_locked)


def _start(queue: str, row: InputRow, given: Given) -> Way:
    written = given.way(row, "start_mode")
    mix = mix_on(given.policy, queue, pd.Timestamp(given.phases.first_day))
    modes = [mode for mode, name in zip(Mode, MODE_COLUMNS, strict=True) if mix[name] > 0]
    mixed = [Way(mode, mode == Mode.ESCALATION and bool(mix["augmented_escalation"])) for mode in modes]
    if written is not None:
        why = refusal(given.queues[queue], written)
        if why.startswith("its floor"):
            found = f"{queue!r} starts in mode {written.label}"
            given.fault(cell(row, "start_mode"), found, f"a mode not below its floor: {why}")
        if mixed != [written]:
            words = f"As on sheet Migration; its mode mix says {', '.join(way.label for way in mixed)}"
            given.note("start_mode", queue, written.label, words, "mode")
        return written
    if text(row, "start_mode"):
        return WAYS[0]
    if len(mixed) > 1:
        found = f"{queue!r} runs in modes {', '.join(way.label for way in mixed)}"
        expected = "the mode it starts in, start_mode of sheet Migration"
        where = row.cells.get("start_mode") or _cell_of_mix(queue, given)
        given.fault(
            where, found, expected, "A migration moves whole queues: split it, or name the main mode."
        )
    given.note("start_mode", queue, mixed[0].label, "Its mode mix on the first day", "mode")
    return mixed[0]


def _wish(
    queue: str, row: InputRow, start: Way, is_locked: bool, advice: ModeAdvice, given: Given
) -> Way | None:
    wish = given.way(row, "wish")
    if wish is not None:
        why = refusal(given.queues[queue], wish)
        found = f"{queue!r} is to go to mode {wish.label}"
        if is_locked and wish != start:
            given.fault(
                cell(row, "wish"), f"{found} and is locked", f"{start.label}, where it is, or no lock"
            )
        elif why:
            allowed = ", ".join(way.label for way in WAYS if not refusal(given.queues[queue], way))
            given.fault(cell(row, "wish"), found, f"one of {allowed}: {why}")
        return wish
    if is_locked:
        return start
    if not advice.stages:
        why = f"Blank, and no advice without {', '.join(advice.missing)} on sheet Queues"
        given.note("wish", queue, "none: by cost alone", why, "mode")
        return None
    last = advice.stages[-1]
    given.note("wish", queue, last.label, f"Advice on modes, its last stage: {last.why}", "mode")
    return way_named(last.label)


def _cell_of_mix(queue: str, given: Given) -> str:
    rows = given.rows("ModeMix")
    named = (cell(row, "queue") for row in rows if text(row, "queue").casefold() == queue.casefold())
    return next(named, "Migration")


def _ai_days(queue: str, start: Way, given: Given) -> float:
    """Return how long the AI has spoken with customers by the first day; blank where it does not."""
    if not start.is_ai_led:
        return np.nan
    live_from = given.queues[queue]["ai_live_from"]
    if pd.isna(live_from):
        return given.defaults.number("settled_ai_days", queue)
    return max(0.0, float((pd.Timestamp(given.phases.first_day) - live_from).days))

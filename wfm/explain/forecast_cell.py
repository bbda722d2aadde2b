"""Explain a cell of the planner's forecast forwards: what is read from it, and what it leaves to do."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wfm.explain.crew import Crew
from wfm.explain.deferred import pieces_created, streams
from wfm.explain.load import reached
from wfm.explain.load_steps import NEGLIGIBLE
from wfm.explain.noun import Explanation, Step
from wfm.explain.per_contact import contact_steps
from wfm.explain.record import number_at
from wfm.explain.replay import QueueReplay, Replay
from wfm.explain.requirement import people_needed
from wfm.explain.review_work import KIND_WORDS
from wfm.explain.sources import Source, together
from wfm.explain.words import ERLANG_DIGITS, figure, people, role_words, seconds, share, span
from wfm.roles import Mode
from wfm.workload.deferrable import REVIEW

FIELD_WORDS = {
    "conversations": "contacts offered",
    "handle_seconds": "handle time of people today",
    "ai_seconds": "length of the AI conversation",
    "escalated_seconds": "handle time after an escalation",
    "escalation_rate": "share handed to people",
}
INTERVALS_SHOWN = 6
MOST_AHEAD = 4
"""Intervals after that of the contacts in which their work is told one by one."""


def explain_forecast_cell(replay: Replay, where: str, read: Sequence[tuple[int, str]]) -> Explanation:
    """Return what is read from a cell of the forecast, and what it feeds.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    where
        The cell, as ``Forecast!D17``.
    read
        Rows and columns of ``Forecast.table`` read from it.
    """
    table = replay.given.forecast.table
    field = read[0][1]
    rows = [row for row, name in read if name == field]
    queue = replay.queue(str(table["queue"].iat[rows[0]]))
    places = [row - queue.first_row for row in rows]
    values = [number_at(table, row, field) for row in rows]
    value = sum(values) if field == "conversations" else values[0]
    when = span(replay.intervals[places[0]], replay.horizon, replay.zone)
    if len(rows) > 1:
        when += f" and {len(rows) - 1} more intervals"
    unit = {"conversations": "contacts", "escalation_rate": "share"}.get(field, "s")
    shown = figure(value) if unit == "contacts" else share(value) if unit == "share" else seconds(value)
    steps = [Step(f"read as {FIELD_WORDS[field]} of {queue.queue}, {when}: {shown}", value, unit, (where,))]
    sources: list[Source] = []
    for place in places[:INTERVALS_SHOWN]:
        told, found = _feeds(replay, queue, place)
        steps += told
        sources += found
    if not any(where in step.cells for step in steps[1:]):
        steps.append(Step("nothing is counted with it here: other cells give what this plan uses", None, ""))
    if len(places) > INTERVALS_SHOWN:
        steps.append(Step(f"and so on for {len(places) - INTERVALS_SHOWN} more intervals", None, ""))
    title = f"{FIELD_WORDS[field]}: {queue.queue}, {when} ({replay.zone})"
    return Explanation(where, title, value, unit, tuple(steps), together(*sources).assumptions)


def _feeds(replay: Replay, queue: QueueReplay, place: int) -> tuple[list[Step], list[Source]]:
    """Return the work that the contacts of one interval leave: live, by interval, and work that may wait."""
    row = replay.given.policy.queues.set_index("queue").loc[queue.queue]
    site, pool = str(row["site"]), str(row["pool"])
    steps: list[Step] = []
    sources: list[Source] = []
    if float(queue.rates.conversations[0, place]) <= 0:
        return [Step("no contacts: nothing follows", 0.0, "contacts")], []
    if not bool(queue.presence.is_open[0, place]):
        steps.append(Step(_closed_words(replay, queue, place), None, ""))
    for handling, work in zip(queue.handlings, queue.splits, strict=True):
        crew = Crew(site, str(handling.role), pool)
        is_live = work.live[0, place] > 0 and handling.visits
        if is_live and queue.mode_of(crew.role) is not None:
            told, found = contact_steps(replay, queue, handling, place)
            steps += told
            sources += found
            steps += _load_fed(replay, queue, crew, place)
        elif handling.mode == Mode.AUTONOMOUS and work.handled[0, place] > 0:
            steps.append(Step(f"{figure(work.handled[0, place])} handled by the AI alone", None, ""))
    return [*steps, *_waiting_fed(replay, queue, site, pool, place)], sources


def _closed_words(replay: Replay, queue: QueueReplay, place: int) -> str:
    """Return what becomes of contacts outside people's hours."""
    opening = int(queue.presence.next_open[0, place])
    rule = str(queue.presence.rule[0])
    words = {"callback": "called back", "wait": "waits", "closed": "not offered"}.get(rule, rule)
    if rule == "closed" or opening < 0:
        return "outside people's hours: what the AI cannot finish is not offered"
    when = span(replay.intervals[opening], replay.horizon, replay.zone)
    return f"outside people's hours: what the AI cannot finish is {words} from the next opening, {when}"


def _load_fed(replay: Replay, queue: QueueReplay, crew: Crew, place: int) -> list[Step]:
    """Return what the contacts of one interval put on it and on those after it, beside the crew's need."""
    steps = []
    erlangs = reached(replay, queue, crew.role, place)
    for lag, part in enumerate(erlangs[: MOST_AHEAD + 1]):
        if part < NEGLIGIBLE:
            continue
        at = (place + lag) % len(replay.intervals)
        needed, bound, _, _ = people_needed(replay, crew, at)
        when = span(replay.intervals[at], replay.horizon, replay.zone)
        role = role_words(crew.role)
        words = (
            f"{role}, {crew.pool}, {when}: {figure(part, ERLANG_DIGITS)} erlang of the load;"
            f" {people(needed)} needed ({bound})"
        )
        steps.append(Step(words, float(part), "erlang"))
    rest = float(erlangs[MOST_AHEAD + 1 :].sum())
    if rest >= NEGLIGIBLE:
        steps.append(Step(f"later intervals: {figure(rest, ERLANG_DIGITS)} erlang", rest, "erlang"))
    return steps


def _waiting_fed(replay: Replay, queue: QueueReplay, site: str, pool: str, place: int) -> list[Step]:
    """Return the work that may wait which the contacts of one interval leave."""
    steps = []
    for stream in streams(replay):
        if (stream.site, stream.pool) != (site, pool):
            continue
        for at in _ready_at(replay, queue, stream.kind, place):
            own = [
                p for p in pieces_created(replay, stream, at) if p.queue == queue.queue and p.place == place
            ]
            hours = sum(piece.hours for piece in own)
            if hours > 0:
                when = span(replay.intervals[at], replay.horizon, replay.zone)
                words = f"{figure(hours, ERLANG_DIGITS)} h of {KIND_WORDS[stream.kind]}, from {when} on"
                steps.append(Step(words, hours, "h"))
    return steps


def _ready_at(replay: Replay, queue: QueueReplay, kind: str, place: int) -> list[int]:
    """Return the intervals in which work left by the contacts of one interval can first be done."""
    width = len(replay.intervals)
    soon = [(place + lag) % width for lag in range(1, _reach(replay, queue, place))]
    if kind == REVIEW:
        return soon
    opening = int(queue.presence.next_open[0, place])
    return list(dict.fromkeys([*([opening] if opening >= 0 else []), *soon]))


def _reach(replay: Replay, queue: QueueReplay, place: int) -> int:
    """Return how many intervals later the longest conversation begun in an interval is over, and two more."""
    longest = max(float(handling.conversation_seconds[0, place]) for handling in queue.handlings)
    delays = [float(v.delay_seconds[0, place]) for h in queue.handlings for v in h.visits]
    length = pd.Timedelta(minutes=replay.horizon.interval_minutes).total_seconds()
    return int(max(longest, *delays, 0.0) // length) + 2

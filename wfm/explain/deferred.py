"""Work that may wait, contact by contact: which intervals leave it, how many hours, and when it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wfm.explain.record import queue_record
from wfm.explain.replay import QueueReplay, Replay
from wfm.modes.handling import Handling
from wfm.modes.law import Numbers
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR
from wfm.workload.deferrable import CALLBACK, EMAIL, REVIEW, deferrable
from wfm.workload.opening import interval_length, microseconds
from wfm.workload.presence import CALLBACK as CALL_BACK
from wfm.workload.work import Split


@dataclass(frozen=True)
class Stream:
    """Work of one kind that a role does for a pool: review, callback or email."""

    site: str
    role: str
    pool: str
    kind: str


@dataclass(frozen=True)
class Piece:
    """What the contacts of one interval leave to do later.

    ``contacts`` begin in interval ``place``, ``share`` of them take ``seconds`` each; ``hours`` in all.
    """

    queue: str
    mode: Handling
    place: int
    contacts: float
    share: float
    seconds: float

    @property
    def hours(self) -> float:
        """Hours of people's time."""
        return self.contacts * self.share * self.seconds / SECONDS_PER_HOUR


def pieces_created(replay: Replay, stream: Stream, place: int) -> tuple[Piece, ...]:
    """Return the pieces of a stream that can first be done in interval ``place``; their hours sum to it."""
    found: list[Piece] = []
    for name in replay.queues_of(stream.site, stream.pool):
        queue = replay.queue(name)
        for handling, work in zip(queue.handlings, queue.splits, strict=True):
            if stream.kind == REVIEW or str(handling.role) == stream.role:
                found += _OF_KIND[stream.kind](replay, queue, handling, work, place)
    return tuple(found)


def created_work(replay: Replay, queue: str) -> pd.DataFrame:
    """Return all work of one queue that may wait, as ``wfm.workload.DEFERRABLE``."""
    found = replay.queue(queue)
    return replay.kept(
        ("deferrable", queue),
        lambda: deferrable(found.rates, found.handlings, found.splits, found.presence, replay.given.policy),
    )


def stream_work(replay: Replay, stream: Stream) -> pd.DataFrame:
    """Return the work of a stream, its queues together: ``created``, ``due`` and ``hours``, in that order."""
    return replay.kept(("stream", stream), lambda: _stream_work(replay, stream))


def streams(replay: Replay) -> tuple[Stream, ...]:
    """Return every stream of work that may wait, sorted."""

    def found() -> tuple[Stream, ...]:
        keys = ["site", "role", "pool", "kind"]
        tables = [created_work(replay, name)[keys].drop_duplicates() for name in replay.given.forecast.queues]
        rows = {tuple(row) for table in tables for row in table.itertuples(index=False, name=None)}
        return tuple(Stream(*row) for row in sorted(rows))

    return replay.kept(("streams",), found)


def due_of(
    replay: Replay, queue: QueueReplay, kind: str, created: pd.Timestamp
) -> tuple[pd.Timestamp, float]:
    """Return when work of one queue created at an instant is due, and the clock hours it may take."""
    policy = replay.given.policy
    hours = float(queue_record(replay.given.policy.queues, queue.queue)["due_hours"])
    if kind != REVIEW:
        hours = policy.reference.value("callback_due_hours" if kind == CALLBACK else "email_due_hours")
    moment = pd.DatetimeIndex([created]).as_unit("us").asi8
    if kind == CALLBACK:
        due = queue.presence.queue_windows[0].due_within(moment, hours)
    else:
        due = queue.presence.crew_windows[0].due(moment, hours)
    return pd.Timestamp(int(due[0]), unit="us", tz="UTC"), hours


def _stream_work(replay: Replay, stream: Stream) -> pd.DataFrame:
    parts = []
    for name in replay.queues_of(stream.site, stream.pool):
        table = created_work(replay, name)
        parts.append(table[(table["role"] == stream.role) & (table["kind"] == stream.kind)])
    together = pd.concat(parts, ignore_index=True)
    return together.groupby(["created", "due"], sort=True)["hours"].sum().reset_index()


def _reviews(
    replay: Replay, queue: QueueReplay, handling: Handling, work: Split, place: int
) -> Iterable[Piece]:
    """Return the conversations whose reviews can first be done in an interval."""
    minutes = float(queue_record(replay.given.policy.queues, queue.queue)["review_minutes"])
    share = queue.rates.review_share[0]
    there = _arrives(replay, work.handled[0] * share, handling.conversation_seconds[0], place)
    for at in there:
        yield Piece(
            queue.queue,
            handling,
            int(at),
            float(work.handled[0, at]),
            float(share[at]),
            minutes * SECONDS_PER_HOUR / MINUTES_PER_HOUR,
        )


def _callbacks(
    replay: Replay, queue: QueueReplay, handling: Handling, work: Split, place: int
) -> Iterable[Piece]:
    """Return the contacts outside people's hours that are called back from an opening on."""
    there = queue.presence
    if str(there.rule[0]) != CALL_BACK or bool(there.is_email[0]):
        return
    waits = ~there.is_open[0] & (there.next_open[0] == place) & (handling.conversations[0] > 0)
    has_ai = handling.ai_answers and bool(there.ai_always[0])
    shares = (handling.pending_share if has_ai else handling.callback_share)[0]
    times = (handling.pending_seconds if has_ai else handling.callback_seconds)[0]
    for at in np.flatnonzero(waits & (shares * times > 0)):
        yield Piece(
            queue.queue,
            handling,
            int(at),
            float(handling.conversations[0, at]),
            float(shares[at]),
            float(times[at]),
        )


def _emails(
    replay: Replay, queue: QueueReplay, handling: Handling, work: Split, place: int
) -> Iterable[Piece]:
    """Return the written contacts that can first be done in an interval."""
    if not bool(queue.presence.is_email[0]):
        return
    contacts = handling.conversations[0]
    asked = contacts * handling.pending_share[0] * handling.pending_seconds[0]
    delay = handling.visits[0].delay_seconds[0] if handling.visits else np.zeros(contacts.shape)
    for at in _arrives(replay, asked, delay, place):
        yield Piece(
            queue.queue,
            handling,
            int(at),
            float(contacts[at]),
            float(handling.pending_share[0, at]),
            float(handling.pending_seconds[0, at]),
        )


def _arrives(replay: Replay, amounts: Numbers, delay_seconds: Numbers, place: int) -> np.ndarray:
    """Return the intervals whose amounts are there, in full, from the beginning of ``place`` on."""
    steps = microseconds(delay_seconds / SECONDS_PER_HOUR) // interval_length(replay.horizon) + 1
    ready = (np.arange(len(amounts)) + steps) % len(amounts)
    return np.flatnonzero((ready == place) & (amounts > 0))


_OF_KIND: dict[str, Callable[[Replay, QueueReplay, Handling, Split, int], Iterable[Piece]]] = {
    REVIEW: _reviews,
    CALLBACK: _callbacks,
    EMAIL: _emails,
}

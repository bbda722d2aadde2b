"""Explain work that may wait: reviews, callbacks and email, their hours and when they are due."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.deferred import Piece, Stream, due_of, pieces_created, stream_work, streams
from wfm.explain.load_steps import NEGLIGIBLE
from wfm.explain.noun import Explanation, Step
from wfm.explain.replay import Replay
from wfm.explain.sources import Source, together
from wfm.explain.words import ERLANG_DIGITS, apportioned, clock, figure, role_words, seconds, share, span
from wfm.units import SECONDS_PER_HOUR
from wfm.workload.deferrable import CALLBACK, REVIEW

HOURS, DUE, CREATED = "hours", "due", "created"

KIND_WORDS = {"review": "reviews", "callback": "callbacks", "email": "email"}


def explain_review_work(
    replay: Replay,
    stream: Stream,
    created: pd.Timestamp,
    column: str = HOURS,
    cell: str = "",
    *,
    due: pd.Timestamp | None = None,
) -> Explanation:
    """Return the hours of work that may wait, or their due time, explained from the contacts they come from.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    stream
        Site, role, pool and kind of work.
    created
        Start of the interval in which it can first be done (UTC).
    column
        ``hours``, ``due`` or ``created``; instants are values as text in UTC.
    cell
        Where the number stands; blank: named by its stream and time.
    due
        When it must be done, where queues of the pool differ in that; None: all work created then.

    Raises
    ------
    PlanningError
        If the plan has no such work or column.
    """
    if column not in _TITLES:
        raise PlanningError(f"{column!r} is no number of work that may wait: {', '.join(_TITLES)}")
    if stream not in streams(replay):
        raise PlanningError(f"the plan has no {stream.kind} of {stream.pool} at {stream.site}")
    found = [
        piece
        for piece in pieces_created(replay, stream, replay.interval(created))
        if due is None or due_of(replay, replay.queue(piece.queue), stream.kind, created)[0] == due
    ]
    if not found:
        raise PlanningError(f"no {stream.kind} of {stream.pool} can first be done at {created}")
    title = (
        f"{_TITLES[column]}: {KIND_WORDS[stream.kind]} of {stream.pool} at {stream.site} by"
        f" {role_words(stream.role)}, {clock(created, replay.zone)} ({replay.zone})"
    )
    if column == HOURS:
        steps, sources = hours_steps(replay, stream, found)
        value: float | str = sum(piece.hours for piece in found)
        unit = "h"
    else:
        steps, sources, by = due_steps(replay, stream, found, created)
        value, unit = (by if column == DUE else created).isoformat(), "UTC"
    notes = together(*sources).assumptions
    return Explanation(cell or title, title, value, unit, tuple(steps), notes)


def hours_steps(
    replay: Replay, stream: Stream, pieces: Sequence[Piece]
) -> tuple[list[Step], tuple[Source, ...]]:
    """Return the steps to the hours of work created at one time, and their sources."""
    steps: list[Step] = []
    sources: list[Source] = []
    told = [piece for piece in pieces if piece.hours >= NEGLIGIBLE]
    rest = [piece.hours for piece in pieces if piece.hours < NEGLIGIBLE]
    shown = apportioned([*(piece.hours for piece in told), sum(rest)])
    for piece, hours in zip(told, shown, strict=False):
        queue = replay.queue(piece.queue)
        where = replay.sources.forecast(queue.first_row + piece.place, "conversations")
        more = _sources(replay, stream, piece)
        steps.append(
            Step(_words(replay, stream, piece, hours), piece.hours, "h", (*where.cells, *more.cells))
        )
        sources += [where, more]
    if rest:
        steps.append(Step(f"{len(rest)} other intervals leave {shown[-1]} h", sum(rest), "h"))
    all_hours = sum(piece.hours for piece in pieces)
    steps.append(Step(f"together {figure(all_hours, ERLANG_DIGITS)} h of people's time", all_hours, "h"))
    return steps, tuple(sources)


def due_steps(
    replay: Replay, stream: Stream, pieces: Sequence[Piece], created: pd.Timestamp
) -> tuple[list[Step], tuple[Source, ...], pd.Timestamp]:
    """Return the steps to the due time of work created at one time, and their sources."""
    queue = replay.queue(pieces[0].queue)
    due, hours = due_of(replay, queue, stream.kind, created)
    plain = created + pd.Timedelta(hours=hours)
    if stream.kind == REVIEW:
        source = replay.sources.queue(queue.queue, "due_hours")
    else:
        name = "callback_due_hours" if stream.kind == CALLBACK else "email_due_hours"
        source = replay.sources.rate(name, queue.queue)
    words = f"can first be done {clock(created, replay.zone)}, due {figure(hours)} h later"
    if due == plain:
        words += f": {clock(due, replay.zone)}"
    elif due < plain:
        words += f", at the latest when the queue closes: {clock(due, replay.zone)}"
    else:
        words += (
            f"; the crew is closed {clock(plain, replay.zone)}, so by the end of its next opening:"
            f" {clock(due, replay.zone)}"
        )
    steps = [Step(words, due.isoformat(), "UTC", source.cells)]
    return steps, (source,), due


def work_of(replay: Replay, stream: Stream, created: pd.Timestamp, due: pd.Timestamp) -> int | None:
    """Return the row of a stream's work by its times, None where there is none."""
    table = stream_work(replay, stream)
    rows = table.index[(table["created"] == created) & (table["due"] == due)]
    return int(rows[0]) if len(rows) else None


def _words(replay: Replay, stream: Stream, piece: Piece, hours: str) -> str:
    when = span(replay.intervals[piece.place], replay.horizon, replay.zone)
    what = {
        REVIEW: f"{share(piece.share)} reviewed",
        CALLBACK: f"{share(piece.share)} to call back, outside people's hours",
    }.get(stream.kind, f"{share(piece.share)} by a person")
    return (
        f"{piece.queue}, {when}: {figure(piece.contacts)} contacts x {what} x {seconds(piece.seconds)}"
        f" / {SECONDS_PER_HOUR:,} s = {hours} h"
    )


def _sources(replay: Replay, stream: Stream, piece: Piece) -> Source:
    """Return where share and length of a piece of work come from."""
    on = replay.dates[piece.place]
    if stream.kind == REVIEW:
        shares = [replay.sources.mix(piece.queue, on, name) for name in ("review_share", "risk_review_share")]
        return together(*shares[:1], replay.sources.queue(piece.queue, "review_minutes"))
    return together(
        replay.sources.mix(piece.queue, on, f"mode_{int(piece.mode.mode)}"),
        replay.sources.queue(piece.queue, "after_hours"),
    )


_TITLES = {HOURS: "Hours", DUE: "Due", CREATED: "Created"}

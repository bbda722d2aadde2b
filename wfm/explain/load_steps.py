"""The load of an interval in words: contacts, what each asks, and what of it falls into the interval."""

from __future__ import annotations

from collections.abc import Sequence

from wfm.explain.crew import Crew
from wfm.explain.load import Part, load_parts, takeover_parts, total
from wfm.explain.noun import Step
from wfm.explain.per_contact import PIECE_WORDS, contact_steps
from wfm.explain.replay import QueueReplay, Replay
from wfm.explain.sources import Source
from wfm.explain.words import ERLANG_DIGITS, apportioned, figure, seconds, share, span
from wfm.modes.handling import Handling
from wfm.roles import Role
from wfm.units import SECONDS_PER_MINUTE

NEGLIGIBLE = 0.5 * 10**-ERLANG_DIGITS
"""Parts of the load below this (erlang) are told together."""


def load_steps(replay: Replay, crew: Crew, place: int) -> tuple[list[Step], tuple[Source, ...], float]:
    """Return the steps to a crew's load in an interval, the sources of their values, and the load.

    The load is the sum of the parts told; parts too small for the digits shown are told together.
    """
    parts = load_parts(replay, crew, place)
    load = total(parts)
    steps: list[Step] = []
    sources: list[Source] = []
    members = replay.members(crew)
    if not members:
        return [Step("no contacts of the forecast need this crew", 0.0, "erlang")], (), 0.0
    for queue in members:
        own = [part for part in parts if part.queue == queue.queue]
        found = queue.mode_of(crew.role)
        if found is None or total(own) < NEGLIGIBLE:
            steps.append(Step(f"{queue.queue}: no work in this interval", total(own), "erlang"))
            continue
        told, where = _of_queue(replay, queue, found[0], own)
        steps += told
        sources += where
    what = "conversations at once to watch" if crew.role == str(Role.MONITOR) else "erlang"
    if len(members) > 1:
        sums = [total(part for part in parts if part.queue == queue.queue) for queue in members]
        shown = " + ".join(apportioned(sums))
        words = (
            f"{crew.pool} shares the work of {len(members)} queues: {shown} = {figure(load, ERLANG_DIGITS)}"
        )
        pools = tuple(replay.sources.queue(queue.queue, "pool") for queue in members)
        cells = tuple(dict.fromkeys(cell for source in pools for cell in source.cells))
        steps.append(Step(f"{words} {what}", load, "erlang", cells))
        sources += pools
    else:
        steps.append(Step(f"load {figure(load, ERLANG_DIGITS)} {what}", load, "erlang"))
    return steps, tuple(sources), load


def takeover_steps(replay: Replay, crew: Crew, place: int) -> tuple[list[Step], float]:
    """Return the steps to the erlangs of the monitors' own conversations in an interval."""
    parts = takeover_parts(replay, crew, place)
    own = total(parts)
    if not parts:
        return [], 0.0
    pieces = sum(part.pieces for part in parts if part.lag == 0)
    words = f"take-overs: {figure(pieces)} begin here; with those still running"
    words += f" {figure(own, ERLANG_DIGITS)} erlang"
    return [Step(words, own, "erlang")], own


def _of_queue(
    replay: Replay, queue: QueueReplay, handling: Handling, parts: Sequence[Part]
) -> tuple[list[Step], list[Source]]:
    """Return the steps of one queue: what a contact asks, then each interval that leaves work here."""
    largest = max(parts, key=lambda part: part.erlangs)
    steps, sources = contact_steps(replay, queue, handling, largest.place)
    told = [part for part in parts if part.erlangs >= NEGLIGIBLE]
    rest = [part for part in parts if part.erlangs < NEGLIGIBLE]
    shown = apportioned([*(part.erlangs for part in told), total(rest)])
    for part, erlangs in zip(told, shown, strict=False):
        source = replay.sources.forecast(queue.first_row + part.place, "conversations")
        steps.append(Step(_words(replay, handling, part, erlangs), part.erlangs, "erlang", source.cells))
    if total(rest) >= NEGLIGIBLE / len(parts):
        words = f"{len(rest)} other intervals leave less than {NEGLIGIBLE:g} each: {shown[-1]} erlang"
        steps.append(Step(words, total(rest), "erlang"))
    words = f"{queue.queue} together {' + '.join(shown[: len(told)])}"
    if float(shown[-1]) > 0:
        words += f" + {shown[-1]}"
    steps.append(Step(f"{words} = {figure(total(parts), ERLANG_DIGITS)} erlang", total(parts), "erlang"))
    return steps, list(sources)


def _words(replay: Replay, handling: Handling, part: Part, erlangs: str) -> str:
    """Return one part in words: pieces x seconds / interval, and what of it falls into the interval."""
    length = replay.horizon.interval_minutes * SECONDS_PER_MINUTE
    work = part.pieces * part.seconds / length
    when = span(replay.intervals[part.place], replay.horizon, replay.zone)
    if part.place + part.lag >= len(replay.intervals):
        when += " (the plan's last evening stands for the one before it)"
    here = "here" if part.lag == 0 else "in the interval explained"
    inside = share(round(part.erlangs / work, 4)) if work > 0 else "none"
    return (
        f"{when}: {figure(part.pieces)} {PIECE_WORDS[handling.mode]} x {seconds(part.seconds)} / {length:,} s"
        f" = {figure(work, ERLANG_DIGITS)} erlang of work, {inside} of it {here}: {erlangs}"
    )

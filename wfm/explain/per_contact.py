"""What one contact asks of a role, mode by mode: how many of them come to a person, and for how long."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wfm.explain.noun import Step
from wfm.explain.record import number_at, queue_record
from wfm.explain.replay import QueueReplay, Replay
from wfm.explain.sources import Source, together
from wfm.explain.words import figure, seconds, share, unit_words
from wfm.modes.handling import Handling
from wfm.policy import volume_factors
from wfm.roles import Mode

MODE_WORDS = {
    Mode.TRADITIONAL: "people take the whole contact (mode 0)",
    Mode.AUTONOMOUS: "the AI works alone, reviewed afterwards (mode 1)",
    Mode.MONITORED: "the AI talks while monitors watch (mode 2)",
    Mode.ESCALATION: "the AI answers first and hands some over (mode 3)",
    Mode.AUGMENTED: "people are helped by the AI (mode 4)",
    Mode.HYBRID: "AI and specialist take turns (mode 5)",
    Mode.PRE_APPROVAL: "a person approves before the AI acts (mode 6)",
}

PIECE_WORDS = {
    Mode.TRADITIONAL: "contacts",
    Mode.MONITORED: "watched conversations",
    Mode.ESCALATION: "escalations",
    Mode.AUGMENTED: "contacts",
    Mode.HYBRID: "visits to a specialist",
    Mode.PRE_APPROVAL: "approvals",
}

_Told = tuple[list[Step], tuple[Source, ...]]


def contact_steps(replay: Replay, queue: QueueReplay, handling: Handling, place: int) -> _Told:
    """Return how the contacts of one interval become a role's pieces of work, and where each value stands.

    Parameters
    ----------
    replay
        The walk.
    queue
        Whose contacts.
    handling
        The mode.
    place
        Number of the interval of the contacts.
    """
    found = [offered(replay, queue, place), mode_share(replay, queue, handling.mode, place)]
    found += _OF_MODE[handling.mode](replay, queue, handling, place)
    # Two times may rest on the same handle time: it is told once.
    return list(dict.fromkeys(step for step, _ in found)), tuple(source for _, source in found)


def offered(replay: Replay, queue: QueueReplay, place: int) -> tuple[Step, Source]:
    """Return the step that reads the contacts of an interval, repeats included."""
    counted = number_at(queue.table, place, "conversations")
    source = replay.sources.forecast(queue.first_row + place, "conversations")
    words = f"{queue.queue}: {figure(counted)} {unit_words(counted, 'contacts')} offered"
    if not source.cells:
        words += " (no cell of their own: spread, or no row in the file)"
    on = replay.dates[place]
    by_holiday = float(volume_factors(replay.given.policy, (queue.queue,), (on,))[0, 0])
    if by_holiday != 1.0:
        words += f" x {figure(by_holiday, 4)} on the holiday"
        site = queue_record(replay.given.policy.queues, queue.queue)["site"]
        source = together(source, replay.sources.holiday(str(site), on, "volume_factor"))
    value = float(queue.rates.conversations[0, place])
    repeats = float(queue_record(replay.given.policy.queues, queue.queue)["repeat_rate"])
    if repeats:
        words += f" x {figure(1 + repeats, 4)} with repeats"
        source = together(source, replay.sources.queue(queue.queue, "repeat_rate"))
    if by_holiday != 1.0 or repeats:
        words += f" = {figure(value)}"
    return Step(words, value, "contacts", source.cells), source


def mode_share(replay: Replay, queue: QueueReplay, mode: Mode, place: int) -> tuple[Step, Source]:
    """Return the step that says which share of the contacts is handled in a mode on that date."""
    value = float(queue.rates.mix[mode, 0, place])
    source = replay.sources.mix(queue.queue, replay.dates[place], f"mode_{int(mode)}")
    return Step(f"{share(value)} of them: {MODE_WORDS[mode]}", value, "share", source.cells), source


def human_seconds(replay: Replay, queue: QueueReplay, place: int) -> tuple[Step, Source]:
    """Return the step that reads the handle time of people today."""
    value = float(queue.rates.human_seconds[0, place])
    given = number_at(queue.table, place, "handle_seconds")
    source = replay.sources.forecast(queue.first_row + place, "handle_seconds")
    how = "" if source.cells else " (no cell of its own: filled with a mean of the queue, or spread)"
    how = how if not np.isnan(given) else " (the queue's mean: the interval is empty)"
    return Step(f"handle time of people today {seconds(value)}{how}", value, "s", source.cells), source


def _own_seconds(
    replay: Replay, queue: QueueReplay, place: int, column: str, ratio: str, mode: Mode, words: str
) -> list[tuple[Step, Source]]:
    """Return the steps to a time: the forecast's own, else the queue's, else a ratio of the handle time."""
    value = {
        "ai_seconds": queue.rates.ai_seconds,
        "segment_seconds": queue.rates.segment_seconds,
        "approval_seconds": queue.rates.approval_seconds,
    }[column][0, place]
    source = Source()
    if column in queue.table and not np.isnan(number_at(queue.table, place, column)):
        source = replay.sources.forecast(queue.first_row + place, column)
        return [(Step(f"{words} {seconds(value)}", float(value), "s", source.cells), source)]
    own = queue_record(replay.given.policy.queues, queue.queue).get(column, np.nan)
    if not np.isnan(own):
        source = replay.sources.queue(queue.queue, column)
        return [(Step(f"{words} {seconds(value)}", float(value), "s", source.cells), source)]
    source = replay.sources.rate(ratio, queue.queue, mode=mode)
    factor = replay.given.policy.reference.value(ratio, mode=mode)
    text = f"{words} {figure(factor, 4)} x handle time = {seconds(value)}"
    return [human_seconds(replay, queue, place), (Step(text, float(value), "s", source.cells), source)]


def _whole(replay: Replay, queue: QueueReplay, handling: Handling, place: int) -> list[tuple[Step, Source]]:
    return [human_seconds(replay, queue, place)]


def _watched(replay: Replay, queue: QueueReplay, handling: Handling, place: int) -> list[tuple[Step, Source]]:
    steps = _own_seconds(
        replay, queue, place, "ai_seconds", "ai_seconds_ratio", Mode.ESCALATION, "the AI's conversation lasts"
    )
    taken = float(handling.takeover_share[0, place])
    length = float(handling.takeover_seconds[0, place])
    if taken > 0:
        columns = ("takeover_share", "takeover_seconds")
        source = together(*(replay.sources.queue(queue.queue, name) for name in columns))
        words = f"{share(taken)} of them are taken over for {seconds(length)} each"
        steps.append((Step(words, taken, "share", source.cells), source))
    return steps


def _escalated(
    replay: Replay, queue: QueueReplay, handling: Handling, place: int
) -> list[tuple[Step, Source]]:
    return [
        escalation_rate(replay, queue, place),
        *_ai_first(replay, queue, place),
        *escalated_seconds(replay, queue, place),
    ]


def _ai_first(replay: Replay, queue: QueueReplay, place: int) -> list[tuple[Step, Source]]:
    """Return the steps to the AI's own time, after which a person is needed."""
    words = "before a person is needed the AI takes"
    return _own_seconds(replay, queue, place, "ai_seconds", "ai_seconds_ratio", Mode.ESCALATION, words)


def escalation_rate(replay: Replay, queue: QueueReplay, place: int) -> tuple[Step, Source]:
    """Return the step to the share that the AI hands over: the forecast's own, else the learning curve's."""
    value = float(queue.rates.escalation_rate[0, place])
    if not np.isnan(number_at(queue.table, place, "escalation_rate")):
        source = replay.sources.forecast(queue.first_row + place, "escalation_rate")
        return Step(f"{share(value)} of these escalate to a person", value, "share", source.cells), source
    row = queue_record(replay.given.policy.queues, queue.queue)
    settled, live_from = float(row["escalation_settled"]), row["ai_live_from"]
    columns = ["escalation_settled"]
    words = f"{share(value)} of these escalate to a person"
    if live_from == live_from and live_from is not None:
        days = (replay.dates[place] - live_from.date()).days
        start, constant = float(row["escalation_start"]), float(row["learning_days"])
        columns += ["escalation_start", "learning_days", "ai_live_from"]
        words += (
            f": day {days} of the AI, {share(settled)} once settled + ({share(start)} - {share(settled)})"
            f" x exp(-{max(days, 0)} / {figure(constant)})"
        )
    else:
        words += ", as settled"
    source = together(*(replay.sources.queue(queue.queue, name) for name in columns))
    return Step(words, value, "share", source.cells), source


def escalated_seconds(replay: Replay, queue: QueueReplay, place: int) -> list[tuple[Step, Source]]:
    """Return the steps to the handle time after an escalation, with the AI's help where it helps."""
    policy = replay.given.policy
    value = float(queue.rates.escalated_seconds[0, place])
    factor = float(queue.rates.help_factor[0, place])
    plain = value / factor
    own = queue_record(policy.queues, queue.queue)["escalated_seconds"]
    steps: list[tuple[Step, Source]] = []
    words = f"after escalation {seconds(plain)}"
    if not np.isnan(number_at(queue.table, place, "escalated_seconds")):
        source = replay.sources.forecast(queue.first_row + place, "escalated_seconds")
    elif not np.isnan(own):
        source = replay.sources.queue(queue.queue, "escalated_seconds")
    else:
        ratio = policy.reference.value("escalated_seconds_ratio", mode=Mode.ESCALATION)
        base = policy.reference.value("escalated_ratio_base", mode=Mode.ESCALATION)
        steps.append(human_seconds(replay, queue, place))
        source = together(
            replay.sources.rate("escalated_seconds_ratio", queue.queue, mode=Mode.ESCALATION),
            *(
                [replay.sources.rate("escalated_ratio_base", queue.queue, mode=Mode.ESCALATION)]
                if base
                else []
            ),
        )
        of_what = "the AI's conversation" if base == 1 else "handle time" if base == 0 else "both"
        words = f"after escalation {figure(ratio, 4)} x {of_what} = {seconds(plain)}"
    if factor != 1.0:
        helped = _help_source(replay, queue, place)
        source = together(source, helped)
        words += f" x {figure(factor, 4)} with the AI's help = {seconds(value)}"
    return [*steps, (Step(words, value, "s", source.cells), source)]


def _help_source(replay: Replay, queue: QueueReplay, place: int) -> Source:
    gain = replay.given.policy.reference.value("throughput_gain", mode=Mode.AUGMENTED)
    names = ("throughput_gain",) if gain > 0 else ("after_call_share", "rest_cut", "after_call_cut")
    sources = [replay.sources.rate(name, queue.queue, mode=Mode.AUGMENTED) for name in names]
    flag = replay.sources.mix(queue.queue, replay.dates[place], "augmented_escalation")
    return together(flag, *sources)


def _augmented(
    replay: Replay, queue: QueueReplay, handling: Handling, place: int
) -> list[tuple[Step, Source]]:
    value = float(queue.rates.augmented_seconds[0, place])
    own = queue_record(replay.given.policy.queues, queue.queue)["augmented_seconds"]
    if not np.isnan(own):
        source = replay.sources.queue(queue.queue, "augmented_seconds")
        return [(Step(f"with the AI's help {seconds(value)}", value, "s", source.cells), source)]
    before = human_seconds(replay, queue, place)
    today = before[0].value
    factor = value / float(today) if isinstance(today, float) and today > 0 else 0.0
    gain = replay.given.policy.reference.value("throughput_gain", mode=Mode.AUGMENTED)
    names = ("throughput_gain",) if gain > 0 else ("after_call_share", "rest_cut", "after_call_cut")
    source = together(*(replay.sources.rate(name, queue.queue, mode=Mode.AUGMENTED) for name in names))
    words = f"x {figure(factor, 4)} with the AI's help = {seconds(value)}"
    return [before, (Step(words, value, "s", source.cells), source)]


def _by_turns(
    replay: Replay, queue: QueueReplay, handling: Handling, place: int
) -> list[tuple[Step, Source]]:
    row = queue_record(replay.given.policy.queues, queue.queue)
    alpha, beta = float(row["to_person_share"]), float(row["back_to_ai_share"])
    visits = float(sum(visit.share[0, place] for visit in handling.visits))
    chain = together(*(replay.sources.queue(queue.queue, n) for n in ("to_person_share", "back_to_ai_share")))
    words = (
        f"{figure(visits, 4)} visits to a specialist each: {share(alpha)} of the AI's turns end at a person,"
        f" {share(beta)} of the person's go back ="
        f" {figure(alpha, 4)} / (1 - {figure(alpha, 4)} x {figure(beta, 4)})"
    )
    length = float(handling.visits[0].handle_seconds[0, place])
    handover = replay.sources.queue(queue.queue, "handover_seconds")
    turn = _own_seconds(
        replay, queue, place, "segment_seconds", "segment_seconds_ratio", Mode.HYBRID, "a person's turn lasts"
    )
    added = f"with {seconds(float(row['handover_seconds']))} to hand over, {seconds(length)} a visit"
    return [
        (Step(words, visits, "visits", chain.cells), chain),
        *_ai_first(replay, queue, place),
        *turn,
        (Step(added, length, "s", handover.cells), handover),
    ]


def _approved(
    replay: Replay, queue: QueueReplay, handling: Handling, place: int
) -> list[tuple[Step, Source]]:
    asked = float(handling.visits[0].share[0, place])
    source = replay.sources.queue(queue.queue, "approval_share")
    words = f"{share(asked)} of these need an approval"
    return [
        (Step(words, asked, "share", source.cells), source),
        *_ai_first(replay, queue, place),
        *_own_seconds(
            replay,
            queue,
            place,
            "approval_seconds",
            "approval_seconds_ratio",
            Mode.PRE_APPROVAL,
            "an approval takes",
        ),
    ]


_OF_MODE: dict[Mode, Callable[[Replay, QueueReplay, Handling, int], list[tuple[Step, Source]]]] = {
    Mode.TRADITIONAL: _whole,
    Mode.MONITORED: _watched,
    Mode.ESCALATION: _escalated,
    Mode.AUGMENTED: _augmented,
    Mode.HYBRID: _by_turns,
    Mode.PRE_APPROVAL: _approved,
}

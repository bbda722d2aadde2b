"""What each mode asks of people: visits to a person, and what is left to do when no person is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wfm.modes.law import Numbers, person_segments, visit_shares
from wfm.modes.rates import Rates, queue_attributes
from wfm.policy import Policy
from wfm.roles import ROLE_OF_MODE, Mode, Role

WITHOUT_AI_PART = (Mode.TRADITIONAL, Mode.AUGMENTED)
"""Modes in which a person holds the whole conversation."""


@dataclass(frozen=True, eq=False)
class Visit:
    """One meeting of a conversation with a person, as queues x intervals of the contact.

    ``share`` of the mode's conversations come to it, ``delay_seconds`` after they began, and keep the
    person ``handle_seconds``.
    """

    share: Numbers
    handle_seconds: Numbers
    delay_seconds: Numbers


@dataclass(frozen=True, eq=False)
class Handling:
    """The human work of one mode, queue by queue and interval by interval.

    ``ai_answers``: the AI takes the conversation alone, so that outside people's hours only the rest
    waits: ``pending_share`` of the conversations, ``pending_seconds`` of a person's time each. Where
    nobody answers, a person calls back: ``callback_share`` x ``callback_seconds``. ``takeover_share`` and
    ``takeover_seconds`` are a monitor's own conversations. ``conversation_seconds`` is how long the
    contact lasts until it can be reviewed: the AI's part or, without one, the person's.
    """

    mode: Mode
    role: Role
    conversations: Numbers
    visits: tuple[Visit, ...]
    ai_answers: bool
    pending_share: Numbers
    pending_seconds: Numbers
    callback_share: Numbers
    callback_seconds: Numbers
    takeover_share: Numbers
    takeover_seconds: Numbers
    conversation_seconds: Numbers


def handlings(rates: Rates, policy: Policy) -> tuple[Handling, ...]:
    """Return the human work of every mode that is used, reviews apart.

    Mode 1 asks for no visit to a person, it leaves nothing but reviews. Mode 0 and 4 keep a person for
    the whole conversation; mode 2 a share of a monitor's attention while the AI speaks; mode 3 and 5 a
    person after the AI, once or by turns; mode 6 an approver between the AI's preparing and its acting.
    """
    attribute = queue_attributes(policy, rates.queues)
    column = {
        name: attribute[name].to_numpy(float)[:, None]
        for name in (
            "takeover_share",
            "takeover_seconds",
            "to_person_share",
            "back_to_ai_share",
            "handover_seconds",
            "approval_share",
        )
    }
    makers: dict[Mode, Callable[[], Handling]] = {
        Mode.TRADITIONAL: lambda: _whole(rates, Mode.TRADITIONAL, rates.human_seconds),
        Mode.AUTONOMOUS: lambda: _alone(rates),
        Mode.MONITORED: lambda: _watched(rates, column["takeover_share"], column["takeover_seconds"]),
        Mode.ESCALATION: lambda: _escalated(rates),
        Mode.AUGMENTED: lambda: _whole(rates, Mode.AUGMENTED, rates.augmented_seconds),
        Mode.HYBRID: lambda: _by_turns(
            rates, column["to_person_share"], column["back_to_ai_share"], column["handover_seconds"]
        ),
        Mode.PRE_APPROVAL: lambda: _approved(rates, column["approval_share"]),
    }
    return tuple(make() for mode, make in makers.items() if rates.mix[mode].any())


def _handling(
    rates: Rates,
    mode: Mode,
    visits: tuple[Visit, ...],
    *,
    ai_answers: bool,
    pending: tuple[Numbers, Numbers],
    callback: tuple[Numbers, Numbers] | None = None,
    takeover: tuple[Numbers, Numbers] | None = None,
) -> Handling:
    shape = rates.conversations.shape
    none = (np.zeros(1), np.zeros(1))
    pending_share, pending_seconds = _full(shape, *pending)
    callback_share, callback_seconds = _full(shape, *(callback or (np.ones(1), rates.human_seconds)))
    takeover_share, takeover_seconds = _full(shape, *(takeover or none))
    return Handling(
        mode,
        ROLE_OF_MODE[mode],
        rates.conversations * rates.mix[mode],
        tuple(Visit(*_full(shape, v.share, v.handle_seconds, v.delay_seconds)) for v in visits),
        ai_answers,
        pending_share,
        pending_seconds,
        callback_share,
        callback_seconds,
        takeover_share,
        takeover_seconds,
        visits[0].handle_seconds if mode in WITHOUT_AI_PART else rates.ai_seconds,
    )


def _full(shape: tuple[int, ...], *values: Numbers) -> tuple[Numbers, ...]:
    return tuple(np.broadcast_to(value, shape) for value in values)


def _whole(rates: Rates, mode: Mode, seconds: Numbers) -> Handling:
    work = (np.ones(1), seconds)
    visit = Visit(*work, np.zeros(1))
    return _handling(rates, mode, (visit,), ai_answers=False, pending=work, callback=work)


def _alone(rates: Rates) -> Handling:
    none = (np.zeros(1), np.zeros(1))
    return _handling(rates, Mode.AUTONOMOUS, (), ai_answers=True, pending=none, callback=none)


def _watched(rates: Rates, takeover_share: Numbers, takeover_seconds: Numbers) -> Handling:
    """Return the watching of AI conversations: none goes on unwatched, so none is answered without people.

    Of what waits by nature (email) nothing is watched: only the take-overs are a person's work.
    """
    visit = Visit(np.ones(1), rates.ai_seconds, np.zeros(1))
    return _handling(
        rates,
        Mode.MONITORED,
        (visit,),
        ai_answers=False,
        pending=(takeover_share, takeover_seconds),
        takeover=(takeover_share, takeover_seconds),
    )


def _escalated(rates: Rates) -> Handling:
    work = (rates.escalation_rate, rates.escalated_seconds)
    visit = Visit(*work, rates.ai_seconds)
    called = (np.ones(1), rates.human_seconds * rates.help_factor)
    return _handling(rates, Mode.ESCALATION, (visit,), ai_answers=True, pending=work, callback=called)


def _by_turns(rates: Rates, alpha: Numbers, beta: Numbers, handover_seconds: Numbers) -> Handling:
    """Return the person's segments of hybrid conversations, each later visit after one more AI segment.

    The AI's time is shared evenly between its 1 / (1 - alpha beta) segments.
    """
    alpha = np.where(rates.mix[Mode.HYBRID].any(axis=1, keepdims=True), alpha, 0.0)
    shares = [visit_shares(float(a), float(b)) for a, b in zip(alpha[:, 0], beta[:, 0], strict=True)]
    count = max(len(share) for share in shares)
    by_visit = np.array([np.pad(share, (0, count - len(share))) for share in shares])
    segment = rates.segment_seconds + handover_seconds
    ai_segment = rates.ai_seconds * (1.0 - alpha * beta)
    visits = tuple(
        Visit(by_visit[:, k : k + 1], segment, (k + 1) * ai_segment + k * segment) for k in range(count)
    )
    per_caller = np.divide(person_segments(alpha, beta), alpha, out=np.zeros_like(alpha), where=alpha > 0)
    return _handling(rates, Mode.HYBRID, visits, ai_answers=True, pending=(alpha, per_caller * segment))


def _approved(rates: Rates, approval_share: Numbers) -> Handling:
    """Return the approvals: without people they wait, with or without the AI, at the same cost."""
    work = (approval_share, rates.approval_seconds)
    visit = Visit(*work, rates.ai_seconds)
    return _handling(rates, Mode.PRE_APPROVAL, (visit,), ai_answers=True, pending=work, callback=work)

"""The work of one mode, split by when people can do it: now, at the next opening, or by a due time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wfm.modes.handling import Handling
from wfm.modes.law import Numbers
from wfm.units import SECONDS_PER_HOUR
from wfm.workload.opening import interval_length, microseconds
from wfm.workload.presence import CALLBACK, CLOSED, WAIT, Presence


@dataclass(frozen=True, eq=False)
class Split:
    """One mode's work, each a table of queues x intervals.

    ``live``: conversations that take the mode's ordinary way; ``late``: pieces of work that waited for
    the opening, of ``late_seconds`` each; ``callback_hours``: work created there and due later;
    ``email_hours``: work of email, in the interval in which it can first be done; ``handled``: contacts
    in the interval in which AI or people take them; ``dropped``: contacts that nobody takes; ``ordinary``:
    contacts that take the mode's ordinary way, now, later or, while people are away, as far as the AI goes.
    """

    live: Numbers
    late: Numbers
    late_seconds: Numbers
    callback_hours: Numbers
    email_hours: Numbers
    handled: Numbers
    dropped: Numbers
    ordinary: Numbers


def split(handling: Handling, presence: Presence) -> Split:
    """Return the mode's work by when it can be done.

    Email is never live. Of the rest, what comes while the queue is open takes its ordinary way. Outside
    its hours the AI, if it is there, talks on and only its escalations (pending work) are left; else the
    whole contact is. The queue's rule then makes a callback of it, lets it wait for the opening, or drops it.
    """
    contacts = handling.conversations
    is_email = presence.is_email[:, None] & np.full(contacts.shape, True)
    is_live = presence.is_open & ~is_email
    outside = np.where(is_live | is_email, 0.0, contacts)
    has_ai = handling.ai_answers & presence.ai_always[:, None]
    pending = np.where(has_ai, outside * handling.pending_share, 0.0)
    unanswered = np.where(has_ai, 0.0, outside)

    rule = presence.rule[:, None]
    late = presence.moved(np.where(rule == WAIT, pending, 0.0))
    late_seconds = presence.moved(np.where(rule == WAIT, pending * handling.pending_seconds, 0.0))
    callback_seconds = (
        pending * handling.pending_seconds + unanswered * handling.callback_share * handling.callback_seconds
    )
    emailed = np.where(is_email, contacts * handling.pending_share * handling.pending_seconds, 0.0)
    delay_seconds = handling.visits[0].delay_seconds if handling.visits else np.zeros(contacts.shape)
    returning = presence.moved(np.where(rule == CLOSED, 0.0, unanswered))
    live = np.where(is_live, contacts, 0.0) + presence.moved(np.where(rule == WAIT, unanswered, 0.0))
    return Split(
        live,
        late,
        np.divide(late_seconds, late, out=np.zeros_like(late), where=late > 0),
        presence.moved(np.where(rule == CALLBACK, callback_seconds, 0.0)) / SECONDS_PER_HOUR,
        after(emailed, delay_seconds, presence) / SECONDS_PER_HOUR,
        contacts - unanswered + returning,
        np.where(rule == CLOSED, pending + unanswered, 0.0),
        live + np.where(is_email, contacts, 0.0) + np.where(has_ai, outside, 0.0),
    )


def after(amounts: Numbers, delay_seconds: Numbers, presence: Presence) -> Numbers:
    """Return amounts moved to the first interval that begins once they are there in full.

    An amount of one interval comes ``delay_seconds`` after contacts that begin throughout it: counted
    from the interval's start, the delay is over in some interval, and the work can be done from the next.
    The horizon repeats: what would fall after its end comes at its start.
    """
    length = interval_length(presence.horizon)
    steps = microseconds(delay_seconds / SECONDS_PER_HOUR) // length + 1
    queue, interval = np.nonzero(amounts)
    width = amounts.shape[1]
    to = (interval + np.broadcast_to(steps, amounts.shape)[queue, interval]) % width
    sums = np.bincount(queue * width + to, weights=amounts[queue, interval], minlength=amounts.size)
    return np.asarray(sums, float).reshape(amounts.shape)

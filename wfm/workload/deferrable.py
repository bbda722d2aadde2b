"""Work that may wait: reviews, callbacks and email as hours with a creation and a due time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.modes.handling import Handling
from wfm.modes.law import Numbers
from wfm.modes.rates import Rates, queue_attributes
from wfm.policy import Policy
from wfm.roles import Role
from wfm.units import MINUTES_PER_HOUR
from wfm.workload.noun import DEFERRABLE, NOT_OFFERED
from wfm.workload.opening import Instants, instants
from wfm.workload.presence import Presence
from wfm.workload.work import Split, after

REVIEW, CALLBACK, EMAIL = "review", "callback", "email"


def deferrable(
    rates: Rates,
    handlings: Sequence[Handling],
    splits: Sequence[Split],
    presence: Presence,
    policy: Policy,
) -> pd.DataFrame:
    """Return reviews, callbacks and email in hours of people's time, one row per creation.

    Reviews and email are due so many clock hours after creation or, where the crew is closed then, by
    the end of its next opening; callbacks so many hours after the opening they are created at, at the
    latest by the end of that opening.

    Returns
    -------
    pd.DataFrame
        As ``DEFERRABLE``, sorted by its key.
    """
    value = policy.reference.value
    due_hours = queue_attributes(policy, presence.queues)["due_hours"].to_numpy(float)
    callback = np.full(due_hours.shape, value("callback_due_hours"))
    email = np.full(due_hours.shape, value("email_due_hours"))
    reviews = review_hours(rates, handlings, splits, presence, policy)
    parts = [_rows(reviews, Role.QA_REVIEWER, REVIEW, due_hours, presence, policy)]
    for handling, split in zip(handlings, splits, strict=True):
        parts.append(_rows(split.callback_hours, handling.role, CALLBACK, callback, presence, policy))
        parts.append(_rows(split.email_hours, handling.role, EMAIL, email, presence, policy))
    table = pd.concat(parts, ignore_index=True)
    return DEFERRABLE.conform(table.sort_values(list(DEFERRABLE.key), kind="stable"))


def review_hours(
    rates: Rates,
    handlings: Sequence[Handling],
    splits: Sequence[Split],
    presence: Presence,
    policy: Policy,
) -> Numbers:
    """Return the hours of review work of each queue by the interval in which they can first be done.

    Reviewed is a share of all conversations that AI or people take, whatever the mode; a review can be
    done from the interval after the one in which its conversation ends.
    """
    minutes = queue_attributes(policy, presence.queues)["review_minutes"].to_numpy(float)[:, None]
    reviews = np.zeros(rates.conversations.shape)
    for handling, split in zip(handlings, splits, strict=True):
        reviews += after(split.handled * rates.review_share, handling.conversation_seconds, presence)
    return np.asarray(reviews * minutes / MINUTES_PER_HOUR)


def not_offered(splits: Sequence[Split], presence: Presence) -> pd.DataFrame:
    """Return the contacts that nobody takes, because their queue is closed and its rule says so."""
    dropped = np.zeros(presence.is_open.shape)
    for split in splits:
        dropped += split.dropped
    queue, interval = np.nonzero(dropped)
    table = {
        "queue": np.array(presence.queues, dtype=str)[queue],
        "interval_start": presence.horizon.intervals()[interval],
        "conversations": dropped[queue, interval],
    }
    return NOT_OFFERED.conform(pd.DataFrame(table))


def _rows(
    hours: Numbers, role: Role, kind: str, due_hours: Numbers, presence: Presence, policy: Policy
) -> pd.DataFrame:
    """Return the rows of one role and kind, from hours as queues x intervals of creation."""
    queue, interval = np.nonzero(hours)
    attribute = queue_attributes(policy, presence.queues)
    created = instants(presence.horizon)[interval]
    due = np.empty_like(created)
    edges = np.searchsorted(queue, np.arange(len(presence.queues) + 1))
    for place in np.unique(queue):
        rows = slice(edges[place], edges[place + 1])
        due[rows] = _due(kind, created[rows], float(due_hours[place]), presence, int(place))
    return pd.DataFrame(
        {
            **{name: attribute[name].to_numpy(str)[queue] for name in ("site", "pool")},
            "role": str(role),
            "queue": np.array(presence.queues, dtype=str)[queue],
            "kind": kind,
            "created": pd.DatetimeIndex(created.view("datetime64[us]")).tz_localize("UTC"),
            "due": pd.DatetimeIndex(due.view("datetime64[us]")).tz_localize("UTC"),
            "hours": hours[queue, interval],
        }
    )


def _due(kind: str, created: Instants, hours: float, presence: Presence, place: int) -> Instants:
    if kind == CALLBACK:
        return presence.queue_windows[place].due_within(created, hours)
    return presence.crew_windows[place].due(created, hours)

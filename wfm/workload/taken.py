"""Contacts taken, by queue and mode: what the AI speaks in, what meets a person, what comes back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.forecast import Forecast
from wfm.modes.handling import handlings
from wfm.modes.rates import queue_attributes, rates
from wfm.policy import Policy
from wfm.roles import AI_SPEAKS, Mode
from wfm.schema import Column, Schema
from wfm.workload.presence import presence
from wfm.workload.work import split

TAKEN = Schema(
    "Contacts taken",
    {
        "queue": Column("str", "", "name of the queue"),
        "mode": Column("int64", "", "mode they are handled in", 0, 6),
        "contacts": Column("float64", "contacts", "taken by AI or people", 0),
        "spoken": Column("float64", "conversations", "of them: the AI speaks with the customer", 0),
        "helped": Column("float64", "conversations", "of them: the AI helps a person throughout", 0),
        "met": Column("float64", "contacts", "of them: that meet a person", 0),
        "resolved": Column("float64", "contacts", "of them: that bring no repeat", 0),
        "resolved_by_ai": Column(
            "float64", "contacts", "of them: that meet no person and bring no repeat", 0
        ),
    },
    ("queue", "mode"),
)


def taken(forecast: Forecast, policy: Policy) -> pd.DataFrame:
    """Return the contacts of the horizon that AI or people take, as ``TAKEN``.

    Parameters
    ----------
    forecast
        Contacts per interval.
    policy
        Modes, rates, opening hours, and the share of contacts that are repeats.

    Returns
    -------
    pd.DataFrame
        One row per queue and mode in use. A contact is resolved if it brings no repeat: with a repeat rate r
        of 1 + r contacts 1 is; one that the AI passes on where nobody comes is not. Repeats that the forecast
        holds already cannot be told from others. Where a person calls back, the AI has no part in it.
    """
    cells = rates(forecast, policy)
    there = presence(cells, policy)
    repeats = 1.0 + queue_attributes(policy, cells.queues)["repeat_rate"].to_numpy(float)
    parts: list[pd.DataFrame] = []
    for handling in handlings(cells, policy):
        work = split(handling, there)
        contacts, ordinary = work.handled.sum(axis=1), work.ordinary.sum(axis=1)
        passed_on = (work.ordinary * handling.pending_share).sum(axis=1)
        # What is dropped beyond the contacts not taken is what the AI passed on where nobody comes.
        lost = (work.dropped + work.handled - handling.conversations).sum(axis=1).clip(min=0.0)
        alone = ordinary - passed_on if handling.mode in AI_SPEAKS else 0.0 * contacts
        part = {
            "queue": list(cells.queues),
            "mode": int(handling.mode),
            "contacts": contacts,
            "spoken": ordinary if handling.mode in AI_SPEAKS else 0.0,
            "helped": ordinary if handling.mode == Mode.AUGMENTED else 0.0,
            "met": contacts - ordinary + passed_on - lost,
            "resolved": (contacts - lost) / repeats,
            "resolved_by_ai": alone.clip(min=0.0) / repeats,
        }
        parts.append(pd.DataFrame(part).iloc[np.flatnonzero(handling.conversations.any(axis=1))])
    table = pd.concat(parts, ignore_index=True) if parts else TAKEN.empty()
    return TAKEN.conform(table.sort_values(["queue", "mode"], kind="stable"))

"""Roles that follow from how many queues there are, not from contacts: counted, never rostered.

Supervisors are not here: they are rostered with their teams (``models.positions``).
"""

from __future__ import annotations

import math

import pandas as pd

from wfm.modes.rates import MODE_COLUMNS
from wfm.policy.noun import Policy
from wfm.roles import Mode, Role
from wfm.schema import Column, Schema

OVERHEAD = Schema(
    "Overhead",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "platform_manager"),
        "driver": Column("str", "", "what the ratio counts"),
        "count": Column("float64", "queues", "how many of it there are", 0),
        "span": Column("float64", "queues", "how many of it one person carries", 0),
        "people": Column("int64", "people", "whole people", 0),
    },
    ("site", "role"),
)


def overhead(policy: Policy) -> pd.DataFrame:
    """Return platform managers, whole people, as ``OVERHEAD``.

    They count once for the whole plan, at the site with the most queues in AI modes; no row where no queue
    has an AI mode. ``policy`` gives the ratio (``platform_manager_queues``) and the queues with their modes.
    """
    ai_columns = [name for mode, name in zip(Mode, MODE_COLUMNS, strict=True) if mode != Mode.TRADITIONAL]
    with_ai = policy.mix.loc[policy.mix[ai_columns].sum(axis=1) > 0, "queue"].unique()
    sites = policy.queues.loc[policy.queues["queue"].isin(with_ai), "site"].value_counts().sort_index()
    if sites.empty:
        return OVERHEAD.empty()
    role = str(Role.PLATFORM_MANAGER)
    span = policy.reference.value("platform_manager_queues", role=role)
    count = float(sites.sum())
    row = [str(sites.idxmax()), role, "queues in AI modes", count, span, math.ceil(count / span)]
    return OVERHEAD.conform(pd.DataFrame([row], columns=list(OVERHEAD.columns)))

"""Live work as modified offered load: erlangs of every role and queue in every interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.modes.handling import Handling
from wfm.modes.law import Numbers
from wfm.modes.rates import queue_attributes
from wfm.policy import Policy
from wfm.queueing import offered_load
from wfm.units import SECONDS_PER_MINUTE
from wfm.workload.noun import LIVE
from wfm.workload.presence import Presence
from wfm.workload.work import Split

NO_DELAY = 0.0


def live(
    handlings: Sequence[Handling], splits: Sequence[Split], presence: Presence, policy: Policy
) -> pd.DataFrame:
    """Return the live work, one row per interval for every queue and role that has any.

    The horizon repeats: conversations that run past its end load its beginning, as those of the days
    before would. So the erlangs times the hours of an interval sum to people's hours exactly; load
    after a queue's closing is what its people still finish.

    Returns
    -------
    pd.DataFrame
        As ``LIVE``, sorted by its key.
    """
    parts = [
        _mode(handling, split, presence, policy)
        for handling, split in zip(handlings, splits, strict=True)
        if handling.visits
    ]
    if not parts:
        return LIVE.empty()
    table = pd.concat(parts, ignore_index=True)
    keys = ["site", "role", "pool", "queue"]
    order = table.groupby(keys, sort=True).ngroup().to_numpy()
    return LIVE.conform(table.iloc[np.argsort(order, kind="stable")])


def _mode(handling: Handling, split: Split, presence: Presence, policy: Policy) -> pd.DataFrame:
    """Return one mode's rows, queue by queue and each in time order."""
    busy = np.flatnonzero(split.live.any(axis=1) | split.late.any(axis=1))
    attribute = queue_attributes(policy, presence.queues).iloc[busy]
    spread = handle_cvs(policy, presence.queues, str(handling.role))[busy]
    contacts = split.live[busy]
    load, arrivals, worked = (np.zeros(contacts.shape) for _ in range(3))
    visits = [
        (contacts * v.share[busy], v.handle_seconds[busy], v.delay_seconds[busy]) for v in handling.visits
    ]
    late = (split.late[busy], split.late_seconds[busy], np.full(contacts.shape, NO_DELAY))
    for count, seconds, delay in [*visits, late]:
        load += _load(count, seconds, delay, spread, presence)
        arrivals += count
        worked += count * seconds
    takeovers = contacts * handling.takeover_share[busy]
    takeover = _load(
        takeovers, handling.takeover_seconds[busy], np.full(contacts.shape, NO_DELAY), spread, presence
    )
    usual = handling.visits[0].handle_seconds[busy]
    width = contacts.shape[1]
    return pd.DataFrame(
        {
            **{name: np.repeat(attribute[name].to_numpy(str), width) for name in ("site", "pool")},
            "role": str(handling.role),
            "queue": np.repeat(attribute.index.to_numpy(str), width),
            "interval_start": np.tile(presence.horizon.intervals(), len(busy)),
            "load_erlangs": load.ravel(),
            "arrivals": arrivals.ravel(),
            "handle_seconds": np.divide(worked, arrivals, out=usual.copy(), where=arrivals > 0).ravel(),
            "takeover_erlangs": takeover.ravel(),
        }
    )


def _load(count: Numbers, seconds: Numbers, delay: Numbers, spread: Numbers, presence: Presence) -> Numbers:
    """Return the erlangs of arrivals, queues x intervals; queues of one handle-time spread in one call."""
    load = np.zeros(count.shape)
    interval_seconds = float(presence.horizon.interval_minutes * SECONDS_PER_MINUTE)
    for cv in np.unique(spread):
        rows = np.flatnonzero((spread == cv) & count.any(axis=1))
        if rows.size:
            load[rows] = offered_load(
                count[rows],
                seconds[rows],
                interval_seconds,
                handle_cv=float(cv),
                delay_seconds=delay[rows] if delay[rows].any() else None,
                wraps=True,
            )
    return load


def handle_cvs(policy: Policy, queues: Sequence[str], role: str) -> Numbers:
    """Return the coefficient of variation of the role's handle time, queue by queue.

    Raises
    ------
    PlanningError
        If the policy's targets lack one of the queues for this role.
    """
    targets = policy.targets[policy.targets["role"] == role].set_index("queue")["handle_cv"]
    missing = [name for name in queues if name not in targets.index]
    if missing:
        raise PlanningError(f"no targets for {role} in {', '.join(missing)}")
    return targets.loc[list(queues)].to_numpy(float)

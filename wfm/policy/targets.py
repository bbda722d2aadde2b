"""Targets: service, occupancy, patience and concurrency of every queue and role."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from wfm.errors import Fault
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.noun import TARGETS
from wfm.policy.sheet_rows import cell, number, text
from wfm.roles import LIVE_ROLES, Role
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workbook.table import InputRow
from wfm.workbook.values import UnreadableError, read_seconds

ANSWERING = tuple(role for role in LIVE_ROLES if role != Role.MONITOR)
"""Roles whose callers wait: a queue's own targets are theirs."""

ENDLESS = frozenset({"none", "infinite", "inf", "never", "endless"})
"""How planners write that nobody hangs up."""

TARGET_QUANTITIES = (
    "target_share",
    "target_seconds",
    "max_occupancy",
    "patience_seconds",
    "concurrency",
    "handle_cv",
    "min_crew",
)


def target_table(
    rows: Mapping[str, InputRow],
    queues: pd.DataFrame,
    roles: Mapping[str, tuple[Role, ...]],
    defaults: DefaultsUsed,
    faults: list[Fault],
) -> pd.DataFrame:
    """Return the targets of every queue for every role that may serve it (as ``TARGETS``).

    Parameters
    ----------
    rows
        The queue's row of sheet Queues, where there is one.
    queues
        As ``QUEUES``.
    roles
        Roles each queue uses; defaults of others are not listed, but for the agent's, on whom the
        comparison with all people rests.
    defaults
        Gives and remembers what the planner did not.
    faults
        Patience that cannot be read is appended.

    Notes
    -----
    A monitor watches ``monitor_span`` conversations, with ``monitor_quantile`` as the share of time in
    which nobody is unwatched; a reviewer's time to answer is the due time.
    """
    records = []
    for queue, due_hours in zip(queues["queue"], queues["due_hours"], strict=True):
        row = rows.get(queue, InputRow({}))
        patience = _patience(row, faults)
        for role in (*LIVE_ROLES, Role.QA_REVIEWER):
            is_used = role in roles[queue] or role == Role.AGENT
            values = _answering(row, queue, role, patience, defaults, is_used)
            if role == Role.MONITOR:
                values |= {
                    "target_share": defaults.number("monitor_quantile", queue, is_used=is_used),
                    "concurrency": defaults.number("monitor_span", queue, is_used=is_used),
                }
            if role == Role.QA_REVIEWER:
                values["target_seconds"] = due_hours * MINUTES_PER_HOUR * SECONDS_PER_MINUTE
            records.append({"queue": queue, "role": str(role), **values})
    return TARGETS.conform(pd.DataFrame(records))


def _answering(
    row: InputRow, queue: str, role: Role, patience: float | None, defaults: DefaultsUsed, is_used: bool
) -> dict[str, float]:
    """Return the role's values: the queue's own where callers of the role wait, else the reference's."""
    values = {}
    for quantity in TARGET_QUANTITIES:
        given = patience if quantity == "patience_seconds" else number(row, quantity)
        is_owned = role in ANSWERING or (quantity == "min_crew" and role == Role.MONITOR)
        if given is not None and is_owned:
            values[quantity] = given
        elif not _is_replaced(quantity, role):
            listed = is_used and (role in ANSWERING or quantity in ("target_share", "target_seconds"))
            values[quantity] = defaults.number(quantity, queue, role, is_used=listed)
    return values


def _is_replaced(quantity: str, role: Role) -> bool:
    return (role == Role.MONITOR and quantity in ("target_share", "concurrency")) or (
        role == Role.QA_REVIEWER and quantity == "target_seconds"
    )


def _patience(row: InputRow, faults: list[Fault]) -> float | None:
    """Return the queue's own patience (s), infinite where nobody hangs up, None where it is not given."""
    written = text(row, "patience_seconds")
    if not written:
        return None
    if written.lower() in ENDLESS:
        return math.inf
    try:
        seconds = read_seconds(written)
    except UnreadableError:
        seconds = 0.0
    if seconds <= 0:
        found = f"patience_seconds is {written!r}"
        faults.append(Fault(cell(row, "patience_seconds"), found, "a duration in s, min or mm:ss, or none"))
        return None
    return seconds

"""What sets each queue's need, in one row: escalation, handle time, cap and target, and where they stand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.explain.sources import Sources
from wfm.modes import rates
from wfm.modes.rates import Rates
from wfm.plan_input import PlanInput
from wfm.policy.queue_answers import SHEET
from wfm.policy.targets import ANSWERING
from wfm.requirement import Requirement
from wfm.roles import ROLE_OF_MODE, Mode

TARGETS = ("target_share", "target_seconds", "max_occupancy")
HANDLE_OF = {
    Mode.ESCALATION: "escalated_seconds",
    Mode.AUGMENTED: "augmented_seconds",
    Mode.HYBRID: "segment_seconds",
}
"""The column of sheet Queues that holds people's handle time in a mode; of the others the forecast's is."""

HERE, FILE, ASSUMED, FORECAST = "answered here", "your file", "assumed", "your forecast"


def queue_targets(plan_input: PlanInput, required: Requirement) -> pd.DataFrame:
    """Return one row a queue, in the order of the forecast.

    Returns
    -------
    pd.DataFrame
        ``queue``; ``role`` that carries most of its contacts on the first day; ``handle_column`` of sheet
        Queues for people's handle time, blank where it is the forecast's; the values ``target_share``,
        ``target_seconds``, ``max_occupancy``, ``escalation_settled`` and ``handle_seconds`` (mean, before
        AI help), blank where the mode has none; ``bound`` that sets most people of its crew; for each value
        ``<name>_source``: answered here, your file, your forecast (which wins) or assumed.
    """
    policy, sources = plan_input.policy, Sources(plan_input)
    found = rates(plan_input.forecast, policy)
    targets = policy.targets.set_index(["queue", "role"])
    attributes = policy.queues.set_index("queue")
    given = plan_input.forecast.table.groupby("queue")[["escalation_rate", "escalated_seconds"]].count() > 0
    rows = []
    for place, queue in enumerate(found.queues):
        mode = Mode(int(found.mix[:, place, 0].argmax()))
        role, handle = str(ROLE_OF_MODE[mode]), HANDLE_OF.get(mode, "")
        row: dict[str, object] = {"queue": queue, "role": role, "handle_column": handle}
        for name in TARGETS:
            is_own = role in ANSWERING
            row[name] = targets[name].loc[(queue, role)] if is_own else np.nan
            row[f"{name}_source"] = _source(sources, queue, name, role) if is_own else ""
        row["handle_seconds"] = _handle_seconds(found, place, mode)
        row["handle_seconds_source"] = _source(sources, queue, handle) if handle else FORECAST
        row |= {"escalation_settled": np.nan, "escalation_settled_source": ""}
        if mode == Mode.ESCALATION:
            row["escalation_settled"] = attributes.at[queue, "escalation_settled"]
            row["escalation_settled_source"] = _source(sources, queue, "escalation_settled")
            if given.at[queue, "escalation_rate"]:
                row["escalation_settled"] = _mean(found.escalation_rate, found, place)
                row["escalation_settled_source"] = FORECAST
            if given.at[queue, "escalated_seconds"]:
                row["handle_seconds_source"] = FORECAST
        row["bound"] = _bound(required, *(str(attributes.at[queue, name]) for name in ("site", "pool")))
        rows.append(row)
    return pd.DataFrame(rows)


def _source(sources: Sources, queue: str, column: str, role: str = "") -> str:
    cells = sources.queue(queue, column, role).cells
    if not cells:
        return ASSUMED
    return HERE if cells[0].startswith(f"{SHEET}!") else FILE


def _handle_seconds(found: Rates, place: int, mode: Mode) -> float:
    seconds = {
        Mode.ESCALATION: found.escalated_seconds / found.help_factor,
        Mode.AUGMENTED: found.augmented_seconds,
        Mode.HYBRID: found.segment_seconds,
        Mode.PRE_APPROVAL: found.approval_seconds,
    }
    return _mean(seconds.get(mode, found.human_seconds), found, place)


def _mean(values: np.ndarray, found: Rates, place: int) -> float:
    """Return the mean over a queue's contacts."""
    weights = found.conversations[place]
    row = np.broadcast_to(values, found.conversations.shape)[place]
    return float(np.average(row, weights=weights if weights.sum() > 0 else None))


def _bound(required: Requirement, site: str, pool: str) -> str:
    """Return what sets most of the people-hours of a crew's live work; blank where it has none."""
    table = required.table
    mine = table[(table["site"] == site) & (table["pool"] == pool) & (table["on_duty"] > 0)]
    return "" if mine.empty else str(mine.groupby("active_bound")["on_duty"].sum().idxmax())

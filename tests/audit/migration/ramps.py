"""Traffic by way and week: how a queue goes over, what is kept for a rollback, how the AI learns."""

from __future__ import annotations

import math

import numpy as np

from tests.audit.migration.case import Case
from tests.audit.migration.given import PHASE_WEEKS, QueueGiven
from tests.audit.migration.table import Table


def check_traffic(case: Case) -> list[str]:
    """Return the differences of sheet Traffic."""
    table, lines = case.book["Traffic"], []
    told = {(row.queue, int(row.week), row.way): row.Index for row in table.rows.itertuples()}
    expected: dict[tuple[str, int, str], tuple[float, float, float]] = {}
    for stay in case.book.rows("Ways").to_dict("records"):
        expected |= _of_stay(case, stay)
    for key in [key for key in expected if key not in told]:
        lines.append(f"Traffic: {key[0]}: no row for way {key[2]} in week {key[1] + 1}")
    for key, row in told.items():
        if key not in expected:
            lines.append(table.line(row, "way", "has no traffic in this week"))
            continue
        for column, value in zip(("share", "reserve", "rate_factor"), expected[key], strict=True):
            lines += _cell(table, row, column, value)
    return lines


def new_shares(case: Case, queue: QueueGiven, phase: int) -> np.ndarray:
    """Return the share of contacts in the new way in each week of the phase a queue moves in.

    A step every two weeks; small queues leave out the steps below theirs.
    """
    steps = [case.rule(f"ramp_fortnight_{step}") for step in range(1, 5)]
    a_day = case.given.contacts(queue.name) * case.given.growth[queue.name, phase] / 7
    if a_day < case.rule("small_conversations_a_day"):
        small = case.rule("ramp_small_start")
        steps = [step for step in steps if step >= small] or steps[-1:]
    weekly = np.repeat(steps, 2)
    return np.append(weekly, np.full(PHASE_WEEKS, steps[-1]))[:PHASE_WEEKS]


def rate_factors(case: Case, queue: QueueGiven, ai_days: float) -> np.ndarray:
    """Return the escalation rate in the middle of each week against the settled one."""
    start = queue.value("escalation_start", "escalation_start")
    settled = queue.value("escalation_settled", "escalation_settled")
    constant = queue.value("learning_days", "learning_days")
    if ai_days < 0 or settled <= 0:
        return np.ones(PHASE_WEEKS)
    days = ai_days + 7 * (np.arange(PHASE_WEEKS) + 0.5)
    left = np.exp(-days / constant) if constant > 0 else np.zeros(PHASE_WEEKS)
    return (settled + (start - settled) * left) / settled


def _of_stay(case: Case, stay: dict) -> dict[tuple[str, int, str], tuple[float, float, float]]:
    queue, phase = case.given.queues[stay["queue"]], int(stay["phase"])
    factors = rate_factors(case, queue, float(stay["ai_days"]))
    first, found = phase * PHASE_WEEKS, {}
    moves = stay["way"] != stay["from_way"]
    new = new_shares(case, queue, phase) if moves else np.ones(PHASE_WEEKS)
    for week, share in enumerate(new):
        found[queue.name, first + week, stay["way"]] = (share, 0.0, factors[week])
        reserve = case.rule("reserve_share") if week < case.rule("reserve_weeks") and share >= 1 else 0.0
        if moves and (share < 1 or reserve > 0):
            found[queue.name, first + week, stay["from_way"]] = (1 - share, reserve, factors[week])
    return found


def _cell(table: Table, row: int, column: str, value: float) -> list[str]:
    told = float(table.rows.at[row, column])
    if math.isclose(told, value, rel_tol=1e-6, abs_tol=1e-9):
        return []
    return [table.line(row, column, f"{told:.9g}, counted {value:.9g}")]

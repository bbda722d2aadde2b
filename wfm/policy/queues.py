"""The queues: whose work it is, where, and what a conversation takes, each column without gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.mix import Floor
from wfm.policy.noun import QUEUES
from wfm.policy.queue_answers import answered_rows, laid_over
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.roles import Mode, Role
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

REVIEWED: frozenset[Mode] = frozenset()
"""Stands for attributes that matter where conversations are reviewed, whatever the mode."""

ANY = frozenset(Mode)
AI = ANY - {Mode.TRADITIONAL}
_DEFAULTED: Mapping[str, tuple[str, frozenset[Mode]]] = {
    "due_hours": ("review_due_hours", REVIEWED),
    "review_minutes": ("review_minutes", REVIEWED),
    "takeover_share": ("takeover_share", frozenset({Mode.MONITORED})),
    "takeover_seconds": ("takeover_seconds", frozenset({Mode.MONITORED})),
    "to_person_share": ("to_person_share", frozenset({Mode.HYBRID})),
    "back_to_ai_share": ("back_to_ai_share", frozenset({Mode.HYBRID})),
    "handover_seconds": ("handover_seconds", frozenset({Mode.HYBRID})),
    "approval_share": ("approval_share", frozenset({Mode.PRE_APPROVAL})),
    "repeat_rate": ("repeat_rate", ANY),
    "ai_price": ("ai_price", AI),
    "escalation_start": ("escalation_start", frozenset({Mode.ESCALATION})),
    "escalation_settled": ("escalation_settled", frozenset({Mode.ESCALATION})),
}
"""Columns that take a reference value where the planner gives none, and in which modes that matters."""

_OPTIONAL = ("ai_seconds", "escalated_seconds", "augmented_seconds", "segment_seconds")
_WORDS = ("reversible", "regulated", "complexity", "risk_class")


def read_queue_rows(
    workbook: Workbook, queues: tuple[str, ...], date_order: str, faults: list[Fault]
) -> dict[str, InputRow]:
    """Return the row of sheet Queues for each queue of the forecast that has one, answers laid over.

    Queues that the forecast does not have, and queues named twice, are appended to ``faults``.
    """
    found: dict[str, InputRow] = {}
    for row in rows_of(workbook, "Queues", faults, date_order):
        queue = known_name(row, "queue", queues, "queue", faults)
        if queue in found:
            first = cell(found[queue], "queue")
            faults.append(
                Fault(cell(row, "queue"), f"{queue!r} stands twice, first at {first}", "one row a queue")
            )
        elif queue is not None:
            found[queue] = row
    for queue, row in answered_rows(workbook, faults).items():
        found[queue] = laid_over(found.get(queue, InputRow({})), row)
    return found


def named_sites(rows: Mapping[str, InputRow]) -> tuple[str, ...]:
    """Return the sites that the queues name, sorted, one spelling each."""
    by_key = {text(row, "site").casefold(): text(row, "site") for row in rows.values() if text(row, "site")}
    return tuple(sorted(by_key.values()))


def default_modes(
    rows: Mapping[str, InputRow], queues: tuple[str, ...], unmixed: tuple[str, ...], defaults: DefaultsUsed
) -> dict[str, Mode]:
    """Return the mode of each queue without a mix: pre-approval for a gate, else the default mode.

    Only for ``unmixed`` queues, which sheet ModeMix does not name, is the default listed.
    """
    modes = {}
    for queue in queues:
        is_gate = queue in rows and text(rows[queue], "channel") == "gate"
        value = defaults.number("default_mode", queue, is_used=not is_gate and queue in unmixed)
        modes[queue] = Mode.PRE_APPROVAL if is_gate else Mode(int(value))
    return modes


def floors(rows: Mapping[str, InputRow]) -> dict[str, Floor]:
    """Return the floor of each queue that has one."""
    return {
        queue: Floor(Mode(int(text(row, "floor_mode"))), cell(row, "floor_mode"))
        for queue, row in rows.items()
        if text(row, "floor_mode")
    }


def queue_table(
    rows: Mapping[str, InputRow],
    queues: tuple[str, ...],
    sites: tuple[str, ...],
    modes: Mapping[str, frozenset[Mode]],
    roles: Mapping[str, tuple[Role, ...]],
    defaults: DefaultsUsed,
    faults: list[Fault],
) -> pd.DataFrame:
    """Return every queue with every attribute (as ``QUEUES``).

    Parameters
    ----------
    rows
        The queue's row of sheet Queues, where there is one.
    queues, sites
        Queues of the forecast, sites planned; a queue without a site goes to the only one.
    modes, roles
        Modes and roles each queue uses: a default that matters in none of them is not listed.
    defaults
        Gives and remembers what the planner did not.
    faults
        Unknown sites, and queues without one of several sites, are appended.
    """
    blank = InputRow({})
    records = []
    for queue in queues:
        row = rows.get(queue, blank)
        live_from = row.values.get("ai_live_from")
        used, held = modes[queue], roles[queue]
        numbers = {
            column: _number(row, column, quantity, queue, defaults, _matters(where, used, held))
            for column, (quantity, where) in _DEFAULTED.items()
        }
        # Only a queue whose AI has a first day has a place on the learning curve.
        is_learning = live_from is not None and Mode.ESCALATION in used
        numbers["learning_days"] = _number(
            row, "learning_days", "learning_days", queue, defaults, is_learning
        )
        floor = text(row, "floor_mode")
        records.append(
            {
                "queue": queue,
                **_place(row, queue, sites, defaults, faults),
                **_hours(row, queue, modes[queue], defaults),
                **numbers,
                **{name: _or_nan(number(row, name)) for name in _OPTIONAL},
                "ai_live_from": pd.Timestamp(live_from) if isinstance(live_from, date) else pd.NaT,
                "floor_mode": float(floor) if floor else np.nan,
                **{name: text(row, name) for name in _WORDS},
            }
        )
    return QUEUES.conform(pd.DataFrame(records))


def _place(
    row: InputRow, queue: str, sites: tuple[str, ...], defaults: DefaultsUsed, faults: list[Fault]
) -> dict[str, str]:
    site = known_name(row, "site", sites, "site", faults)
    if site is None and not text(row, "site") and len(sites) > 1:
        found = f"{queue!r} has no site"
        faults.append(Fault(cell(row, "site") or "Queues", found, f"one of: {', '.join(sites)}"))
    channel = text(row, "channel") or defaults.word("channel", queue)
    parts = (text(row, "language"), channel, text(row, "licence"))
    defaults.word("pool", queue, is_used=not text(row, "pool"))
    return {
        "pool": text(row, "pool") or " ".join(part for part in parts if part),
        "site": site or sites[0],
        "channel": channel,
        "language": text(row, "language"),
        "licence": text(row, "licence"),
    }


def _hours(row: InputRow, queue: str, modes: frozenset[Mode], defaults: DefaultsUsed) -> dict[str, str]:
    """Return who is there when people are not; the defaults are listed where an AI answers at all."""
    has_ai = bool(modes & AI)
    return {
        "ai_hours": text(row, "ai_hours") or defaults.word("ai_hours", queue, is_used=has_ai),
        "after_hours": text(row, "after_hours") or defaults.word("after_hours", queue),
    }


def _number(
    row: InputRow, column: str, quantity: str, queue: str, defaults: DefaultsUsed, matters: bool
) -> float:
    given = number(row, column)
    return defaults.number(quantity, queue, is_used=matters) if given is None else given


def _matters(where: frozenset[Mode], modes: frozenset[Mode], roles: tuple[Role, ...]) -> bool:
    return Role.QA_REVIEWER in roles if not where else not modes.isdisjoint(where)


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value

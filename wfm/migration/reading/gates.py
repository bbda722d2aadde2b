"""Sheets Gates and GateEvidence: what must be proven before a move, and what has been so far."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.migration.case import EVIDENCE, GATES
from wfm.migration.reading.given import Given, day_of, way_named
from wfm.migration.reading.queue_ways import QueueWays
from wfm.migration.way import WAYS, Way
from wfm.policy.mix import SUPERVISION
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.roles import Mode
from wfm.workbook import InputRow

Move = tuple[Way, Way]
EVERY = ""
STRICT_RISKS = ("high", "critical")
"""Risk classes for which the limit of high risk holds."""

_COLUMNS = tuple(name for name in GATES.columns if name not in GATES.key)
_NOTHING_TO_PROVE = ("error_limit", "escalation_limit")
"""Limits of 100 % prove nothing: the gate then has none."""


def read_gates(given: Given) -> pd.DataFrame:
    """Return every gate (as ``GATES``).

    Without rows: moves from one AI-led way to a less supervised one, and every move into mode 1, must prove
    the reference's limits. A cell of the sheet wins for its move and risk class, else for its move; what it
    leaves blank is the reference's. A row for mode 3 holds for 3+4 too where that has none: the AI is the
    same. A row without risk class never loosens the limit of high risk. Unknown modes, moves to the mode
    left and rows given twice are appended to the faults.
    """
    rows = _rows_by_move(given)
    records = []
    for move in itertools.permutations(WAYS, 2):
        own = _rows_of_move(rows, *move)
        strict = STRICT_RISKS if must_prove(*move) else ()
        if own or strict:
            risks = dict.fromkeys((EVERY, *strict, *own))
            records += [_gate(move, risk, own, given) for risk in risks]
    return GATES.conform(pd.DataFrame(records, columns=list(GATES.columns)))


def must_prove(left: Way, entered: Way) -> bool:
    """Return whether a move is gated by default: to less supervision of an AI that talks, or to none."""
    if entered.mode == Mode.AUTONOMOUS:
        return left.mode != Mode.AUTONOMOUS
    is_less = SUPERVISION.index(entered.mode) < SUPERVISION.index(left.mode)
    return left.is_ai_led and entered.is_ai_led and is_less


def read_evidence(ways: Mapping[str, QueueWays], gates: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Return the reviews done so far (as ``EVIDENCE``).

    A row serves the gate it names in both forms of mode 3. Gates that are none, or of another mode than the
    queue's, more errors than reviews, more escalated than conversations, evidence that begins in the
    programme and rows given twice are faults; evidence begun before the last release of the AI is void: left
    out and listed.
    """
    known = set(zip(gates["from_way"], gates["to_way"], strict=True))
    records: dict[tuple[str, str, str], dict[str, object]] = {}
    for row in given.rows("GateEvidence"):
        queue = known_name(row, "queue", given.queues, "queue", given.faults)
        reviews, errors, since = number(row, "reviews"), number(row, "errors"), day_of(row, "since")
        move = _move(row, given)
        if queue is None or move is None or reviews is None or errors is None or since is None:
            continue
        if errors > reviews:
            given.fault(
                cell(row, "errors"),
                f"errors are {errors:.0f} of {reviews:.0f} reviews",
                "no more errors than reviews",
            )
        held, escalated = _escalations(row, given)
        first_day = given.phases.first_day
        if since > first_day:
            given.fault(
                cell(row, "since"), f"since is {since}", f"{first_day} or earlier: phase 1 begins then"
            )
        start = ways[queue].start
        if move[0].mode != start.mode:
            given.fault(
                cell(row, "gate"),
                f"{queue!r} is to leave mode {move[0].label}",
                f"{start.label}, its mode on the first day",
            )
            continue
        served = [
            each.label for each in WAYS if each.mode == move[1].mode and (start.label, each.label) in known
        ]
        if not served:
            others = sorted({entered for left, entered in known if left == start.label})
            expected = (
                f"{start.label} to {', '.join(others)}" if others else f"no gate: mode {start.label} has none"
            )
            given.fault(cell(row, "gate"), f"gate {text(row, 'gate')!r} is not known", expected)
        release = day_of(row, "ai_release")
        if release is not None and since < release:
            value = f"{reviews:.0f} reviews since {since} left out"
            given.note(
                "evidence",
                queue,
                value,
                f"Void: the AI was released on {release} ({cell(row, 'ai_release')})",
            )
            continue
        for entered in served:
            key = (queue, start.label, entered)
            if key in records:
                given.fault(
                    cell(row, "gate"),
                    f"evidence of {queue!r} for {text(row, 'gate')!r} stands twice",
                    "one row for a queue and gate",
                )
            records[key] = dict(
                zip(
                    EVIDENCE.columns,
                    (*key, reviews, errors, held, escalated, pd.Timestamp(since)),
                    strict=True,
                )
            )
    return EVIDENCE.conform(pd.DataFrame(list(records.values()), columns=list(EVIDENCE.columns)))


def _escalations(row: InputRow, given: Given) -> tuple[float, float]:
    """Return the conversations counted and how many went to a person: both are given, or neither."""
    held, escalated = number(row, "conversations"), number(row, "escalated")
    if (held is None) != (escalated is None):
        blank = "conversations" if held is None else "escalated"
        given.fault(cell(row, blank), f"{blank} is blank", "both conversations and escalated, or neither")
    if held is not None and escalated is not None and escalated > held:
        found = f"escalated are {escalated:.0f} of {held:.0f} conversations"
        given.fault(cell(row, "escalated"), found, "no more escalated than conversations")
    return held or 0.0, escalated or 0.0


def _rows_by_move(given: Given) -> dict[tuple[Way, Way, str], InputRow]:
    found: dict[tuple[Way, Way, str], InputRow] = {}
    for row in given.rows("Gates"):
        left, entered = given.way(row, "from"), given.way(row, "to")
        if left is None or entered is None:
            continue
        key = (left, entered, text(row, "risk"))
        if left == entered:
            given.fault(cell(row, "to"), f"a gate from {left.label} to {entered.label}", "another mode")
        elif key in found:
            where = cell(found[key], "from")
            given.fault(
                cell(row, "from"), f"this gate stands twice, first at {where}", "one row for a move and risk"
            )
        else:
            found[key] = row
    return found


def _rows_of_move(
    rows: Mapping[tuple[Way, Way, str], InputRow], left: Way, entered: Way
) -> dict[str, InputRow]:
    """Return by risk class the rows of a move, those of plain mode 3 where 3+4 has none."""
    for move in (
        (left, entered),
        (left, Way(entered.mode)),
        (Way(left.mode), entered),
        (Way(left.mode), Way(entered.mode)),
    ):
        own = {risk: row for (*named, risk), row in rows.items() if tuple(named) == move}
        if own:
            return own
    return {}


def _gate(move: Move, risk: str, own: Mapping[str, InputRow], given: Given) -> dict[str, object]:
    def value(column: str) -> float:
        for key in (risk, EVERY):
            said = number(own[key], column) if key in own else None
            if said is None:
                continue
            if key != risk and risk in STRICT_RISKS and column == "error_limit":
                # A row for every class never loosens what high risk must prove.
                strict = _default(move, risk, column, given)
                return said if np.isnan(strict) or said < strict else strict
            return np.nan if column in _NOTHING_TO_PROVE and said == 1 else said
        return _default(move, risk, column, given)

    left, entered = move
    return {
        "from_way": left.label,
        "to_way": entered.label,
        "risk": risk,
        **{column: value(column) for column in _COLUMNS},
    }


def _default(move: Move, risk: str, column: str, given: Given) -> float:
    """Return the reference's value of a gate's column; blank limits where a move need prove nothing."""
    left, entered = move
    is_proof = must_prove(left, entered)
    if column == "error_limit":
        quantity = "gate_error_limit"
        if risk in STRICT_RISKS:
            quantity = "gate_error_limit_high_risk"
        elif entered.mode == Mode.AUTONOMOUS and left.mode != Mode.MONITORED:
            quantity = "gate_error_limit_autonomous"
    elif column == "escalation_limit":
        quantity = "gate_escalation_limit"
        # Only where people take what the AI hands over are escalations counted.
        is_proof = is_proof and (left.mode, entered.mode) == (Mode.ESCALATION, Mode.AUTONOMOUS)
    elif column == "min_days":
        quantity = "gate_dwell_days"
    else:
        return given.defaults.number(_ALWAYS[column], "gates")
    if is_proof:
        return given.defaults.number(quantity, "gates")
    return 0.0 if column == "min_days" else np.nan


_ALWAYS = {
    "true_share": "gate_true_share",
    "confidence": "gate_confidence",
    "power": "gate_power",
    "max_review_share": "gate_max_review_share",
}


def _move(row: InputRow, given: Given) -> Move | None:
    """Return the move that a cell such as 2 to 3, or 2->3+4, names."""
    written = text(row, "gate")
    if not written:
        return None
    try:
        left, entered = re.split(r"\s*(?:->|→|>|\bto\b)\s*", written)
        return way_named(left), way_named(entered)
    except (ValueError, PlanningError):
        given.fault(cell(row, "gate"), f"gate is {written!r}", "two modes, as 2 to 3 or 3 -> 1")
        return None

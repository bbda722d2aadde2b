"""The planner's own reference values: sheet ModeRates laid over the product's."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.policy.migration_sheets import MOST_PHASES
from wfm.policy.sheet_rows import cell, rows_of, text
from wfm.policy.shrinkage import LOSS_QUANTITIES
from wfm.policy.targets import ENDLESS, TARGET_QUANTITIES
from wfm.reference import Reference, shown_number
from wfm.roles import ROLE_OF_MODE, Mode
from wfm.workbook.header import header_key, nearest_header
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow
from wfm.workbook.values import UnreadableError, read_number, read_seconds, read_share

_WHOLE = ("mode", "phases", "weeks")
"""Units that are counted, never parted."""

_OF_POSTS = frozenset({"attrition_month", "joiner_attrition_month", "shift_fit"})
BY_ROLE = frozenset(TARGET_QUANTITIES) | frozenset(LOSS_QUANTITIES.values()) | _OF_POSTS
"""Quantities that are asked for each role."""

BY_MODE = frozenset({"catch_share"})
"""Quantities that are asked for each mode."""

_LIMITS = {
    "default_mode": (float(min(Mode)), float(max(Mode))),
    "target_share": (0.0, 0.999),
    "max_occupancy": (0.05, 1.0),
    "patience_seconds": (1.0, math.inf),
    "concurrency": (1.0, math.inf),
    "monitor_span": (1.0, math.inf),
    "supervisor_span": (1.0, math.inf),
    "platform_manager_queues": (1.0, math.inf),
    "contract_hours": (1.0, 168.0),
    "back_to_ai_share": (0.0, 0.99),
    "phases": (1.0, float(MOST_PHASES)),
    "class_every_weeks": (1.0, 52.0),
    "gate_confidence": (0.5, 0.9999),
    "gate_power": (0.05, 0.9999),
    "gate_true_share": (0.001, 0.99),
    **dict.fromkeys(
        ("gate_error_limit", "gate_error_limit_high_risk", "gate_error_limit_autonomous"), (1e-6, 1.0)
    ),
    "gate_escalation_limit": (0.01, 1.0),
    "attrition_month": (0.0, 0.9),
    "joiner_attrition_month": (0.0, 0.9),
    **dict.fromkeys(LOSS_QUANTITIES.values(), (0.0, 0.9)),
}
"""What may be written at all, where it is more than being 0 or more; as in the columns of the sheets."""


def with_mode_rates(
    workbook: Workbook, reference: Reference, faults: list[Fault]
) -> tuple[Reference, tuple[Assumption, ...]]:
    """Return the reference with sheet ModeRates laid over, and warnings about values out of range.

    A row without a role holds for every role that no other row names; a row with a mode holds for the
    mode's role, or for the mode itself where the quantity differs by mode. Unknown quantities, repeated ones
    and values that cannot be are appended to ``faults``.
    """
    names = {header_key(name): name for name in reference.modes["quantity"]}
    rows: list[dict[Hashable, Any]] = []
    warnings = []
    seen: dict[tuple[str, str], str] = {}
    # Rows for every role come first, so that those for one role win.
    for row in sorted(rows_of(workbook, "ModeRates", faults), key=_role_meant):
        quantity = names.get(header_key(text(row, "quantity")))
        if quantity is None:
            if text(row, "quantity"):
                faults.append(_unknown(row, list(names.values())))
            continue
        if not text(row, "value"):
            continue
        key = (quantity, _whom(row, quantity))
        if key in seen:
            found = f"{quantity} stands twice, first at {seen[key]}"
            faults.append(Fault(cell(row, "quantity"), found, "each quantity once"))
            continue
        seen[key] = cell(row, "quantity")
        for kept in _rows_meant(reference, quantity, _whom(row, quantity)):
            try:
                value = _value(text(row, "value"), quantity, str(kept["unit"]))
            except UnreadableError as error:
                found = f"{quantity} is {text(row, 'value')!r}"
                faults.append(Fault(cell(row, "value"), found, str(error)))
                break
            source = f"your workbook, {cell(row, 'value')}"
            if not float(kept["low"]) <= value <= float(kept["high"]):
                warnings.append(_out_of_range(kept, value, source))
            rows.append({**kept, "value": value, "source": source})
    return (reference.with_rates(pd.DataFrame(rows)) if rows else reference), tuple(warnings)


def _unknown(row: InputRow, names: list[str]) -> Fault:
    near = nearest_header(text(row, "quantity"), names)
    return Fault(
        cell(row, "quantity"),
        f"quantity {text(row, 'quantity')!r} is not known",
        near or "a quantity of sheet Assumptions",
    )


def _role_meant(row: InputRow) -> str:
    """Return the role a row names, itself or by its mode; blank for every role."""
    role, mode = text(row, "role"), text(row, "mode")
    return str(ROLE_OF_MODE[Mode(int(mode))]) if mode and not role else role


def _whom(row: InputRow, quantity: str) -> str:
    """Return the role or mode for which a row gives a quantity; blank for all.

    Quantities that differ by neither have one row, whatever role or mode the planner adds.
    """
    if quantity in BY_MODE:
        return text(row, "mode")
    return _role_meant(row) if quantity in BY_ROLE else ""


def _rows_meant(reference: Reference, quantity: str, whom: str) -> list[dict[Hashable, Any]]:
    """Return the reference rows a planner's row replaces: that of its role or mode, else all."""
    if whom and quantity in BY_MODE:
        return [reference.row(quantity, mode=int(whom))]
    if whom:
        return [{**reference.row(quantity, role=whom), "role": whom}]
    return list(reference.modes[reference.modes["quantity"] == quantity].to_dict("records"))


def _value(written: str, quantity: str, unit: str) -> float:
    """Return the number a planner wrote for a quantity; raise UnreadableError where it cannot be."""
    if quantity == "patience_seconds" and written.lower() in ENDLESS:
        return math.inf
    if unit == "share":
        value = read_share(written)
    else:
        value = read_seconds(written) if unit == "s" else read_number(written)
    low, high = _LIMITS.get(quantity, (0.0, math.inf))
    if not low <= value <= high or (unit in _WHOLE and not value.is_integer()):
        limits = tuple(shown_number(limit, unit) for limit in (low, high))
        scale = "" if unit in ("share", "mode") else f" {unit}"
        expected = f"{limits[0]}{scale} or more" if high == math.inf else " to ".join(limits) + scale
        raise UnreadableError(f"a whole number, {expected}" if unit in _WHOLE[1:] else expected)
    return value


def _out_of_range(row: dict[Hashable, Any], value: float, source: str) -> Assumption:
    low, high, shown = (shown_number(float(x), row["unit"]) for x in (row["low"], row["high"], value))
    return Assumption(
        f"warning: {row['quantity']}",
        str(row["role"]) or "plan",
        shown,
        str(row["unit"]),
        low,
        high,
        f"Your value lies outside the range known from sources ({source})",
    )

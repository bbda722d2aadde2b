"""Finished plans side by side: the figures that differ, and which of them may be called a saving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from wfm.trade_off import is_saving


def differences(plans: Mapping[str, Mapping[str, object]]) -> pd.DataFrame:
    """Return two to four summaries side by side, figures that differ alone.

    Parameters
    ----------
    plans
        Summary of each plan (as ``wfm.summary.summary``) by its name.

    Returns
    -------
    DataFrame
        ``figure`` and a column per plan, in the order of the first.
    """
    flat = {name: dict(_figures(summary)) for name, summary in plans.items()}
    keys = list(dict.fromkeys(key for figures in flat.values() for key in figures))
    rows = [[key, *(figures.get(key) for figures in flat.values())] for key in keys]
    differ = [row for row in rows if any(value != row[1] for value in row[2:])]
    return pd.DataFrame(differ, columns=["figure", *plans], dtype="object")


NOT_COMPARED = (
    "assumptions",
    "seconds",
    "shift_plan",
    "day_service",
    "overhead",
    "service_check",
    "simulated",
)
"""Parts of a summary that are lists, or that tell of the run and not of the plan."""


def cost_verdicts(plans: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return in words what each plan costs against the first, and whether it may be called a saving.

    Parameters
    ----------
    plans
        As for :func:`differences`; ``simulated`` of a summary tells its service by role.
    """
    (first, base), *others = plans.items()
    return [
        f"{name} {_against(plan, base)} than {first}{_kept(plan)}"
        if float(plan["cost"]) < float(base["cost"])
        else f"{name} {_against(plan, base)} than {first}"
        for name, plan in others
        if plan.get("currency") == base.get("currency") and round(plan["cost"]) != round(base["cost"])
    ]


def worst_gap(plan: Mapping[str, Any]) -> float | None:
    """Return the simulated service less the target of a plan's worst role (share); None: not simulated."""
    rows = plan.get("simulated", {}).get("services", [])
    gaps = [row["simulated_service"] - row["target"] for row in rows if row["simulated_service"] is not None]
    return min(gaps) if gaps else None


def _against(plan: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    change = float(plan["cost"]) - float(base["cost"])
    return f"costs {plan.get('currency', '')} {abs(change):,.0f} {'more' if change > 0 else 'less'}"


def _kept(plan: Mapping[str, Any]) -> str:
    gap = worst_gap(plan)
    if gap is None:
        return "; its service is not simulated: not called a saving"
    return ": a saving" if is_saving(-1.0, gap) else "; simulated below a target: no saving"


def _figures(summary: Mapping[str, object]) -> Sequence[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in summary.items():
        if key in NOT_COMPARED:
            continue
        if isinstance(value, Mapping):
            found += [(f"{key} {name}".replace("_", " "), inner) for name, inner in _figures(value)]
        else:
            found.append((key.replace("_", " "), value))
    return found

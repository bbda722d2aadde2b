"""Budgets in words: what a phase pays of its budget, and whether it keeps it by leaving people out."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import POST, MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.roles import role_words

PAID_OUT = 0.99
"""A budget of which so much is paid may stand in the way of people."""

LEAST_HOURS = 1.0
"""Paid hours missing in a phase that are worth a word."""


def budgets_told(plan: MigrationPlan, case: MigrationCase, paid_by_phase: pd.Series) -> list[dict[str, Any]]:
    """Return by phase with a budget: ``phase`` from 1, ``budget``, ``paid``, ``hours_short`` and ``words``.

    ``paid_by_phase`` as ``wfm.migration.figures`` counts it, in the plan's currency; hours short are paid
    hours of people missing in the phase. They have a price in the plan's cost, but it is not money spent: a
    budget can be kept by leaving people out.
    """
    told = []
    for phase, budget in enumerate(case.rules.phase_budget):
        if math.isnan(budget):
            continue
        short = _hours_short(plan, case, phase)
        told.append(
            {
                "phase": phase + 1,
                "budget": budget,
                "paid": float(paid_by_phase[phase]),
                "hours_short": sum(short.values()),
                "words": _words(
                    phase, float(paid_by_phase[phase]), budget, short, case.policy.settings.currency
                ),
            }
        )
    return told


def _hours_short(plan: MigrationPlan, case: MigrationCase, phase: int) -> dict[tuple[str, str], float]:
    """Return the paid hours of people missing in a phase by site and role, most first."""
    heads = plan.heads[plan.heads["week"] // PHASE_WEEKS == phase]
    hours = heads.merge(case.posts[[*POST, "contract_hours"]], on=list(POST))
    missing = (hours["shortage"] * hours["contract_hours"]).groupby([hours["site"], hours["role"]]).sum()
    some = missing[missing >= LEAST_HOURS].sort_values(ascending=False, kind="stable")
    rows = some.reset_index().itertuples(index=False, name=None)
    return {(str(site), str(role)): float(amount) for site, role, amount in rows}


def _words(phase: int, paid: float, budget: float, short: dict[tuple[str, str], float], currency: str) -> str:
    said = f"Phase {phase + 1}: {currency} {paid:,.0f} paid, the budget is {currency} {budget:,.0f}"
    if not short:
        return f"{said}; nobody is missing."
    where = ", ".join(
        f"{role_words(role)}s at {site} {hours:,.0f} h" for (site, role), hours in list(short.items())[:3]
    )
    more = ", and others" if len(short) > 3 else ""
    by = "it is kept by leaving people out: " if PAID_OUT * budget <= paid <= budget * (1 + 1e-6) else ""
    return f"{said}; {by}{sum(short.values()):,.0f} hours are short ({where}{more})."

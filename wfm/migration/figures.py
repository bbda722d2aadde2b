"""A migration's figures: what its summary file, the Summary sheet of its book and its screen show.

Phases and weeks count from 1 here, with their dates beside them; heads are people employed: able to work,
in class or in retraining.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from wfm.assumption import assumption_table
from wfm.horizon import PHASE_WEEKS
from wfm.migration.breach_words import breach_words
from wfm.migration.budget_words import budgets_told
from wfm.migration.case import MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.migration.shortage_words import shortage_told

ITEMS = (
    *("wages", "overtime", "temps", "time_off", "classes", "retraining", "releases", "ai"),
    *("shortage", "terminal"),
)
"""Items of the money, in the order in which they are told."""

NOT_PAID = ("shortage", "terminal")
"""A price for people missing, and the weeks after the programme: in the cost, in no phase's payments."""

SITE_ROLE = ["site", "role"]
NOBODY = 1e-9

Prices = Mapping[str, Mapping[str, float]]
"""By queue: what each of its alternatives, in words, costs more than the plan (plan currency)."""


def figures(
    plan: MigrationPlan,
    case: MigrationCase,
    cpu_seconds: float,
    prices: Prices | None = None,
    supervisors: int = 0,
) -> dict[str, Any]:
    """Return a plan's figures as plain values, ready for JSON.

    Parameters
    ----------
    plan, case
        The plan, and what it was planned from.
    cpu_seconds
        CPU seconds of the whole run.
    prices
        What alternatives cost more; ``None``: not known.
    supervisors
        People of the staff list who lead teams: they hold no post, and no head counts them.

    Returns
    -------
    dict
        ``status``, ``gap`` (share of staffing cost), ``bound``, ``cost``, ``currency``, ``seconds`` (CPU),
        ``queues`` (``queue_figures``), ``heads`` (``head_figures``), ``risk``, ``gates``,
        ``shortage`` (``shortage_told``), ``budgets`` (``budgets_told``), ``breaches``, ``assumptions``.
    """
    proof, risk = plan.proof, plan.stays.groupby("phase")["risk"].sum()
    currency = case.policy.settings.currency
    return {
        "status": proof.status,
        "gap": proof.gap,
        "bound": proof.bound,
        "cost": proof.cost,
        "currency": currency,
        "seconds": cpu_seconds,
        "queues": queue_figures(plan, prices or {}),
        "heads": head_figures(plan, case, supervisors),
        "risk": {
            "undetected_errors": plan.risk,
            "cap": _or_none(case.rules.risk_cap),
            "by_phase": [float(risk.get(phase, 0.0)) for phase in range(plan.phases.count)],
        },
        "gates": [
            {
                **row,
                "phase": row["phase"] + 1,
                "date": plan.phases.phase_start(row["phase"]).isoformat(),
                "earliest_day": _or_none(row["earliest_day"]),
            }
            for row in plan.gates.to_dict("records")
        ],
        "shortage": shortage_told(plan, case),
        "budgets": budgets_told(plan, case, paid_by_phase(plan)),
        "breaches": [
            {**row, "words": breach_words(row, currency)} for row in plan.breaches.to_dict("records")
        ],
        "assumptions": assumption_table(case.assumptions).to_dict("records"),
    }


def prices_told(alternatives: pd.DataFrame) -> Prices:
    """Return the prices of other paths by queue and what each is."""
    found: dict[str, dict[str, float]] = {}
    for row in alternatives.to_dict("records"):
        found.setdefault(row["queue"], {})[row["kind"]] = row["cost_change"]
    return found


def queue_figures(plan: MigrationPlan, prices: Prices) -> dict[str, dict[str, Any]]:
    """Return by queue: ``ways`` by phase, ``moves`` with date and reason, prices of ``alternatives``."""
    chances = {(row["queue"], row["phase"]): float(row["chance"]) for row in plan.gates.to_dict("records")}
    found: dict[str, dict[str, Any]] = {}
    for row in plan.stays.sort_values(["queue", "phase"], kind="stable").to_dict("records"):
        queue, phase = row["queue"], row["phase"]
        told = found.setdefault(
            queue,
            {
                "start": row["from_way"],
                "ways": [],
                "moves": [],
                "alternatives": dict(prices[queue]) if queue in prices else None,
            },
        )
        told["ways"].append(row["way"])
        if row["way"] != row["from_way"]:
            told["moves"].append(
                {
                    "phase": phase + 1,
                    "date": plan.phases.phase_start(phase).isoformat(),
                    "from": row["from_way"],
                    "to": row["way"],
                    "reason": row["reason"],
                    "chance": chances.get((queue, phase)),
                }
            )
    return found


def head_figures(plan: MigrationPlan, case: MigrationCase, supervisors: int = 0) -> dict[str, Any]:
    """Return heads in all (``total``), by site and role, and the peak of parallel running.

    Each has ``now`` (before the first week), ``end``, ``peak`` with ``peak_week`` and ``peak_date``,
    ``hires`` (people who begin a class, those already agreed among them, and joiners hired by name),
    ``retrained`` (people sent to learn the role) and ``notices``. ``parallel_peak`` is the week in which most
    heads are needed because an old way runs beside the new one or is kept for a rollback; ``None`` where
    nothing moves. The total says too what heads leave out: ``supervisors``, ``joiners`` hired by name who
    begin later (both people), and what of the last week's need ``end_overtime`` and ``end_temps`` meet
    (heads); ``agreed`` are those of its hires that were agreed on before.
    """
    employed = plan.heads.assign(employed=plan.heads[["heads", "in_class", "in_retraining"]].sum(axis=1))
    by_week = employed.groupby([*SITE_ROLE, "week"])["employed"].sum().unstack()
    now = employed[employed["week"] == 0].groupby(SITE_ROLE)["before"].sum()
    agreed = case.classes_booked[case.classes_booked["week"].between(0, plan.phases.weeks - 1)]
    flows = {
        "hires": pd.concat([plan.classes, agreed, case.joiners]).groupby(SITE_ROLE)["people"].sum(),
        "retrained": plan.transfers.groupby(["site", "to_role"])["people"].sum(),
        "notices": plan.releases.groupby(SITE_ROLE)["people"].sum(),
    }

    def told(weeks: pd.Series, now: float) -> dict[str, Any]:
        peak = int(weeks.to_numpy().argmax())
        return {
            "now": now,
            "end": float(weeks.iloc[-1]),
            "peak": float(weeks.iloc[peak]),
            "peak_week": peak + 1,
            "peak_date": plan.phases.week_start(peak).isoformat(),
        }

    rows = []
    for site, role in by_week.index:
        counts = {name: float(flow.get((site, role), 0.0)) for name, flow in flows.items()}
        row = told(by_week.loc[site, role], float(now[site, role])) | counts
        if max(row["now"], row["peak"], *counts.values()) > NOBODY:
            rows.append({"site": site, "role": role} | row)
    last = plan.heads[plan.heads["week"] == plan.phases.weeks - 1]
    joiners = float(case.joiners["people"].sum())
    total = told(by_week.sum(), float(now.sum())) | {
        "agreed": float(agreed["people"].sum()) + joiners,
        "joiners": joiners,
        "supervisors": supervisors,
        "end_overtime": float(last["overtime"].sum()),
        "end_temps": float(last["temps"].sum()),
    }
    return {
        "total": total | {name: float(flow.sum()) for name, flow in flows.items()},
        "by_site_and_role": rows,
        "parallel_peak": parallel_peak(plan),
    }


def parallel_peak(plan: MigrationPlan) -> dict[str, Any] | None:
    """Return the week of most parallel running: ``heads`` it takes, ``week`` from 1, ``date``."""
    extra = plan.crews.assign(extra=plan.crews["parallel"] + plan.crews["reserve"])
    by_week = extra.groupby("week")["extra"].sum()
    if by_week.empty or by_week.max() <= NOBODY:
        return None
    week = int(by_week.index.to_numpy()[by_week.to_numpy().argmax()])
    return {
        "heads": float(by_week.max()),
        "week": week + 1,
        "date": plan.phases.week_start(week).isoformat(),
    }


def cost_by_phase(plan: MigrationPlan) -> pd.DataFrame:
    """Return the cost (plan currency) of every phase, from 0 (rows), by item (columns, as ``ITEMS``)."""
    money = plan.money.assign(phase=plan.money["week"] // PHASE_WEEKS)
    sums = money.groupby(["phase", "item"])["amount"].sum().unstack()
    return sums.reindex(index=range(plan.phases.count), columns=list(ITEMS)).fillna(0.0)


def paid_by_phase(plan: MigrationPlan) -> pd.Series:
    """Return what each phase pays: no price of shortage, no weeks after the programme."""
    return cost_by_phase(plan).drop(columns=list(NOT_PAID)).sum(axis=1)


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else float(value)

"""A tightened plan's figures as plain values: its service by role, what it cost, why a role falls short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from wfm.roles import role_words
from wfm.summary import with_simulated
from wfm.tightening.noun import TOLERANCE, Round, Tightened
from wfm.tightening.service import roles_short
from wfm.units import percent


def figures(tightened: Tightened) -> dict[str, Any]:
    """Return how a plan was tightened and how it is judged, ready for JSON.

    ``rounds`` begins with the plan as computed. ``cost_of_tightening`` is wages and premiums of the plan
    kept less those of the first; ``bound`` is that of the raised need, ``bound_before`` of the need as
    computed. ``is_kept`` says whether the judge finds every role within the tolerance of its target: only
    then may the plan be called a saving.
    """
    first, kept = tightened.rounds[0], tightened.rounds[tightened.kept]
    return {
        "tolerance": TOLERANCE,
        "seed": tightened.seed,
        "judge_seed": tightened.judge_seed,
        "rounds": [_round(each) for each in tightened.rounds],
        "kept_round": tightened.kept,
        "cost_of_tightening": kept.cost - first.cost,
        "bound_before": first.bound,
        "bound": kept.bound,
        "judged": _services(tightened.judged),
        "is_kept": tightened.missed.empty,
        "ended": tightened.ended,
        "why_not": why_not(tightened),
    }


def with_service(summary: Mapping[str, Any], check: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's summary with its simulated service, as the judge found it, and how it was tightened.

    ``check`` is what :func:`figures` returns.
    """
    simulated = {"seed": check["judge_seed"], "services": check["judged"]}
    return with_simulated(summary, simulated) | {"service_check": dict(check)}


def why_not(tightened: Tightened) -> list[str]:
    """Return in words, for each role too far below its target, why it stays there."""
    short = roles_short(tightened.result.roster.shift_plan)
    return [
        f"{role_words(str(role))}, {activity}: {percent(service, 1)} against a target of {percent(target)}; "
        + (
            f"the plan is {short[role]:,.1f} people-hours short: no more people, seats or shifts to give"
            if role in short
            else tightened.ended
        )
        for role, activity, service, target in tightened.missed[
            ["role", "activity", "service_level", "target"]
        ].itertuples(index=False)
    ]


def _round(one: Round) -> dict[str, Any]:
    return {
        "raised_hours": one.raised_hours,
        "raised_work_hours": one.raised_work_hours,
        "cost": one.cost,
        "objective": one.objective,
        "bound": one.bound,
        "services": _services(one.service),
    }


def _services(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "role": row["role"],
            "activity": row["activity"],
            "target": row["target"],
            "bar": row["bar"],
            "promised_service": _value(row["promised_service"]),
            "simulated_service": _value(row["service_level"]),
            "simulated_interval": _interval(row),
        }
        for row in table.to_dict("records")
    ]


def _interval(row: Mapping[Any, Any]) -> list[float | None]:
    return [_value(row["service_level_low"]), _value(row["service_level_high"])]


def _value(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None

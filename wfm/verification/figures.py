"""A verification's figures as plain values, ready for JSON."""

from __future__ import annotations

from typing import Any

import numpy as np

from wfm.verification.noun import Verification, own_activity

MEASURES = ("occupancy", "wait_seconds", "abandonment")


def figures(verification: Verification) -> dict[str, Any]:
    """Return the figures of each role, and how they were found.

    Under ``roles`` stand each role's ``service_level``, its ``confidence_interval`` and its ``target``: of
    its live work, of reviewers of the reviews; other work that may wait stands below, by its name.
    """
    roles: dict[str, dict[str, Any]] = {}
    others = []
    for row in verification.roles.to_dict("records"):
        if row["activity"] == own_activity(row["role"]):
            roles[str(row["role"])] = _role(row)
        else:
            others.append(row)
    for row in others:
        roles.setdefault(str(row["role"]), {})[str(row["activity"])] = _role(row)
    return {
        "roles": roles,
        "seed": verification.seed,
        "replications": verification.replications,
        "confidence": verification.confidence,
        "is_precise": verification.is_precise,
        "seconds": verification.cpu_seconds,
    }


def _role(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        "service_level": _value(row["service_level"]),
        "confidence_interval": [_value(row["service_level_low"]), _value(row["service_level_high"])],
        "target": _value(row["target"]),
        "offered": _value(row["offered"]),
        "missed_hours": _value(row["missed_hours"]),
        **{
            name: {
                "mean": _value(row[name]),
                "interval": [_value(row[f"{name}_{end}"]) for end in ("low", "high")],
            }
            for name in MEASURES
        },
    }


def _value(number: float) -> float | None:
    """Return a number as JSON knows it: nothing where nothing came."""
    return float(number) if np.isfinite(number) else None

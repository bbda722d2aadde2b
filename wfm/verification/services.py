"""Simulated service in the words of a plan's summary: a row for each role and kind of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from wfm.verification.noun import Verification, own_activity


def services(verification: Verification, promised: Mapping[str, float]) -> dict[str, Any]:
    """Return ``seed`` and, under ``services``, each role's target, promise and simulated service.

    ``promised`` is the share promised by role; it is of the work by which the role is judged.
    """
    return {
        "seed": verification.seed,
        "services": [
            {
                "role": str(row["role"]),
                "activity": str(row["activity"]),
                "target": float(row["target"]),
                "promised_service": promised.get(str(row["role"]))
                if row["activity"] == own_activity(row["role"])
                else None,
                "simulated_service": _value(row["service_level"]),
                "simulated_interval": [_value(row[f"service_level_{end}"]) for end in ("low", "high")],
            }
            for row in verification.roles.to_dict("records")
        ],
    }


def _value(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None

"""A stress test's figures as plain values, ready for JSON."""

from __future__ import annotations

from typing import Any

import pandas as pd

from wfm.reserve.noun import Stressed

SERVICE = ("role", "activity", "target", "service_level")
RESERVE = ("means", "hours", "price", "told")


def figures(stressed: Stressed) -> list[dict[str, Any]]:
    """Return each case with the service of its roles and what would hold it, the cheapest first."""
    return [
        {
            "case": str(case),
            "roles": _records(own, SERVICE),
            "reserves": _records(stressed.reserves[stressed.reserves["case"] == case], RESERVE),
        }
        for case, own in stressed.roles.groupby("case", sort=False)
    ]


def _records(table: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    plain = table[list(columns)].astype("object")
    return [
        dict(zip(columns, row, strict=True)) for row in plain.where(plain.notna(), None).to_numpy().tolist()
    ]

"""What the client pays: units by basis, the least that is billed, bonus and penalty for service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.commercial.noun import BILLING
from wfm.horizon import Horizon
from wfm.policy.commercial_sheets import BY_AI, CONTACT, HEAD, MINUTE, MONTH, RESOLVED
from wfm.units import DAYS_PER_YEAR, MONTHS_PER_YEAR

UNITS = {
    CONTACT: "contacts",
    MINUTE: "people_minutes",
    HEAD: "paid_hours",
    RESOLVED: "resolved",
    BY_AI: "resolved_by_ai",
    MONTH: "contacts",
}
"""The column whose sum is billed; a month's price is shared by modes as their contacts are."""

SLACK = 1e-9
"""A service short of its threshold by the rounding of a sum is not short of it."""


def months_of(horizon: Horizon) -> float:
    """Return the days planned as months of a twelfth of 365 days."""
    return len(horizon.days) * MONTHS_PER_YEAR / DAYS_PER_YEAR


def bills(
    table: pd.DataFrame, contracts: pd.DataFrame, horizon: Horizon, service: Mapping[str, float]
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return each row of the contracts billed (as ``BILLING``), and what could not be judged.

    Parameters
    ----------
    table
        Contacts, minutes and paid hours by queue and mode, columns as in ``COMMERCIAL``.
    contracts
        As ``wfm.policy.CONTRACTS``.
    horizon
        The days planned: prices and minima of a month are taken for their share of one.
    service
        Share answered in time by queue; a queue on which nobody waits for a person is not in it, and earns
        neither bonus nor penalty.
    """
    months, sums = months_of(horizon), table.groupby("queue")[list(dict.fromkeys(UNITS.values()))].sum()
    records, notes = [], []
    for row in contracts.to_dict("records"):
        queue, basis, share = row["queue"], row["basis"], service.get(row["queue"], np.nan)
        amount = float(sums[UNITS[basis]].get(queue, 0.0))
        units = months if basis == MONTH else amount / row["head_hours"] if basis == HEAD else amount
        minimum = row["minimum"] * months
        billed = max(units, minimum)
        revenue = billed * row["price"]
        if np.isnan(share) and (row["bonus"] or row["penalty"]):
            notes.append(_unjudged(str(queue), str(row["cell"])))
        records.append(
            {
                **{name: row[name] for name in ("queue", "basis", "price", "cell")},
                "units": units,
                "minimum": minimum,
                "billed": billed,
                "revenue": revenue,
                "service": share,
                "bonus_above": row["bonus_above"],
                "penalty_below": row["penalty_below"],
                "bonus": revenue * row["bonus"] if share >= row["bonus_above"] - SLACK else 0.0,
                "penalty": revenue * row["penalty"] if share < row["penalty_below"] - SLACK else 0.0,
            }
        )
    return BILLING.conform(pd.DataFrame(records, columns=list(BILLING.columns))), tuple(notes)


def by_mode(table: pd.DataFrame, billing: pd.DataFrame) -> pd.DataFrame:
    """Return revenue, bonus and penalty of each row of ``table``, shared as :func:`earned` says."""
    money = pd.DataFrame(0.0, index=table.index, columns=["revenue", "bonus", "penalty"])
    for row in billing.to_dict("records"):
        mine = table.index[table["queue"] == row["queue"]]
        part = earned(table, row).to_numpy()
        for name in money.columns:
            money.loc[mine, name] += row[name] * part
    return money


def earned(table: pd.DataFrame, bill: Mapping[Any, Any]) -> pd.Series:
    """Return the part of a row of ``BILLING`` that each mode of its queue earns, by mode.

    As the units of its basis; where the queue has none of them (a minimum is paid all the same) as its
    contacts, without contacts all modes alike.
    """
    mine = table[table["queue"] == bill["queue"]].set_index("mode")
    weights = (mine[UNITS[bill["basis"]]], mine["contacts"], pd.Series(1.0, index=mine.index))
    return next(weight / weight.sum() for weight in weights if weight.sum() > 0)


def _unjudged(queue: str, where: str) -> Assumption:
    why = f"{where}: nobody waits for a person there, so that no service can be held against a threshold"
    return Assumption("bonus and penalty", queue, "none", "plan currency", "", "", why)

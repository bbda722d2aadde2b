"""Everything the plan takes for granted, each with its range and its source."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

ASSUMPTION_COLUMNS = ("quantity", "applies_to", "value", "unit", "low", "high", "source")


@dataclass(frozen=True)
class Assumption:
    """One value that the planner did not give.

    ``value`` is written as the planner would read it; ``low`` and ``high`` bound what is credible (blank
    where nobody knows); ``applies_to`` names the queues, roles, sites or cells it was used for.
    """

    quantity: str
    applies_to: str
    value: str
    unit: str
    low: str
    high: str
    source: str


def assumption_table(assumptions: tuple[Assumption, ...]) -> pd.DataFrame:
    """Return the assumptions as a table, one row each, without repeats, in the order first made."""
    rows = [[getattr(item, name) for name in ASSUMPTION_COLUMNS] for item in dict.fromkeys(assumptions)]
    return pd.DataFrame(rows, columns=list(ASSUMPTION_COLUMNS), dtype="str")

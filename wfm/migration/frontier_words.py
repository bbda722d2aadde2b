"""What cost against risk says where its table says little: why there is none, or only one point."""

from __future__ import annotations

import pandas as pd

from wfm.migration.breach_words import breach_words


def frontier_words(frontier: pd.DataFrame, breaches: pd.DataFrame, currency: str) -> str:
    """Return why cost against risk has no points or one; blank where it has more.

    Parameters
    ----------
    frontier
        As ``FRONTIER``.
    breaches
        Rules that the plan could not keep (as ``BREACHES``).
    currency
        Currency of the plan.
    """
    if len(frontier) > 1:
        return ""
    if len(frontier) == 1:
        return "No choice of modes has less risk than another at a price: there is nothing to trade."
    broken = [breach_words(row, currency) for row in breaches.to_dict("records") if row["family"] != "risk"]
    if broken:
        return f"No plan keeps every rule, so none can be held under a cap on errors. {' '.join(broken)}"
    return "The time given was too short for the first point."

"""A plan's figures in a planner's words."""

from __future__ import annotations

PERCENT = 100

STATUS_WORDS = {
    "optimal": "Finished: within the distance from the cheapest possible that was asked for.",
    "feasible": "Complete; the search reached its limit before it could prove more.",
    "stopped": "Complete; the search was stopped and the best plan so far was kept.",
}


def status_words(status: str) -> str:
    """Return what a status (optimal, feasible or stopped) means for the planner."""
    return STATUS_WORDS[status]


def gap_words(above: float, share: float, currency: str) -> str:
    """Return how close a plan is to the cheapest possible, in words.

    Parameters
    ----------
    above
        Most that the plan can be dearer than the cheapest possible (currency, 0 or more).
    share
        The same as a share of the staffing cost.
    currency
        Currency of the plan.

    Examples
    --------
    >>> gap_words(180.4, 0.008, "EUR")
    'at most EUR 180 (0.8 %) above the cheapest possible'
    """
    if above <= 0:
        return "the cheapest possible"
    return f"at most {currency} {above:,.0f} ({share * PERCENT:.1f} %) above the cheapest possible"

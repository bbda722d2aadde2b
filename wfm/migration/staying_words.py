"""Why a queue that stays does so, its price first: what its cheapest other path would cost."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from wfm.roles import in_mode


def staying_words(queue: str, way: str, alternatives: pd.DataFrame, currency: str) -> str:
    """Return what it would cost that a queue moves which stays; blank where no such path was priced.

    Parameters
    ----------
    queue, way
        Name of the queue, and the way in which it stays.
    alternatives
        As ``ALTERNATIVES``, of any queues.
    currency
        Currency of the plan.
    """
    mine = alternatives[(alternatives["queue"] == queue) & _moves(alternatives["ways"], way)]
    if mine.empty:
        return ""
    kept = mine[mine["breaks"] == ""]
    best = (mine if kept.empty else kept).sort_values("cost_change", kind="stable").to_dict("records")[0]
    if best["is_tie"]:
        price = "would cost as much: too close to call"
    elif best["cost_change"] > 0:
        price = f"would cost {currency} {best['cost_change']:,.0f} more"
    else:
        price = f"would save {currency} {-best['cost_change']:,.0f}"
    broken = f", and breaks rules: {best['breaks'].rstrip('.')}" if best["breaks"] else ""
    return f"{queue} stays in {in_mode(way)}: {_moving(best['ways'], way)} {price}{broken}."


def _moves(ways: pd.Series, way: str) -> pd.Series:
    return ways.map(lambda told: any(each != way for each in told.split(", "))).astype(bool)


def _moving(ways: str, way: str) -> str:
    """Return the moves of a path: ``moving to mode 3 (escalation) in phase 2``."""
    steps = enumerate(pairwise([way, *ways.split(", ")]), start=1)
    told = [f"to {in_mode(after)} in phase {phase}" for phase, (before, after) in steps if after != before]
    return f"moving {', then '.join(told)}"

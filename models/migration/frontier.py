"""Cost against risk: the least cost of the linear model under one cap on risk after another.

One model, one row whose right-hand side moves (epsilon-constraint; Haimes, Lasdon and Wismer 1971), in two
parts (``benders``) that keep what they learn from cap to cap. The ends: the risk of the cheapest choice, and
the least risk that any choice of paths can have. Each point is a bound: no plan under that cap costs less;
the linear optimum is no further above it than ``WITHIN`` of the cost.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.migration.benders import Benders, Carried
from models.migration.choose import Chooser
from models.migration.master import master
from wfm.errors import NoPlanError, RulesConflictError
from wfm.migration.answers import FRONTIER
from wfm.migration.prepared import Prepared

POINTS = 10

WITHIN = 1e-3
"""Part of the cost by which a point may lie below the linear optimum: a fifth of a plan's own gap.

Measured at 20 queues, points lie 0 to 0.05 % below it (0 to 0.014 % at half this part, a fifth slower)."""

FEW_PATHS, EXACT = 1000, 1e-6
"""So many paths at most have their points found to the optimum: it takes a second, and what small clients
trade is less than the wider part."""


def frontier(
    prepared: Prepared,
    limits: SolveLimits,
    points: int = POINTS,
    within: float | None = None,
    at_least: float = -np.inf,
) -> pd.DataFrame:
    """Return cost against risk (as ``FRONTIER``), from the greatest risk worth having to the least possible.

    Parameters
    ----------
    prepared
        Paths and demand; the case's own cap on risk is left aside.
    limits
        CPU seconds for all points.
    points
        How many caps, evenly spaced in risk, both ends among them.
    within
        Part of the cost by which a point may lie below the linear optimum; ``None``: by how many paths there
        are.
    at_least
        What no plan costs less than, whatever its risk, where that is known.
    """
    if within is None:
        within = EXACT if sum(map(len, prepared.paths_by_queue.values())) <= FEW_PATHS else WITHIN
    known: dict[float, float] = {}
    try:
        known.update(_points(prepared, limits, points, within))
    except RulesConflictError:
        return FRONTIER.empty()
    except NoPlanError:
        # Out of time the points that are known stay; one alone would say that there are no others.
        if limits.is_cancelled():
            raise
        if len(known) == 1:
            return FRONTIER.empty()
    table = pd.DataFrame(sorted(known.items(), reverse=True), columns=["risk", "cost"])
    table["cost"] = table["cost"].clip(lower=at_least).cummax()
    avoided, dearer = -table["risk"].diff(), table["cost"].diff()
    table["cost_per_error"] = np.where(avoided > 0, dearer / avoided.where(avoided > 0, 1.0), np.nan)
    return FRONTIER.conform(table)


def _points(
    prepared: Prepared, limits: SolveLimits, points: int, within: float
) -> Iterator[tuple[float, float]]:
    """Yield risk and least cost of one cap after another: both ends, then each between two that are known."""
    deadline = time.process_time() + limits.cpu_seconds
    case = prepared.case
    free = replace(prepared.demand, case=replace(case, rules=replace(case.rules, risk_cap=float("nan"))))
    model = Benders(Chooser(master(free, prepared.paths_by_queue)), limits)

    def least(cap: float, near: Carried | None = None) -> tuple[Carried, float] | None:
        # A billionth looser: at the end nothing but the safest paths is possible.
        left = limits.with_seconds(deadline - time.process_time())
        return model.least(cap * (1 + 1e-9) + 1e-9, left, within, near)

    # The safest paths first: few are left to choose from, and their people are a start for all others.
    safest = model.least_risk()
    safe = least(safest)
    cheapest = least(np.inf, None if safe is None else safe[0])
    if cheapest is None:
        return
    most = model.risk_of(cheapest[0])
    yield most, cheapest[1]
    # Where no choice has less risk than another there is nothing to trade: one point.
    if np.isclose(most, safest):
        return
    caps, found = np.linspace(most, safest, points).tolist(), {0: cheapest[0]}
    if safe is not None:
        found[points - 1] = safe[0]
        yield safest, safe[1]
    # Budget, seats or go-lives may keep the risk above: the frontier ends where plans do.
    end = points
    for n, before, after in _between(0, points - 1):
        near = None
        if before in found and after in found:
            near = found[before].with_part(found[after], (n - before) / (after - before))
        point = least(caps[n], near) if n < end else None
        if point is None:
            end = min(end, n)
        else:
            found[n] = point[0]
            yield caps[n], point[1]


def _between(before: int, after: int) -> Iterator[tuple[int, int, int]]:
    """Yield each point between two, halving: after the two it lies between, which are yielded with it."""
    middle = (before + after) // 2
    if middle > before:
        yield middle, before, after
        yield from _between(before, middle)
        yield from _between(middle, after)

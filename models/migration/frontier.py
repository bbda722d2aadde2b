"""Cost against risk: the least cost of the linear model under one cap on risk after another.

One model, one row whose right-hand side moves (epsilon-constraint; Haimes, Lasdon and Wismer 1971); every
solve starts from the last. The ends: the risk of the cheapest choice, and the least risk that any choice of
paths can have, at its least cost: there each queue can only take its safest paths, and the model is so much
smaller that it is solved anew. Each point is a bound: no plan under that cap costs less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.migration.choose import Chooser
from models.migration.master import master
from wfm.migration.answers import FRONTIER
from wfm.migration.demand import Demand
from wfm.migration.paths import Path
from wfm.migration.prepared import Prepared

POINTS = 10


def frontier(prepared: Prepared, limits: SolveLimits, points: int = POINTS) -> pd.DataFrame:
    """Return cost against risk (as ``FRONTIER``), from the greatest risk worth having to the least possible.

    Parameters
    ----------
    prepared
        Paths and demand; the case's own cap on risk is left aside.
    limits
        CPU seconds for all points.
    points
        How many caps, evenly spaced in risk, both ends among them.
    """
    case = prepared.case
    free = replace(prepared.demand, case=replace(case, rules=replace(case.rules, risk_cap=float("nan"))))
    chooser = Chooser(master(free, prepared.paths_by_queue))
    cheapest = chooser.linear(limits)
    if not cheapest.has_solution:
        return FRONTIER.empty()
    most = float(free.risk @ chooser.at(cheapest.vector, chooser.stay))
    least = least_risk(free, prepared.paths_by_queue)
    rows = [(most, cheapest.objective)]
    # Where no choice has less risk than another there is nothing to trade: one point.
    caps = [] if np.isclose(most, least) else np.linspace(most, least, points)[1:].tolist()
    for cap in caps:
        if cap == caps[-1]:
            chooser.keep(_safest(chooser))
            chooser.program.begin_anew()
        chooser.program.set_right_hand_side(chooser.master.m.risk_cap, cap * (1 + 1e-9) + 1e-9)
        found = chooser.linear(limits)
        if not found.has_solution:
            break  # budget, seats or go-lives keep the risk above: the frontier ends where plans do
        rows.append((cap, max(found.objective, rows[-1][1])))
    table = pd.DataFrame(rows, columns=["risk", "cost"])
    avoided, dearer = -table["risk"].diff(), table["cost"].diff()
    table["cost_per_error"] = np.where(avoided > 0, dearer / avoided.where(avoided > 0, 1.0), np.nan)
    return FRONTIER.conform(table)


def _safest(chooser: Chooser) -> NDArray[np.bool_]:
    """Return the paths that have the least risk of their queue, those that keep its latest date alone."""
    model = chooser.master
    risk = np.array([float(model.demand.risk[stays].sum()) for stays in chooser.stays_of_path])
    late = [not model.paths[model.queues[q]][k].keeps_deadline for q, k in model.m.path]
    risk[np.array(late)] = np.inf
    least = np.full(len(model.queues), np.inf)
    np.minimum.at(least, chooser.queue_of_path, risk)
    return np.asarray(np.isclose(risk, least[chooser.queue_of_path], rtol=1e-9, atol=1e-9))


def least_risk(demand: Demand, paths: Mapping[str, Sequence[Path]]) -> float:
    """Return the least risk that any choice of paths can have, each queue on its own safest.

    Of a queue that no path takes to its wish in time, every path counts.
    """

    def risk(queue: str, path: Path) -> float:
        return float(demand.risk[demand.numbers_of({queue: path})].sum())

    return sum(
        min(risk(queue, path) for path in [p for p in found if p.keeps_deadline] or found)
        for queue, found in paths.items()
    )

"""What a crew must give over a local day, where its target holds over the day and not in every interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.shift_plan.site_plan import Task
from wfm.requirement import Requirement
from wfm.requirement.day_service import ServiceCurve, day_cells, served_share, service_curves

CREW = ["site", "role", "pool"]


@dataclass(frozen=True, eq=False)
class DayTarget:
    """The service of one task on one local day, or the part of that day that lies in the block.

    ``cells`` are its intervals, ``weights`` their shares of its contacts and ``curves`` their service, both
    by interval; ``share`` is the target and ``price`` what all of the day's service is worth (currency).
    """

    task: int
    day: date
    share: float
    price: float
    weights: Mapping[int, float]
    curves: Mapping[int, ServiceCurve]
    cells: pd.DataFrame

    def missed(self, on_duty: NDArray[np.float64]) -> float:
        """Return the share of the day missing at the target, with ``on_duty`` people in each interval."""
        served = served_share(self.cells, on_duty[list(self.weights)])
        return max(0.0, self.share - float(np.dot(list(self.weights.values()), served)))


def day_targets(
    tasks: Sequence[Task],
    zones: Mapping[str, str],
    requirement: Requirement,
    start: pd.Timestamp,
    grid: int,
    price: NDArray[np.float64],
) -> tuple[DayTarget, ...]:
    """Return the day targets of a block.

    Parameters
    ----------
    tasks, zones
        Those of the crews of one block.
    requirement
        Needs, and the crews whose target holds over the day.
    start, grid
        First instant of the block and minutes of an interval.
    price
        Price of one person short for an interval (currency), per task and interval of the block itself.

    Notes
    -----
    A share of the day is worth what the people short would cost who lose it soonest: the least, over its
    intervals, of the price of one person short over what the first person above the least serves of the day.
    So nobody is ever called short to raise the day, and real people, at a twelfth, are always cheaper.
    """
    if requirement.by_day.empty:
        return ()
    cells = day_cells(requirement, zones)
    cells = cells.assign(t=(cells["interval_start"] - start) // pd.Timedelta(minutes=grid))
    cells = cells[(cells["t"] >= 0) & (cells["t"] < price.shape[1])]
    number = {(task.site, task.role, task.pool): a for a, task in enumerate(tasks) if task.is_live}
    found = []
    for (*crew, day), mine in cells.groupby([*CREW, "day"]):
        a, places = number[tuple(crew)], mine["t"].astype(int).tolist()
        weights = (mine["contacts"] / mine["contacts"].sum()).to_numpy(float)
        curves, share = service_curves(mine), float(mine["target_share"].iloc[0])
        gained = np.array([w * curve.cuts[0][0] for w, curve in zip(weights, curves, strict=True)])
        found.append(
            DayTarget(
                a,
                day,
                share,
                float((price[a, places] / gained).min()),
                dict(zip(places, weights.tolist(), strict=True)),
                dict(zip(places, curves, strict=True)),
                mine,
            )
        )
    return tuple(found)

"""What is missed when people are missing: live work that is short at once, and work that is done late."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.policy import Policy
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import CREW, TASK, minutes_from, task_hours, with_carried_in
from wfm.shift_plan.reviews import Backlog, backlogs, capacities

Money = NDArray[np.float64]
Whole = NDArray[np.int64]

HourPrices = Mapping[tuple[str, str], float]
"""Price of an hour short or late (plan currency), by site and role."""


class LiveWork:
    """Hours short of live work beyond those of the plan, priced.

    Parameters
    ----------
    pieces
        What one person of a line (its place in the plan) gives in an interval after floor losses: ``line``,
        ``site``, ``role``, ``pool``, ``interval``, ``hours``; one row per line, crew and interval.
    shift_plan
        Its coverage says what is to spare; work that nobody needs is not missed.
    hour
        Prices.
    """

    def __init__(self, pieces: pd.DataFrame, shift_plan: ShiftPlan, hour: HourPrices) -> None:
        over, table = shift_plan.horizon, shift_plan.coverage
        interval = minutes_from(over.start, table["interval_start"]) // over.interval_minutes
        cells = table[CREW].assign(interval=interval, cell=np.arange(len(table)))
        known = pieces.merge(cells, on=[*CREW, "interval"])
        self._line = known["line"].to_numpy(dtype=np.int64)
        self._cell = known["cell"].to_numpy(dtype=np.int64)
        self._hours = known["hours"].to_numpy(dtype=np.float64)
        spare = (table["on_duty"] - table["required"]).to_numpy(dtype=np.float64) * over.interval_hours
        self._spare = np.maximum(0.0, spare)
        self._price = np.array([hour[key] for key in zip(table["site"], table["role"], strict=True)])

    def together(self, missing: Whole) -> float:
        """Return the price of what is short without so many people on each line."""
        return float(self._price @ self._short(self._gone(missing)))

    def beside(self, missing: Whole) -> Money:
        """Return what one more missing adds on each line; where somebody is missing, what that one adds."""
        gone, found = self._gone(missing)[self._cell], np.zeros(len(missing))
        without = gone - np.where(missing > 0, 1, 0)[self._line] * self._hours
        spare = self._spare[self._cell]
        short = np.maximum(0.0, without + self._hours - spare) - np.maximum(0.0, without - spare)
        np.add.at(found, self._line, short * self._price[self._cell])
        return found

    def _gone(self, missing: Whole) -> Money:
        found = np.zeros(len(self._spare))
        np.add.at(found, self._cell, self._hours * missing[self._line])
        return found

    def _short(self, gone: Money) -> Money:
        return np.maximum(0.0, gone - self._spare)


class DeferredWork:
    """Hours late of one stream beyond those of the plan, priced.

    Parameters
    ----------
    pieces
        As for :class:`LiveWork`, of this stream alone.
    backlog
        Its work.
    able
        Hours of it that the plan's people can do, per interval.
    price
        Of an hour late (plan currency).
    """

    def __init__(self, pieces: pd.DataFrame, backlog: Backlog, able: Money, price: float) -> None:
        self._backlog, self._able, self._price = backlog, able, price
        self._line = pieces["line"].to_numpy(dtype=np.int64)
        self._interval = pieces["interval"].to_numpy(dtype=np.int64)
        self._hours = pieces["hours"].to_numpy(dtype=np.float64)
        by_line = pieces.groupby("line", sort=True).indices
        self._rows = {int(str(line)): np.asarray(rows, dtype=np.int64) for line, rows in by_line.items()}
        self._late_as_planned = backlog.late_hours(able)

    def together(self, missing: Whole) -> float:
        """Return the price of what is late without so many people on each line."""
        return self._price * max(0.0, self._late(self._gone(missing)) - self._late_as_planned)

    def beside(self, missing: Whole) -> Money:
        """Return what one more missing adds on each line; where somebody is missing, what that one adds.

        Lines with the same hours at the same times add the same: each such case is worked off once.
        """
        found, gone = np.zeros(len(missing)), self._gone(missing)
        late, known = self._late(gone), dict[tuple[bool, bytes, bytes], float]()
        for line, rows in self._rows.items():
            sign = -1.0 if missing[line] > 0 else 1.0
            interval, hours = self._interval[rows], self._hours[rows]
            case = (sign > 0, interval.tobytes(), hours.tobytes())
            if case not in known:
                other = gone.copy()
                other[interval] += sign * hours
                known[case] = self._price * max(0.0, sign * (self._late(other) - late))
            found[line] = known[case]
        return found

    def _gone(self, missing: Whole) -> Money:
        found = np.zeros(len(self._able))
        np.add.at(found, self._interval, self._hours * missing[self._line])
        return found

    def _late(self, gone: Money) -> float:
        return self._backlog.late_hours(np.maximum(0.0, self._able - gone))


def deferred_work(
    pieces: pd.DataFrame, shift_plan: ShiftPlan, policy: Policy, hour: HourPrices, count: int
) -> list[DeferredWork]:
    """Return every stream of deferrable work that somebody does and that has work.

    Parameters
    ----------
    pieces
        As for :class:`LiveWork`, with ``activity``: the kind of work.
    shift_plan, policy
        Duty lines, those carried in included, the work that waits, and floor losses.
    hour
        Prices.
    count
        Intervals from the start of the plan to the end of its last shift.
    """
    over = shift_plan.horizon
    grid = over.interval_minutes
    everyone = with_carried_in(shift_plan.lines, shift_plan.activities, shift_plan.carried_in)
    able = capacities(task_hours(*everyone, over.start, grid, count), count, policy)
    work = backlogs(shift_plan.reviews.reset_index(drop=True), over.start, grid)
    found = []
    for key, mine in pieces.groupby(TASK):
        stream = tuple(str(part) for part in key)
        if stream in work:
            given = able.get(stream, np.zeros(count))
            found.append(
                DeferredWork(mine.reset_index(drop=True), work[stream], given, hour[stream[0], stream[1]])
            )
    return found

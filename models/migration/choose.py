"""Choosing paths: the model inside the solver, its linear bound with cuts, and what a path adds to it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models._highs import Program, Result
from models.limits import SolveLimits
from models.migration.exceeded import beyond
from models.migration.master import Master
from models.migration.pooled_need import steepest_cuts
from wfm.horizon import PHASE_WEEKS
from wfm.migration.paths import Path

Numbers = NDArray[np.float64]

CUT_ROUNDS = 12
CUT_SHORT = 1e-4
"""A pooled need is cut where it lies below its minorant by more than this part of it."""

TOLD_APART = 1e-6
SLACK = 1e-7
"""Part of an excess, or of one unit, that is the solver's rounding."""
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Cut:
    """A pooled need is at least ``heads`` times the stays: columns of both."""

    pooled: int
    stays: NDArray[np.int64]
    heads: Numbers


class Chooser:
    """A master model inside the solver: bound, choice, and the same again with another right-hand side."""

    def __init__(self, model: Master) -> None:
        self.master = model
        self.program = Program(model.m)
        self.path = self.program.columns(model.m.path)
        self.stay = self.program.columns(model.m.stay)
        self.pooled = self.program.columns(model.m.pooled)
        self.classes = self.program.columns(model.m.classes)
        self.classes = self.classes[self.classes >= 0]
        self.bought = self.program.columns(model.m.bought)
        self.queue_of_path = np.array([q for q, _ in model.m.path], dtype=np.int64)
        # Whole classes belong to the staffing of a chosen plan; without them the model is a bound on it.
        self.program.set_whole(self.classes, False)

    def linear(self, limits: SolveLimits) -> Result:
        """Return the linear solution, pooled needs cut until they lie on their minorants."""
        began, last = time.process_time(), None
        for _ in range(CUT_ROUNDS):
            left = limits.cpu_seconds - (time.process_time() - began)
            result = self.program.solve(limits.with_seconds(left), relaxed=True)
            if last is not None and result.status == "stopped":
                return last  # with fewer cuts the bound is lower, but it is one
            if not result.has_solution or not self.add_cuts(result.vector):
                break
            last = result
        return result

    def least_within(self, exceeded: Mapping[str, Mapping[Any, float]], limits: SolveLimits) -> float:
        """Return what no plan costs less than that exceeds each soft rule by no more than this, unpriced.

        Parameters
        ----------
        exceeded
            By rule and the index of its variables, how far it is exceeded; nowhere else it may be.
        limits
            CPU seconds; without a solution nothing is known, minus infinity.
        """
        for rule, amounts in exceeded.items():
            over = beyond(self.master.m, rule)
            columns = self.program.columns(over)
            most = np.array([amounts.get(at, 0.0) for at in over], dtype=float)[columns >= 0]
            columns = columns[columns >= 0]
            none = np.zeros(len(columns))
            self.program.set_costs(columns, none)
            self.program.set_bounds(columns, none, most + SLACK * np.maximum(1.0, most))
        found = self.linear(limits)
        return found.objective if found.has_solution else -np.inf

    def add_cuts(self, vector: Numbers) -> int:
        """Cut off a solution whose pooled needs lie below their minorants; return how many cuts it took."""
        added = 0
        for cut in self.cuts(vector):
            columns = np.concatenate([[cut.pooled], cut.stays])
            self.program.add_row(columns, np.concatenate([[1.0], -cut.heads]), 0.0, np.inf)
            added += 1
        return added

    def cuts(self, vector: Numbers) -> Iterator[Cut]:
        """Yield the cuts that a solution breaks whose pooled needs lie below their minorants."""
        for c, crew in enumerate(self.master.pooled):
            per_hour = crew.crew.heads_per_hour
            for phase in crew.loads:
                members, _ = crew.crew.stays[phase]
                chosen = self.at(vector, self.stay[members])
                if not chosen.any():
                    continue
                for week in range(PHASE_WEEKS):
                    column = self._pooled_in(c, phase, week)
                    has = vector[column]
                    load = crew.loads[phase][:, week]
                    cuts = per_hour * steepest_cuts(crew.minorants, crew.queue[phase], load, chosen)
                    owed = cuts @ chosen
                    best = int(np.argmax(owed))
                    if owed[best] > has * (1 + CUT_SHORT) + TOLD_APART:
                        some = np.flatnonzero(cuts[best])
                        heads = cuts[best, some]
                        yield Cut(column, self.stay[members[some]], heads)

    def below_minorants(self) -> NDArray[np.int64]:
        """Return the columns of pooled needs that nothing but cuts holds up."""
        return np.array(
            [
                self._pooled_in(c, phase, week)
                for c, crew in enumerate(self.master.pooled)
                for phase in crew.loads
                for week in range(PHASE_WEEKS)
            ],
            dtype=np.int64,
        )

    def _pooled_in(self, crew: int, phase: int, week: int) -> int:
        return int(self.pooled[crew * self.master.demand.case.phases.weeks + phase * PHASE_WEEKS + week])

    def at(self, vector: Numbers, columns: NDArray[np.int64]) -> Numbers:
        """Return the values of some columns; 0 for a variable that no row holds."""
        return np.where(columns >= 0, vector[columns], 0.0)

    def reduced_costs(self, result: Result) -> Numbers:
        """Return by path what the linear optimum rises by, at least, if the path is taken whole.

        Its own reduced cost and those of the stays it goes through and the reviews it buys, which all rise
        from nought with it; of a column that is not at nought it counts nothing.
        """
        above = np.where(result.vector > TOLD_APART, 0.0, np.maximum(result.reduced_costs, 0.0))
        stay = self.at(above, self.stay)
        bought = self.at(above, self.bought).reshape(len(self.master.queues), -1)
        total = self.at(above, self.path)
        for at, (q, k) in enumerate(self.master.m.path):
            path = self.master.paths[self.master.queues[q]][k]
            total[at] += stay[self.master.stays[at]].sum() + bought[q] @ np.array(path.bought)
        return total

    def keep(self, paths: NDArray[np.bool_]) -> None:
        """Let only these paths be taken."""
        self.program.set_bounds(self.path, np.zeros(len(self.path)), paths.astype(float))

    def paths_of(self, vector: Numbers) -> dict[str, Path]:
        """Return the path of every queue of a whole solution."""
        chosen = {}
        for (q, k), value in zip(self.master.m.path, vector[self.path].tolist(), strict=True):
            if value > HALF:
                chosen[self.master.queues[q]] = self.master.paths[self.master.queues[q]][k]
        return chosen

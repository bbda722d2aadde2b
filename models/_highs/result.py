"""What one solve gave: status first, then objective, bound and values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Status = Literal["optimal", "feasible", "stopped", "infeasible"]


@dataclass(frozen=True, eq=False)
class Result:
    """The end of one solve.

    ``status`` is ``optimal`` (proven within the gap asked for), ``feasible`` (a solution, stopped before
    the proof), ``stopped`` (ended without a solution) or ``infeasible``. ``objective`` is infinite
    without a solution; ``bound`` is what no solution can be below, minus infinity where nothing is
    proven. ``vector`` holds a value per column and is empty without a solution; ``row_duals`` a price
    per row after a linear solve, and ``reduced_costs`` one per column, cuts counted; else empty.
    """

    status: Status
    objective: float
    bound: float
    cpu_seconds: float
    was_cancelled: bool
    vector: NDArray[np.float64]
    row_duals: NDArray[np.float64]
    reduced_costs: NDArray[np.float64]
    columns: dict[int, int]

    @property
    def has_solution(self) -> bool:
        """Whether there are values to read."""
        return self.status in ("optimal", "feasible")

    @property
    def gap(self) -> float:
        """(objective - bound) / |objective|; infinite without a solution or a bound."""
        if not np.isfinite(self.objective) or not np.isfinite(self.bound):
            return float("inf")
        difference = max(0.0, self.objective - self.bound)
        return difference / abs(self.objective) if self.objective else (float("inf") if difference else 0.0)

    def values(self, component: Any) -> dict[Any, float]:
        """Return the value of every member of a Pyomo variable, by its index.

        Members that appear in no constraint and no objective have no column; they are left out.
        """
        return {
            index: float(self.vector[self.columns[id(data)]])
            for index, data in component.items()
            if id(data) in self.columns
        }

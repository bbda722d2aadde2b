"""A model as arrays inside one HiGHS object: rows and bounds change in place, every solve starts warm."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, hstack

from models._highs.interrupt import IMPROVED, INTERRUPTS, Interrupt, OnIncumbent
from models._highs.result import Result, Status
from models.limits import SolveLimits
from wfm.errors import PlanningError

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

NO_SEARCH_WITHIN = dict.fromkeys(
    (f"mip_heuristic_run_{name}" for name in ("rens", "rins", "root_reduced_cost")), False
)
"""Options without the solver's searches of smaller models, which do not hear its clock: they took ten times
their time."""

RAY_NOISE = 1e-9
"""Parts of a conflict's largest price that are the solver's rounding."""

WALL_PER_CPU = 20.0
"""The solver's own limit counts wall time; it is only the last resort behind the CPU limit."""

_last_threads: int | None = None


class ArrayProgram:
    """Minimise cost x + offset over rows and columns with limits; every solve goes through :meth:`solve`.

    Parameters
    ----------
    matrix, cost, offset
        Rows by columns, cost by column, and what is paid in any case.
    columns, rows
        Lower and upper limits of each column and each row, infinite where there is none.
    is_whole
        By column, whether it takes whole values; ``None``: none does.
    threads
        Threads of the solver.
    options
        Further options of the solver, for every solve.
    """

    def __init__(
        self,
        matrix: Any,
        cost: Numbers,
        columns: tuple[Numbers, Numbers],
        rows: tuple[Numbers, Numbers],
        *,
        offset: float = 0.0,
        is_whole: NDArray[np.bool_] | None = None,
        threads: int = 1,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.matrix = csc_array(matrix)
        self.cost, self.offset = cost, offset
        (self.low, self.high), (self.row_low, self.row_high) = columns, rows
        self.is_whole = np.zeros(len(cost), bool) if is_whole is None else is_whole
        self._threads = threads
        self._column_of: dict[int, int] = {}  # names, where somebody gives them
        self._highs = self._passed(options or {})

    def _passed(self, options: Mapping[str, Any]) -> Any:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        for name, value in {"threads": self._threads, **options}.items():
            highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = self.matrix.shape
        lp.col_cost_, lp.offset_ = self.cost, self.offset
        lp.col_lower_, lp.col_upper_ = self.low, self.high
        lp.row_lower_, lp.row_upper_ = self.row_low, self.row_high
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = self.matrix.indptr
        lp.a_matrix_.index_ = self.matrix.indices
        lp.a_matrix_.value_ = self.matrix.data
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(whole)] for whole in self.is_whole]
        if highs.passModel(lp) == highspy.HighsStatus.kError:
            raise PlanningError("the solver refused the model")
        return highs

    def set_bounds(self, columns: Places, low: Numbers, high: Numbers) -> None:
        """Change the bounds of several columns."""
        self.low[columns], self.high[columns] = low, high
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def set_costs(self, columns: Places, cost: Numbers) -> None:
        """Change the costs of several columns."""
        self.cost[columns] = cost
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), cost)

    def set_whole(self, columns: Places, is_whole: bool) -> None:
        """Ask for whole values of these columns, or no longer."""
        self.is_whole[columns] = is_whole
        kinds = np.full(len(columns), int(is_whole), dtype=np.uint8)
        self._highs.changeColsIntegrality(len(columns), columns.astype(np.int32), kinds)

    def set_rows(self, rows: Places, low: Numbers, high: Numbers) -> None:
        """Change the limits of several rows."""
        self.row_low[rows], self.row_high[rows] = low, high
        self._highs.changeRowsBounds(len(rows), rows.astype(np.int32), low, high)

    def add_row(self, columns: Places, factors: Numbers, low: float, high: float) -> int:
        """Add a row and return its number; limits are infinite where there is none."""
        added = self._highs.addRow(low, high, len(columns), columns.astype(np.int32), factors)
        if added == highspy.HighsStatus.kError:
            raise PlanningError("the solver refused a cut")
        self.row_low = np.append(self.row_low, low)
        self.row_high = np.append(self.row_high, high)
        return len(self.row_low) - 1

    def add_columns(self, matrix: csc_array, cost: Numbers, columns: tuple[Numbers, Numbers]) -> None:
        """Add columns over all rows there are, added ones among them, with their cost and limits."""
        low, high = columns
        self._highs.addCols(
            len(cost), cost, low, high, matrix.nnz, matrix.indptr[:-1], matrix.indices, matrix.data
        )
        self.matrix = csc_array(hstack([self.matrix, matrix[: self.matrix.shape[0]]]))
        self.cost = np.append(self.cost, cost)
        self.is_whole = np.append(self.is_whole, np.zeros(len(cost), bool))
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)

    def drop_rows(self, rows: Places) -> None:
        """Take out rows that were added; those after them move up."""
        self._highs.deleteRows(len(rows), rows.astype(np.int32))
        self.row_low, self.row_high = np.delete(self.row_low, rows), np.delete(self.row_high, rows)

    def safe_bound(self, row_duals: Numbers) -> float:
        """Return a lower bound on the objective that trusts no solver, from any vector of row prices.

        For any y the sum of y times the row limit it pushes against, plus what the columns can at most
        give back, is below every solution (weak duality); rows added as cuts count as priced at nought.
        """
        return self.offset + self._least_by(row_duals, self.cost)

    def _least_by(self, row_duals: Numbers, cost: Numbers, noise: float = 0.0) -> float:
        rows = self.matrix.shape[0]
        price = row_duals[:rows].copy()
        price[(price > 0) & ~np.isfinite(self.row_low[:rows])] = 0.0
        price[(price < 0) & ~np.isfinite(self.row_high[:rows])] = 0.0
        limit = np.where(price > 0, self.row_low[:rows], self.row_high[:rows])
        reduced = cost - self.matrix.T @ price
        edge = np.where(reduced > 0, self.low, self.high)
        paid, given = price != 0, np.abs(reduced) > noise * np.abs(price).max(initial=0.0)
        return float(np.sum(price[paid] * limit[paid])) + float(np.sum(reduced[given] * edge[given]))

    def conflict(self) -> tuple[Numbers, float]:
        """Return row prices under which an infeasible program owes more than its columns can give (Farkas).

        Returns
        -------
        tuple of array and float
            The prices, and how much more.

        Raises
        ------
        PlanningError
            If the last solve did not prove that there is no solution.
        """
        _, has_ray, ray = self._highs.getDualRay()
        if not has_ray:  # presolve found the conflict, which leaves no prices
            previous = self._highs.getOptionValue("presolve")[1]
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
            self._highs.setOptionValue("presolve", previous)
            _, has_ray, ray = self._highs.getDualRay()
        if not has_ray:
            raise PlanningError("the solver found no reason why its model has no solution")
        prices = np.array(ray)
        return prices, self._least_by(prices, np.zeros(len(self.cost)), noise=RAY_NOISE)

    def solve(
        self,
        limits: SolveLimits,
        *,
        relaxed: bool = False,
        is_short: bool = False,
        absolute_gap: float = 0.0,
        start: Numbers | None = None,
        on_incumbent: OnIncumbent | None = None,
        options: dict[str, Any] | None = None,
    ) -> Result:
        """Solve and return what is known at the end.

        Parameters
        ----------
        limits
            CPU seconds of this solve, relative gap at which it may end, and the planner's wish to stop.
        relaxed
            Drop the whole-number conditions: a linear solve, with duals.
        is_short
            The solve takes milliseconds: the clock is not looked at on the way, reduced costs are not read.
        absolute_gap
            Difference of objective and bound at which it may end, in the objective's unit.
        start
            A value per column to start from; not-a-number where unknown.
        on_incumbent
            Called with (objective, bound) at every better solution.
        options
            Further options of the solver, for this solve only.
        """
        began = time.process_time()
        interrupt = Interrupt(limits, on_incumbent)
        if interrupt.look():
            return self._result("stopped", interrupt, began, relaxed=True)  # nothing ran: nothing is proven
        self._share_scheduler()
        previous = {name: self._highs.getOptionValue(name)[1] for name in (options or {})}
        for name, value in {
            **(options or {}),
            "solve_relaxation": relaxed,
            "mip_rel_gap": limits.gap,
            "mip_abs_gap": max(absolute_gap, 1e-9),
            "time_limit": self._highs.getRunTime() + WALL_PER_CPU * limits.cpu_seconds,
        }.items():
            self._highs.setOptionValue(name, value)
        if start is not None:
            known = np.flatnonzero(~np.isnan(start)).astype(np.int32)
            self._highs.setSolution(len(known), known, start[known])
        heard = () if is_short else (*INTERRUPTS, IMPROVED)
        self._highs.setCallback(interrupt.callback, None)
        for kind in heard:
            self._highs.startCallback(kind)
        run = self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            run = self._run_for_any_solution()
        for kind in heard:
            self._highs.stopCallback(kind)
        for name, value in previous.items():
            self._highs.setOptionValue(name, value)
        if interrupt.failure is not None:
            raise interrupt.failure
        if run is None:
            raise PlanningError("the model has no finite optimum: a cost or a bound is missing")
        if run == highspy.HighsStatus.kError:
            raise PlanningError(
                f"the solver failed: {self._highs.modelStatusToString(self._highs.getModelStatus())}"
            )
        return self._result(self._status(), interrupt, began, relaxed=relaxed, is_short=is_short)

    def _run_for_any_solution(self) -> Any:
        # Presolve cannot tell the two apart; without costs nothing is unbounded, so a solution settles it.
        everything = np.arange(len(self.cost), dtype=np.int32)
        self._highs.changeColsCost(len(everything), everything, np.zeros_like(self.cost))
        self._highs.run()
        is_unbounded = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        self._highs.changeColsCost(len(everything), everything, self.cost)
        return None if is_unbounded else self._highs.run()

    def _share_scheduler(self) -> None:
        # HiGHS keeps one pool of threads for the process; asked for another number it answers with an error.
        global _last_threads
        if _last_threads is not None and _last_threads != self._threads:
            highspy.Highs.resetGlobalScheduler(True)
        _last_threads = self._threads

    def _status(self) -> Status:
        """Return what the solver's own status means; no objective is read before this is known."""
        status = self._highs.getModelStatus()
        known = highspy.HighsModelStatus
        if status in (known.kOptimal, known.kModelEmpty):
            return "optimal"
        if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
            return "infeasible"
        if status == known.kUnbounded:
            raise PlanningError("the model has no finite optimum: a cost or a bound is missing")
        feasible = (
            self._highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        return "feasible" if feasible and self.is_whole.any() else "stopped"

    def _result(
        self,
        status: Status,
        interrupt: Interrupt,
        began: float,
        relaxed: bool = False,
        is_short: bool = False,
    ) -> Result:
        is_linear = relaxed or not self.is_whole.any()
        objective, bound = np.inf, -np.inf
        vector = duals = reduced = np.empty(0)
        if status in ("optimal", "feasible") and not (is_linear and status == "feasible"):
            solution, info = self._highs.getSolution(), self._highs.getInfo()
            vector = np.array(solution.col_value)
            objective = info.objective_function_value
            bound = objective if is_linear else info.mip_dual_bound
            if is_linear:
                duals = np.array(solution.row_dual)
                reduced = reduced if is_short else np.array(solution.col_dual)
        elif status == "stopped" and not is_linear and interrupt.is_out_of_time | interrupt.was_cancelled:
            bound = self._highs.getInfo().mip_dual_bound
        return Result(
            "stopped" if is_linear and status == "feasible" else status,
            float(objective),
            float(bound),
            time.process_time() - began,
            interrupt.was_cancelled,
            vector,
            duals,
            reduced,
            self._column_of,
        )

"""A Pyomo model inside one HiGHS object: compiled once, changed in place, solved as often as needed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.environ import ConcreteModel
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from models._highs.interrupt import IMPROVED, INTERRUPTS, Interrupt, OnIncumbent
from models._highs.result import Result, Status
from models.limits import SolveLimits
from wfm.errors import PlanningError, RulesConflictError

EQUAL, AT_MOST = 0, 1
NO_SEARCH_WITHIN = dict.fromkeys(
    (f"mip_heuristic_run_{name}" for name in ("rens", "rins", "root_reduced_cost")), False
)
"""Options without the solver's searches of smaller models, which do not hear its clock: they took ten times
their time."""

WALL_PER_CPU = 20.0
"""The solver's own limit counts wall time; it is only the last resort behind the CPU limit."""

_last_threads: int | None = None


class Program:
    """One compiled model; every solve goes through :meth:`solve`.

    Raises
    ------
    RulesConflictError
        If a rule can be kept by no decision at all: such a row has no columns to be solved with.
    """

    def __init__(self, model: ConcreteModel, threads: int = 1) -> None:
        try:
            form = LinearStandardFormCompiler().write(model, mixed_form=True)
        except InfeasibleConstraintException as impossible:
            raise RulesConflictError(str(impossible)) from impossible
        self.matrix = form.A.tocsc()
        self.cost = np.asarray(form.c.todense()).ravel()
        self.offset = float(np.asarray(form.c_offset).ravel()[0]) if len(form.c_offset) else 0.0
        kinds = np.array([kind for _, kind in form.rows], dtype=np.int64)
        rhs = np.asarray(form.rhs, dtype=np.float64)
        self.row_low = np.where(kinds == AT_MOST, -np.inf, rhs)
        self.row_high = np.where((kinds == AT_MOST) | (kinds == EQUAL), rhs, np.inf)
        # A constraint with a lower and an upper limit is two rows; its right-hand side is not changed here.
        self._row_of = {id(constraint): i for i, (constraint, _) in enumerate(form.rows)}
        self._column_of = {id(variable): j for j, variable in enumerate(form.columns)}
        self._model = model
        self.low = np.array([-np.inf if v.lb is None else v.lb for v in form.columns], dtype=np.float64)
        self.high = np.array([np.inf if v.ub is None else v.ub for v in form.columns], dtype=np.float64)
        self.is_whole = np.array([v.is_integer() or v.is_binary() for v in form.columns], dtype=bool)
        self._threads = threads
        self._highs = self._passed()

    def _passed(self) -> Any:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", self._threads)
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

    def columns(self, component: Any) -> NDArray[np.int64]:
        """Return the column of every member of a Pyomo variable, in its order; -1 where it is unused."""
        return np.array([self._column_of.get(id(data), -1) for data in component.values()], dtype=np.int64)

    def set_right_hand_side(self, constraint: Any, value: float) -> None:
        """Change the right-hand side of one constraint; the next solve starts from the last basis."""
        row = self._row_of[id(constraint)]
        if np.isfinite(self.row_low[row]):
            self.row_low[row] = value
        if np.isfinite(self.row_high[row]):
            self.row_high[row] = value
        self._highs.changeRowBounds(row, self.row_low[row], self.row_high[row])

    def begin_anew(self) -> None:
        """Forget the last basis: the next solve is presolved, better where most of the model is fixed."""
        self._highs.clearSolver()

    def set_coefficient(self, constraint: Any, variable: Any, value: float) -> None:
        """Change one entry of the matrix."""
        row, column = self._row_of[id(constraint)], self._column_of[id(variable)]
        self.matrix[row, column] = value
        self._highs.changeCoeff(row, column, value)

    def set_bounds(
        self, columns: NDArray[np.int64], low: NDArray[np.float64], high: NDArray[np.float64]
    ) -> None:
        """Change the bounds of several columns."""
        self.low[columns], self.high[columns] = low, high
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def set_whole(self, columns: NDArray[np.int64], is_whole: bool) -> None:
        """Ask for whole values of these columns, or no longer."""
        self.is_whole[columns] = is_whole
        kinds = np.full(len(columns), int(is_whole), dtype=np.uint8)
        self._highs.changeColsIntegrality(len(columns), columns.astype(np.int32), kinds)

    def add_cut(self, terms: Iterable[tuple[Any, float]], low: float, high: float) -> int:
        """Add a row over variables of the model and return its number.

        Parameters
        ----------
        terms
            Pairs of Pyomo variable and coefficient.
        low, high
            Limits of the row; infinite where there is none.
        """
        row: dict[int, float] = {}
        for variable, factor in terms:
            column = self._column_of[id(variable)]
            row[column] = row.get(column, 0.0) + float(factor)
        columns, factors = np.array(list(row), dtype=np.int32), np.array(list(row.values()), dtype=np.float64)
        if self._highs.addRow(low, high, len(row), columns, factors) == highspy.HighsStatus.kError:
            raise PlanningError("the solver refused a cut")
        self.row_low = np.append(self.row_low, low)
        self.row_high = np.append(self.row_high, high)
        return len(self.row_low) - 1

    def duals(self, component: Any, result: Result) -> dict[Any, float]:
        """Return the price of one more unit on the right-hand side of each member of a constraint.

        Only after a linear solve (``relaxed``); in the objective's unit per unit of the row.
        """
        return {
            index: float(result.row_duals[self._row_of[id(data)]])
            for index, data in component.items()
            if id(data) in self._row_of
        }

    def safe_bound(self, row_duals: NDArray[np.float64]) -> float:
        """Return a lower bound on the objective that trusts no solver, from any vector of row prices.

        For any y the sum of y times the row limit it pushes against, plus what the columns can at most
        give back, is below every solution (weak duality); rows added as cuts count as priced at nought.
        """
        rows = self.matrix.shape[0]
        price = row_duals[:rows].copy()
        price[(price > 0) & ~np.isfinite(self.row_low[:rows])] = 0.0
        price[(price < 0) & ~np.isfinite(self.row_high[:rows])] = 0.0
        limit = np.where(price > 0, self.row_low[:rows], self.row_high[:rows])
        reduced = self.cost - self.matrix.T @ price
        edge = np.where(reduced > 0, self.low, self.high)
        return (
            self.offset
            + float(np.sum(price[price != 0] * limit[price != 0]))
            + float(np.sum(reduced[reduced != 0] * edge[reduced != 0]))
        )

    def solve(
        self,
        limits: SolveLimits,
        *,
        relaxed: bool = False,
        absolute_gap: float = 0.0,
        start: NDArray[np.float64] | None = None,
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
        self._highs.setCallback(interrupt.callback, None)
        for kind in (*INTERRUPTS, IMPROVED):
            self._highs.startCallback(kind)
        run = self._highs.run()
        if self._highs.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            run = self._run_for_any_solution()
        for kind in (*INTERRUPTS, IMPROVED):
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
        return self._result(self._status(), interrupt, began, relaxed=relaxed)

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

    def _result(self, status: Status, interrupt: Interrupt, began: float, relaxed: bool = False) -> Result:
        is_linear = relaxed or not self.is_whole.any()
        objective, bound = np.inf, -np.inf
        vector = duals = reduced = np.empty(0)
        if status in ("optimal", "feasible") and not (is_linear and status == "feasible"):
            solution, info = self._highs.getSolution(), self._highs.getInfo()
            vector = np.array(solution.col_value)
            objective = info.objective_function_value
            bound = objective if is_linear else info.mip_dual_bound
            if is_linear:
                duals, reduced = np.array(solution.row_dual), np.array(solution.col_dual)
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

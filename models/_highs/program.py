"""A Pyomo model inside one HiGHS object: compiled once, then changed and read by its own names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.common.errors import InfeasibleConstraintException
from pyomo.environ import ConcreteModel
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

from models._highs.array_program import ArrayProgram
from models._highs.building import builds
from models._highs.result import Result
from wfm.errors import RulesConflictError

EQUAL, AT_MOST = 0, 1


class Program(ArrayProgram):
    """One compiled model.

    Raises
    ------
    RulesConflictError
        If a rule can be kept by no decision at all: such a row has no columns to be solved with.
    """

    def __init__(self, model: ConcreteModel, threads: int = 1) -> None:
        try:
            form = _standard_form(model)
        except InfeasibleConstraintException as impossible:
            raise RulesConflictError(str(impossible)) from impossible
        kinds = np.array([kind for _, kind in form.rows], dtype=np.int64)
        rhs = np.asarray(form.rhs, dtype=np.float64)
        # A constraint with a lower and an upper limit is two rows; its right-hand side is not changed here.
        self._row_of = {id(constraint): i for i, (constraint, _) in enumerate(form.rows)}
        self._model = model
        low = np.array([-np.inf if v.lb is None else v.lb for v in form.columns], dtype=np.float64)
        high = np.array([np.inf if v.ub is None else v.ub for v in form.columns], dtype=np.float64)
        super().__init__(
            form.A,
            np.asarray(form.c.todense()).ravel(),
            (low, high),
            (
                np.where(kinds == AT_MOST, -np.inf, rhs),
                np.where((kinds == AT_MOST) | (kinds == EQUAL), rhs, np.inf),
            ),
            offset=float(np.asarray(form.c_offset).ravel()[0]) if len(form.c_offset) else 0.0,
            is_whole=np.array([v.is_integer() or v.is_binary() for v in form.columns], dtype=bool),
            threads=threads,
        )
        self._column_of = {id(variable): j for j, variable in enumerate(form.columns)}

    def columns(self, component: Any) -> NDArray[np.int64]:
        """Return the column of every member of a Pyomo variable, in its order; -1 where it is unused."""
        return np.array([self._column_of.get(id(data), -1) for data in component.values()], dtype=np.int64)

    def rows(self, component: Any) -> NDArray[np.int64]:
        """Return the row of every member of a Pyomo constraint that has one, in its order."""
        rows = [self._row_of[id(data)] for data in component.values() if id(data) in self._row_of]
        return np.array(rows, dtype=np.int64)

    def set_right_hand_side(self, constraint: Any, value: float) -> None:
        """Change the right-hand side of one constraint; the next solve starts from the last basis."""
        row = self._row_of[id(constraint)]
        if np.isfinite(self.row_low[row]):
            self.row_low[row] = value
        if np.isfinite(self.row_high[row]):
            self.row_high[row] = value
        self.set_rows(np.array([row]), self.row_low[[row]], self.row_high[[row]])

    def set_coefficient(self, constraint: Any, variable: Any, value: float) -> None:
        """Change one entry of the matrix."""
        row, column = self._row_of[id(constraint)], self._column_of[id(variable)]
        self.matrix[row, column] = value
        self._highs.changeCoeff(row, column, value)

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
        return self.add_row(np.array(list(row), dtype=np.int64), np.array(list(row.values())), low, high)

    def duals(self, component: Any, result: Result) -> dict[Any, float]:
        """Return the price of one more unit on the right-hand side of each member of a constraint.

        Only after a linear solve (``relaxed``); in the objective's unit per unit of the row.
        """
        return {
            index: float(result.row_duals[self._row_of[id(data)]])
            for index, data in component.items()
            if id(data) in self._row_of
        }


@builds
def _standard_form(model: ConcreteModel) -> Any:
    return LinearStandardFormCompiler().write(model, mixed_form=True)

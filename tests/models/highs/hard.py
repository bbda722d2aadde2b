"""Generated instances no solver finishes in a second or two, and the plain matrices they are made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from pyomo.environ import Binary, ConcreteModel, Constraint, Objective, RangeSet, Var, quicksum


class Instance(NamedTuple):
    """A model beside its matrix, right-hand side and cost; ``planted`` is a solution (empty: none known)."""

    model: ConcreteModel
    matrix: np.ndarray
    rhs: np.ndarray
    cost: np.ndarray
    planted: np.ndarray


def _yes_or_no(matrix, rhs, cost, is_equal):
    m = ConcreteModel()
    m.row = RangeSet(0, len(rhs) - 1)
    m.column = RangeSet(0, len(cost) - 1)
    m.x = Var(m.column, domain=Binary)

    def row(m, i):
        left = quicksum(int(matrix[i, j]) * m.x[j] for j in m.column)
        return left == int(rhs[i]) if is_equal else left >= int(rhs[i])

    m.rows = Constraint(m.row, rule=row)
    m.cost = Objective(expr=quicksum(int(cost[j]) * m.x[j] for j in m.column))
    return m


def market_split() -> Instance:
    """Return 6 equations over 50 yes-or-no columns: one solution is planted, finding one takes hours."""
    rng = np.random.default_rng(11)
    matrix = rng.integers(0, 100, (6, 50))
    planted = rng.permutation(np.repeat([0, 1], 25))
    rhs, cost = matrix @ planted, rng.integers(1, 20, 50)
    return Instance(_yes_or_no(matrix, rhs, cost, is_equal=True), matrix, rhs, cost, planted)


def covering() -> Instance:
    """Return 30 covering rows over 250 yes-or-no columns: solutions at once, the proof never."""
    rng = np.random.default_rng(7)
    matrix = rng.integers(1, 1000, (30, 250))
    rhs = matrix.sum(axis=1) // 2
    cost = matrix.sum(axis=0) // 30 + rng.integers(1, 500, 250)
    return Instance(_yes_or_no(matrix, rhs, cost, is_equal=False), matrix, rhs, cost, np.empty(0))

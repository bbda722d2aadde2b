"""The bound that trusts no solver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyomo.environ import (
    ConcreteModel,
    Constraint,
    Objective,
    Var,
    quicksum,
)

from models._highs import Program
from models.limits import SolveLimits
from tests.models.highs.by_hand import two_desks

LIMITS = SolveLimits(cpu_seconds=10, gap=0.0)


@st.composite
def solvable(draw):
    """Return a linear model with rows of all three kinds around a point, and prices for its rows."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    matrix, point = rng.integers(-5, 6, (rows, columns)), rng.integers(0, 8, columns)
    matrix[:, 0] = rng.integers(1, 6, rows)
    m = ConcreteModel()
    m.x = Var(range(columns), bounds=(0, 8))

    def row(m, i):
        left, right = quicksum(int(matrix[i, j]) * m.x[j] for j in range(columns)), int(matrix[i] @ point)
        return [left == right, left <= right + 1, left >= right - 1][rng.integers(3)]

    m.rows = Constraint(range(rows), rule=row)
    m.cost = Objective(expr=quicksum(int(c) * m.x[j] for j, c in enumerate(rng.integers(-9, 10, columns))))
    prices = draw(st.lists(st.floats(-20, 20), min_size=rows, max_size=rows))
    return m, np.array(prices)


@settings(max_examples=40, deadline=None)
@given(solvable())
def test_safe_bound_is_never_above_the_optimum_and_meets_it_at_the_right_prices(case):
    m, prices = case
    program = Program(m)
    optimum = program.solve(LIMITS, relaxed=True)

    assert optimum.status == "optimal"
    assert program.safe_bound(prices) <= optimum.objective + 1e-7
    assert program.safe_bound(np.zeros_like(prices)) <= optimum.objective + 1e-7
    assert program.safe_bound(optimum.row_duals) == pytest.approx(optimum.objective, abs=1e-6)


def test_safe_bound_takes_no_credit_for_a_price_of_the_wrong_sign():
    # -5 on a + b >= 10 has no upper limit to push against: it counts as nought, and 0 people cost 0
    program = Program(two_desks())

    assert program.safe_bound(np.array([-5.0, 0.0])) == 0
    # 4 is too dear a price: 40 from the row, but b gives back without end
    assert program.safe_bound(np.array([4.0, 0.0])) == -np.inf

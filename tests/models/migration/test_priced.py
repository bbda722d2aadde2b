"""A linear model whose columns come in as prices ask for them: small ones by hand, random ones as a whole."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from models.limits import SolveLimits
from models.migration.priced import Priced

LIMITS = SolveLimits(20, 0.0)


def shares(cost, first):
    """Return a model in which columns share 1 out among them, with one theta."""
    many = len(cost)
    return Priced(
        csr_array(np.ones((1, many))),
        np.array(cost, dtype=float),
        (np.zeros(many), np.ones(many)),
        (np.ones(1), np.ones(1)),
        thetas=1,
        offset=10.0,
        first=np.isin(np.arange(many), first),
    )


def test_a_cheaper_column_comes_in_and_a_cut_sends_it_out_again():
    model = shares([5, 2, 3], first=[0])
    found = model.solve(LIMITS)
    assert (found.objective, found.vector.tolist()) == (12, [0, 1, 0])
    # the second column asks for 4 more people, the third for half of one
    model.cut(np.array([0.0, -4.0, -0.5]), 0.0, 0)
    found = model.solve(LIMITS)
    assert found.objective == pytest.approx(13.5)
    assert found.vector == pytest.approx([0, 0, 1])


def test_a_cut_without_people_forbids():
    model = shares([5, 2, 3], first=[1])
    model.cut(np.array([1.0, 0.0, 0.5]), 0.5, None)
    found = model.solve(LIMITS)
    assert found.objective == pytest.approx(13)
    model.cut(np.array([1.0, 0.0, 0.0]), 2.0, None)
    assert model.solve(LIMITS).status == "infeasible"


def test_columns_left_out_are_all_let_in_before_it_is_called_infeasible():
    # the first column alone cannot keep the row of risk; the third can
    model = Priced(
        csr_array([[1.0, 1.0, 1.0], [4.0, 3.0, 1.0]]),
        np.array([1.0, 2.0, 9.0]),
        (np.zeros(3), np.ones(3)),
        (np.array([1.0, -np.inf]), np.array([1.0, 10.0])),
        thetas=0,
        offset=0.0,
        first=np.array([True, False, False]),
    )
    assert model.solve(LIMITS).objective == pytest.approx(1)
    model.set_rows(np.array([1]), np.array([-np.inf]), np.array([2.0]))
    assert model.solve(LIMITS).vector == pytest.approx([0, 0.5, 0.5])
    model.set_rows(np.array([1]), np.array([-np.inf]), np.array([0.5]))
    assert model.solve(LIMITS).status == "infeasible"


def test_out_of_time_nothing_is_said():
    found = shares([5, 2, 3], first=[0]).solve(SolveLimits(0.0, 0.0))
    assert (found.status, found.objective) == ("stopped", np.inf)


@pytest.mark.parametrize("seed", range(5))
def test_the_optimum_is_that_of_all_columns_cut_after_cut(seed):
    # another solver over all columns, rows and cuts; some cuts stop binding and are dropped on the way
    random, many = np.random.default_rng(seed), 200
    cost = random.uniform(1, 9, many)
    model = shares(cost.tolist(), first=[0, 1])
    brought, cuts, lows = random.uniform(0, 9, many), [], []
    for _ in range(90):
        found = model.solve(LIMITS)
        whole = linprog(
            np.append(cost, 1.0),
            A_ub=-np.array([[*cut, 1.0] for cut in cuts]) if cuts else None,
            b_ub=-np.array(lows) if lows else None,
            A_eq=[[1.0] * many + [0.0]],
            b_eq=[1.0],
            bounds=[(0, 1)] * many + [(None, None) if cuts else (0, 0)],
        )
        assert found.objective - 10 == pytest.approx(whole.fun)
        # theta >= 3 |need - 5| at a need that the columns bring
        at = float(brought @ found.vector)
        slope = 3.0 * (1.0 if at >= 5.0 else -1.0)
        slope += random.uniform(-0.5, 0.5)
        cuts.append(-slope * brought)
        lows.append(3.0 * abs(at - 5.0) - slope * at - random.uniform(0, 1))
        model.cut(cuts[-1], lows[-1], 0)

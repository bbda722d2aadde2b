"""Amounts by post and period as linear sums of the model's variables: stated once, for rows, money, reading.

Whatever a planner counts (joined, left, in class, wages) is a sparse matrix over the columns and a
constant. Constraints are amounts with limits; a solved plan is the same amounts at the solution. Rows reach
Pyomo as ready ``LinearExpression``, because operator sums take longer to build than the model to solve.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.numeric_expr import LinearExpression
from scipy.sparse import csr_array, diags_array

from models.migration.workforce import Numbers, Whole


@dataclass(frozen=True, eq=False)
class Amount:
    """``matrix`` (rows x columns of the model) times the variables, plus ``constant`` (an entry per row)."""

    matrix: csr_array
    constant: Numbers

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.matrix + other.matrix, self.constant + other.constant)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.matrix - other.matrix, self.constant - other.constant)

    def times(self, factors: Numbers | float) -> Amount:
        """Return every row multiplied by its own factor, or all by one."""
        each = np.broadcast_to(np.asarray(factors, dtype=np.float64), self.constant.shape)
        return Amount(csr_array(diags_array(each) @ self.matrix), each * self.constant)

    def through(self, weights: csr_array) -> Amount:
        """Return the sums of rows that ``weights`` (new rows x rows) says."""
        return Amount(csr_array(weights @ self.matrix), weights @ self.constant)

    def plus(self, constant: Numbers) -> Amount:
        """Return the amount with a constant per row added."""
        return Amount(self.matrix, self.constant + constant)

    def rows(self, chosen: Whole) -> Amount:
        """Return some of the rows."""
        return Amount(self.matrix[chosen], self.constant[chosen])

    def at(self, values: Numbers) -> Numbers:
        """Return the amount where the columns have these values."""
        return np.asarray(self.matrix @ values + self.constant)

    def sums(self, columns: NDArray[np.object_]) -> list[LinearExpression]:
        """Return each row, its constant left out, as an expression of the Pyomo variables ``columns``."""
        tidy = self.matrix.copy()
        tidy.sum_duplicates()
        tidy.eliminate_zeros()
        factors, variables = tidy.data.tolist(), columns[tidy.indices].tolist()
        ends = tidy.indptr.tolist()
        return [
            LinearExpression(constant=0, linear_coefs=factors[i:j], linear_vars=variables[i:j])
            for i, j in pairwise(ends)
        ]


def zero(rows: int, columns: int) -> Amount:
    """Return nothing at all, in ``rows`` rows."""
    return Amount(csr_array((rows, columns), dtype=np.float64), np.zeros(rows))


def spread(shares: Numbers, posts: Whole, post_count: int, periods: int) -> csr_array:
    """Return weights that turn what begins into what is there later.

    Parameters
    ----------
    shares
        By flow and age: the part of what began so many periods ago that counts.
    posts
        By flow: the post it counts for.
    post_count, periods
        The rows are posts x periods, the columns flows x periods; what lies past the last period is lost.

    Returns
    -------
    csr_array
        Posts x periods by flows x periods.
    """
    flows, ages = np.nonzero(shares)
    begins = np.arange(periods)
    flow, age = np.repeat(flows, periods), np.repeat(ages, periods)
    begin = np.tile(begins, len(flows))
    inside = begin + age < periods
    flow, age, begin = flow[inside], age[inside], begin[inside]
    return csr_array(
        (shares[flow, age], (posts[flow] * periods + begin + age, flow * periods + begin)),
        shape=(post_count * periods, len(shares) * periods),
    )


def together(groups: Whole, group_count: int, periods: int) -> csr_array:
    """Return weights that add up posts (or arcs) of a group: groups x periods by posts x periods."""
    return spread(np.ones((len(groups), 1)), groups, group_count, periods)

"""Every roster of a tiny problem, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from models.roster.compiler import offers_by_day
from models.roster.evaluate import cost_of, row_cost
from models.roster.problem import HARD, OFF, RosterProblem


def every_row(problem: RosterProblem) -> list[np.ndarray]:
    """Every row of days, whatever the rules say."""
    choices = [[OFF, *todays.tolist()] for todays in offers_by_day(problem)]
    return [np.array(row) for row in product(*choices)]


def every_roster(problem: RosterProblem) -> Iterator[np.ndarray]:
    """Every roster whose rows keep each person's hard rules."""
    rows = every_row(problem)
    of_each = [[row for row in rows if row_cost(problem, p, row) < HARD] for p in range(len(problem.people))]
    for chosen in product(*of_each):
        yield np.array(chosen)


def least_cost(problem: RosterProblem) -> float:
    """The cost of the cheapest roster; HARD when there is none."""
    return min((cost_of(problem, grid) for grid in every_roster(problem)), default=HARD)

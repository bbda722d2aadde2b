"""Whole classes for a large workforce: round in the order of time, then let the solver improve and prove.

The solver's own search needs minutes for its first good plan of 60 posts over two years. Walking through the
periods it takes seconds: the classes of a period become whole numbers, everything later adapts. Plans so
found lay 0.6 to 0.9 % above the linear bound, where the solver alone had 1.3 % after 200 s.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from models._highs import NO_SEARCH_WITHIN, Program, Result
from models._highs.result import Status
from models.limits import SolveLimits
from models.migration.staffing import Staffing
from models.migration.workforce import Numbers
from wfm.errors import PlanningError

HELD_FROM = (0.5, 0.6, 0.4)
"""Part of a least class from which one is held, as the walks try it one after another."""

NO_SUB_MIPS = NO_SEARCH_WITHIN | {"mip_heuristic_effort": 0.0}
"""With a plan of the walks at hand: models inside the model do not look at the clock (159 s of 90)."""


ROUNDING = 1e-12
"""A gap so small is the last digit of two sums."""


def solve_whole_classes(m: Any, staffing: Staffing, program: Program, limits: SolveLimits) -> Result:
    """Return the cheapest plan with whole classes that was found, and the bound of every plan.

    Parameters
    ----------
    m
        The model or block the workforce was added to.
    staffing
        What ``add_workforce`` returned.
    program
        Of the whole model, in which nothing but the classes is a whole number.
    limits
        CPU seconds in all, the gap at which a plan is good enough, the planner's wish to stop.

    Returns
    -------
    Result
        As of a solve of the program, which keeps no trace of the walks.

    Raises
    ------
    PlanningError
        If something else must be a whole number.
    """
    if program.is_whole.sum() != np.sum(program.columns(m.classes) >= 0):
        raise PlanningError("something besides the classes must be a whole number")
    began = time.process_time()

    def left() -> SolveLimits:
        return limits.with_seconds(limits.cpu_seconds - (time.process_time() - began))

    linear = program.solve(left(), relaxed=True)
    if not linear.has_solution or not program.is_whole.any():
        return linear
    best: Result | None = None
    for found in _walks(m, staffing, program, linear, left):
        if best is None or found.objective < best.objective:
            gap = replace(found, bound=linear.bound).gap
            best = replace(
                found,
                status=_status(gap, limits),
                bound=linear.bound,
                row_duals=np.empty(0),
            )
        if best.status == "optimal":
            break
    if best is None or (best.status == "feasible" and left().cpu_seconds > 0):
        start, options = (None, None) if best is None else (best.vector, NO_SUB_MIPS)
        proven = program.solve(left(), start=start, options=options)
        if best is None or proven.status == "infeasible":
            best = proven
        else:
            bound = max(best.bound, min(proven.bound, best.objective))
            better = proven if proven.objective < best.objective else best
            best = replace(better, bound=bound)
            best = replace(best, status=_status(best.gap, limits))
    return replace(best, cpu_seconds=time.process_time() - began)


def _status(gap: float, limits: SolveLimits) -> Status:
    """Return whether a plan is as good as asked."""
    return "optimal" if gap <= limits.gap + ROUNDING else "feasible"


def _walks(m: Any, staffing: Staffing, program: Program, linear: Result, left: Any) -> Iterator[Result]:
    """Yield a plan per walk that reaches the end of the plan."""
    columns = program.columns(m.classes)
    used = columns >= 0
    columns = columns[used]
    post, period = np.array(list(m.classes), dtype=np.int64).reshape(-1, 2)[used].T
    hired = dict(zip(m.hired, program.columns(m.hired).tolist(), strict=True))
    people = np.array([hired[i, t] for i, t in zip(post.tolist(), period.tolist(), strict=True)])
    low, high = program.low[columns].copy(), program.high[columns].copy()
    least = staffing.workforce.class_least[post]
    most = np.minimum(staffing.workforce.class_most, staffing.workforce.hire_most.max(axis=1))[post]
    for held_from in HELD_FROM:
        result = linear
        for t in np.unique(period):
            now = period == t
            begin = result.vector[people[now]]
            for whole in (
                _rounded(begin, least[now], most[now], held_from),
                _kept(begin, least[now], most[now]),
            ):
                whole = np.clip(whole, low[now], high[now])
                program.set_bounds(columns[now], whole, whole)
                result = program.solve(left(), relaxed=True)
                if result.status != "infeasible":
                    break
            if not result.has_solution:
                break
        program.set_bounds(columns, low, high)
        if result.has_solution:
            yield result
        if left().cpu_seconds <= 0:
            return


def _rounded(people: Numbers, least: Numbers, most: Numbers, held_from: float) -> Numbers:
    """Return as many classes as people are for, one where they are nearly enough for the least."""
    return np.where(people < held_from * least, 0.0, np.maximum(1.0, np.rint(people / most)))


def _kept(people: Numbers, least: Numbers, most: Numbers) -> Numbers:
    """Return classes that need no more people than there are, for where seats are full."""
    fill = np.floor(np.divide(people, least, out=np.full_like(people, np.inf), where=least > 0) + 1e-9)
    return np.minimum(np.ceil(people / most - 1e-9), fill)

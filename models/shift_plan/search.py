"""The search for one week: a bound first, then a plan, then a better one, then whole people in each role."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models._highs import Result
from models.limits import SolveLimits
from models.shift_plan.polish import polish
from models.shift_plan.week_program import Staffed, WeekProgram

Tell = Callable[[float | None, float | None], None]
"""Called with (objective, bound) of the week, None where not yet known."""

SHARED_SHARE = 0.45
WHOLE_SHARE = 0.5
TASK_SHARE = 0.1
"""Shares of the time left: for the week with tasks shared, for it with whole tasks, for dealing out tasks."""

FINISH_SECONDS = 5.0
"""CPU seconds to finish a plan that is already there, even when the time is up."""


@dataclass(frozen=True, eq=False)
class Found:
    """The best plan of a week, and the bound no plan can be below; ``staffed`` is None without a plan."""

    staffed: Staffed | None
    bound: float


def search(program: WeekProgram, limits: SolveLimits, tell: Tell) -> Found:
    """Return the best plan found within the limits.

    The linear relaxation gives the bound (re-derived from its prices, so that the solver need not be
    trusted) and the staffing cost on which the gap is taken. The whole week is then searched twice: first
    with people who may share an interval between tasks, which finds plans sooner and is still a bound,
    then, from that plan with its tasks dealt out, with whole people in each task. Windows of days are
    searched around the best plan in the time that remains.
    """
    began = time.process_time()

    def left(share: float = 1.0) -> SolveLimits:
        used = time.process_time() - began
        return limits.with_seconds((limits.cpu_seconds - used) * share)

    relaxed = program.relax(left())
    if not relaxed.has_solution:
        return Found(None, -np.inf)
    bound = max(program.program.safe_bound(relaxed.row_duals), _at_least(relaxed))
    tell(None, bound)
    allowed = limits.gap * program.staffing_cost(relaxed.vector)
    best = program.program.solve(
        left(SHARED_SHARE), absolute_gap=allowed, on_incumbent=lambda objective, _: tell(objective, bound)
    )
    bound = max(bound, best.bound)
    if not best.has_solution:
        return Found(None, bound)
    best = settled(program, best, allowed, left(TASK_SHARE))
    tell(best.objective, bound)
    if best.objective - bound > allowed and len(program.tasks):
        best, bound = _with_whole_tasks(program, best, bound, allowed, left(WHOLE_SHARE), tell)
    if best.objective - bound > allowed:
        best = polish(program, best, bound + allowed, left(), lambda cost: tell(cost, bound))
    return Found(program.staffed(best), bound)


def _with_whole_tasks(
    program: WeekProgram, best: Result, bound: float, allowed: float, limits: SolveLimits, tell: Tell
) -> tuple[Result, float]:
    """Return the better of a settled plan and what a search from it finds, and the bound."""
    found = program.program.solve(
        limits,
        absolute_gap=allowed,
        start=best.vector,
        on_incumbent=lambda objective, _: tell(objective, bound),
    )
    better = found if found.has_solution and found.objective < best.objective else best
    return better, max(bound, found.bound)


def _at_least(relaxed: Result) -> float:
    """Return the solver's own bound less its tolerance: used where a free column spoils the safe one."""
    return relaxed.bound - 1e-6 * max(1.0, abs(relaxed.bound))


def settled(program: WeekProgram, best: Result, allowed: float, limits: SolveLimits) -> Result:
    """Return a plan with whole people in each task: shifts and breaks stay, the rest is solved again.

    Until here people could share their interval between tasks, which costs the search little and finds
    plans sooner. These few seconds finish a plan that is already there: they are taken even after the limit.
    """
    inner = program.program
    inner.set_whole(program.tasks, True)
    low, high = inner.low[program.whole].copy(), inner.high[program.whole].copy()
    values = program.rounded(best.vector)
    inner.set_bounds(program.whole, values, values)
    finishing = SolveLimits(max(limits.cpu_seconds, FINISH_SECONDS), 0.0)
    result = inner.solve(finishing, absolute_gap=allowed * TASK_SHARE)
    inner.set_bounds(program.whole, low, high)
    # Shares of people rounded to whole ones are a plan all the same: what it costs is recounted anyway.
    return result if result.has_solution else best

"""Windows of days searched around the best plan: the rest of the week stays as it is."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from models._highs import Result
from models.limits import SolveLimits
from models.shift_plan.week_program import WeekProgram
from wfm.units import MINUTES_PER_DAY

WINDOW_DAYS = 2
WINDOW_SHARE = 0.15
"""Share of the time left for one window: enough to finish its root, little enough to see several."""

LEAST_GAIN = 1e-4
"""Share of the open gap that a whole round must close for another one to begin."""


def polish(
    program: WeekProgram,
    best: Result,
    good_enough: float,
    limits: SolveLimits,
    tell: Callable[[float], None],
) -> Result:
    """Return a plan no worse than ``best``.

    Window after window of two days, one day on at a time, is given back to the solver with all other
    shifts and breaks held as they are, until the plan is good enough, a whole round gains nothing, or the
    time is up.
    """
    began = time.process_time()
    days = _days(program)
    last = int(days.max(initial=0))
    inner = program.program
    low, high = inner.low[program.whole].copy(), inner.high[program.whole].copy()
    gained = True
    while gained:
        before = best.objective
        for day in range(max(1, last)):
            left = limits.with_seconds(limits.cpu_seconds - (time.process_time() - began))
            if best.objective <= good_enough or left.cpu_seconds <= 0 or limits.is_cancelled():
                gained = False
                break
            inside = (days >= day) & (days < day + WINDOW_DAYS)
            values = program.rounded(best.vector)
            inner.set_bounds(program.whole, np.where(inside, low, values), np.where(inside, high, values))
            found = inner.solve(
                left.with_seconds(max(1.0, WINDOW_SHARE * left.cpu_seconds)),
                start=best.vector,
                on_incumbent=lambda objective, _: tell(objective),
            )
            if found.has_solution and found.objective < best.objective - 1e-9:
                best = found
        gained = gained and before - best.objective > LEAST_GAIN * (before - good_enough)
    inner.set_bounds(program.whole, low, high)
    return best


def _days(program: WeekProgram) -> NDArray[np.int64]:
    """Return the day of the block on which the shift of each whole column starts."""
    m, week = program.model, program.week
    pauses = program.layout.pauses
    starts = [week.shifts[j].start for k, j in m.people if program.has_column(m.people[k, j])]
    starts += [
        min(week.shifts[j].start for _, j in pauses[w].jobs)
        for w, i in m.pause
        if program.has_column(m.pause[w, i])
    ]
    return np.array(starts, dtype=np.int64) // MINUTES_PER_DAY

"""Sheet Volumes: contacts of every queue and phase against the forecast's typical week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pandas as pd

from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import GROWTH
from wfm.migration.reading.given import Given
from wfm.migration.reading.programme import yearly_growth
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.units import DAYS_PER_WEEK, DAYS_PER_YEAR

EVERY = ""


def read_growth(given: Given) -> pd.DataFrame:
    """Return the factor of every queue and phase (as ``GROWTH``).

    A queue's own rows stand alone; else those without a queue hold; else the year's growth, from the middle
    of the forecast to the middle of the phase. Phases without a row keep the factor before; before the first
    one the forecast stands. Unknown queues, phases beyond the last and rows given twice are appended to the
    faults.
    """
    named = _named_factors(given)
    queues = list(given.queues)
    by_year: tuple[float, ...] = ()
    if EVERY not in named and any(queue not in named for queue in queues):
        by_year = yearly_factors(given, yearly_growth(given))
    records = []
    for queue in queues:
        own = named.get(queue, named.get(EVERY))
        factors = by_year if own is None else filled_factors(own, given.phases.count)
        records += [
            {"queue": queue, "phase": phase, "factor": factor} for phase, factor in enumerate(factors)
        ]
    return GROWTH.conform(pd.DataFrame(records))


def filled_factors(named: Mapping[int, float], phases: int) -> tuple[float, ...]:
    """Return a factor for each phase: the last one named so far, 1 before the first."""
    factors, last = [], 1.0
    for phase in range(phases):
        last = named.get(phase, last)
        factors.append(last)
    return tuple(factors)


def yearly_factors(given: Given, growth: float) -> tuple[float, ...]:
    """Return a factor for each phase: ``growth`` a year, compounded from the forecast's middle day."""
    horizon = given.forecast.horizon
    middle = horizon.first_day + timedelta(days=len(horizon.days) // 2)
    half = PHASE_WEEKS * DAYS_PER_WEEK // 2
    days = [(given.phases.phase_start(phase) - middle).days + half for phase in range(given.phases.count)]
    return tuple((1 + growth) ** (after / DAYS_PER_YEAR) for after in days)


def _named_factors(given: Given) -> dict[str, dict[int, float]]:
    """Return by queue, blank for every one, the factors that rows name by phase from 0."""
    found: dict[str, dict[int, float]] = {}
    for row in given.rows("Volumes"):
        queue = known_name(row, "queue", given.queues, "queue", given.faults)
        growth = number(row, "growth")
        if growth is None or (queue is None and text(row, "queue")):
            continue
        phase = int(number(row, "phase") or 1) - 1
        factors = found.setdefault(queue or EVERY, {})
        if phase >= given.phases.count:
            expected = f"1 to {given.phases.count}"
            given.fault(cell(row, "phase"), f"phase is {phase + 1}", expected, "Settings: phases")
        elif phase in factors:
            whom = repr(queue) if queue else "every queue"
            found_twice = f"growth of {whom} in phase {phase + 1} stands twice"
            given.fault(cell(row, "growth"), found_twice, "one row for a queue and phase")
        factors[phase] = 1 + growth
    return found

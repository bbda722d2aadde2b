"""The stress cases of a roster: what may come worse than planned, each under its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import gamma

from wfm.horizon import local_dates
from wfm.policy import scenario_factors, scenario_name
from wfm.reference import Reference
from wfm.simulation.case import SimulationCase
from wfm.simulation.vary import (
    WAITING_ON_AI,
    Cells,
    with_absence,
    with_escalation,
    with_escalation_at_least,
    with_outage,
    with_volume,
)
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR, percent, signed_percent

QUANTILES = (0.50, 0.80, 0.95)
ABSENT = (0.08, 0.15)
MORE_ESCALATION = (0.05, 0.10)
BURST_SHARE, BURST_SECONDS = 0.40, SECONDS_PER_HOUR / 2
ERROR, STRESS_ERROR = "forecast_error_cv", "stress_forecast_error_cv"


class Stress(NamedTuple):
    """A case made worse; ``since`` is the interval in which it comes without notice, None: known before."""

    case: SimulationCase
    since: int | None = None


def error_quantity(reference: Reference) -> str:
    """Return the name of the forecast error that volumes are put to: the plan's, where it has one."""
    return ERROR if reference.value(ERROR) > 0 else STRESS_ERROR


def stress_cases(case: SimulationCase, error_cv: float, scenarios: pd.DataFrame) -> dict[str, Stress]:
    """Return the case made worse in the usual ways and in the planner's own, by name.

    Ways that cannot happen to it are left out: escalation without an AI, scenarios on other days.

    Parameters
    ----------
    case
        The roster and its customers as planned.
    error_cv
        Coefficient of variation of contacts about the forecast, whose quantiles all days have at once.
    scenarios
        The planner's own cases, as ``wfm.policy.SCENARIOS``.

    Notes
    -----
    The sizes stand in the names: they are questions a planner asks, not forecasts. Contacts are gamma about
    the forecast; where all days have a quantile of it, single days do not vary beside it.
    """
    found: dict[str, Stress] = {}
    for quantile in QUANTILES:
        factor = float(gamma.ppf(quantile, 1 / error_cv**2, scale=error_cv**2))
        name = f"Contacts at P{quantile * 100:.0f} of the forecast ({signed_percent(factor - 1, 1)})"
        found[name] = Stress(with_volume(replace(case, day_cv=0.0), factor))
    planned = float(case.absent_share.mean()) if len(case.absent_share) else 0.0
    for share in (each for each in ABSENT if each > planned):
        found[f"{percent(share)} of people absent"] = Stress(with_absence(case, share))
    if any(flow.name in WAITING_ON_AI for flow in case.flows):
        for points in MORE_ESCALATION:
            name = f"Escalation {points * 100:.0f} points higher"
            found[name] = Stress(with_escalation(case, points))
        cells = busiest(case, BURST_SECONDS, lambda flow: flow.name in WAITING_ON_AI)
        minutes = cells.sum() * case.interval_seconds * MINUTES_PER_HOUR / SECONDS_PER_HOUR
        name = f"Escalation at {percent(BURST_SHARE)} in the busiest {minutes:.0f} minutes"
        found[name] = Stress(with_escalation_at_least(case, BURST_SHARE, cells), int(np.argmax(cells)))
    if any(flow.has_ai for flow in case.flows):
        cells = busiest_hour(case)
        found["AI down in its busiest hour"] = Stress(with_outage(case, cells), int(np.argmax(cells)))
    for own, rows in scenarios.groupby("name", sort=False):
        factors = _by_interval(case, rows)
        if np.any(factors != 1.0):
            found[scenario_name(str(own))] = Stress(with_volume(case, factors))
    return found


def _by_interval(case: SimulationCase, rows: pd.DataFrame) -> NDArray[np.float64]:
    """Return what contacts are multiplied by in a scenario, queues x intervals of the case."""
    days, day = np.unique(local_dates(case.horizon.intervals(), case.horizon.zone), return_inverse=True)
    return scenario_factors(rows, case.queues, days.tolist())[:, day]


def busiest_hour(case: SimulationCase) -> Cells:
    """Return the intervals of the hour in which most contacts reach the AI, the first of equals."""
    return busiest(case, SECONDS_PER_HOUR, lambda flow: flow.has_ai)


def busiest(case: SimulationCase, seconds: float, counts: Callable[..., bool]) -> Cells:
    """Return the intervals of the stretch so long in which most contacts of the flows that count begin."""
    contacts = np.zeros(case.intervals)
    for flow in case.flows:
        if counts(flow):
            contacts += flow.contacts.sum(axis=0)
    width = max(1, round(seconds / case.interval_seconds))
    first = int(np.argmax(np.convolve(contacts, np.ones(width), "valid")))
    places = np.arange(case.intervals)
    return np.asarray((places >= first) & (places < first + width))

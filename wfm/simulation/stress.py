"""The stress cases of a roster: what may come worse than planned, each under its name."""

from __future__ import annotations

import numpy as np

from wfm.simulation.case import SimulationCase
from wfm.simulation.vary import (
    WAITING_ON_AI,
    Cells,
    with_absence,
    with_escalation,
    with_outage,
    with_volume,
)
from wfm.units import SECONDS_PER_HOUR


def stress_cases(case: SimulationCase) -> dict[str, SimulationCase]:
    """Return the case made worse in the usual ways, by name; ways that cannot happen to it are left out.

    The sizes stand in the names: they are questions a planner asks, not forecasts.
    """
    found = {
        "10 % more contacts": with_volume(case, 1.10),
        "15 % of people absent": with_absence(case, 0.15),
    }
    if any(flow.name in WAITING_ON_AI for flow in case.flows):
        found["Escalation 5 points higher"] = with_escalation(case, 0.05)
    if any(flow.has_ai for flow in case.flows):
        found["AI down in its busiest hour"] = with_outage(case, busiest_hour(case))
    return found


def busiest_hour(case: SimulationCase) -> Cells:
    """Return the intervals of the hour in which most contacts reach the AI, the first of equals."""
    contacts = np.zeros(case.intervals)
    for flow in case.flows:
        if flow.has_ai:
            contacts += flow.contacts.sum(axis=0)
    width = max(1, round(SECONDS_PER_HOUR / case.interval_seconds))
    first = int(np.argmax(np.convolve(contacts, np.ones(width), "valid")))
    places = np.arange(case.intervals)
    return np.asarray((places >= first) & (places < first + width))

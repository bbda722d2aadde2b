"""From the forecast to human work: every mode's rule in every cell, by when people are there."""

from __future__ import annotations

from wfm.forecast import Forecast
from wfm.modes.handling import handlings
from wfm.modes.rates import rates
from wfm.policy import Policy
from wfm.workload.deferrable import deferrable, not_offered
from wfm.workload.live import live
from wfm.workload.noun import Workload
from wfm.workload.presence import presence
from wfm.workload.work import split


def workload(forecast: Forecast, policy: Policy) -> Workload:
    """Return the work of every role: erlangs where it must be met at once, hours where it may wait.

    Parameters
    ----------
    forecast
        Contacts per interval with handle times (s).
    policy
        Modes, rates, opening hours and due times.

    Returns
    -------
    Workload
        Live load by (site, role, pool, queue, interval), deferrable hours by creation, contacts not
        offered. What runs past the end of the horizon, or waits beyond it, comes at its start: the
        horizon stands for a repeating stretch of days, and no work is lost at its edge.

    Raises
    ------
    PlanningError
        If the policy lacks a queue, a mode mix or a target that the forecast needs.
    """
    cells = rates(forecast, policy)
    modes = handlings(cells, policy)
    there = presence(cells, policy)
    splits = [split(mode, there) for mode in modes]
    return Workload(
        live(modes, splits, there, policy),
        deferrable(cells, modes, splits, there, policy),
        not_offered(splits, there),
    )

"""The simulation: a roster played against random customers, before any customer meets it.

    case = simulation_case(plan_input, workload, requirement, roster)
    verification = simulate(case, seed=1)
    worse = simulate(with_escalation(case, 0.05), seed=1)

The same seed meets the same customers: two plans differ by what they do, not by luck.
"""

from wfm.simulation.case import SimulationCase
from wfm.simulation.from_plan import simulation_case
from wfm.simulation.replicate import Precision, simulate
from wfm.simulation.stress import Stress, stress_cases
from wfm.simulation.vary import (
    with_absence,
    with_escalation,
    with_more_people,
    with_outage,
    with_volume,
)

__all__ = [
    "Precision",
    "SimulationCase",
    "Stress",
    "simulate",
    "simulation_case",
    "stress_cases",
    "with_absence",
    "with_escalation",
    "with_more_people",
    "with_outage",
    "with_volume",
]

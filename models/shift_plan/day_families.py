"""Rules of crews that keep their target over the day: what people on duty serve, and what the day needs."""

from __future__ import annotations

from typing import Any

from pyomo.environ import ConcreteModel, quicksum

from models.shift_plan.week import Week


def served_cells(week: Week) -> list[tuple[int, int]]:
    """Return (day target, interval) of every interval whose service counts."""
    return [(n, t) for n, target in enumerate(week.day_targets) for t in target.weights]


def cuts_of(week: Week) -> list[tuple[int, int, int]]:
    """Return (day target, interval, cut) of every line a service curve lies below."""
    return [(n, t, c) for n, t in served_cells(week) for c in range(len(week.day_targets[n].curves[t].cuts))]


def served_in_time(m: ConcreteModel, n: int, t: int, c: int) -> Any:
    """No more is served in time than the service curve gives for the people on duty."""
    slope, intercept = m.week.day_targets[n].curves[t].cuts[c]
    return m.served[n, t] <= slope * m.on_duty[n, t] + intercept


def day_service(m: ConcreteModel, n: int) -> Any:
    """Service of the day, and what of it is missed at its price, make up the target."""
    target = m.week.day_targets[n]
    served = quicksum(weight * m.served[n, t] for t, weight in target.weights.items())
    return served + m.day_missed[n] >= target.share

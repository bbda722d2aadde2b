"""Small workforces whose plan is a sum by hand."""

from __future__ import annotations

import numpy as np
from pyomo.environ import ConcreteModel, Objective

from models._highs import Program
from models.limits import SolveLimits
from models.migration import Retraining, Workforce, add_workforce, read_staff

EXACT = SolveLimits(20.0, 0.0)


def team(heads, periods, **values):
    """Return a workforce of some posts, at a wage of 1; a missing head costs 100 a period."""
    given = {"wage": 1.0, "shortage_price": 100.0} | values
    arrays = {
        name: np.array(value) if isinstance(value, list | float | int) and name not in PLAIN else value
        for name, value in given.items()
    }
    return Workforce(periods, np.array(heads, dtype=float), **arrays)


PLAIN = ("overtime_factor", "time_off_factor", "surplus_most", "terminal_periods", "loses_on_arrival")


def arc(source=0, target=1, **values):
    """Return one way of retraining."""
    return arcs((source, target), **values)


def arcs(*pairs, **values):
    """Return ways of retraining, by pairs of posts."""
    arrays = {name: np.array(value) for name, value in values.items()}
    return Retraining(np.array([a for a, _ in pairs]), np.array([b for _, b in pairs]), **arrays)


def modelled(workforce, need, **options):
    """Return the model at least cost and its staffing; ``need`` is by post, a number or one per period."""
    whole = np.broadcast_to(np.array(need, dtype=float).reshape(workforce.posts, -1), _shape(workforce))
    m = ConcreteModel()
    staffing = add_workforce(m, workforce, whole, **options)
    m.cost = Objective(expr=sum(m.cost_of.values()))
    return m, staffing


def solved(workforce, need, **options):
    """Return cost and plan; the cost is None where there is no plan."""
    m, staffing = modelled(workforce, need, **options)
    result = Program(m).solve(EXACT)
    if result.status == "infeasible":
        return None, None
    assert result.status == "optimal"
    return result.objective, read_staff(staffing, result)


def _shape(workforce):
    return workforce.posts, workforce.periods

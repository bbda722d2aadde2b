"""Small models whose optimum is a sum by hand."""

from __future__ import annotations

from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeReals, Objective, Var


def two_desks(domain=NonNegativeReals, need=10.0, share=6.0):
    """Return min 2a + 3b with a + b >= need and a <= share."""
    m = ConcreteModel()
    m.people = Var(["a", "b"], domain=domain)
    m.need = Constraint(["day"], rule=lambda m, _: m.people["a"] + m.people["b"] >= need)
    m.share = Constraint(expr=m.people["a"] <= share)
    m.cost = Objective(expr=2 * m.people["a"] + 3 * m.people["b"])
    return m


def knapsack(room=7):
    """Return the knapsack of weights 3, 4, 5 and gains 4, 5, 6 as a minimisation."""
    m = ConcreteModel()
    m.take = Var([0, 1, 2], domain=Binary)
    m.room = Constraint(expr=3 * m.take[0] + 4 * m.take[1] + 5 * m.take[2] <= room)
    m.cost = Objective(expr=-(4 * m.take[0] + 5 * m.take[1] + 6 * m.take[2]))
    return m

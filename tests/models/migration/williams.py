"""Manpower planning of H. P. Williams: its data, our model of it, and a plain linear program of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pyomo.environ import ConcreteModel, Objective
from scipy.optimize import linprog

from models._highs import Program
from models.limits import SolveLimits
from models.migration import Retraining, Workforce, add_workforce, read_staff

EXACT = SolveLimits(20.0, 0.0)
UNSKILLED, SEMI, SKILLED = range(3)


@dataclass(frozen=True)
class Manpower:
    """Data of the problem: three grades, some years; the book's where nothing else is said."""

    strength: tuple = (2000.0, 1500.0, 1000.0)
    need: tuple = ((1000.0, 500.0, 0.0), (1400.0, 2000.0, 2500.0), (1000.0, 1500.0, 2000.0))
    wastage: tuple = (0.10, 0.05, 0.05)
    wastage_new: tuple = (0.25, 0.20, 0.10)
    recruits: tuple = (500.0, 800.0, 500.0)
    to_semi: float = 200.0
    to_skilled: float = 0.25
    retrain_cost: tuple = (400.0, 500.0)
    redundancy_cost: tuple = (200.0, 500.0, 500.0)
    overmanned: float = 150.0
    overmanned_cost: tuple = (1500.0, 2000.0, 3000.0)
    short_time: float = 50.0
    short_time_cost: tuple = (500.0, 400.0, 400.0)
    downgraded_stay: float = 0.5

    @property
    def years(self):
        return len(self.need[0])


THE_BOOK = Manpower()


def workforce(data):
    """Return the problem as a workforce: five arcs, the last three of them downgrades."""
    arcs = Retraining(
        np.array([UNSKILLED, SEMI, SEMI, SKILLED, SKILLED]),
        np.array([SEMI, SKILLED, UNSKILLED, UNSKILLED, SEMI]),
        pass_share=np.array([1.0, 1.0, *[data.downgraded_stay] * 3]),
        return_share=0.0,
        attrition=np.array([data.wastage[SEMI], data.wastage[SKILLED], 0.0, 0.0, 0.0]),
        most=np.array([data.to_semi, *[np.inf] * 4])[:, None],
        most_of_target=np.array([np.inf, data.to_skilled, *[np.inf] * 3]),
        cost=np.array([*data.retrain_cost, 0.0, 0.0, 0.0]),
    )
    return Workforce(
        data.years,
        np.array(data.strength),
        attrition=np.array(data.wastage),
        joiner_attrition=np.array(data.wastage_new),
        joiner_periods=1,
        loses_on_arrival=True,
        hire_most=np.array(data.recruits)[:, None],
        retraining=arcs,
        release_cost=np.array(data.redundancy_cost),
        short_time_most=data.short_time,
        short_time_share=0.5,
        short_time_cost=np.array(data.short_time_cost),
        surplus_price=np.array(data.overmanned_cost),
        surplus_most=data.overmanned,
    )


def changed_arcs(people, **values):
    """Return the workforce with fields of its arcs changed."""
    return replace(people, retraining=replace(people.retraining, **values))


def best(people, need, aim):
    """Return the objective and the plan of the least ``cost`` or the fewest ``redundancies``."""
    m = ConcreteModel()
    staffing = add_workforce(m, people, np.array(need))
    m.aim = Objective(expr=sum(m.cost_of.values()) if aim == "cost" else m.people_released)
    result = Program(m).solve(EXACT)
    return result.objective, read_staff(staffing, result)


def by_linprog(data, aim):
    """Return the optimum by a statement that shares nothing with ours: rows written out one by one."""
    grades, years = 3, data.years
    kinds = ["strength", "recruit", "up", "redundant", "short", "over", "down20", "down21", "down10"]
    columns = {(kind, g, t): n for n, (kind, g, t) in enumerate(
        (kind, g, t)
        for kind in kinds
        for g in (range(grades) if not kind.startswith("down") and kind != "up" else
                  range(2) if kind == "up" else range(1))
        for t in range(years)
    )}  # fmt: skip
    cost, top = np.zeros(len(columns)), np.full(len(columns), np.inf)
    for (kind, g, _), n in columns.items():
        if aim == "redundancies":
            cost[n] = 1.0 if kind == "redundant" else 0.0
        else:
            price = {
                "up": data.retrain_cost,
                "redundant": data.redundancy_cost,
                "short": data.short_time_cost,
                "over": data.overmanned_cost,
            }
            cost[n] = price[kind][g] if kind in price else 0.0
        if kind == "recruit":
            top[n] = data.recruits[g]
        if kind == "up" and g == 0:
            top[n] = data.to_semi
        if kind == "short":
            top[n] = data.short_time
    equal, equal_to, below, below_to = [], [], [], []

    def row(terms):
        line = np.zeros(len(columns))
        for factor, *key in terms:
            line[columns[tuple(key)]] += factor
        return line

    stay = data.downgraded_stay
    for t in range(years):
        new = [1 - share for share in data.wastage_new]
        old = [1 - share for share in data.wastage]
        flows = {
            0: [(stay, "down20", 0, t), (stay, "down10", 0, t), (-1.0, "up", 0, t)],
            1: [
                (old[1], "up", 0, t),
                (-1.0, "up", 1, t),
                (stay, "down21", 0, t),
                (-1.0, "down10", 0, t),
            ],
            2: [(old[2], "up", 1, t), (-1.0, "down20", 0, t), (-1.0, "down21", 0, t)],
        }
        for g in range(grades):
            terms = [
                *flows[g],
                (new[g], "recruit", g, t),
                (-1.0, "redundant", g, t),
                (-1.0, "strength", g, t),
            ]
            if t:
                terms.append((old[g], "strength", g, t - 1))
            equal.append(row(terms))
            equal_to.append(0.0 if t else -old[g] * data.strength[g])
            equal.append(row([(1.0, "strength", g, t), (-1.0, "over", g, t), (-0.5, "short", g, t)]))
            equal_to.append(data.need[g][t])
        below.append(row([(1.0, "up", 1, t), (-data.to_skilled, "strength", 2, t)]))
        below_to.append(0.0)
        below.append(row([(1.0, "over", g, t) for g in range(grades)]))
        below_to.append(data.overmanned)
    found = linprog(
        cost, np.array(below), below_to, np.array(equal), equal_to, np.column_stack([np.zeros_like(top), top])
    )
    assert found.status == 0, found.message
    return found.fun


def other_data(seed):
    """Return the problem with every number drawn anew, over four years, in ranges where plans exist."""
    draw = np.random.default_rng(seed)

    def near(values, spread=0.25):
        return tuple(
            np.round(np.array(values) * draw.uniform(1 - spread, 1 + spread, len(values)), 3).tolist()
        )

    need = (
        near((1100.0, 700.0, 400.0, 100.0)),
        near((1400.0, 1800.0, 2100.0, 2200.0), 0.1),
        near((1000.0, 1300.0, 1600.0, 1700.0), 0.1),
    )
    return Manpower(
        near((2000.0, 1500.0, 1000.0), 0.1),
        need,
        near((0.10, 0.05, 0.06)),
        near((0.25, 0.20, 0.10)),
        near((500.0, 900.0, 700.0)),
        float(draw.uniform(200, 300)),
        float(draw.uniform(0.2, 0.3)),
        near((400.0, 500.0)),
        near((200.0, 500.0, 500.0)),
        float(draw.uniform(200, 400)),
        near((1500.0, 2000.0, 3000.0)),
        float(draw.uniform(40, 80)),
        near((500.0, 400.0, 400.0)),
        float(draw.uniform(0.4, 0.9)),
    )

"""The model of one week, family by family; the maths stands in the docstring of ``models.shift_plan``."""

from __future__ import annotations

from typing import Any

from pyomo.environ import (
    ConcreteModel,
    Constraint,
    NonNegativeIntegers,
    NonNegativeReals,
    Objective,
    Var,
    quicksum,
)

from models.shift_plan.families import FAMILIES
from models.shift_plan.layout import Layout, unpaid_night_hours
from models.shift_plan.week import Week


def build(week: Week, layout: Layout) -> ConcreteModel:
    """Return the Pyomo model of ``week``: variables, objective and every family of constraints."""
    m = ConcreteModel(name="shift_plan")
    m.week, m.layout = week, layout
    _declare(m, week, layout)
    m.cost = Objective(rule=_cost)
    for name, (index, rule) in FAMILIES.items():
        setattr(m, name, Constraint(index(m), rule=rule))
    return m


def _declare(m: ConcreteModel, week: Week, layout: Layout) -> None:
    crowd = layout.crowd
    shared = {k for k, who in enumerate(week.crews.skill_sets) if len(who.tasks) > 1}
    in_tasks = [(k, a, t) for (a, t), able in layout.doers.items() for k in able if k in shared]
    m.people = Var(layout.jobs, within=NonNegativeIntegers, bounds=(0, crowd))
    m.pause = Var(
        [(w, i) for w, pause in enumerate(layout.pauses) for i in range(len(pause.positions))],
        within=NonNegativeIntegers,
        bounds=(0, crowd),
    )
    m.present = Var(layout.manned, within=NonNegativeReals, bounds=(0, crowd))
    m.resting = Var(
        [(k, t, minutes) for (k, t), kinds in layout.resting.items() for minutes in kinds],
        within=NonNegativeReals,
        bounds=(0, crowd),
    )
    m.awake_in = Var(in_tasks, within=NonNegativeReals, bounds=(0, crowd))
    m.resting_in = Var(
        [(k, a, t, minutes) for k, a, t in in_tasks for minutes in layout.resting.get((k, t), ())],
        within=NonNegativeReals,
        bounds=(0, crowd),
    )
    m.shortage = Var(
        [(a, t) for a, t in layout.doers if week.crews.tasks[a].is_live],
        within=NonNegativeReals,
        bounds=lambda m, a, t: (0, int(week.required[a, t])),
    )
    m.finished = Var(
        [(a, t) for (a, t), able in layout.doers.items() if able and not week.crews.tasks[a].is_live],
        within=NonNegativeReals,
        bounds=lambda m, a, t: (0, float(week.created[a][t])),
    )
    m.late = Var(
        [(a, n) for a, dues in week.due.items() for n in range(len(dues))],
        within=NonNegativeReals,
        bounds=lambda m, a, n: (0, week.due[a][n].hours),
    )
    m.steps = {a: [t for b, t in m.finished if b == a] for a in week.created}


def _cost(m: ConcreteModel) -> Any:
    """Return wages and premiums, and the price of shortage and of late work."""
    week: Week = m.week
    who = week.crews.skill_sets
    wages = quicksum(week.shift_cost(k, week.shifts[j]) * m.people[k, j] for k, j in m.people)
    unpaid = quicksum(
        who[pause.skill_set].night_premium * hours * m.pause[w, i]
        for w, pause in enumerate(m.layout.pauses)
        for i, position in enumerate(pause.positions)
        if (hours := unpaid_night_hours(week, pause, position)) > 0
    )
    short = quicksum(float(week.price[a, t]) * m.shortage[a, t] for a, t in m.shortage)
    late = quicksum(
        week.due[a][n].price * (m.late[a, n] - (m.late[a, n - 1] if n else 0.0)) for a, n in m.late
    )
    return wages - unpaid + short + late

"""The model of one week, family by family; the maths stands in the docstring of ``models.shift_plan``."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyomo.environ import (
    Binary,
    ConcreteModel,
    Constraint,
    NonNegativeIntegers,
    NonNegativeReals,
    Objective,
    Var,
    quicksum,
)

from models._highs import builds
from models.shift_plan.day_families import served_cells
from models.shift_plan.families import FAMILIES
from models.shift_plan.layout import Layout, unpaid_premium
from models.shift_plan.people_families import capped_weeks
from models.shift_plan.start_families import softly, start_days, starts_bound, starts_counted
from models.shift_plan.start_rules import LEAST, MOST, PER_DAY
from models.shift_plan.week import Week


@builds
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
    shared = {k for k, who in enumerate(week.crews.skill_sets) if len(who.tasks) > 1}
    in_tasks = [(k, a, t) for (a, t), able in layout.doers.items() for k in able if k in shared]
    m.people = Var(layout.jobs, within=NonNegativeIntegers, bounds=lambda m, k, j: (0, _most(m, k, j)))
    m.pause = Var(
        [(w, i) for w, pause in enumerate(layout.pauses) for i in range(len(pause.positions))],
        within=NonNegativeIntegers,
        bounds=lambda m, w, i: (0, layout.crowd[layout.pauses[w].skill_set]),
    )

    def crowd(m: ConcreteModel, k: int, *_: int) -> tuple[int, int]:
        return 0, layout.crowd[k]

    m.present = Var(layout.manned, within=NonNegativeReals, bounds=crowd)
    m.resting = Var(
        [(k, t, minutes) for (k, t), kinds in layout.resting.items() for minutes in kinds],
        within=NonNegativeReals,
        bounds=crowd,
    )
    m.awake_in = Var(in_tasks, within=NonNegativeReals, bounds=crowd)
    m.resting_in = Var(
        [(k, a, t, minutes) for k, a, t in in_tasks for minutes in layout.resting.get((k, t), ())],
        within=NonNegativeReals,
        bounds=crowd,
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
    in_day = served_cells(week)
    m.on_duty = Var(in_day, within=NonNegativeReals)
    m.served = Var(in_day, within=NonNegativeReals, bounds=(0, 1))
    m.day_missed = Var(range(len(week.day_targets)), bounds=lambda m, n: (0, week.day_targets[n].share))
    _declare_breaches(m, week, layout)
    m.steps = {a: [t for b, t in m.finished if b == a] for a in week.created}


def _most(m: ConcreteModel, skill_set: int, shift: int) -> int:
    """Return the most people on one shift: of named people those there are on its date."""
    supply = m.week.supply
    if skill_set in supply.named:
        return int(supply.people[skill_set, m.week.shifts[shift].day])
    return int(m.layout.crowd[skill_set])


def _declare_breaches(m: ConcreteModel, week: Week, layout: Layout) -> None:
    """Declare what may stay undone at a price: bookings, contracts, rules about starts that are soft."""
    supply = week.supply
    m.unattended = Var(
        [(k, t) for k, t in layout.manned if week.booked[k, t] > 0],
        within=NonNegativeReals,
        bounds=lambda m, k, t: (0, int(week.booked[k, t])),
    )
    m.unused = Var(list(supply.owed), within=NonNegativeReals, bounds=lambda m, *key: (0, supply.owed[key]))
    m.overtime = Var(
        [key for key in capped_weeks(m) if supply.overtime.get(key, 0.0) > 0],
        within=NonNegativeReals,
        bounds=lambda m, *key: (0, supply.overtime[key]),
    )
    m.unkept = Var(
        [(k, j) for k, j in layout.jobs if week.locked(k, week.shifts[j])],
        within=NonNegativeReals,
        bounds=lambda m, k, j: (0, week.locked(k, week.shifts[j])),
    )
    m.combined = Var(
        [
            (k, w, n, c)
            for (k, w), groups in layout.person_weeks.items()
            for n, alike in enumerate(groups)
            for c in range(len(alike.combinations))
        ],
        within=NonNegativeIntegers,
        bounds=lambda m, k, w, n, c: (0, layout.person_weeks[k, w][n].people),
    )
    rules = week.crews.start_rules
    m.start = Var(starts_counted(m), within=Binary)
    m.starts_over = Var(
        softly(m, PER_DAY, start_days(m)), within=NonNegativeReals, bounds=(0, len(layout.at_start))
    )
    m.start_missing = Var(
        softly(m, LEAST, starts_bound(m, LEAST)),
        within=NonNegativeReals,
        bounds=lambda m, *key: (0, rules[key[0]][LEAST].limit),
    )
    m.start_over = Var(
        softly(m, MOST, starts_bound(m, MOST)), within=NonNegativeReals, bounds=(0, sum(layout.crowd))
    )


def _cost(m: ConcreteModel) -> Any:
    """Return wages and premiums, and the price of everything that is short, late, unused or broken."""
    week: Week = m.week
    wages = quicksum(week.shift_cost(k, week.shifts[j]) * m.people[k, j] for k, j in m.people)
    unpaid = quicksum(
        saved * m.pause[w, i]
        for w, pause in enumerate(m.layout.pauses)
        for i, position in enumerate(pause.positions)
        if (saved := unpaid_premium(week, pause, position)) > 0
    )
    short = quicksum(float(week.price[a, t]) * m.shortage[a, t] for a, t in m.shortage)
    late = quicksum(
        week.due[a][n].price * (m.late[a, n] - (m.late[a, n - 1] if n else 0.0)) for a, n in m.late
    )
    missed = quicksum(week.day_targets[n].price * m.day_missed[n] for n in m.day_missed)
    return wages - unpaid + short + late + missed + _breaches(m)


def _breaches(m: ConcreteModel) -> Any:
    """Return the price of bookings, contracts and rules about starts that are not kept."""
    week: Week = m.week
    sets, rules = week.crews.skill_sets, week.crews.start_rules
    unattended = quicksum(week.booked_price(k) * m.unattended[k, t] for k, t in m.unattended)
    nobody = sum(
        week.booked_price(int(k)) * int(week.booked[k, t])
        for k, t in np.argwhere(week.booked > 0)
        if (k, t) not in m.unattended
    )
    unused = quicksum(sets[k].named.unused_price * m.unused[k, w] for k, w in m.unused)
    overtime = quicksum(sets[k].named.overtime_price * m.overtime[k, w] for k, w in m.overtime)
    starts = (
        quicksum(rules[key[0]][PER_DAY].price * m.starts_over[key] for key in m.starts_over)
        + quicksum(rules[key[0]][LEAST].price * m.start_missing[key] for key in m.start_missing)
        + quicksum(rules[key[0]][MOST].price * m.start_over[key] for key in m.start_over)
    )
    unkept = quicksum(week.lock_price(k, week.shifts[j]) * m.unkept[k, j] for k, j in m.unkept)
    return unattended + nobody + unused + overtime + starts + unkept

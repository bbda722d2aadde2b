"""The compact model, family by family; the maths stands in the docstring of ``models.roster``."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeReals, Objective, Var, quicksum

from models._highs import Program, Result, builds
from models.limits import SolveLimits
from models.roster.cells import Cells, all_cells
from models.roster.excess import excess_prices
from models.roster.families import FAMILIES
from models.roster.pair_rows import drift_rows, rest_rows
from models.roster.problem import HARD, OFF, Found, PersonRules, RosterProblem
from models.roster.row_index import whole
from models.roster.weekly_rest import resting_places


def solve_whole(problem: RosterProblem, limits: SolveLimits, start: NDArray[np.int64] | None = None) -> Found:
    """Return the cheapest roster of a whole problem that the solver finds, with its bound.

    Parameters
    ----------
    problem
        People, offers and rules.
    limits
        CPU seconds, gap (share of the cost) at which it may end, and the planner's wish to stop.
    start
        A roster to begin with.

    Returns
    -------
    Found
        ``status`` is ``optimal``, ``feasible``, ``stopped`` (no roster yet: nobody works, at infinite cost)
        or ``infeasible`` (no roster keeps the hard rules; the bound is infinite too).
    """
    began = time.process_time()
    empty = np.full((len(problem.people), problem.days), OFF, dtype=np.int64)
    if not problem.people and not len(problem.offers.day):
        return Found(empty, 0.0, 0.0, "optimal", 0.0)
    cells = all_cells(problem)
    if is_impossible(cells):
        return Found(empty, HARD, HARD, "infeasible", time.process_time() - began)
    model = build(cells)
    program = Program(model)
    result = program.solve(
        limits.with_seconds(limits.cpu_seconds - (time.process_time() - began)),
        start=None if start is None else start_of(model, program, start),
    )
    seconds = time.process_time() - began
    if result.status == "infeasible":
        return Found(empty, HARD, HARD, "infeasible", seconds)
    if not result.has_solution:
        return Found(empty, HARD, result.bound, result.status, seconds)
    bound = min(result.bound, result.objective)
    return Found(grid_of(model, result, empty), result.objective, bound, result.status, seconds)


def is_impossible(cells: Cells) -> bool:
    """Return whether someone must work who may not: found before any model is built."""
    return any(
        rules.period_minutes is not None and rules.period_minutes[0] > 0 and not cells.of(p, cells.days)
        for p in cells.people
        if (rules := cells.person(p).rules)
    )


@builds
def build(cells: Cells) -> ConcreteModel:
    """Return the Pyomo model of some cells: variables, cost and every family of constraints."""
    m = ConcreteModel(name="roster")
    m.cells = cells
    m.price = excess_prices(cells)
    m.shared_price = cells.problem.excess_price
    _look_up_pairs(m, cells)
    _declare_shifts(m, cells)
    _declare_excess(m, cells)
    m.cost = Objective(rule=_cost)
    for name, (index, rule) in FAMILIES.items():
        setattr(m, name, Constraint(list(index(m)), rule=rule))
    return m


def grid_of(model: Any, result: Result, grid: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``grid`` with the days of the model's people as the solver gives them."""
    found = grid.copy()
    found[list(model.cells.people)] = OFF
    for (p, o), value in result.values(model.works).items():
        if value > 0.5:
            found[p, model.cells.problem.offers.day[o]] = o
    return found


def start_of(model: Any, program: Program, grid: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a roster as a value for every shift and day of the model; the solver fills in the rest."""
    start = np.full(len(program.cost), np.nan)
    day = model.cells.problem.offers.day
    for component, values in (
        (model.works, [float(grid[p, day[o]] == o) for p, o in model.works]),
        (model.on, [float(grid[p, d] != OFF) for p, d in model.on]),
    ):
        columns = program.columns(component)
        start[columns[columns >= 0]] = np.array(values)[columns >= 0]
    return start


def _look_up_pairs(m: ConcreteModel, cells: Cells) -> None:
    """Put the pairs of shifts at odds, and the places of weekly rests, beside the model."""
    rest: dict[int, float] = {}
    floor: dict[int, float] = {}
    drift: dict[int, float] = {}
    weekly: dict[int, float] = {}
    for p in cells.people:
        rules = cells.person(p).rules
        if not _keeps_more(rules):
            floor[p] = rules.rest_floor_minutes
        for limit, minutes_of in (
            (rules.rest_minutes, rest),
            (rules.start_drift_minutes, drift),
            (rules.weekly_rest_minutes, weekly),
        ):
            if limit is not None and limit.price > 0:
                minutes_of[p] = limit.value
    m.rest_pairs, m.floor_pairs = rest_rows(cells, rest), rest_rows(cells, floor)
    m.drift_pairs = drift_rows(cells, drift)
    places = {
        (p, w): resting_places(cells, p, cells.weeks[w], minutes)
        for p, minutes in weekly.items()
        for w in cells.whole_weeks
    }
    # A rest that keeps nothing free can always be taken.
    m.resting_places = {week: found for week, found in places.items() if () not in found}


def _keeps_more(rules: PersonRules) -> bool:
    rest = rules.rest_minutes
    return rest is not None and rest.price == HARD and rest.value >= rules.rest_floor_minutes


def _declare_shifts(m: ConcreteModel, cells: Cells) -> None:
    offers, off_cost = cells.problem.offers, cells.problem.off_cost
    m.takers = defaultdict(list)
    for p, o in cells.everyone():
        m.takers[o].append(p)
    m.works = Var(cells.everyone(), within=Binary, bounds=lambda m, p, o: (int((p, o) in cells.decided), 1))
    m.on = Var(
        [(p, d) for p in cells.people for d in cells.days],
        within=NonNegativeReals,
        bounds=lambda m, p, d: (int(off_cost[p, d] == HARD), 1),
    )
    covered = sorted({*m.takers, *(int(o) for o in np.flatnonzero(cells.need > 0))})
    m.missing = Var(
        covered,
        within=NonNegativeReals,
        bounds=lambda m, o: (0, 0 if offers.under[o] == HARD else max(0, int(cells.need[o]))),
    )
    m.surplus = Var(
        covered, within=NonNegativeReals, bounds=lambda m, o: (0, 0 if offers.over[o] == HARD else None)
    )


def _declare_excess(m: ConcreteModel, cells: Cells) -> None:
    m.beyond = Var(
        list(m.price),
        within=NonNegativeReals,
        bounds=lambda m, rule, p, place: (0, 0 if m.price[rule, p, place] == HARD else None),
    )
    cycles = cells.cycles
    m.weekend = Var(
        [
            (p, c, k)
            for rule, p, c in m.price
            if rule == "weekends" and len(cycles[c]) > whole(cells.person(p).rules.weekends)
            for k in cycles[c]
        ],
        within=NonNegativeReals,
        bounds=(0, 1),
    )
    m.rests = Var(
        [(p, w, n) for (p, w), places in m.resting_places.items() for n in range(len(places))],
        within=NonNegativeReals,
        bounds=(0, 1),
    )
    m.shared = Var(
        sorted({row.excess for row in cells.problem.rows}),
        within=NonNegativeReals,
        bounds=lambda m, x: (0, 0 if m.shared_price[x] == HARD else None),
    )


def _cost(m: ConcreteModel) -> Any:
    """Return the price of shifts and days off as given, of people missing and of every excess."""
    offers, cost, off_cost = m.cells.problem.offers, m.cells.problem.cost, m.cells.problem.off_cost
    given = quicksum(float(cost[p, o]) * m.works[p, o] for p, o in m.works if np.isfinite(cost[p, o]))
    idle = quicksum(
        float(off_cost[p, d]) * (1 - m.on[p, d]) for p, d in m.on if off_cost[p, d] not in (0.0, HARD)
    )
    missing = quicksum(float(offers.under[o]) * m.missing[o] for o in m.missing if offers.under[o] != HARD)
    surplus = quicksum(float(offers.over[o]) * m.surplus[o] for o in m.surplus if offers.over[o] != HARD)
    own = quicksum(price * m.beyond[key] for key, price in m.price.items() if price != HARD)
    shared = quicksum(float(m.shared_price[x]) * m.shared[x] for x in m.shared if m.shared_price[x] != HARD)
    return given + idle + missing + surplus + own + shared

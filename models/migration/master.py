"""Which path each queue takes, beside the workforce that carries all of them.

    minimise    people's cost + AI cost                           (item by item; shortage priced)
    subject to  sum_k path_qk = 1                                  every queue q
                stay_s = sum_{k through s} path_qk                 every stay s: one phase of a queue
                need_pt >= own work of the stays + pooled_ct       every post p, week t
                pooled_ct >= cut(stay)                             every pooled crew c (pooled_need)
                sum_s moves <= go-lives;  sum_s risk_s stay_s <= cap;  deadlines
                workforce: heads, classes, retraining, notice, money (workforce, families)

    ======  =================================================  ======  ===========================
    symbol  meaning                                            unit    where
    ======  =================================================  ======  ===========================
    path    whether the queue takes this path                  0 or 1  wfm.migration.paths
    stay    whether the queue has this stay: implied           0..1    wfm.migration.demand
    bought  random reviews bought in a phase                   n       paths: gates are settled there
    pooled  heads a crew of several queues needs in a week     heads   models.migration.pooled_need
    need    heads a post needs in a week                       heads   Demand.own_heads + pooled
    ======  =================================================  ======  ===========================

One binary a path carries dwell, forbidden moves, ramp, learning age and the reviews its gates need; stays
keep the weekly rows short. Need of a crew of one queue, or of few combinations (combined_need), is exact,
that of others below by what the minorant leaves: the model's bound is one of the plan's true cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.numeric_expr import LinearExpression
from pyomo.environ import Binary, ConcreteModel, Constraint, NonNegativeReals, Objective, Var, minimize

from models._highs import builds
from models.migration.add_workforce import add_workforce
from models.migration.combined_need import Combined, add_combinations, combined
from models.migration.exceeded import OWN, beyond, of_workforce
from models.migration.from_case import workforce_of
from models.migration.pooled_need import Minorant, minorants
from models.migration.staffing import Staffing
from wfm.horizon import PHASE_WEEKS
from wfm.migration.demand import Demand, SharedCrew
from wfm.migration.paths import Path

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PooledCrew:
    """A crew of several queues in the model.

    Where it has few combinations in a phase each is counted (``combined``); else its need is cut by
    minorants, for which ``loads`` gives by phase what its stays bring (h) and ``queue`` whose they are.
    """

    crew: SharedCrew
    combined: Mapping[int, Combined]
    minorants: tuple[Minorant, ...]
    queue: Mapping[int, NDArray[np.int64]]
    loads: Mapping[int, Numbers]


@dataclass(frozen=True, eq=False)
class Master:
    """The model and what its columns stand for: paths by queue, stays in the order of the demand.

    ``stays`` lists the stays of each path, in the order of the model's paths.
    """

    m: Any
    demand: Demand
    queues: tuple[str, ...]
    paths: Mapping[str, Sequence[Path]]
    stays: tuple[NDArray[np.int64], ...]
    pooled: tuple[PooledCrew, ...]
    staffing: Staffing


@builds
def master(
    demand: Demand, paths: Mapping[str, Sequence[Path]], soft: Mapping[str, float] | None = None
) -> Master:
    """Return the model of a migration, every path of every queue in it, its paths not yet whole.

    Parameters
    ----------
    demand
        What the stays of these paths ask.
    paths
        Paths by queue.
    soft
        Families that may be exceeded, with the price of a unit: ``budget``, ``seats``, ``risk``,
        ``go_lives``, ``deadline``.
    """
    m, prices = ConcreteModel(), dict(soft or {})
    queues = tuple(paths)
    pooled = tuple(_pooled(crew, demand) for crew in demand.shared)
    m.path = Var([(q, k) for q, name in enumerate(queues) for k in range(len(paths[name]))], within=Binary)
    m.stay = Var(range(len(demand.stays)), bounds=(0, 1))
    m.bought = Var(range(len(queues)), range(demand.case.phases.count), within=NonNegativeReals)
    m.pooled = Var(range(len(pooled)), range(demand.case.phases.weeks), within=NonNegativeReals)
    m.need = Var(range(len(demand.posts)), range(demand.case.phases.weeks), within=NonNegativeReals)
    _one_path(m, paths)
    stays = tuple(
        np.array(demand.numbers_of({queue: path})) for queue, found in paths.items() for path in found
    )
    _stays_of_paths(m, demand, paths, stays)
    add_combinations(m, {c: crew.combined for c, crew in enumerate(pooled)})
    _need_of_posts(m, demand, queues, pooled)
    _go_lives(m, demand, prices)
    _risk_cap(m, demand, prices)
    _deadlines(m, paths, prices)
    staffing = add_workforce(
        m,
        workforce_of(demand.case, demand.is_needed),
        m.need,
        spent=_ai_by_phase(m, demand),
        soft=of_workforce(prices),
    )
    broken = _beyond(m, prices)
    m.cost = Objective(expr=sum(m.cost_of.values()) + _ai_cost(m, demand) + broken, sense=minimize)
    return Master(m, demand, queues, paths, stays, pooled, staffing)


def _one_path(m: Any, paths: Mapping[str, Sequence[Path]]) -> None:
    """Let every queue take one path."""
    rows = {
        q: LinearExpression(
            constant=0, linear_coefs=[1.0] * len(found), linear_vars=[m.path[q, k] for k in range(len(found))]
        )
        for q, found in enumerate(paths.values())
    }
    m.one_path = Constraint(range(len(rows)), rule=lambda _, q: rows[q] == 1)


def _stays_of_paths(
    m: Any,
    demand: Demand,
    paths: Mapping[str, Sequence[Path]],
    stays: Sequence[NDArray[np.int64]],
) -> None:
    """Let a stay be had by the paths through it, and reviews be bought by the paths that need them."""
    through: list[list[Any]] = [[] for _ in demand.stays]
    bought: dict[tuple[int, int], list[tuple[float, Any]]] = {}
    for variable, numbers in zip(m.path.values(), stays, strict=True):
        for number in numbers.tolist():
            through[number].append(variable)
    for q, found in enumerate(paths.values()):
        for k, path in enumerate(found):
            for phase, reviews in enumerate(path.bought):
                if reviews > 0:
                    bought.setdefault((q, phase), []).append((reviews, m.path[q, k]))
    rows = [
        LinearExpression(constant=0, linear_coefs=[1.0] + [-1.0] * len(part), linear_vars=[m.stay[s], *part])
        for s, part in enumerate(through)
    ]
    m.stay_of_paths = Constraint(range(len(rows)), rule=lambda _, s: rows[s] == 0)
    spent = {
        key: LinearExpression(
            constant=0,
            linear_coefs=[1.0] + [-reviews for reviews, _ in part],
            linear_vars=[m.bought[key], *(path for _, path in part)],
        )
        for key, part in bought.items()
    }
    m.reviews_bought = Constraint(list(spent), rule=lambda _, *key: spent[key] == 0)


def _need_of_posts(m: Any, demand: Demand, queues: Sequence[str], pooled: Sequence[PooledCrew]) -> None:
    """Add up what a post needs: its stays alone, its pooled crews, and the reviews bought."""
    weeks = demand.case.phases.weeks
    terms: dict[tuple[int, int], tuple[list[float], list[Any]]] = {
        (post, week): ([-1.0], [m.need[post, week]])
        for post in range(len(demand.posts))
        for week in range(weeks)
    }

    def add(post: int, week: int, factor: float, variable: Any) -> None:
        terms[post, week][0].append(factor)
        terms[post, week][1].append(variable)

    for (s, post), heads in demand.own_heads.items():
        first = demand.stays[s].stay.phase * PHASE_WEEKS
        for week, factor in enumerate(heads.tolist()):
            if factor:
                add(post, first + week, factor, m.stay[s])
    for c, crew in enumerate(pooled):
        for week in range(weeks):
            add(crew.crew.post, week, 1.0, m.pooled[c, week])
    for q, queue in enumerate(queues):
        post, each = demand.review_post(queue), demand.review_heads(queue) / PHASE_WEEKS
        for week in range(weeks):
            add(post, week, each, m.bought[q, demand.case.phases.phase_of(week)])
    rows = {
        key: LinearExpression(constant=0, linear_coefs=factors, linear_vars=variables)
        for key, (factors, variables) in terms.items()
    }
    m.need_of_post = Constraint(list(rows), rule=lambda _, *key: rows[key] == 0)


def _go_lives(m: Any, demand: Demand, prices: Mapping[str, float]) -> None:
    """Let no more queues move in a phase than the floor can carry."""
    most = demand.case.rules.go_lives_per_phase
    m.beyond_go_lives = Var(range(demand.case.phases.count), within=NonNegativeReals)
    if np.isnan(most):
        return
    moves: dict[int, list[Any]] = {phase: [] for phase in range(demand.case.phases.count)}
    for s, each in enumerate(demand.stays):
        if each.stay.way != each.stay.from_way:
            moves[each.stay.phase].append(m.stay[s])
    rows = {
        phase: _sum(part, m.beyond_go_lives[phase], "go_lives" in prices) for phase, part in moves.items()
    }
    m.go_lives = Constraint(list(rows), rule=lambda _, phase: rows[phase] <= most)


def _risk_cap(m: Any, demand: Demand, prices: Mapping[str, float]) -> None:
    """Keep undetected critical errors below the cap; its right-hand side may be changed."""
    cap = demand.case.rules.risk_cap
    m.beyond_risk = Var(within=NonNegativeReals)
    factors, variables = demand.risk.tolist(), list(m.stay.values())
    if "risk" in prices:
        factors, variables = [*factors, -1.0], [*variables, m.beyond_risk]
    row = LinearExpression(constant=0, linear_coefs=factors, linear_vars=variables)
    m.risk_cap = Constraint(expr=row <= (most_risk(demand) if np.isnan(cap) else cap))


def most_risk(demand: Demand) -> float:
    """Return the risk no plan exceeds: every queue in its riskiest stay of each phase."""
    worst: dict[tuple[str, int], float] = {}
    for each, risk in zip(demand.stays, demand.risk.tolist(), strict=True):
        key = each.queue, each.stay.phase
        worst[key] = max(worst.get(key, 0.0), risk)
    return sum(worst.values())


def _deadlines(m: Any, paths: Mapping[str, Sequence[Path]], prices: Mapping[str, float]) -> None:
    """Have a queue with a latest date in its wish by then."""
    m.beyond_deadline = Var(range(len(paths)), within=NonNegativeReals)
    rows = {}
    for q, found in enumerate(paths.values()):
        kept = [m.path[q, k] for k, path in enumerate(found) if path.keeps_deadline]
        if len(kept) < len(found):
            rows[q] = _sum(kept, m.beyond_deadline[q], "deadline" in prices, sign=1.0)
    m.deadlines = Constraint(list(rows), rule=lambda _, q: rows[q] >= 1)


def _sum(members: Sequence[Any], over: Any, is_soft: bool, sign: float = -1.0) -> LinearExpression:
    factors, variables = [1.0] * len(members), list(members)
    if is_soft or not variables:
        # Without a member the row could not hold the variable that may relieve it, or be compiled at all.
        factors, variables = [*factors, sign if is_soft else 0.0], [*variables, over]
    return LinearExpression(constant=0, linear_coefs=factors, linear_vars=variables)


def _ai_by_phase(m: Any, demand: Demand) -> dict[int, Any]:
    """Return what the AI costs in each phase, for the budget."""
    parts: dict[int, tuple[list[float], list[Any]]] = {}
    for s, (each, cost) in enumerate(zip(demand.stays, demand.ai_cost.sum(axis=1).tolist(), strict=True)):
        if cost:
            factors, variables = parts.setdefault(each.stay.phase, ([], []))
            factors.append(cost)
            variables.append(m.stay[s])
    return {
        phase: LinearExpression(constant=0, linear_coefs=factors, linear_vars=variables)
        for phase, (factors, variables) in parts.items()
    }


def _ai_cost(m: Any, demand: Demand) -> LinearExpression:
    return LinearExpression(
        constant=0, linear_coefs=ai_cost_of_stays(demand).tolist(), linear_vars=list(m.stay.values())
    )


def ai_cost_of_stays(demand: Demand) -> Numbers:
    """Return the AI's cost of every stay, the last week's counted on for the terminal weeks."""
    terminal = [terminal_ai_cost(demand, s) for s in range(len(demand.stays))]
    return np.asarray(demand.ai_cost.sum(axis=1) + np.array(terminal))


def terminal_ai_cost(demand: Demand, stay: int) -> float:
    """Return what the AI costs a stay after the last week, for the terminal weeks; 0 in earlier phases."""
    is_last = demand.stays[stay].stay.phase == demand.case.phases.count - 1
    return float(is_last * demand.ai_cost[stay, -1] * demand.case.rules.terminal_weeks)


def _beyond(m: Any, prices: Mapping[str, float]) -> Any:
    return sum(
        prices[rule] * variable for rule in OWN if rule in prices for variable in beyond(m, rule).values()
    )


def _pooled(shared: SharedCrew, demand: Demand) -> PooledCrew:
    """Return a crew with its combinations, and where they are too many its minorants.

    These reach up to the largest load its queues can bring together.
    """
    number = {queue: n for n, queue in enumerate(sorted({each.queue for each in demand.stays}))}
    queue, loads, most, counted = {}, {}, 0.0, combined(shared, demand)
    for phase, (stays, multiples) in shared.stays.items():
        if phase in counted:
            continue
        queue[phase] = np.array([number[demand.stays[s].queue] for s in stays])
        flat = multiples.reshape(-1, multiples.shape[-1])
        loads[phase] = shared.crew.load_hours(flat).reshape(multiples.shape[:2])
        peak = loads[phase].max(axis=1)
        most = max(most, sum(peak[queue[phase] == n].max() for n in np.unique(queue[phase])))
    below = minorants(shared.crew.least_hours, most) if loads else ()
    return PooledCrew(shared, counted, below, queue, loads)

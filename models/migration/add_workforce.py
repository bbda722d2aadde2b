"""Puts a workforce on a Pyomo model: its decisions, its rules, its cost by item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.numeric_expr import LinearExpression
from pyomo.environ import Constraint, Expression, NonNegativeIntegers, NonNegativeReals, Var
from scipy.sparse import csr_array

from models._highs import builds
from models.migration.amount import Amount
from models.migration.families import CAN_BE_SOFT, FAMILIES, Outside, Rows
from models.migration.money import ITEMS
from models.migration.staffing import Staffing
from models.migration.workforce import Workforce
from wfm.errors import PlanningError

ROUNDING = 1e-9

Place = NDArray[np.bool_]


def add_workforce(
    m: Any,
    workforce: Workforce,
    need: Any,
    *,
    whole_classes: bool = True,
    spent: Mapping[int, Any] | None = None,
    soft: Mapping[str, float] | None = None,
) -> Staffing:
    """Add the decisions, rules and costs of a workforce to a model (or a block of one).

    Afterwards ``m`` has a variable per decision (``heads``, ``hired``, ``classes``, ``moved``, ``notices``,
    ``overtime``, ``temps``, ``time_off``, ``short_time``, ``surplus``, ``shortage``), a constraint per
    family, ``cost_of`` (an expression by item, for the objective of the caller) and ``people_released``
    (notices given, for plans that spare people first).

    Parameters
    ----------
    m
        A concrete Pyomo model or block; the objective is the caller's.
    workforce
        Posts, periods, rates, limits and prices.
    need
        ``need[post, period]`` in heads: a number or a linear Pyomo expression.
    whole_classes
        Classes are whole numbers of their sizes; else any number of people may begin, in full classes.
    spent
        What other parts of the model spend, by phase: a number or a linear Pyomo expression.
    soft
        Families of ``CAN_BE_SOFT`` that may be exceeded, with the price of a unit; item ``beyond_limits``.

    Returns
    -------
    Staffing
        Decisions and flows as sums of the model's variables, to be read after a solve.

    Raises
    ------
    PlanningError
        If a rule is broken whatever is decided, such as agreed classes that exceed the seats.
    """
    prices = dict(soft or {})
    if unknown := sorted(set(prices) - set(CAN_BE_SOFT)):
        raise PlanningError(f"these rules cannot be softened: {', '.join(unknown)}")
    return _built(m, workforce, Outside(need, spent or {}), whole_classes, prices)


@builds
def _built(m: Any, workforce: Workforce, outside: Outside, whole_classes: bool, prices: Any) -> Staffing:
    s = _declared(m, workforce, whole_classes)
    beyond: list[Any] = []
    for name, family in FAMILIES.items():
        rows = family(s, outside)
        over = None
        if name in prices:
            over = Var(rows.index, within=NonNegativeReals)
            setattr(m, f"beyond_{name}", over)
            s.softened[name] = over
            beyond += [(prices[name], variable) for variable in over.values()]
        _add(m, name, rows, s.columns, list(over.values()) if over is not None else None)
    costs = {name: _total(item(s), s.columns) for name, item in ITEMS.items()}
    costs["beyond_limits"] = _linear([price for price, _ in beyond], [v for _, v in beyond])
    m.cost_of = Expression(list(costs), rule=costs)
    m.people_released = Expression(expr=_total(s.decided["notices"], s.columns))
    return s


def _declared(m: Any, w: Workforce, whole_classes: bool) -> Staffing:
    """Declare a variable where a decision is possible; nothing begins that does not end in time."""
    period = np.arange(w.periods)[None, :]
    all_posts = np.ones((w.posts, w.periods), dtype=bool)
    may_hire = (
        (w.hire_most > 0)
        & (w.class_most[:, None] > 0)
        & (period % w.class_every[:, None] == 0)
        & (period >= w.lead[:, None])
        & (period + w.train[:, None] < w.periods)
    )
    counted = may_hire & ((w.class_least > 0) | (w.class_cost > 0))[:, None] & whole_classes
    arcs = w.retraining
    may_move = (arcs.most > 0) & (period + arcs.lag[:, None] < w.periods)
    may_release = np.isfinite(w.release_cost)[:, None] & (period + w.notice[:, None] < w.periods)
    has_temps = np.isfinite(w.temp_factor) & (w.temps_most[w.site] > 0)
    places: dict[str, tuple[Place, Any]] = {
        "heads": (all_posts, None),
        "hired": (may_hire, w.hire_most),
        "classes": (counted, _most_classes(w)),
        "moved": (may_move, arcs.most),
        "notices": (may_release, None),
        "overtime": (all_posts & (w.overtime_share > 0)[:, None], None),
        "temps": (all_posts & has_temps[:, None], None),
        "time_off": (all_posts & (w.time_off_share > 0)[:, None], None),
        "short_time": (w.short_time_most > 0, w.short_time_most),
        "surplus": (all_posts & w.counts_surplus, None),
        "shortage": (all_posts & np.isfinite(w.shortage_price)[:, None], None),
    }
    columns: list[Any] = []
    found: dict[str, tuple[Place, int]] = {}
    for name, (place, most) in places.items():
        domain = NonNegativeIntegers if name == "classes" else NonNegativeReals
        variable = Var([tuple(at) for at in np.argwhere(place).tolist()], within=domain)
        setattr(m, name, variable)
        members = list(variable.values())
        if most is not None:
            for member, limit in zip(members, most[place].tolist(), strict=True):
                if np.isfinite(limit):
                    member.setub(limit)
        found[name] = (place, len(columns))
        columns += members
    decided = {name: _picked(place, first, len(columns)) for name, (place, first) in found.items()}
    uncounted = (may_hire & ~counted).astype(np.float64).ravel()
    decided["hired_uncounted"] = decided["hired"].times(uncounted)
    return Staffing(w, np.array(columns, dtype=object), decided)


def _most_classes(w: Workforce) -> Any:
    """Return how many classes of a post can begin in a period (posts x periods)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        by_least = np.floor(w.hire_most / w.class_least[:, None] + ROUNDING)
        by_most = np.ceil(w.hire_most / w.class_most[:, None] - ROUNDING)
    fewest = np.where(np.isinf(w.class_most[:, None]), 1.0, np.maximum(by_most, 1.0))
    return np.where(w.class_least[:, None] > 0, by_least, fewest)


def _picked(place: Place, first: int, columns: int) -> Amount:
    rows = np.flatnonzero(place)
    ones = np.ones(len(rows))
    matrix = csr_array((ones, (rows, first + np.arange(len(rows)))), shape=(place.size, columns))
    return Amount(matrix, np.zeros(place.size))


def _linear(factors: list[float], variables: list[Any], constant: float = 0.0) -> LinearExpression:
    return LinearExpression(constant=constant, linear_coefs=factors, linear_vars=variables)


def _total(amount: Amount, columns: Any) -> LinearExpression:
    """Return the sum over all rows."""
    summed = amount.through(csr_array(np.ones((1, len(amount.constant)))))
    sum_of = summed.sums(columns)[0]
    return _linear(sum_of.linear_coefs, sum_of.linear_vars, float(summed.constant[0]))


def _add(m: Any, name: str, rows: Rows, columns: Any, over: list[Any] | None) -> None:
    """Put the rows of a family on the model; a row without variables is checked here and left out."""
    stated: dict[Any, Any] = {}
    constants = rows.amount.constant.tolist()
    lows, highs = (None if side is None else side.tolist() for side in (rows.low, rows.high))
    for n, (at, body) in enumerate(zip(rows.index, rows.amount.sums(columns), strict=True)):
        shift = constants[n]
        if over is not None:
            body = _linear([*body.linear_coefs, -1.0], [*body.linear_vars, over[n]])
        is_empty = not body.linear_vars
        if rows.others is not None:
            if isinstance(rows.others[n], int | float | np.number):
                shift += float(rows.others[n])
            else:
                body, is_empty = body + rows.others[n], False
        low = None if lows is None else lows[n] - shift
        high = None if highs is None else highs[n] - shift
        if not is_empty:
            stated[at] = (low, body, high)
        elif (low or 0.0) > ROUNDING or (0.0 if high is None else high) < -ROUNDING:
            raise PlanningError(f"{name} cannot hold at {at}, whatever is decided")
    setattr(m, name, Constraint(list(stated), rule=stated))

"""Pooled work of a crew counted combination by combination: exact, where there are few.

In a phase every queue of a crew is in one state: what it brings the crew, week by week, or nothing. Stays
that bring the same are one state, so that a handful of queues has tens or hundreds of combinations, not
thousands. With a weight w for each,

    sum of w over the combinations with a state of a queue = sum of that state's stays
    need of a week = sum of (exact need of the combination) w

holds at every whole choice with the one combination chosen at 1, and its linear relaxation is the convex
envelope of the need over the states: no function of the states alone is tighter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.numeric_expr import LinearExpression
from pyomo.environ import Constraint, NonNegativeReals, Var

from wfm.horizon import PHASE_WEEKS
from wfm.migration.demand import Demand, SharedCrew

Numbers = NDArray[np.float64]

MOST_COMBINATIONS = 100
"""Combinations of a crew and phase up to which each is counted: with 600 the linear model of twenty queues in
pools took 16 CPU seconds, more than its part of a run of 60."""


@dataclass(frozen=True, eq=False)
class Combined:
    """The combinations of a crew in a phase.

    ``states`` lists by queue the stays of each state (none: the queue brings nothing), ``chosen`` the state
    of each queue (combinations x queues), ``heads`` the exact need (combinations x weeks of the phase).
    """

    states: tuple[tuple[tuple[int, ...], ...], ...]
    chosen: NDArray[np.int64]
    heads: Numbers


def combined(shared: SharedCrew, demand: Demand) -> dict[int, Combined]:
    """Return by phase the combinations of a crew; phases with too many are left out."""
    stays_at: dict[tuple[str, int], int] = {}
    for each in demand.stays:
        key = each.queue, each.stay.phase
        stays_at[key] = stays_at.get(key, 0) + 1
    few: dict[int, tuple[tuple[tuple[tuple[int, ...], ...], ...], NDArray[np.int64]]] = {}
    work: dict[int, Numbers] = {}
    for phase, (stays, multiples) in shared.stays.items():
        by_queue: dict[str, dict[bytes, list[int]]] = {}
        for at, s in enumerate(stays.tolist()):
            alike = by_queue.setdefault(demand.stays[s].queue, {})
            alike.setdefault(multiples[at].tobytes(), []).append(at)
        members = []
        for queue, alike in by_queue.items():
            has_others = sum(len(state) for state in alike.values()) < stays_at[queue, phase]
            members.append([*alike.values(), *([[]] if has_others else [])])
        if prod(len(states) for states in members) <= MOST_COMBINATIONS:
            chosen = np.array(list(product(*(range(len(states)) for states in members))), dtype=np.int64)
            named = tuple(tuple(tuple(stays[at].tolist()) for at in states) for states in members)
            few[phase], work[phase] = (named, chosen), _brought(members, chosen, multiples)
    heads = _heads(shared, work)
    return {phase: Combined(*few[phase], heads[phase]) for phase in few}


def _brought(members: list[list[list[int]]], chosen: NDArray[np.int64], multiples: Numbers) -> Numbers:
    """Return what each combination brings the crew (combinations x weeks x lines)."""
    nothing = np.zeros(multiples.shape[1:])
    return np.asarray(
        sum(
            np.stack([multiples[at[0]] if at else nothing for at in states])[chosen[:, q]]
            for q, states in enumerate(members)
        )
    )


def _heads(shared: SharedCrew, work: dict[int, Numbers]) -> dict[int, Numbers]:
    """Return the exact need by phase (combinations x weeks); what comes back in other phases counts once."""
    if not work:
        return {}
    rows = np.concatenate([table.reshape(-1, table.shape[-1]) for table in work.values()])
    distinct, back = np.unique(rows, axis=0, return_inverse=True)
    heads = shared.crew.duty_hours(distinct)[back.ravel()] * shared.heads_per_hour
    ends = np.cumsum([table.shape[0] * table.shape[1] for table in work.values()])[:-1]
    return {
        phase: part.reshape(-1, PHASE_WEEKS) for phase, part in zip(work, np.split(heads, ends), strict=True)
    }


def add_combinations(m: Any, crews: Mapping[int, Mapping[int, Combined]]) -> None:
    """Put the combinations on a model that has ``stay`` and ``pooled`` (crew, week).

    Parameters
    ----------
    m
        The model.
    crews
        By number of the crew and phase, its combinations.
    """
    places = [(c, phase, table) for c, phases in crews.items() for phase, table in phases.items()]
    m.combination = Var(
        [(c, phase, n) for c, phase, table in places for n in range(len(table.chosen))],
        within=NonNegativeReals,
    )
    rows: dict[tuple[int, ...], LinearExpression] = {}
    needs: dict[tuple[int, int], LinearExpression] = {}
    for c, phase, table in places:
        weights = [m.combination[c, phase, n] for n in range(len(table.chosen))]
        for q, states in enumerate(table.states):
            for state, stays in enumerate(states):
                # A state without stays is what the others leave: its row follows from theirs and the sum.
                if stays:
                    within = [weights[n] for n in np.flatnonzero(table.chosen[:, q] == state).tolist()]
                    rows[c, phase, q, state] = _row(within, [m.stay[s] for s in stays])
        for week in range(PHASE_WEEKS):
            at = phase * PHASE_WEEKS + week
            needs[c, at] = _row([m.pooled[c, at]], weights, table.heads[:, week].tolist())
    m.combination_of_stays = Constraint(list(rows), rule=lambda _, *at: rows[at] == 0)
    m.pooled_of_combinations = Constraint(list(needs), rule=lambda _, *at: needs[at] == 0)
    m.one_combination = Constraint(
        [(c, phase) for c, phase, _ in places],
        rule=lambda _, c, phase: (
            sum(m.combination[c, phase, n] for n in range(len(crews[c][phase].chosen))) == 1
        ),
    )


def _row(left: list[Any], right: list[Any], factors: list[float] | None = None) -> LinearExpression:
    """Return the sum of ``left`` less the sum of ``right``, each with its factor."""
    taken = factors or [1.0] * len(right)
    return LinearExpression(
        constant=0, linear_coefs=[1.0] * len(left) + [-f for f in taken], linear_vars=[*left, *right]
    )

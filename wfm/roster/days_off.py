"""How few people, counting days off alone: the weekly rules, runs and weekends taken together.

The terms of ``head_bound`` take one rule at a time; where crews are flat over the week and weekends scarce,
the rules bind together (who is off on a weekend and works five days that week cannot have worked the whole
weekend before it). For any weights y_d >= 0 of days and u_q >= 0 of weekends

    W  >=  (sum_d n_d y_d + sum_q a_q u_q) / max over x of (sum_d y_d x_d + sum_q u_q z_q(x))

with n_d the shifts of day d, a_q the fewest people of weekend q, x the days one person may work, z_q(x)
whether weekend q is among them: W such people, summed, must reach every n_d and a_q. The maximum is a
longest path over the states (days in a row, shifts this week, weekends of this cycle, whether this
weekend is worked). The weights are found by the volume algorithm (Barahona and Anbil 2000, Math. Program.
87); poor weights make the bound weak, never wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import ceil

import numpy as np

ITERATIONS = 400
AVERAGED = 0.1
"""Share of the newest row in the volume algorithm's average."""

STEP = 0.02
"""First step (share of a weight's range), falling to 0 at the last iteration."""

ROUNDING = 1e-6
"""Taken off before rounding up, against the error of sums of floats."""


@dataclass(frozen=True)
class Limits:
    """Most days in a row, shifts a week and weekends a cycle of one person."""

    run: int
    week: int
    weekends: int


@dataclass(frozen=True)
class Day:
    """Whether a day is the first of its week, weekend or cycle of weekends; its weekend, None outside."""

    opens_week: bool
    opens_weekend: bool
    opens_cycle: bool
    weekend: int | None


@dataclass(frozen=True, eq=False)
class _Moves:
    """Every way from a state before a day to a state after it."""

    source: np.ndarray
    target: np.ndarray
    is_on: np.ndarray
    is_first: np.ndarray


def days_off_bound(
    shifts: np.ndarray, weekend_people: np.ndarray, days: Sequence[Day], limits: Limits
) -> int:
    """Return the fewest people whose days on, under all limits together, could reach the shifts.

    Parameters
    ----------
    shifts
        Shifts of each day.
    weekend_people
        Fewest people of each weekend.
    days
        The same days, in order.
    limits
        What binds one person.

    Returns
    -------
    int
        A proven lower bound, not always the best that weights could give.
    """
    need = np.concatenate([shifts, weekend_people]).astype(float)
    if not need.any():
        return 0
    weights = np.concatenate([np.ones(len(shifts)), np.zeros(len(weekend_people))])
    average, best = np.zeros(len(need)), 0.0
    for iteration in range(ITERATIONS):
        row = _best_row(weights, days, limits)
        best = max(best, float(need @ weights) / float(row @ weights))
        average = row if iteration == 0 else average + AVERAGED * (row - average)
        uphill = need - best * average
        length = float(np.linalg.norm(uphill))
        if length == 0.0:
            break
        step = STEP * (1 - iteration / ITERATIONS) * np.sqrt(len(need)) / length
        weights = np.maximum(0.0, weights + step * uphill)
        weights /= weights.max()
    return ceil(best - ROUNDING)


def _best_row(weights: np.ndarray, days: Sequence[Day], limits: Limits) -> np.ndarray:
    """Give the days and weekends of the one person who reaches most weight."""
    states = (limits.run + 1) * (limits.week + 1) * (limits.weekends + 1) * 2
    value = np.full(states, -np.inf)
    value[0] = 0.0
    chosen: list[tuple[_Moves, np.ndarray]] = []
    for place, day in enumerate(days):
        moves = _moves(day.opens_week, day.opens_weekend, day.opens_cycle, day.weekend is not None, limits)
        gain = value[moves.source] + weights[place] * moves.is_on
        if day.weekend is not None:
            gain = gain + weights[len(days) + day.weekend] * moves.is_first
        order = np.argsort(gain, kind="stable")
        best = np.full(states, -1)
        # Of several moves to one state the last written stays: the one that gains most.
        best[moves.target[order]] = order
        value = np.where(best >= 0, gain[best], -np.inf)
        chosen.append((moves, best))
    row, state = np.zeros(len(weights)), int(value.argmax())
    for place in range(len(days) - 1, -1, -1):
        moves, best = chosen[place]
        move = best[state]
        row[place] = moves.is_on[move]
        if moves.is_first[move]:
            row[len(days) + (days[place].weekend or 0)] = 1.0
        state = int(moves.source[move])
    return row


@lru_cache(maxsize=256)
def _moves(
    opens_week: bool, opens_weekend: bool, opens_cycle: bool, on_weekend: bool, limits: Limits
) -> _Moves:
    shape = (limits.run + 1, limits.week + 1, limits.weekends + 1, 2)
    found = []
    for source, (run, week, weekends, touched) in enumerate(product(*map(range, shape))):
        week, touched = (0 if opens_week else week), (0 if opens_weekend else touched)
        weekends = 0 if opens_cycle else weekends
        found.append((source, (0, week, weekends, touched), False, False))
        is_first = on_weekend and not touched
        after = (run + 1, week + 1, weekends + is_first, int(on_weekend or touched))
        if all(level < size for level, size in zip(after, shape, strict=True)):
            found.append((source, after, True, is_first))
    sources, states, is_on, opens = (np.array(part) for part in zip(*found, strict=True))
    return _Moves(sources, np.asarray(np.ravel_multi_index(tuple(states.T), shape)), is_on, opens)

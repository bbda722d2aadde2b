"""What it costs when one position takes over another's stretch of days: all pairs at once.

A grid has a row per position and a column per day; its cells are numbers of shifts, or ``OFF``. A window
of days cuts each row into a context (the days outside) and a stretch (the days inside). Only costs that
depend on who takes which stretch are counted: what lies wholly inside or outside stays the same in sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.positions.crew import OFF, Crew
from models.positions.weekly_rest import missing_after
from wfm.units import HOURS_PER_DAY

BROKEN = 100.0
"""Price of one rule broken once, in single days off: above any sum of preferences a swap can move."""

DRIFT = 0.1
"""Price of an hour between the starts of two shifts in turn: ten hours weigh as a single day off."""

MOST_DRIFT = 8.0
"""Hours beyond which a start is simply elsewhere in the day."""

EVEN = 0.1
"""Price of the product of shifts inside and outside a window of one week: it makes weeks equal."""


@dataclass(frozen=True, eq=False)
class Window:
    """Days ``first`` to ``stop`` (outside) of a grid, contexts and stretches on either side of the cut.

    ``contexts`` and ``stretches`` have all days, with ``OFF`` where the other one rules.
    """

    crew: Crew
    contexts: np.ndarray
    stretches: np.ndarray
    first: int
    stop: int

    @cached_property
    def context_on(self) -> np.ndarray:
        """Whether a day outside is worked."""
        return self.contexts != OFF

    @cached_property
    def stretch_on(self) -> np.ndarray:
        """Whether a day inside is worked."""
        return self.stretches != OFF

    def cuts(self, days: np.ndarray | tuple[int, ...]) -> bool:
        """Return whether some of ``days`` (in order) lie inside and some outside."""
        is_apart = days[-1] < self.first or days[0] >= self.stop
        return not is_apart and not (days[0] >= self.first and days[-1] < self.stop)


def window_of(crew: Crew, grid: np.ndarray, first: int, stop: int) -> Window:
    """Return the cut of ``grid`` at a window of days."""
    contexts = grid.copy()
    contexts[:, first:stop] = OFF
    stretches = np.full_like(grid, OFF)
    stretches[:, first:stop] = grid[:, first:stop]
    return Window(crew, contexts, stretches, first, stop)


def exchange_cost(window: Window, preference: float) -> np.ndarray:
    """Return the cost of every stretch (column) in every context (row).

    Parameters
    ----------
    window
        The cut.
    preference
        Weight of what is only wished, against rules; from 0 to 1.

    Returns
    -------
    np.ndarray
        Single days off, one row per context and one column per stretch, up to a constant that the choice
        of who takes which stretch cannot change.
    """
    return (
        _patterns(window, preference)
        + _weeks(window, preference)
        + _weekends(window)
        + BROKEN * _rest(window)
        + BROKEN * missing_after(window.crew, window.contexts, window.stretches, window.first, window.stop)
        + preference * DRIFT * _drift(window)
    )


def _patterns(window: Window, preference: float) -> np.ndarray:
    """Price patterns: one is had where its days outside and its days inside both are, hence products."""
    patterns, first, stop = window.crew.patterns, window.first, window.stop
    meets = (patterns.first < stop) & (patterns.last >= first)
    is_cut = meets & ((patterns.first < first) | (patterns.last >= stop))
    outside, inside = patterns.signs[:, is_cut].copy(), np.zeros((window.crew.days, is_cut.sum()))
    inside[first:stop] = outside[first:stop]
    outside[first:stop] = 0.0
    price = np.where(patterns.is_rule, BROKEN, preference) * patterns.price
    had = _agrees(window.context_on, outside) * price[is_cut]
    return np.asarray(had @ _agrees(window.stretch_on, inside).T)


def _agrees(is_on: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Say (1 or 0) which rows agree with each column of signs on all its days."""
    return ((2.0 * is_on - 1.0) @ signs == np.abs(signs).sum(axis=0)).astype(float)


def _weeks(window: Window, preference: float) -> np.ndarray:
    """Price shifts and hours beyond a week's, with a light pull towards equal weeks."""
    crew = window.crew
    cost = np.zeros((len(window.contexts), len(window.stretches)))
    for days in crew.weeks:
        if not window.cuts(days):
            continue
        outside = window.context_on[:, days].sum(axis=1)[:, None]
        inside = window.stretch_on[:, days].sum(axis=1)[None, :]
        paid = crew.shifts.paid[window.contexts[:, days]].sum(axis=1)[:, None]
        paid = paid + crew.shifts.paid[window.stretches[:, days]].sum(axis=1)[None, :]
        cost += BROKEN * np.maximum(0, outside + inside - crew.shifts_per_week)
        cost += BROKEN * np.ceil(np.maximum(0.0, paid - crew.week_minutes) / crew.longest_minutes)
        cost += preference * EVEN * outside * inside
    return cost


def _weekends(window: Window) -> np.ndarray:
    """Price weekends worked beyond a cycle's."""
    crew = window.crew
    cost = np.zeros((len(window.contexts), len(window.stretches)))
    for cycle in crew.cycles:
        if len(cycle) <= crew.weekends_worked:
            continue
        if not window.cuts(np.concatenate([crew.weekends[number] for number in cycle])):
            continue
        worked = np.zeros(cost.shape, dtype=np.int64)
        for number in cycle:
            days = crew.weekends[number]
            outside = np.any(window.context_on[:, days], axis=1, keepdims=True)
            worked += outside | np.any(window.stretch_on[:, days], axis=1)
        cost += BROKEN * np.maximum(0, worked - crew.weekends_worked)
    return cost


def _rest(window: Window) -> np.ndarray:
    """Count breaches of rest where the two meet; across an empty stretch the context meets itself."""
    shifts, rest = window.crew.shifts, window.crew.rest_minutes
    end_before = shifts.end[window.contexts[:, : window.first]].max(axis=1, initial=-np.inf)[:, None] + rest
    start_after = shifts.start[window.contexts[:, window.stop :]].min(axis=1, initial=np.inf)[:, None]
    inside = window.stretches[:, window.first : window.stop]
    starts, ends = shifts.start[inside].min(axis=1)[None, :], shifts.end[inside].max(axis=1)[None, :]
    is_empty = (inside == OFF).all(axis=1)[None, :]
    meets = (starts < end_before).astype(float) + (start_after < ends + rest)
    return meets + is_empty * (start_after < end_before)


def _drift(window: Window) -> np.ndarray:
    """Count hours between the starts of shifts in turn where context and stretch meet."""
    before = _clock(window, window.contexts[:, : window.first][:, ::-1])[:, None]
    after = _clock(window, window.contexts[:, window.stop :])[:, None]
    inside = window.stretches[:, window.first : window.stop]
    first, last = _clock(window, inside)[None, :], _clock(window, inside[:, ::-1])[None, :]
    is_empty = np.isnan(first)
    return _hours_apart(before, first) + _hours_apart(last, after) + is_empty * _hours_apart(before, after)


def _clock(window: Window, cells: np.ndarray) -> np.ndarray:
    """Give the local start of the first shift in each row of ``cells``; not a number if all are off."""
    if cells.shape[1] == 0:
        return np.full(len(cells), np.nan)
    place = (cells != OFF).argmax(axis=1)
    return window.crew.shifts.clock[cells[np.arange(len(cells)), place]]


def _hours_apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    apart = np.abs(one - other)
    return np.nan_to_num(np.minimum(np.minimum(apart, HOURS_PER_DAY - apart), MOST_DRIFT))

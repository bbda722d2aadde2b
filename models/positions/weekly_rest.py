"""The rest that every whole week must have: how often it is missing, and what an exchange does to it.

A rest counts for a week if it is as long as the rule asks and a day of it (or all, if less is asked) lies in
the week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.positions.crew import OFF, Crew
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_DAY


@dataclass(frozen=True, eq=False)
class Gaps:
    """Rests in rows: from ``begin`` to ``finish`` (min), -inf and inf at open ends, inf and -inf for none."""

    begin: np.ndarray
    finish: np.ndarray

    def give(self, opens: float, closes: float, minutes: float) -> np.ndarray:
        """Return which of them are a week's rest; ``minutes`` is the least length."""
        inside = np.minimum(self.finish, closes) - np.maximum(self.begin, opens)
        enough = inside >= min(minutes, MINUTES_PER_DAY)
        return np.asarray(enough & (self.finish - self.begin >= minutes))


def missing(crew: Crew, grid: np.ndarray) -> int:
    """Return the whole weeks of all rows that have a shift but no rest."""
    rule = crew.weekly_rest
    if rule is None:
        return 0
    gaps, total = _gaps(crew, grid), 0
    for days, (opens, closes) in zip(rule.weeks, rule.bounds, strict=True):
        is_worked = (grid[:, days] != OFF).any(axis=1)
        total += int((is_worked & ~gaps.give(opens, closes, rule.minutes).any(axis=1)).sum())
    return total


def missing_after(
    crew: Crew, contexts: np.ndarray, stretches: np.ndarray, first: int, stop: int
) -> np.ndarray:
    """Return the weeks without rest of every stretch (column) in every context (row).

    Parameters
    ----------
    crew
        Shifts and rules.
    contexts, stretches
        Grids of all days: one off inside the window, the other outside.
    first, stop
        Days of the window, the last one outside.
    """
    total = np.zeros((len(contexts), len(stretches)), dtype=np.int64)
    rule = crew.weekly_rest
    if rule is None:
        return total
    shifts = crew.shifts
    before, after, inside = contexts[:, :first], contexts[:, stop:], stretches[:, first:stop]
    ends_before = shifts.end[before].max(axis=1, initial=-np.inf)[:, None]
    starts_after = shifts.start[after].min(axis=1, initial=np.inf)[:, None]
    starts, ends = shifts.start[inside].min(axis=1)[None, :], shifts.end[inside].max(axis=1)[None, :]
    is_empty = ~np.isfinite(starts)
    joint_one = Gaps(ends_before, np.where(is_empty, starts_after, starts))
    joint_two = Gaps(np.where(is_empty, ends_before, ends), starts_after)
    own = [
        _own(crew, before, is_open_before=True),
        _own(crew, after, is_open_after=True),
        _own(crew, inside),
    ]
    for days, (opens, closes) in zip(rule.weeks, rule.bounds, strict=True):
        # A rest that a window changes may reach from one week into the next, never over a whole one.
        if days[-1] < first - DAYS_PER_WEEK or days[0] >= stop + DAYS_PER_WEEK:
            continue
        one, two, three = (np.any(gaps.give(opens, closes, rule.minutes), axis=1) for gaps in own)
        is_rested = np.add.outer(one | two, three)
        is_rested |= joint_one.give(opens, closes, rule.minutes)
        is_rested |= joint_two.give(opens, closes, rule.minutes)
        outside = np.any(contexts[:, days] != OFF, axis=1, keepdims=True)
        total += (outside | np.any(stretches[:, days] != OFF, axis=1)) & ~is_rested
    return total


def _gaps(crew: Crew, grid: np.ndarray) -> Gaps:
    """Give the rest before each day's shift, and the one after the last."""
    is_off = np.pad(grid == OFF, ((0, 0), (0, 1)))
    ends = np.maximum.accumulate(crew.shifts.end[grid], axis=1)
    begin = np.pad(ends, ((0, 0), (1, 0)), constant_values=-np.inf)
    finish = np.pad(crew.shifts.start[grid], ((0, 0), (0, 1)), constant_values=np.inf)
    return Gaps(np.where(is_off, np.inf, begin), np.where(is_off, -np.inf, finish))


def _own(crew: Crew, cells: np.ndarray, *, is_open_before: bool = False, is_open_after: bool = False) -> Gaps:
    """Give the rests between two shifts of the cells, and those at the ends that are open, if any is."""
    if cells.shape[1] == 0:
        return Gaps(np.full((len(cells), 1), np.inf), np.full((len(cells), 1), -np.inf))
    gaps = _gaps(crew, cells)
    begins = np.isfinite(gaps.begin) | (is_open_before & (gaps.begin < 0))
    finishes = np.isfinite(gaps.finish) | (is_open_after & (gaps.finish > 0))
    is_own = begins & finishes
    return Gaps(np.where(is_own, gaps.begin, np.inf), np.where(is_own, gaps.finish, -np.inf))

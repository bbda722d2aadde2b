"""Long horizons at a pace: rules over the whole horizon, kept by keeping them all along.

How many minutes, weekends or shifts of a kind a person has had so far multiplies the states of every other
rule, more the longer the horizon. Kept near an even pace they take few values: minutes stay within a
corridor around their share of the days gone, and what of a limit is not used by its time counts as used.
Rows found so keep the rules as they stand; some rows that keep them are not found.
"""

from __future__ import annotations

import math
from dataclasses import replace

from models.roster.counters import Counter
from models.roster.problem import HARD
from models.roster.sum_counters import PeriodMinutes, Tally, Weekends

SHIFTS_OFF_PACE = 3
"""Shifts by which minutes may be ahead of or behind the even pace, at slack 1."""


def paced(counter: Counter, days: int, longest: float, slack: int) -> Counter:
    """Return a rule over the whole horizon as one to be kept day by day; other rules as they are.

    Parameters
    ----------
    counter
        The rule.
    days
        Days of the horizon.
    longest
        Paid minutes of the longest shift.
    slack
        How far off the pace: 1 little, 2 twice as far, and so on.
    """
    gone = [(day + 1) / days for day in range(days)]
    if isinstance(counter, PeriodMinutes):
        room = SHIFTS_OFF_PACE * slack * longest
        low, high = counter.least[-1], counter.most[-1]
        behind, ahead = [low * share - room for share in gone], [high * share + room for share in gone]
        return PeriodMinutes(tuple(map(max, counter.least, behind)), tuple(map(min, counter.most, ahead)))
    if isinstance(counter, Weekends | Tally) and counter.limit.price == HARD:
        even = [counter.limit.value * share for share in gone]
        pace = tuple((max(0, math.floor(share) - slack), math.ceil(share) + slack) for share in even)
        one_cycle = not isinstance(counter, Weekends) or len({c for c in counter.cycle if c >= 0}) == 1
        return replace(counter, pace=pace) if one_cycle else counter
    return counter

"""Meals in time: the places a meal may take, cut to those that a hard rule of the site leaves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wfm.rule_book import SiteRule
from wfm.shift_pattern import Break, ShiftPattern
from wfm.units import MINUTES_PER_HOUR

MEAL, RULE = "meal", "meal_after_hours"


def with_meals_in_time(pattern: ShiftPattern, rule: SiteRule | None) -> ShiftPattern:
    """Return the pattern with its first and last meal where nobody works too long before or after them.

    A pattern not longer than the limit, or whose windows leave no such place, stays as it is: that a rule
    is broken then is told by the roster's score, with the shift's name.
    """
    if rule is None or not rule.is_hard or np.isnan(rule.limit):
        return pattern
    limit = int(rule.limit * MINUTES_PER_HOUR)
    meals = [pause for pause in pattern.breaks if pause.kind == MEAL]
    if not meals or pattern.presence_minutes <= limit:
        return pattern
    first, last = meals[0], meals[-1]
    cut = []
    for pause in pattern.breaks:
        earliest, latest = pause.earliest_offset, pause.latest_offset
        if pause is first:
            latest = min(latest, limit)
        if pause is last:
            earliest = max(earliest, pattern.presence_minutes - pause.minutes - limit)
        cut.append(Break(pause.kind, pause.minutes, pause.is_paid, earliest, latest))
    if any(pause.earliest_offset > pause.latest_offset for pause in cut):
        return pattern
    return replace(pattern, breaks=tuple(cut))

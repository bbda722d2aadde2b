"""Solves and readings the tests of the shift plan share."""

from __future__ import annotations

import numpy as np

from models.limits import SolveLimits
from models.shift_plan import solve
from models.shift_plan.site_plan import crews
from models.shift_plan.week import week
from models.shift_plan.week_program import WeekProgram

EXACT = SolveLimits(20.0, 0.0)


def solved(needed, people, patterns, rules, on_progress=None, book=None, prior=None):
    """Return the plan, solved until it is proven best."""
    return solve(needed, people, patterns, rules, EXACT, on_progress, book, prior)


def program_of(needed, people, patterns, rules, book=None, staff=None):
    """Return the program of the one week of the one site of a requirement."""
    everywhere = crews(needed, people, patterns, rules, book, staff)
    return WeekProgram(week(everywhere.of_site("Home"), needed, needed.horizon))


def needs(over, *spans):
    """Return people per interval from (first minute, last minute, people), minutes from the start."""
    people = np.zeros(len(over.intervals()), dtype=np.int64)
    for first, last, count in spans:
        people[first // over.interval_minutes : last // over.interval_minutes] += count
    return people


def clock(instants):
    """Return instants as words, in UTC."""
    return [instant.strftime("%a %H:%M") for instant in instants]

"""Who has no row at all, and why; and how long horizons are answered."""

from __future__ import annotations

import re

import numpy as np

from models.roster.automaton import tabulate
from models.roster.compiler import Group, compiled, counters_of, offers_by_day, weeks_of
from models.roster.problem import RosterProblem
from models.roster.respond import Responder
from models.roster.sum_counters import Tally
from wfm.errors import PlanningError

SLACKS = (1, 2, 4, 8)


def refuse_the_stuck(responder: Responder) -> None:
    """Return if everyone has a row.

    Raises
    ------
    PlanningError
        Naming the first person without one and, where one rule alone is to blame, the rule.
    """
    problem = responder.problem
    value, _ = responder.everyone(problem.cost, problem.off_cost)
    stuck = np.flatnonzero(~np.isfinite(value))
    if len(stuck):
        person = int(stuck[0])
        more = f" (and {len(stuck) - 1} people more)" if len(stuck) > 1 else ""
        raise PlanningError(f"{problem.people[person].name}: {_reason(problem, person)}{more}")


def _reason(problem: RosterProblem, person: int) -> str:
    """Return what leaves a person without any row, in words."""
    offers = offers_by_day(problem)
    for day, todays in enumerate(offers):
        can_work = np.isfinite(problem.cost[person, todays]).any()
        if not can_work and not np.isfinite(problem.off_cost[person, day]):
            return f"day {day + 1} of the plan must be worked, and no shift of it may be"
    before = [each.before for each in problem.people]
    for counter in counters_of(problem, person, weeks_of(problem)):
        alone = Group(np.arange(len(before)), tabulate(counter, problem, offers, before))
        value, _ = Responder(problem, [alone]).one(person, problem.cost[person], problem.off_cost[person])
        if not np.isfinite(value):
            words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(counter).__name__).lower()
            return f"the rule '{words}' and the days that are fixed leave no possible row of days"
    return "the hard rules together leave no possible row of days"


def answering(exact: Responder) -> Responder:
    """Return a responder whose rows keep every rule but limits on kinds of shift, which can be mended.

    The exact one, or one at a pace if too much had to be left out of that.

    Raises
    ------
    PlanningError
        If somebody has no row at any pace tried.
    """
    if all(isinstance(counter, Tally) for group in exact.groups for counter in group.loose):
        return exact
    problem = exact.problem
    for slack in SLACKS:
        groups = compiled(problem, slack)
        if not all(isinstance(counter, Tally) for group in groups for counter in group.loose):
            break
        responder = Responder(problem, groups)
        value, _ = responder.everyone(problem.cost, problem.off_cost)
        if np.isfinite(value).all():
            return responder
    raise PlanningError("the rules over the whole horizon are too many to keep at once; plan a shorter one")

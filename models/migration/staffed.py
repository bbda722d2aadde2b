"""Staffing a choice of paths: the least cost of people for an exact need, classes in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyomo.environ import ConcreteModel, Objective, minimize

from models._highs import Program
from models.limits import SolveLimits
from models.migration.add_workforce import add_workforce
from models.migration.exceeded import of_workforce
from models.migration.from_case import workforce_of
from models.migration.settled import Settled
from models.migration.whole_classes import solve_whole_classes
from models.migration.workforce_reading import StaffPlan, read_staff
from wfm.errors import NoPlanError, RulesConflictError
from wfm.migration.case import MigrationCase

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Staffed:
    """The people of a plan and what they cost; ``bound`` is the least that this need can cost."""

    people: StaffPlan
    cost: float
    bound: float


def staffed(
    case: MigrationCase,
    need: Numbers,
    limits: SolveLimits,
    *,
    whole_classes: bool = True,
    ai_by_phase: Mapping[int, float] | None = None,
    soft: Mapping[str, float] | None = None,
    settled: Settled | None = None,
) -> Staffed:
    """Return the cheapest people for a need.

    Parameters
    ----------
    case
        Posts, hiring, retraining, rules.
    need
        Heads by post and week.
    limits
        CPU seconds, gap and the wish to stop.
    whole_classes
        Whether classes are whole numbers; else a linear model, faster and never dearer.
    ai_by_phase
        What the AI costs in each phase, for the budget.
    soft
        Families that may be exceeded, with their prices: ``budget``, ``seats``.
    settled
        What was decided before and stays.

    Raises
    ------
    RulesConflictError
        If no people keep the hard rules (budget, seats).
    NoPlanError
        If none were found in time.
    """
    m: Any = ConcreteModel()
    is_needed = need.max(axis=1) > 0
    if settled is not None:
        is_needed |= settled.is_needed
    staffing = add_workforce(
        m,
        workforce_of(case, is_needed),
        {at: float(value) for at, value in np.ndenumerate(need)},
        whole_classes=whole_classes,
        spent=dict(ai_by_phase or {}),
        soft=of_workforce(soft or {}),
    )
    if settled is not None:
        settled.hold(m)
    m.cost = Objective(expr=sum(m.cost_of.values()), sense=minimize)
    program = Program(m)
    if whole_classes:
        result = solve_whole_classes(m, staffing, program, limits)
    else:
        result = program.solve(limits, relaxed=True)
    if result.status == "infeasible":
        raise RulesConflictError("no people for these paths keep every rule")
    if not result.has_solution:
        raise NoPlanError(f"no people can be found for these paths: the search ended {result.status}")
    return Staffed(read_staff(staffing, result), result.objective, result.bound)

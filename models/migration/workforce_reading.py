"""A solved workforce as numbers by post and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models._highs import Result
from models.migration.amount import Amount
from models.migration.money import ITEMS
from models.migration.staffing import Staffing
from models.migration.workforce import Numbers, Whole
from wfm.errors import PlanningError

FLOWS = (
    *("before", "joined", "moved_in", "moved_out", "left", "released", "heads", "ramp_loss"),
    *("in_class", "in_retraining", "under_notice", "fell_out"),
)
ROUNDING = 1e-9
EXCESS = 1e-6
LEVERS = ("overtime", "temps", "time_off", "short_time", "surplus", "shortage")


@dataclass(frozen=True, eq=False)
class StaffPlan:
    """What was decided and what follows from it.

    Attributes
    ----------
    heads
        By name, posts x periods, in heads: the columns of ``wfm.migration.noun.HEADS`` but the need, and
        ``fell_out`` (left class), ``short_time`` (people on it), ``surplus``. Exactly
        heads = before + joined + moved_in - moved_out - left - released. Whoever leaves retraining, or
        fails and does not return, is in ``moved_in`` of the old post and in its ``left``, at once.
    people, classes
        Posts x periods: people who begin a class that was not agreed before, and how many classes.
    transfers
        Arcs x periods: people who begin retraining.
    notices
        Posts x periods: people given notice.
    money
        By item, posts x periods; the items add up to the workforce's part of the objective, but for
        ``beyond_limits``.
    exceeded
        By softened rule and its index: how far it is exceeded, where it is.
    """

    heads: dict[str, Numbers]
    people: Numbers
    classes: Whole
    transfers: Numbers
    notices: Numbers
    money: dict[str, Numbers]
    exceeded: dict[str, dict[Any, float]]


def read_staff(staffing: Staffing, result: Result) -> StaffPlan:
    """Return what a solved model decided about its people.

    Parameters
    ----------
    staffing
        What ``add_workforce`` returned.
    result
        Of a solve of the model's ``Program``.

    Raises
    ------
    PlanningError
        If the solve ended without a solution.
    """
    if not result.has_solution:
        raise PlanningError(f"there is no staffing to read: the solve ended {result.status}")
    w = staffing.workforce
    # A variable that stands in no row and no cost has no column. Nothing is below nought but by rounding.
    places = [result.columns.get(id(variable), -1) for variable in staffing.columns]
    values = np.array([result.vector[place] if place >= 0 else 0.0 for place in places])
    values = np.maximum(values, 0.0)

    def table(amount: Amount) -> Numbers:
        found = amount.at(values).reshape(-1, w.periods)
        return np.where(np.abs(found) < ROUNDING, 0.0, found)

    people = table(staffing.decided["hired"])
    counted = np.rint(table(staffing.decided["classes"])).astype(np.int64)
    full = np.where(np.isinf(w.class_most), np.inf, np.maximum(w.class_most, ROUNDING))[:, None]
    uncounted = np.ceil(people / full - ROUNDING).astype(np.int64)
    return StaffPlan(
        {name: table(getattr(staffing, name)) for name in FLOWS}
        | {name: table(staffing.decided[name]) for name in LEVERS},
        people,
        np.where((counted == 0) & (people > 0), np.maximum(uncounted, 1), counted),
        table(staffing.decided["moved"]),
        table(staffing.decided["notices"]),
        {name: table(item(staffing)) for name, item in ITEMS.items()},
        {
            name: {at: value for at, value in result.values(over).items() if value > EXCESS}
            for name, over in staffing.softened.items()
        },
    )

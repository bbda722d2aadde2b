"""One week's model inside the solver, open to the stages that stand on it: prices, other needs, cuts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models._highs import Program, Result
from models.limits import SolveLimits
from models.shift_plan.families import need, parts_of
from models.shift_plan.formulation import build
from models.shift_plan.layout import layout
from models.shift_plan.week import CREW, Week, people_required
from wfm.errors import PlanningError
from wfm.requirement import Requirement

SHIFTS = ("people", "pause")
TASKS = ("awake_in", "resting_in")
CELL = ["site", "role", "pool", "interval_start"]


@dataclass(frozen=True, eq=False)
class Staffed:
    """Whole people per (skill set, shift), breaks per (pause, place), and people in each task.

    ``awake`` counts per (skill set, task, interval) those who miss nothing of the interval, ``resting`` per
    (skill set, task, interval, minutes) those who miss minutes; only skill sets with several tasks.
    """

    people: dict[tuple[int, int], int]
    pause: dict[tuple[int, int], int]
    awake: dict[tuple[int, int, int], int]
    resting: dict[tuple[int, int, int, int], int]


NOBODY = Staffed({}, {}, {}, {})
"""The plan that is always there: no shift at all."""


class WeekProgram:
    """The model of one week and site, built once and solved as often as asked."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.layout = layout(week)
        self.model: Any = build(week, self.layout)
        self.program = Program(self.model)
        self.whole = np.concatenate([self._used(getattr(self.model, name)) for name in SHIFTS])
        self.tasks = np.concatenate([self._used(getattr(self.model, name)) for name in TASKS])
        staff = [(self.model.people[k, j], week.shift_cost(k, week.shifts[j])) for k, j in self.model.people]
        self._staff = [(self.program.columns({0: data})[0], cost) for data, cost in staff]

    def _used(self, component: Any) -> NDArray[np.int64]:
        columns = self.program.columns(component)
        return columns[columns >= 0]

    def has_column(self, variable: Any) -> bool:
        """Return whether a variable appears in the model at all."""
        return bool(self.program.columns({0: variable})[0] >= 0)

    def relax(self, limits: SolveLimits) -> Result:
        """Solve with fractional people; its duals price every row, its bound no plan can be below."""
        return self.program.solve(limits, relaxed=True)

    def cover_prices(self, relaxed: Result) -> pd.DataFrame:
        """Return the price of one more person on duty, from the duals of a relaxed solve.

        Returns
        -------
        DataFrame
            ``site``, ``role``, ``pool``, ``interval_start`` and ``price`` (currency for one person more in
            that interval). A local slope, so to be shown as "about"; the cover row and its rounded form
            both carry the requirement, and both prices are in it.
        """
        week, m = self.week, self.model
        served = self._service_prices(relaxed)
        plain = self.program.duals(m.cover_requirement, relaxed)
        people = self.program.duals(m.cover_whole_people, relaxed)
        parts = self.program.duals(m.cover_whole_parts, relaxed)
        rows = []
        for (a, t), price in plain.items():
            task = week.crews.tasks[a]
            start = week.start + pd.Timedelta(minutes=t * week.grid)
            rounded = people[a, t] + parts_of(m, a, t) * parts.get((a, t), 0.0)
            worth = price + rounded / task.kept + served.get((a, t), 0.0)
            rows.append((task.site, task.role, task.pool, start, worth))
        return pd.DataFrame(rows, columns=[*CELL, "price"])

    def _service_prices(self, relaxed: Result) -> dict[tuple[int, int], float]:
        """Return what the service of one more person is worth to the day, by task and interval."""
        prices: dict[tuple[int, int], float] = {}
        for (n, t, c), price in self.program.duals(self.model.served_in_time, relaxed).items():
            target = self.week.day_targets[n]
            worth = prices.get((target.task, t), 0.0) - price * target.curves[t].cuts[c][0]
            prices[target.task, t] = worth
        return prices

    def require(self, task: int, interval: int, people: int) -> None:
        """Change the people needed on duty in one interval that has a need already.

        Raises
        ------
        PlanningError
            If nobody was needed there: the model has no row for it.
        """
        m = self.model
        if (task, interval) not in m.cover_requirement:
            raise PlanningError(f"no one is needed for task {task} in interval {interval}: nothing to change")
        self.week.required[task, interval] = people
        kept = self.week.crews.tasks[task].kept
        shortage = m.shortage[task, interval]
        self.program.set_right_hand_side(m.cover_requirement[task, interval], people)
        for rounded, parts in (
            (m.cover_whole_people, 1),
            (m.cover_whole_parts, parts_of(m, task, interval)),
        ):
            if (task, interval) in rounded:
                whole, fraction = need(people, kept, parts)
                self.program.set_right_hand_side(rounded[task, interval], whole)
                self.program.set_coefficient(rounded[task, interval], shortage, parts / (kept * fraction))
        column = self.program.columns({0: shortage})
        self.program.set_bounds(column, np.zeros(1), np.array([float(people)]))

    def retarget(self, requirement: Requirement) -> bool:
        """Take needs and day targets of another requirement of the site: right-hand sides alone change.

        Returns
        -------
        bool
            Whether anything did.

        Raises
        ------
        PlanningError
            If somebody is needed where nobody was: the model has no row for it.
        """
        week = self.week
        wanted = people_required(week.crews, requirement, week.start, week.grid, week.span)
        changed = np.argwhere(wanted != week.required)
        for task, interval in changed:
            self.require(int(task), int(interval), int(wanted[task, interval]))
        share = requirement.table.drop_duplicates(CREW).set_index(CREW)["target_share"]
        for n, target in enumerate(week.day_targets):
            who = week.crews.tasks[target.task]
            asked = float(share.loc[(who.site, who.role, who.pool)])
            self.program.set_right_hand_side(self.model.day_service[n], asked)
        return len(changed) > 0 or len(week.day_targets) > 0

    def add_cut(self, terms: Iterable[tuple[Any, float]], low: float, high: float) -> int:
        """Add a row over variables of ``model``; see ``Program.add_cut``."""
        return self.program.add_cut(terms, low, high)

    def staffing_cost(self, vector: NDArray[np.float64]) -> float:
        """Return wages and premiums of a solution (currency)."""
        return float(sum(cost * vector[column] for column, cost in self._staff))

    def rounded(self, vector: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the whole columns of a solution as exact whole numbers."""
        return np.round(vector[self.whole])

    def staffed(self, result: Result) -> Staffed:
        """Return a solution as whole people."""

        def counts(component: Any) -> dict[Any, int]:
            values = result.values(component).items()
            return {key: round(value) for key, value in values if value > 0.5}

        m = self.model
        return Staffed(counts(m.people), counts(m.pause), counts(m.awake_in), counts(m.resting_in))

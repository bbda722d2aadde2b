"""From offers back to duty lines: who works which, and which of several alike stay open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.from_plan import Group
from wfm.policy import Policy
from wfm.roster import DUTIES
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import LIVE, minutes_from
from wfm.units import MINUTES_PER_HOUR

Crew = tuple[str, str, str]
"""Site, role and pool."""


def dealt(
    groups: Sequence[Group], grids: Sequence[NDArray[np.int64]], shift_plan: ShiftPlan, policy: Policy
) -> pd.DataFrame:
    """Return the duties of everyone, as ``DUTIES``.

    Parameters
    ----------
    groups, grids
        The roster problems, and a roster of each (people, days).
    shift_plan
        Its duty lines are worked by at most their ``people``.
    policy
        For the floor losses of each role.

    Notes
    -----
    Of duty lines alike in everything people care about, those stay open whose work is missed least: that
    add fewest people-hours of shortage, deferrable work counted in full.
    """
    room = _Room(shift_plan, policy)
    rows: list[tuple[str, int]] = []
    for group, grid in zip(groups, grids, strict=True):
        workers = _workers(grid, len(group.offers))
        for lines, people in zip(group.offers["lines"], workers, strict=True):
            taken = room.kept_lines(lines, len(people)) if lines else []
            rows += [(group.people[p], line) for p, line in zip(people, taken, strict=bool(lines))]
    duties = pd.DataFrame(rows, columns=["person_id", "line"])
    dates = shift_plan.lines.set_index("line")["date"]
    duties["date"] = dates.reindex(duties["line"]).to_numpy()
    return DUTIES.conform(duties.sort_values(["person_id", "date"]))


def _workers(grid: NDArray[np.int64], offers: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(offers)]
    for p, d in np.argwhere(grid >= 0):
        found[grid[p, d]].append(int(p))
    return found


class _Room:
    """What is left above the need in every interval, while lines are taken away."""

    def __init__(self, shift_plan: ShiftPlan, policy: Policy) -> None:
        self._plan = shift_plan
        self._people = dict(zip(shift_plan.lines["line"], shift_plan.lines["people"], strict=True))
        self._site = dict(zip(shift_plan.lines["line"], shift_plan.lines["site"], strict=True))
        self._timeline = dict(list(shift_plan.activities.groupby("line")))
        self._spare: dict[Crew, NDArray[np.float64]] = {}
        self._kept: dict[Crew, float] = {}
        for key, crew in shift_plan.coverage.groupby(["site", "role", "pool"]):
            name = (str(key[0]), str(key[1]), str(key[2]))
            spare = np.zeros(len(shift_plan.horizon.intervals()))
            place = self._place(crew["interval_start"]) // shift_plan.horizon.interval_minutes
            spare[place] = (crew["on_duty"] - crew["required"]).to_numpy()
            self._spare[name] = spare
            self._kept[name] = 1 - policy.floor_loss(name[0], name[1])

    def kept_lines(self, lines: Sequence[int], people: int) -> list[int]:
        """Return the lines that ``people`` work, one entry each, and take the cover of all others away."""
        left = {line: int(self._people[line]) for line in lines}
        for _ in range(sum(left.values()) - people):
            least = min((line for line in lines if left[line]), key=lambda line: (self._missed(line), line))
            left[least] -= 1
            for crew, lost in self._lost(least):
                if crew in self._spare:
                    self._spare[crew] -= lost
        return [line for line, count in left.items() for _ in range(count)]

    def _place(self, instants: pd.Series) -> NDArray[np.int64]:
        return minutes_from(self._plan.horizon.start, instants)

    def _missed(self, line: int) -> float:
        """Return the people-hours missed when one person of a line does not come."""
        work = self._timeline[line]
        deferred = work[(work["role"] != "") & (work["activity"] != LIVE)]
        hours = float((deferred["end"] - deferred["start"]).dt.total_seconds().sum() / MINUTES_PER_HOUR**2)
        for crew, lost in self._lost(line):
            spare = self._spare.get(crew)
            if spare is not None:
                short = np.minimum(spare, 0.0) - np.minimum(spare - lost, 0.0)
                hours += float(short.sum()) * self._plan.horizon.interval_hours
        return hours

    def _lost(self, line: int) -> list[tuple[Crew, NDArray[np.float64]]]:
        """Return the people on duty that one person of a line gives each crew, by interval."""
        work = self._timeline[line]
        work = work[work["activity"] == LIVE]
        grid, count = self._plan.horizon.interval_minutes, len(self._plan.horizon.intervals())
        edges = np.arange(count + 1) * grid
        found: dict[Crew, NDArray[np.float64]] = {}
        pieces = zip(
            work["role"], work["pool"], self._place(work["start"]), self._place(work["end"]), strict=True
        )
        for role, pool, start, end in pieces:
            crew = (str(self._site[line]), str(role), str(pool))
            minutes = np.clip(np.minimum(end, edges[1:]) - np.maximum(start, edges[:-1]), 0, None)
            share = minutes / grid * self._kept.get(crew, 1.0)
            found[crew] = found.get(crew, np.zeros(count)) + share
        return list(found.items())

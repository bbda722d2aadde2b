"""From offers back to duty lines: who works which, and which of several alike stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.from_plan import Group
from wfm.policy import Policy
from wfm.roster import DUTIES
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import CREW, LIVE, intervals_worked, minutes_from, task_pieces

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


@dataclass(frozen=True, eq=False)
class _Given:
    """What one person of a line gives: people on duty by crew and interval; other work in hours."""

    live: dict[Crew, tuple[NDArray[np.int64], NDArray[np.float64]]]
    deferred_hours: float


class _Room:
    """What is left above the need in every interval, while lines are taken away."""

    def __init__(self, shift_plan: ShiftPlan, policy: Policy) -> None:
        over = shift_plan.horizon
        self._hours = over.interval_hours
        self._people = dict(zip(shift_plan.lines["line"], shift_plan.lines["people"], strict=True))
        self._spare: dict[Crew, NDArray[np.float64]] = {}
        kept: dict[Crew, float] = {}
        for key, crew in shift_plan.coverage.groupby(CREW):
            name = (str(key[0]), str(key[1]), str(key[2]))
            spare = np.zeros(len(over.intervals()))
            place = minutes_from(over.start, crew["interval_start"]) // over.interval_minutes
            spare[place] = (crew["on_duty"] - crew["required"]).to_numpy()
            self._spare[name] = spare
            kept[name] = 1 - policy.floor_loss(name[0], name[1])
        self._given = _given(shift_plan, kept)

    def kept_lines(self, lines: Sequence[int], people: int) -> list[int]:
        """Return the lines that ``people`` work, one entry each, and take the cover of all others away."""
        left = {line: int(self._people[line]) for line in lines}
        for _ in range(sum(left.values()) - people):
            least = min(
                (line for line in lines if left[line]), key=lambda line: (round(self._missed(line), 9), line)
            )
            left[least] -= 1
            for crew, (at, lost) in self._given[least].live.items():
                self._spare[crew][at] -= lost
        return [line for line, count in left.items() for _ in range(count)]

    def _missed(self, line: int) -> float:
        """Return the people-hours missed when one person of a line does not come."""
        given = self._given[line]
        hours = given.deferred_hours
        for crew, (at, lost) in given.live.items():
            spare = self._spare[crew][at]
            short = np.minimum(spare, 0.0) - np.minimum(spare - lost, 0.0)
            hours += float(short.sum()) * self._hours
        return hours


def _given(shift_plan: ShiftPlan, kept: Mapping[Crew, float]) -> dict[int, _Given]:
    """Return what one person of each line gives; ``kept`` is what floor losses leave of each crew's time."""
    over, lines = shift_plan.horizon, shift_plan.lines
    grid, inside = over.interval_minutes, len(over.intervals())
    pieces = task_pieces(
        lines.assign(people=1), shift_plan.activities, over.start, grid, intervals_worked(lines, over)
    )
    is_live = pieces["activity"] == LIVE
    deferred = pieces[~is_live].groupby("line")["hours"].sum().to_dict()
    found = {int(line): _Given({}, float(deferred.get(line, 0.0))) for line in lines["line"]}
    live = pieces[is_live & (pieces["interval"] < inside)]
    by_crew = live.groupby(["line", *CREW, "interval"], sort=False)["hours"].sum().reset_index()
    for key, mine in by_crew.groupby(["line", *CREW], sort=False):
        crew = (str(key[1]), str(key[2]), str(key[3]))
        if crew in kept:
            share = mine["hours"].to_numpy(np.float64) / over.interval_hours * kept[crew]
            found[int(str(key[0]))].live[crew] = (mine["interval"].to_numpy(np.int64), share)
    return found

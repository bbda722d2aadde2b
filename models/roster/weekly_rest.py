"""When a week's long rest may begin, and which shifts it keeps free."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.roster.cells import Cells
from models.roster.conflicts import Numbers
from wfm.units import MINUTES_PER_DAY


def resting_places(cells: Cells, p: int, days: list[int], minutes: float) -> list[Numbers]:
    """Return, for each useful begin of a person's weekly rest, the offers that it keeps free.

    A rest counts for a week if it is long enough and a day of it (or all, if it is shorter) lies in the
    week. Pushed as early as it goes, it begins with the end of a shift or with the first instant that
    leaves that day in the week. A begin that keeps free all that another does, and more, is left out.

    Parameters
    ----------
    cells
        Who may take what.
    p
        The person.
    days
        Days of the week.
    minutes
        Length of the rest.
    """
    offers, before = cells.problem.offers, cells.person(p).before
    opens, closes = days[0] * MINUTES_PER_DAY, (days[-1] + 1) * MINUTES_PER_DAY
    inside = min(MINUTES_PER_DAY, minutes)
    earliest, latest = opens + inside - minutes, closes - inside
    reach = int(minutes // MINUTES_PER_DAY) + 2
    near = range(days[0] - reach, days[-1] + reach + 1)
    mine = np.array([o for _, o in cells.of(p, near)], dtype=np.int64)
    begins = {earliest, *offers.end[mine]}
    if before.is_known:
        begins = {max(begin, before.last_end) for begin in begins}
    blocked = {
        _blocked(offers.start[mine], offers.end[mine], begin, begin + minutes)
        for begin in begins
        if earliest <= begin <= latest
    }
    # Whoever works no shift of the week has nothing to rest from.
    blocked.add(frozenset(int(place) for place in np.flatnonzero(np.isin(offers.day[mine], days))))
    least = [free for free in blocked if not any(other < free for other in blocked)]
    return sorted(tuple(int(mine[place]) for place in sorted(free)) for free in least)


def _blocked(
    start: NDArray[np.float64], end: NDArray[np.float64], begin: float, finish: float
) -> frozenset[int]:
    return frozenset(int(place) for place in np.flatnonzero((start < finish) & (end > begin)))

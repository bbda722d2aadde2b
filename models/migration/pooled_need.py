"""People for pooled work inside a linear model: a concave minorant of the need, and cuts that carry it.

A crew that several queues share needs F(A) hours on duty for a total load A: a staircase that jumps to a
minimum crew at the first contact and then grows ever more slowly. Chosen are stays z (0 or 1), each queue
one, with loads l: the need is a function of their sum. Take a concave g <= F with g(0) = 0 and a jump at
0+. Then S -> g(sum of l over S) is submodular, and for every order of the stays

    need >= sum_j [ g(A_j) - g(A_j-1) ] v_j        A_j the load of the first j steps

holds for every choice, with v_j the sum of the z of a queue at or above the step's level (a step raises
one queue from one level of load to the next). At a whole choice the cut of its own order is g itself; at a
fractional one the order by falling v gives the strongest (Lovasz 1983; Edmonds 1970, greedy). So need is
met without a binary for the crew: the choice of stays is all there is to branch on.

Source of the minorant: ``wfm.migration.crew_need.CrewNeed.least_hours``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Numbers = NDArray[np.float64]

KNOTS = 80
"""Loads at which the minorant bends, in geometric steps: finer ones raised no bound measured."""

SMALLEST = 1e-3
"""The first knot, as a part of the largest load."""

FINE = 8
"""Loads looked at between two knots: the staircase may not dip below the minorant between them."""


RANGES = ((0.0, 0.1), (0.1, 0.4), (0.4, 1.0))
"""Parts of the largest load in which one minorant each is held close to the need."""

LeastHours = Callable[[Numbers], Numbers]


@dataclass(frozen=True, eq=False)
class Minorant:
    """A concave function of a crew's load (erlang x h a week), 0 at 0, that no need is below (h)."""

    loads: Numbers
    hours: Numbers

    def __call__(self, load: Numbers) -> Numbers:
        """Return the hours for each load; 0 for none."""
        return np.where(load > 0, np.interp(load, self.loads, self.hours), 0.0)


def minorants(least_hours: LeastHours, most: float) -> tuple[Minorant, ...]:
    """Return concave minorants of a staircase that are close to it in different ranges of the load.

    Parameters
    ----------
    least_hours
        Function of an array of loads: hours on duty, non-decreasing.
    most
        Largest load that can come (erlang x h).

    Notes
    -----
    The need of a small crew is concave, that of a large one, held by the occupancy cap, nearly linear or
    convex: no one concave function is close to it everywhere, the greatest of a few is.
    """
    knots = np.concatenate([[0.0], np.geomspace(SMALLEST * most, most, KNOTS)])
    between = np.linspace(knots[:-1], knots[1:], FINE, endpoint=False, axis=1).ravel()
    looked = np.concatenate([between[1:], [most]])  # between[0] is 0: right of it the first step stands
    tiny = SMALLEST * SMALLEST * most
    stair = least_hours(np.concatenate([[tiny], looked]))
    # Right end of each span of looked-at loads: at most the staircase at the span's left end.
    ends, limit = np.concatenate([[0.0], looked]), np.concatenate([[stair[0]], stair[:-1]])
    return tuple(_minorant(knots, ends, limit, low * most, high * most) for low, high in RANGES)


def _minorant(knots: Numbers, ends: Numbers, limit: Numbers, low: float, high: float) -> Minorant:
    """Return the concave function that is highest, relative to its limits, for loads from low to high.

    A linear program over the values at the knots; at each of ``ends`` the function is at most ``limit``.
    """
    place = np.clip(np.searchsorted(knots, ends, side="right") - 1, 0, len(knots) - 2)
    part = (ends - knots[place]) / (knots[place + 1] - knots[place])
    below = csr_array(
        (np.concatenate([1.0 - part, part]), (np.tile(np.arange(len(ends)), 2), np.append(place, place + 1))),
        shape=(len(ends), len(knots)),
    )
    slope = 1.0 / np.diff(knots)
    # Slopes fall from span to span: at each inner knot the one after is at most the one before.
    inner = np.arange(len(knots) - 2)
    bend = csr_array(
        (
            np.concatenate([slope[:-1], -slope[:-1] - slope[1:], slope[1:]]),
            (np.tile(inner, 3), np.concatenate([inner, inner + 1, inner + 2])),
        ),
        shape=(len(inner), len(knots)),
    )
    rising = csr_array(([1.0, -1.0], ([0, 0], [len(knots) - 2, len(knots) - 1])), shape=(1, len(knots)))
    weight = ((knots >= low) & (knots <= high)) / np.maximum(np.interp(knots, ends, limit), 1e-9)
    limits = [
        LinearConstraint(below, -np.inf, limit),
        LinearConstraint(bend, -np.inf, 0.0),
        LinearConstraint(rising, -np.inf, 0.0),
    ]
    solved = milp(-weight, constraints=limits, bounds=Bounds(0, np.inf))
    values = np.asarray(solved.x, float)
    # What the solver leaves of a violation is taken off, so that the function stays below for certain.
    over = max(0.0, float((below @ values - limit).max()))
    return Minorant(knots, np.maximum(values - over, 0.0))


def steepest_cuts(
    needs: Sequence[Minorant], queue: NDArray[np.int64], load: Numbers, chosen: Numbers
) -> Numbers:
    """Return the coefficients of the strongest cut of each minorant at a fractional choice.

    Parameters
    ----------
    needs
        Minorants of the crew.
    queue, load, chosen
        By stay: number of its queue, its load (erlang x h), its value between 0 and 1.

    Returns
    -------
    Numbers
        Minorants x stays, hours: need >= sum of coefficient x choice for every whole choice of one stay a
        queue.
    """
    order = np.lexsort((load, queue))
    q, level = queue[order], load[order]
    is_first = np.concatenate([[True], q[1:] != q[:-1]])
    raised = np.where(is_first, level, level - np.concatenate([[0.0], level[:-1]]))
    tail = np.cumsum(chosen[order][::-1])[::-1]
    last = np.concatenate([np.flatnonzero(is_first)[1:], [len(q)]])
    group = np.cumsum(is_first) - 1
    after = np.append(tail, 0.0)[last]
    at_least = tail - after[group]
    steps = np.argsort(-at_least, kind="stable")
    reached = np.concatenate([[0.0], np.cumsum(raised[steps])])
    gain = np.empty((len(needs), len(q)))
    gain[:, steps] = np.diff([need(reached) for need in needs])
    total = np.cumsum(gain, axis=1)
    start = np.concatenate([np.zeros((len(needs), 1)), total], axis=1)[:, np.flatnonzero(is_first)]
    coefficients = np.empty_like(total)
    coefficients[:, order] = total - start[:, group]
    return coefficients

"""A whole path for every queue: a dive for a first choice, a search for the bound, site by site for a better.

    linear optimum -> dive -> search among the promising paths -> again with all but one site's queues settled

The solver's own searches of smaller models find good choices too, but do not hear its clock: beside pooled
crews they took 31 CPU s of their 22. The dive takes 1 to 3, and own queues end 10 CPU s sooner with it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models._highs import NO_SEARCH_WITHIN, Result
from models.limits import SolveLimits
from models.migration.choose import TOLD_APART, Chooser
from wfm.errors import NoPlanError, RulesConflictError

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]

PROMISING_WITHIN = 0.003
"""Paths are searched whose whole taking raises the linear optimum by no more than this part of it."""

PROMISING_MOST, PROMISING_LEAST = 1500, 3
"""Most paths searched in all, and the fewest of a queue."""

ALL_BUT_WHOLE = 0.75
"""A path of which the dive's linear optimum takes more than this is taken whole."""

SEARCH_PART = 0.5
"""Part of the time for the search over all queues; the sites share what is left of it."""

WITHOUT_START = NO_SEARCH_WITHIN | {"mip_heuristic_run_root_reduced_cost": True}
"""Where the dive found nothing, the shortest of the solver's searches within."""


@dataclass(frozen=True, eq=False)
class WholePaths:
    """The best choice found, and what no choice costs less than."""

    best: Result
    bound: float


def whole_paths(chooser: Chooser, linear: Result, limits: SolveLimits, gap: float) -> WholePaths:
    """Return the best whole choice found among the promising paths, and a bound on every choice.

    A choice that takes a path left out costs at least the linear optimum and the least reduced cost of those
    left out; one that takes none costs at least the bound of the search among those kept. The lesser of the
    two holds for all; where the paths left out hold it down, they are searched too.

    Parameters
    ----------
    chooser
        The model; it is left with every path allowed.
    linear
        Its linear optimum.
    limits
        CPU seconds.
    gap
        Part of the cost at which a choice is good enough.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a whole choice.
    RulesConflictError
        If no whole choice keeps every rule.
    """
    deadline = time.process_time() + limits.cpu_seconds

    def left(part: float = 1.0) -> SolveLimits:
        return limits.with_seconds(part * (deadline - time.process_time())).with_gap(gap)

    costs = chooser.reduced_costs(linear)
    kept, best, bound = _promising(chooser, linear, costs), None, linear.objective
    try:
        while True:
            start = _dive(chooser, linear, kept, left()) if best is None else _start_of(chooser, best)
            chooser.keep(kept)
            options = WITHOUT_START if start is None else NO_SEARCH_WITHIN
            found = chooser.program.solve(left(SEARCH_PART), start=start, options=options)
            beyond = linear.objective + max(0.0, float(costs[~kept].min(initial=np.inf)))
            bound = max(bound, min(found.bound, beyond))
            best = found if found.has_solution else best
            # Paths left out may be what sets the bound, or what keeps the rules together. Only those can be
            # part of a better choice whose reduced cost is below what one could save.
            least = np.inf if best is None else best.objective
            is_held_up = min(found.bound, least) - beyond > gap * abs(beyond)
            if kept.all() or not (found.status == "infeasible" or is_held_up):
                break
            kept = kept | (costs < least - linear.objective)
        if best is None and found.status == "infeasible":
            raise RulesConflictError("no whole choice of paths keeps every rule")
        if best is None:
            raise NoPlanError("stopped before a whole choice of paths was found")
        sites = _sites(chooser)
        for n, queues in enumerate(sites):
            is_cut = chooser.add_cuts(best.vector) > 0
            if not is_cut and best.objective - bound <= gap * abs(best.objective):
                break
            start = _start_of(chooser, best)
            settled = (start[chooser.path] > TOLD_APART) & ~np.isin(chooser.queue_of_path, queues)
            chooser.keep(settled | (kept & np.isin(chooser.queue_of_path, queues)))
            found = chooser.program.solve(left(1 / (len(sites) - n)), start=start, options=NO_SEARCH_WITHIN)
            best = found if found.has_solution else best
    finally:
        chooser.keep(np.ones(len(chooser.path), dtype=bool))
    return WholePaths(best, bound)


def _promising(chooser: Chooser, linear: Result, costs: Numbers) -> Marks:
    """Return the paths worth searching: near the linear optimum, and the best few of every queue."""
    order = np.argsort(costs, kind="stable")
    kept = costs <= PROMISING_WITHIN * abs(linear.objective)
    kept[order[PROMISING_MOST:]] = False
    kept |= linear.vector[chooser.path] > TOLD_APART
    for q in range(len(chooser.master.queues)):
        own = order[chooser.queue_of_path[order] == q]
        kept[own[:PROMISING_LEAST]] = True
    return np.asarray(kept)


def _dive(chooser: Chooser, linear: Result, kept: Marks, limits: SolveLimits) -> Numbers | None:
    """Return paths to start from: those taken almost whole are taken, the others chosen anew, and so on."""
    deadline = time.process_time() + limits.cpu_seconds
    allowed, is_open, found = kept.copy(), np.ones(len(chooser.master.queues), dtype=bool), linear
    while is_open.any():
        taken = np.where(allowed, found.vector[chooser.path], -1.0)
        # The most taken path of each queue: the last in order of queue, then of what is taken.
        order = np.lexsort((taken, chooser.queue_of_path))
        best = order[np.searchsorted(chooser.queue_of_path[order], np.arange(len(is_open)), side="right") - 1]
        surest = np.argmax(np.where(is_open, taken[best], -1.0))
        settled = is_open & (taken[best] > ALL_BUT_WHOLE)
        settled[surest] = True
        allowed &= ~settled[chooser.queue_of_path]
        allowed[best[settled]] = True
        is_open &= ~settled
        chooser.keep(allowed)
        found = chooser.program.solve(limits.with_seconds(deadline - time.process_time()), relaxed=True)
        if not found.has_solution:
            return None
        chooser.add_cuts(found.vector)
    return _start_of(chooser, found)


def _start_of(chooser: Chooser, result: Result) -> Numbers:
    """Return the paths of a solution to start from; the rest follows from them."""
    start = np.full(len(result.vector), np.nan)
    start[chooser.path] = np.rint(result.vector[chooser.path])
    return start


def _sites(chooser: Chooser) -> list[list[int]]:
    """Return the queues of each site, which share no people with those of another."""
    attributes = chooser.master.demand.case.attributes
    sites: dict[str, list[int]] = {}
    for q, queue in enumerate(chooser.master.queues):
        sites.setdefault(attributes[queue]["site"], []).append(q)
    return list(sites.values())

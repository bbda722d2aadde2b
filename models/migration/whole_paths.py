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

FIRST_GAP, CLOSE_GAP, CLOSER_SECONDS = 0.002, 5e-4, 5.0
"""Part of the cost at which the first search ends. A second one goes on to a closer gap, for so many CPU
seconds unless less than the close one was asked for: small clients need no more, and at 100 queues 50 gained
nothing."""

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
    search = _Search(chooser, linear, limits)
    first = max(gap, FIRST_GAP)
    try:
        search.widening(first)
        search.closer(gap)
        search.site_by_site(first if gap >= CLOSE_GAP else gap)
    finally:
        chooser.keep(np.ones(len(chooser.path), dtype=bool))
    return WholePaths(search.best, search.bound)


class _Search:
    """The paths that are searched, the best choice so far and the bound, from one search to the next."""

    best: Result

    def __init__(self, chooser: Chooser, linear: Result, limits: SolveLimits) -> None:
        self._chooser, self._linear, self._limits = chooser, linear, limits
        self._deadline = time.process_time() + limits.cpu_seconds
        self._costs = chooser.reduced_costs(linear)
        self._kept = _promising(chooser, linear, self._costs)
        self.bound = linear.objective

    def _left(self, part: float, gap: float) -> SolveLimits:
        return self._limits.with_seconds(part * (self._deadline - time.process_time())).with_gap(gap)

    @property
    def _beyond(self) -> float:
        """What a choice costs at least that takes a path left out."""
        return self._linear.objective + max(0.0, float(self._costs[~self._kept].min(initial=np.inf)))

    def widening(self, gap: float) -> None:
        """Search, and search on where paths left out set the bound or would keep the rules together."""
        chooser, best = self._chooser, None
        while True:
            limits = self._left(1.0, gap)
            start = _start_of(chooser, best) if best else _dive(chooser, self._linear, self._kept, limits)
            chooser.keep(self._kept)
            options = WITHOUT_START if start is None else NO_SEARCH_WITHIN
            found = chooser.program.solve(self._left(SEARCH_PART, gap), start=start, options=options)
            self.bound = max(self.bound, min(found.bound, self._beyond))
            best = found if found.has_solution else best
            least = np.inf if best is None else best.objective
            is_held_up = min(found.bound, least) - self._beyond > gap * abs(self._beyond)
            if self._kept.all() or not (found.status == "infeasible" or is_held_up):
                break
            # No other path can be part of a better choice: its reduced cost is more than that would save.
            self._kept = self._kept | (self._costs < least - self._linear.objective)
        if best is not None:
            self.best = best
        elif found.status == "infeasible":
            raise RulesConflictError("no whole choice of paths keeps every rule")
        else:
            raise NoPlanError("stopped before a whole choice of paths was found")

    def closer(self, gap: float) -> None:
        """Search on to a closer gap."""
        if self._is_close(gap):
            return
        limits = self._left(SEARCH_PART, gap)
        if gap >= CLOSE_GAP:
            limits = limits.with_seconds(min(limits.cpu_seconds, CLOSER_SECONDS))
        found = self._again(limits)
        self.bound = max(self.bound, min(found.bound, self._beyond))

    def site_by_site(self, gap: float) -> None:
        """Choose the paths of one site's queues anew while the others keep theirs, site after site."""
        chooser, sites = self._chooser, _sites(self._chooser)
        for n, queues in enumerate(sites):
            is_cut = chooser.add_cuts(self.best.vector) > 0
            if not is_cut and self._is_close(gap):
                return
            is_own = np.isin(chooser.queue_of_path, queues)
            taken = self.best.vector[chooser.path] > ALL_BUT_WHOLE
            chooser.keep((taken & ~is_own) | (self._kept & is_own))
            self._again(self._left(1 / (len(sites) - n), gap))

    def _again(self, limits: SolveLimits) -> Result:
        """Search among the allowed paths from the best choice so far."""
        start = _start_of(self._chooser, self.best)
        found = self._chooser.program.solve(limits, start=start, options=NO_SEARCH_WITHIN)
        self.best = found if found.has_solution else self.best
        return found

    def _is_close(self, gap: float) -> bool:
        return self.best.objective - self.bound <= gap * abs(self.best.objective)


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

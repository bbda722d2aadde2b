"""Names to duty lines: each group of people by itself, then leaders, then one roster with its proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.apart import Apart
from models.limits import OnProgress, SolveLimits
from models.parts import search_parts
from models.roster.blocks import blocks_of, joined
from models.roster.closing import closed, met_again
from models.roster.dealing import dealt
from models.roster.evaluate import cost_of
from models.roster.from_plan import Group, groups_of, with_open_prices
from models.roster.leaders import Led, led, with_leaders
from models.roster.open_price import OpenPrices
from models.roster.problem import OFF, Found, RosterProblem
from models.roster.search import solve_problem
from models.roster.to_roster import roster_of
from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.roster import Roster, Solution, score_roster
from wfm.rule_book import REGISTER, SOFT, RuleBook
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import staffing_cost

AGAIN_SHARE = 0.45
"""Share of the time for leaders and their teams, and for open shifts at what they cost beside each other."""

SEARCH_SHARE = 0.85
"""Share of a group's time for bound, dive and polish; windows, and the whole model, have the rest."""

ROUNDS = 2
"""Times that leaders answer their teams, and teams their leaders and the prices of open shifts."""

TEAMS_SHARE = 0.9
"""Part of what is left for teams; leaders, a second or two each, have the rest, as has the judging."""

STARTS = ("starts_per_day", "least_per_start", "most_per_start")
"""Rules of people together that naming cannot change."""


def solve(
    shift_plan: ShiftPlan,
    staff: Staff,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    rule_book: RuleBook,
    policy: Policy,
    limits: SolveLimits,
    on_progress: OnProgress | None = None,
    apart: Apart | None = None,
) -> Roster:
    """Return named people's months on the duty lines of a plan, with a bound on how much better any could be.

    Parameters
    ----------
    shift_plan
        Duty lines; each is worked by at most its ``people``.
    staff
        Named people and what binds their days.
    skill_sets, patterns
        What each can work, and the windows of breaks.
    rule_book, policy
        Limits and prices of rules; pay, zones, price of an open shift.
    limits
        CPU seconds in all, gap (share of the staffing cost) at which it is good enough.
    on_progress
        Called with the share done, a word about where it is, and cost and bound where known.
    apart
        Who searches groups side by side; without it one is searched after another.

    Returns
    -------
    Roster
        Its ``solution`` counts what naming decides: soft rules as the score counts them, and open shifts.

    Raises
    ------
    PlanningError
        If the hard rules leave somebody no month at all, not even one of days off.
    """
    began = time.process_time()
    listen = on_progress or (lambda done, detail, cost, bound: None)
    prices = OpenPrices(shift_plan, skill_sets, policy)
    groups = groups_of(shift_plan, staff, skill_sets, rule_book, policy, prices)

    elsewhere = apart.cpu_seconds if apart else 0.0

    def spent() -> float:
        return time.process_time() - began + (apart.cpu_seconds - elsewhere if apart else 0.0)

    def left(share: float = 1.0) -> SolveLimits:
        return limits.with_seconds((limits.cpu_seconds - spent()) * share)

    staffing = float(staffing_cost(shift_plan.lines, skill_sets, policy, shift_plan.activities).sum())
    first = partial(_of_first, listen)
    found = _solve_groups(groups, left(1 - AGAIN_SHARE), staffing, first, apart)
    again, grids = found, [each.grid for each in found]
    leaders = Led({}, {})
    for rounds_left in range(ROUNDS, 0, -1):
        listen(1 - AGAIN_SHARE * rounds_left / ROUNDS, "Leaders, and open shifts together", None, None)
        leaders = led(groups, grids, staff, policy, left((1 - TEAMS_SHARE) / rounds_left))
        missing = _missing(shift_plan, dealt(groups, grids, shift_plan, policy))
        if_open = pd.Series(prices.single(missing), shift_plan.lines["line"])
        priced = [with_leaders(with_open_prices(group, if_open), leaders) for group in groups]
        again = met_again(priced, again, left(TEAMS_SHARE / rounds_left))
        grids = [each.grid for each in again]
    duties = dealt(groups, grids, shift_plan, policy)
    roster = roster_of(shift_plan, duties, leaders, staff, skill_sets, patterns, policy)
    missing = _missing(shift_plan, duties)
    shared = {line for group in groups for lines in group.offers["lines"] for line in lines}
    never = np.where(shift_plan.lines["line"].isin(shared), 0, missing)
    broken = _price_broken(roster, staff, skill_sets, patterns, rule_book, policy)
    cost = broken + prices.together(missing)
    bound = min(cost, sum(each.bound for each in found) + float(prices.single() @ never))
    solution = _solution(cost, bound, staffing, limits, spent())
    return replace(roster, solution=solution)


def _of_first(listen: OnProgress, share: float, detail: str, cost: float | None, bound: float | None) -> None:
    """Pass on how far the first search is, as a share of both."""
    listen((1 - AGAIN_SHARE) * share, detail, cost, bound)


def _solve_groups(
    groups: Sequence[Group], limits: SolveLimits, staffing: float, listen: OnProgress, apart: Apart | None
) -> list[Found]:
    """Solve each block of each group in a share of the time, and join what was found.

    Time goes by the root of the size: small blocks are worth the time in which they can be proven. They
    come first, and what one leaves goes to the others.
    """
    blocks = [blocks_of(group.problem) for group in groups]
    each_one = [(g, b) for g, own in enumerate(blocks) for b in range(len(own))]
    sizes = {(g, b): 1 + sqrt(blocks[g][b].problem.cost.size) for g, b in each_one}
    whole = sum(sizes.values())
    order = sorted(each_one, key=sizes.__getitem__)
    tasks = [
        BlockTask(
            groups[g].month.site,
            blocks[g][b].problem,
            limits.gap * staffing * sizes[g, b] / whole,
            sizes[g, b] / whole,
        )
        for g, b in order
    ]
    found = dict(zip(order, search_parts(search_block, tasks, limits, listen, apart), strict=True))
    return [
        joined(group.problem, own, [found[g, b] for b in range(len(own))])
        for g, (group, own) in enumerate(zip(groups, blocks, strict=True))
    ]


@dataclass(frozen=True, eq=False)
class BlockTask:
    """People to name: their site, the problem, the gap (currency) good enough, their share of all time."""

    name: str
    problem: RosterProblem
    allowed: float
    share: float
    cpu_seconds: float = 0.0


def search_block(
    task: BlockTask, is_cancelled: Callable[[], bool], on_progress: OnProgress | None = None
) -> Found:
    """Return the best months found for the people of a block; a stop is heard once there are some."""
    has_months = False

    def heard(share: float, detail: str, cost: float | None, bound: float | None) -> None:
        nonlocal has_months
        has_months = has_months or cost is not None
        if on_progress is not None:
            on_progress(share, f"{task.name}: {detail}", cost, bound)

    limits = SolveLimits(task.cpu_seconds, 0.0, lambda: has_months and is_cancelled())
    return _solve_block(task.problem, limits, task.allowed, heard)


def _solve_block(problem: RosterProblem, limits: SolveLimits, allowed: float, listen: OnProgress) -> Found:
    """Solve one block until its cost is within ``allowed`` (currency) of the bound."""
    if not len(problem.offers.day):
        empty = np.full((len(problem.people), problem.days), OFF, dtype=np.int64)
        cost = cost_of(problem, empty)
        return Found(empty, cost, cost, "optimal", 0.0)
    is_good = False

    def heard(share: float, detail: str, cost: float | None, bound: float | None) -> None:
        nonlocal is_good
        is_good = cost is not None and bound is not None and cost - bound <= allowed
        listen(share, detail, cost, bound)

    enough = SolveLimits(SEARCH_SHARE * limits.cpu_seconds, 0.0, lambda: is_good or limits.is_cancelled())
    found = solve_problem(problem, enough, heard)
    left = limits.with_seconds(limits.cpu_seconds - found.seconds)
    return closed(problem, found, left, allowed, listen)


def _missing(shift_plan: ShiftPlan, duties: pd.DataFrame) -> NDArray[np.int64]:
    """Return the people missing on each line of a plan, in its order."""
    taken = duties.groupby("line").size().reindex(shift_plan.lines["line"], fill_value=0)
    return np.asarray(shift_plan.lines["people"].to_numpy() - taken.to_numpy(), dtype=np.int64)


def _price_broken(
    roster: Roster,
    staff: Staff,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    rule_book: RuleBook,
    policy: Policy,
) -> float:
    """Return the price of the soft rules that naming decides and the roster breaks, as the score counts."""
    scores = score_roster(roster, staff, rule_book, policy, tuple(patterns), skill_sets)
    named = [key for key, rule in REGISTER.items() if key not in STARTS and rule.binds != "line"]
    return float(scores.loc[(scores["level"] == SOFT) & scores["rule"].isin(named), "price"].sum())


def _solution(cost: float, bound: float, staffing: float, limits: SolveLimits, seconds: float) -> Solution:
    difference = max(0.0, cost - bound)
    is_met = difference <= 1e-6 * max(1.0, abs(cost))
    gap = 0.0 if is_met else difference / staffing if staffing > 0 else float("inf")
    choice = 0.0 if is_met else difference / cost
    status = "optimal" if gap <= limits.gap else "stopped" if limits.is_cancelled() else "feasible"
    return Solution(status, cost, bound, gap, choice, seconds)

"""Leaders of teams: each gets the month, under all the leader's own rules, that shares most with the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.limits import SolveLimits
from models.roster.day_prices import day_prices
from models.roster.formulation import solve_whole
from models.roster.from_plan import MUST_FACTOR, Group, offers_of, wage_of
from models.roster.person_rules import before_of, member_of, price_hours, rules_of
from models.roster.problem import OFF, Person, RosterProblem
from models.roster.site_month import SiteMonth
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roles import Role
from wfm.units import MINUTES_PER_HOUR

Spans = NDArray[np.float64]
"""Start and end of shifts (minutes of the month), one row each."""

SHARED_HOUR = 0.01
"""Worth of an hour shared with a member (hours of the member's wage): it decides where nothing else does."""

HOURS_OF_LINE = ["date", "shift_start", "shift_end", "pattern"]


@dataclass(frozen=True, eq=False)
class Led:
    """What the leaders of a plan work: ``spans`` of each, and the hours they keep, as ``HOURS_OF_LINE``."""

    spans: Mapping[str, Spans]
    shifts: Mapping[str, pd.DataFrame]


def leaders_of(staff: Staff) -> list[str]:
    """Return the supervisors whom members of a team name as their leader, in the order of the staff."""
    named = set(staff.people["leader"]) - {""}
    people = staff.people
    own = people.loc[(people["role"] == Role.SUPERVISOR) & people["person_id"].isin(named), "person_id"]
    return [str(person) for person in own]


def spans_of(group: Group, grid: NDArray[np.int64], p: int) -> Spans:
    """Return the shifts of one person of a group."""
    offers = grid[p][grid[p] != OFF]
    both = np.column_stack([group.problem.offers.start[offers], group.problem.offers.end[offers]])
    return both.astype(np.float64)


def shared_minutes(one: Spans, other: Spans) -> NDArray[np.float64]:
    """Return the minutes that each span of ``one`` shares with each of ``other``."""
    first = np.maximum(one[:, None, 0], other[None, :, 0])
    last = np.minimum(one[:, None, 1], other[None, :, 1])
    return np.asarray(np.maximum(0.0, last - first), dtype=np.float64)


def led(
    groups: Sequence[Group],
    grids: Sequence[NDArray[np.int64]],
    staff: Staff,
    policy: Policy,
    limits: SolveLimits,
) -> Led:
    """Return a month for every leader: the best response to what the teams work.

    Parameters
    ----------
    groups, grids
        The roster problems, and a roster of each.
    staff, policy
        The leaders with their own rules, leave and wishes; wages.
    limits
        CPU seconds for all of them.

    Notes
    -----
    A leader keeps the hours of any line of the site that somebody works. Each shift is worth the price of
    the members' shifts that it gives their hours with the leader, and a little for each hour shared; the
    leader's own rules are those of everybody. One leader's month is a roster problem of one person, solved
    whole.
    """
    spans: dict[str, Spans] = {}
    shifts: dict[str, pd.DataFrame] = {}
    months = {group.month.site: group.month for group in groups}
    rows = {str(row["person_id"]): row for _, row in staff.people.iterrows()}
    leaders = [who for who in leaders_of(staff) if str(rows[who]["site"]) in months]
    for number, leader in enumerate(leaders):
        month = months[str(rows[leader]["site"])]
        team = [
            (spans_of(group, grid, p), group.members[p].wage)
            for group, grid in zip(groups, grids, strict=True)
            for p in range(len(group.people))
            if group.members[p].row["leader"] == leader
        ]
        share = limits.with_seconds(limits.cpu_seconds / max(1, len(leaders) - number))
        offers = _hours_worked(month, groups, grids)
        chosen = _best_month(rows[leader], offers, team, month, staff, policy, share)
        spans[leader] = chosen[["start", "end"]].to_numpy(dtype=np.float64)
        shifts[leader] = chosen[HOURS_OF_LINE].reset_index(drop=True)
    for group, grid in zip(groups, grids, strict=True):
        # A leader may also be one of those who cover work: those hours are what they are.
        spans.update({who: spans_of(group, grid, p) for p, who in enumerate(group.people)})
    return Led(spans, shifts)


def with_leaders(group: Group, leaders: Led) -> Group:
    """Return a group whose shifts cost more where they share too few hours with the leader's."""
    rule = group.month.rules.get("leader_on_shift")
    hours = price_hours("leader_on_shift", group.month)
    if rule is None or hours <= 0:
        return group
    offers, cost = group.problem.offers, group.problem.cost.copy()
    # Where it is a hard rule it may still fail: the leader cannot be there round the clock.
    most = MUST_FACTOR * float(offers.under.max(initial=0.0))
    own = np.column_stack([offers.start, offers.end])
    is_now = np.array([bool(lines) for lines in group.offers["lines"]], dtype=bool)
    for p, member in enumerate(group.members):
        leader = str(member.row["leader"])
        if leader in leaders.spans:
            shared = shared_minutes(own, leaders.spans[leader]).sum(axis=1)
            is_alone = (shared < rule.limit * MINUTES_PER_HOUR - 1e-3) & is_now
            cost[p, is_alone] += min(most, hours * member.wage)
    return replace(group, problem=replace(group.problem, cost=cost))


def _hours_worked(
    month: SiteMonth, groups: Sequence[Group], grids: Sequence[NDArray[np.int64]]
) -> pd.DataFrame:
    """Return the hours of a site that somebody works, once each."""
    worked: set[int] = set()
    for group, grid in zip(groups, grids, strict=True):
        if group.month.site == month.site:
            used = group.offers["lines"].iloc[np.unique(grid[grid != OFF])]
            worked.update(line for lines in used for line in lines)
    lines = month.lines[month.lines["line"].isin(worked)].drop_duplicates(HOURS_OF_LINE)
    return lines.sort_values(["day", "start", "end"], ignore_index=True)


def _best_month(
    row: pd.Series,
    offers: pd.DataFrame,
    team: Sequence[tuple[Spans, float]],
    month: SiteMonth,
    staff: Staff,
    policy: Policy,
    limits: SolveLimits,
) -> pd.DataFrame:
    """Return the offers that one leader works."""
    if offers.empty:
        return offers
    member = member_of(row, wage_of(policy, month.site, str(row["role"])), month, staff)
    must = MUST_FACTOR * (member.wage + sum(wage * len(spans) for spans, wage in team))
    every = frozenset(pair for pairs in offers["pairs"] for pair in pairs)
    cost, off_cost = day_prices([member], [every], offers, month, staff, must)
    cost -= _worth(offers, team, month)
    problem = RosterProblem(
        (Person(member.person_id, rules_of(member, month, must), before_of(member.person_id, month, staff)),),
        month.days,
        np.unique(month.week, return_inverse=True)[1].astype(np.int64),
        month.weekend,
        month.cycle,
        replace(
            offers_of(offers, np.zeros(len(offers))),
            need=np.zeros(len(offers), dtype=np.int64),
            over=np.zeros(len(offers)),
        ),
        cost,
        off_cost,
    )
    grid = solve_whole(problem, limits).grid[0]
    return offers.iloc[grid[grid != OFF]]


def _worth(
    offers: pd.DataFrame, team: Sequence[tuple[Spans, float]], month: SiteMonth
) -> NDArray[np.float64]:
    """Return what each offer is worth to the team."""
    worth = np.zeros(len(offers))
    own = offers[["start", "end"]].to_numpy(dtype=np.float64)
    rule, hours = month.rules.get("leader_on_shift"), price_hours("leader_on_shift", month)
    for spans, wage in team:
        shared = shared_minutes(own, spans)
        worth += SHARED_HOUR * wage * shared.sum(axis=1) / MINUTES_PER_HOUR
        if rule is not None and 0 < hours < np.inf:
            is_enough = shared >= rule.limit * MINUTES_PER_HOUR - 1e-3
            worth += hours * wage * is_enough.sum(axis=1)
    return worth

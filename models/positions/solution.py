"""From a shift plan to a roster: a grid for every crew, then numbers, teams and supervisors."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd

from models.positions.breaches import breaches
from models.positions.crew import OFF, Crew, crew_of
from models.positions.naming import numbered, site_codes
from models.positions.search import dealt_out, polished, repaired, with_rows
from models.positions.teams import with_supervisors, with_teams
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.roles import Role
from wfm.roster import (
    DUTIES,
    PEOPLE,
    POSITIONS,
    HeadBound,
    Roster,
    SiteRules,
    head_bound,
    site_rules,
    tightened,
    week_hours_limit,
)
from wfm.rule_book import RuleBook, default_rule_book
from wfm.shift_plan import ShiftPlan
from wfm.units import MINUTES_PER_HOUR

CREW = ["site", "skill_set"]
SEED = 1985
"""The same plan gives the same roster; the number honours Burns and Carter."""


def solve(
    shift_plan: ShiftPlan, skill_sets: SkillSets, policy: Policy, rule_book: RuleBook | None = None
) -> Roster:
    """Put a numbered position on every duty line, with days off, in teams with a supervisor each.

    Parameters
    ----------
    shift_plan
        Duty lines; each is worked by ``people`` positions of its site and skill set.
    skill_sets
        For each skill set the role that sets its pay, and the mean contract (h per week).
    policy
        Sites with their labour packs and weekends, leave shares, full-time contract, supervisor span.
    rule_book
        Limits in place of the packs'; None: those of the packs and ``default_rule_book``.

    Returns
    -------
    Roster
        Positions that keep every hard rule about the days of one person (``wfm.roster.score_roster``), and
        beside them the proven bound; heads = positions / (1 - leave share), rounded up once for each site
        and skill set.

    Raises
    ------
    PlanningError
        If a site's rules forbid even one of its shifts.
    """
    rules = site_rules(policy, rule_book or default_rule_book(policy, shift_plan.horizon.first_day))
    codes = site_codes(list(policy.sites["site"]))
    first_day, span = shift_plan.horizon.first_day, int(policy.reference.value("supervisor_span"))
    people, duties, positions = [PEOPLE.empty()], [DUTIES.empty()], [POSITIONS.empty()]
    taken: Counter[tuple[str, Role]] = Counter()
    for keys, lines in shift_plan.lines.groupby(CREW, sort=True):
        site, skill_set = str(keys[0]), str(keys[1])
        role = _role(skill_sets, site, skill_set)
        week_hours = week_hours_limit(rules[site], _full_time_hours(skill_sets, policy, site, skill_set))
        crew = crew_of(lines, first_day, rules[site], week_hours, policy.zone_of(site))
        bound, grid = _fewest(crew, lines, first_day, rules[site], week_hours)
        classes = _classes(policy, rules[site])
        members = numbered(site, codes[site], skill_set, role, taken[site, role], len(grid)).assign(
            contract_hours=_contract_hours(crew, grid, week_hours, classes)
        )
        taken[site, role] += len(grid)
        people.append(members)
        duties.append(_duties(crew, grid, members["person_id"], lines))
        heads = _heads(len(grid), policy.leave_share(site, role))
        row = [site, skill_set, bound.people, bound.reason, len(grid), heads]
        positions.append(pd.DataFrame([row], columns=list(POSITIONS.columns)))
    everyone, worked = _join(people), _join(duties)
    everyone = with_teams(everyone.assign(name=_names(len(everyone))), worked, shift_plan.lines, policy, span)
    everyone, worked = with_supervisors(everyone, worked, shift_plan.lines, codes)
    return Roster(
        shift_plan, PEOPLE.conform(everyone), DUTIES.conform(worked), POSITIONS.conform(_join(positions))
    )


def _fewest(
    crew: Crew, lines: pd.DataFrame, first_day: date, rules: SiteRules, week_hours: float
) -> tuple[HeadBound, np.ndarray]:
    """Find a grid that keeps every rule; its rows are sorted by the time of day at which they start."""
    rng = np.random.default_rng(SEED)
    bound = head_bound(lines, first_day, rules, week_hours)
    grid = repaired(crew, dealt_out(crew, bound.people, rng), rng)
    if breaches(crew, grid):
        bound = tightened(bound, lines, first_day, rules)
        grid = with_rows(grid, bound.people)
    while breaches(crew, grid):
        grid = repaired(crew, grid, rng)
        # Every shift alone keeps every rule, so an empty row always takes at least one breach away.
        grid = with_rows(grid, len(grid) + 1) if breaches(crew, grid) else grid
    grid = polished(crew, grid, rng)
    grid = grid[(grid != OFF).any(axis=1)]
    return bound, grid[np.argsort(np.nanmedian(crew.shifts.clock[grid], axis=1), kind="stable")]


def _role(skill_sets: SkillSets, site: str, skill_set: str) -> Role:
    skills = skill_sets.skills
    own = skills[(skills["site"] == site) & (skills["skill_set"] == skill_set)]
    return Role(str(own.sort_values("is_primary", ascending=False, kind="stable")["role"].iat[0]))


def _full_time_hours(skill_sets: SkillSets, policy: Policy, site: str, skill_set: str) -> float:
    """Give the longest contract of a position: full time, or the crew's mean where that is more."""
    heads = skill_sets.heads
    own = heads.loc[(heads["site"] == site) & (heads["skill_set"] == skill_set), "contract_hours"]
    return max([policy.reference.value("contract_hours"), *own])


def _classes(policy: Policy, rules: SiteRules) -> np.ndarray:
    """Give the contracts on offer (h per week): a full week of each shift type."""
    patterns = policy.reference.shift_patterns
    is_length = (patterns["part"] == "shift") & (patterns["quantity"] == "paid_minutes")
    return np.unique(patterns.loc[is_length, "value"] / MINUTES_PER_HOUR * rules.labour.shifts_per_week)


def _contract_hours(crew: Crew, grid: np.ndarray, week_hours: float, classes: np.ndarray) -> np.ndarray:
    """Give each position the least contract that holds its busiest week."""
    paid = crew.shifts.paid[grid] / MINUTES_PER_HOUR
    busiest = np.max([paid[:, days].sum(axis=1) for days in crew.weeks], axis=0)
    offered = np.append(classes[classes < week_hours], week_hours)
    return np.asarray(offered[np.searchsorted(offered, busiest)])


def _duties(crew: Crew, grid: np.ndarray, person_id: pd.Series, lines: pd.DataFrame) -> pd.DataFrame:
    row, day = np.nonzero(grid != OFF)
    line = crew.shifts.line[grid[row, day]]
    date = lines.set_index("line")["date"].loc[line].to_numpy()
    return pd.DataFrame({"person_id": person_id.to_numpy()[row], "date": date, "line": line})


def _heads(positions: int, leave_share: float) -> int:
    """Round up once; the share is a decimal, so the division is done in whole numbers."""
    return ceil(positions / (1 - Fraction(str(leave_share))))


def _names(count: int) -> list[str]:
    return [f"Position {number}" for number in range(1, count + 1)]


def _join(tables: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if not table.empty]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]

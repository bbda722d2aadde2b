"""What stays the same from week to week: tasks, skill sets, prices and zones, read from the nouns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from models.shift_plan.meal_rule import RULE, with_meals_in_time
from models.shift_plan.named import Named, named_people
from models.shift_plan.start_rules import StartRules, start_rules
from wfm.labour_rules import labour_rules
from wfm.people import SkillSets, Staff
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.rule_book import RuleBook
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan.holiday import DearDay, dear_days

LIVE = "work"
CREW = ["site", "role", "pool"]


@dataclass(frozen=True)
class Task:
    """Something people do for one pool in one role: ``kind`` is ``work`` (live) or review, callback, email.

    ``kept`` is the share of time at work left after floor losses; ``wage`` the pay of its role per hour.
    """

    site: str
    role: str
    pool: str
    kind: str
    kept: float
    wage: float

    @property
    def is_live(self) -> bool:
        """Whether it must be met in the interval in which it arises."""
        return self.kind == LIVE


@dataclass(frozen=True)
class SkillSet:
    """People of one site who can do the same tasks (numbers into ``Crews.tasks``), live ones first.

    ``heads`` are those employed less those on leave; None where as many as needed may be hired, and where
    ``named`` says of each date who is there. ``off_phone`` are people (on shift, covering nothing) by the
    first instant of each interval that has any.
    """

    site: str
    name: str
    tasks: tuple[int, ...]
    home: tuple[str, str]
    wage: float
    night_premium: float
    night_start: int
    night_end: int
    heads: float | None
    contract_hours: float
    shifts_per_week: int
    named: Named | None = None
    off_phone: tuple[tuple[pd.Timestamp, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Crews:
    """The unchanging side of the problem."""

    tasks: tuple[Task, ...]
    skill_sets: tuple[SkillSet, ...]
    patterns: tuple[ShiftPattern, ...]
    zones: dict[str, str]
    seats: dict[str, float]
    shortage_factor: float
    part_time_share: float
    start_rules: dict[str, StartRules] = field(default_factory=dict)
    dear_days: dict[str, tuple[DearDay, ...]] = field(default_factory=dict)

    def of_site(self, site: str) -> Crews:
        """Return the part of one site: sites share neither people nor work."""
        mine = [a for a, task in enumerate(self.tasks) if task.site == site]
        number = {a: n for n, a in enumerate(mine)}
        return replace(
            self,
            tasks=tuple(self.tasks[a] for a in mine),
            skill_sets=tuple(
                replace(who, tasks=tuple(number[a] for a in who.tasks))
                for who in self.skill_sets
                if who.site == site and who.tasks
            ),
            patterns=tuple(pattern for pattern in self.patterns if pattern.site == site),
            zones={site: self.zones[site]},
            seats={name: seats for name, seats in self.seats.items() if name == site},
            dear_days={name: days for name, days in self.dear_days.items() if name == site},
            start_rules={name: rules for name, rules in self.start_rules.items() if name == site},
        )

    @property
    def site(self) -> str:
        """The one site of a part (see :meth:`of_site`)."""
        return next(iter(self.zones))

    def able(self, task: int) -> list[int]:
        """Return the numbers of the skill sets that can do ``task``."""
        return [k for k, skill_set in enumerate(self.skill_sets) if task in skill_set.tasks]


def crews(
    requirement: Requirement,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
    rule_book: RuleBook | None = None,
    staff: Staff | None = None,
) -> Crews:
    """Return tasks and skill sets with their prices.

    A (role, pool) with live work is one task; each kind of its deferrable work is another, so that a
    person does one or the other in an interval. Breaches of a site's rules about starts are priced at the
    mean wage of its people. Without a rule book no rule binds starts; without staff named people are known
    by their numbers alone.
    """
    pay = policy.pay.set_index(["site", "role"])
    live = requirement.table.loc[requirement.table["on_duty"] > 0, CREW].drop_duplicates()
    kinds = requirement.deferred[[*CREW, "kind"]].drop_duplicates()
    rows = [(*row, LIVE) for row in live.itertuples(index=False)] + list(
        kinds.itertuples(index=False, name=None)
    )
    tasks = tuple(
        Task(
            site,
            role,
            pool,
            kind,
            1 - policy.floor_loss(site, role),
            float(pay.loc[(site, role), "wage_per_hour"]),
        )
        for site, role, pool, kind in sorted(rows, key=lambda row: (row[3] != LIVE, *row))
    )
    sets = tuple(
        _skill_set(
            key,
            group,
            tasks,
            skill_sets,
            policy,
            partial(
                named_people,
                skill_sets,
                key,
                policy=policy,
                horizon=requirement.horizon,
                rule_book=rule_book,
                staff=staff,
            ),
        )
        for key, group in _by_name(skill_sets)
    )
    sites = policy.sites.set_index("site")
    rules_of = {str(site): rule_book.at(str(site)) for site in sites.index} if rule_book else {}
    rules = {
        site: start_rules(rule_book, site, _mean_wage([who for who in sets if who.site == site]))
        for site in {who.site for who in sets}
    }
    return Crews(
        tasks,
        sets,
        tuple(with_meals_in_time(pattern, rules_of.get(pattern.site, {}).get(RULE)) for pattern in patterns),
        {str(site): str(zone) for site, zone in sites["time_zone"].items()},
        {str(site): float(seats) for site, seats in sites["seats"].items() if not np.isnan(seats)},
        policy.reference.value("shortage_price_factor"),
        policy.reference.value("part_time_share_max"),
        {site: found for site, found in rules.items() if found},
        {str(site): days for site in sites.index if (days := dear_days(policy, str(site)))},
    )


def _mean_wage(sets: Sequence[SkillSet]) -> float:
    """Return the mean wage of named people (currency per hour); of the skill sets where nobody is named."""
    heads = [who.named.heads if who.named else 0 for who in sets]
    return float(np.average([who.wage for who in sets], weights=heads if sum(heads) else None))


def _by_name(skill_sets: SkillSets) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    groups = skill_sets.skills.groupby(["site", "skill_set"], sort=True)
    return [((str(site), str(name)), group) for (site, name), group in groups]


def _skill_set(
    key: tuple[str, str],
    skills: pd.DataFrame,
    tasks: tuple[Task, ...],
    skill_sets: SkillSets,
    policy: Policy,
    named_at: Callable[[float], Named | None],
) -> SkillSet:
    site, name = key
    pairs = set(zip(skills["role"], skills["pool"], strict=True))
    home = skills.sort_values("is_primary", ascending=False, kind="stable").iloc[0]
    wages = policy.pay.set_index(["site", "role"]).loc[(site, home["role"])]
    heads = skill_sets.heads
    employed = heads[(heads["site"] == site) & (heads["skill_set"] == name)]
    count = float(employed["heads"].iloc[0]) if len(employed) else float("nan")
    pack = str(policy.sites.set_index("site").at[site, "labour_pack"])
    present = 1 - policy.leave_share(site, home["role"])
    wage = float(wages["wage_per_hour"])
    named = named_at(wage)
    return SkillSet(
        site,
        name,
        tuple(a for a, task in enumerate(tasks) if task.site == site and (task.role, task.pool) in pairs),
        (str(home["role"]), str(home["pool"])),
        wage,
        float(wages["night_premium_per_hour"]),
        int(wages["night_start_minute"]),
        int(wages["night_end_minute"]),
        None if np.isnan(count) or named is not None else count * present,
        float(employed["contract_hours"].iloc[0]) if len(employed) else 0.0,
        int(labour_rules(policy.reference, pack).shifts_per_week),
        named,
        _off_phone(skill_sets.off_phone, key),
    )


def _off_phone(table: pd.DataFrame, key: tuple[str, str]) -> tuple[tuple[pd.Timestamp, float], ...]:
    mine = table[(table["site"] == key[0]) & (table["skill_set"] == key[1]) & (table["people"] > 0)]
    return tuple(zip(mine["interval_start"], mine["people"].astype(float), strict=True))

"""What stays the same from week to week: tasks, skill sets, prices and zones, read from the nouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from wfm.labour_rules import labour_rules
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.shift_pattern import ShiftPattern

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

    ``heads`` are those employed less those on leave; None where as many as needed may be hired.
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
        )

    @property
    def site(self) -> str:
        """The one site of a part (see :meth:`of_site`)."""
        return next(iter(self.zones))

    def able(self, task: int) -> list[int]:
        """Return the numbers of the skill sets that can do ``task``."""
        return [k for k, skill_set in enumerate(self.skill_sets) if task in skill_set.tasks]


def crews(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> Crews:
    """Return tasks and skill sets with their prices.

    A (role, pool) with live work is one task; each kind of its deferrable work is another, so that a
    person does one or the other in an interval.
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
    sites = policy.sites.set_index("site")
    return Crews(
        tasks,
        tuple(
            _skill_set(key, group, tasks, skill_sets.heads, policy, pay)
            for key, group in _by_name(skill_sets)
        ),
        tuple(patterns),
        {str(site): str(zone) for site, zone in sites["time_zone"].items()},
        {str(site): float(seats) for site, seats in sites["seats"].items() if not np.isnan(seats)},
        policy.reference.value("shortage_price_factor"),
        policy.reference.value("part_time_share_max"),
    )


def _by_name(skill_sets: SkillSets) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    groups = skill_sets.skills.groupby(["site", "skill_set"], sort=True)
    return [((str(site), str(name)), group) for (site, name), group in groups]


def _skill_set(
    key: tuple[str, str],
    skills: pd.DataFrame,
    tasks: tuple[Task, ...],
    heads: pd.DataFrame,
    policy: Policy,
    pay: pd.DataFrame,
) -> SkillSet:
    site, name = key
    pairs = set(zip(skills["role"], skills["pool"], strict=True))
    home = skills.sort_values("is_primary", ascending=False, kind="stable").iloc[0]
    wages = pay.loc[(site, home["role"])]
    employed = heads[(heads["site"] == site) & (heads["skill_set"] == name)]
    count = float(employed["heads"].iloc[0]) if len(employed) else float("nan")
    pack = str(policy.sites.set_index("site").at[site, "labour_pack"])
    present = 1 - policy.leave_share(site, home["role"])
    return SkillSet(
        site,
        name,
        tuple(a for a, task in enumerate(tasks) if task.site == site and (task.role, task.pool) in pairs),
        (str(home["role"]), str(home["pool"])),
        float(wages["wage_per_hour"]),
        float(wages["night_premium_per_hour"]),
        int(wages["night_start_minute"]),
        int(wages["night_end_minute"]),
        None if np.isnan(count) else count * present,
        float(employed["contract_hours"].iloc[0]) if len(employed) else 0.0,
        int(labour_rules(policy.reference, pack).shifts_per_week),
    )

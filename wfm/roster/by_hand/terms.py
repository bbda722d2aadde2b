"""What binds a roster: its staff, what they can work, the rules, and the shifts on offer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.rule_book import RuleBook
from wfm.shift_pattern import ShiftPattern

Pair = tuple[str, str]
"""A role and the pool it works for."""

Row = Mapping[Hashable, Any]
"""One row of a table, by column."""


@dataclass(frozen=True, eq=False)
class Terms:
    """Everything an edit of a roster is checked against."""

    staff: Staff
    skill_sets: SkillSets
    rule_book: RuleBook
    policy: Policy
    patterns: tuple[ShiftPattern, ...] = ()

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], frozenset[Pair]]:
        """The (role, pool) pairs each skill set can work, by site and skill set."""
        skills = self.skill_sets.skills
        found: dict[tuple[str, str], set[Pair]] = {}
        for site, skill_set, role, pool in zip(
            skills["site"], skills["skill_set"], skills["role"], skills["pool"], strict=True
        ):
            found.setdefault((site, skill_set), set()).add((role, pool))
        return {key: frozenset(pairs) for key, pairs in found.items()}

    @cached_property
    def pattern_of(self) -> Mapping[tuple[str, str], ShiftPattern]:
        """The shift patterns on offer, by site and code."""
        return {(pattern.site, pattern.code): pattern for pattern in self.patterns}

    @cached_property
    def zones(self) -> Mapping[str, str]:
        """The time zone of each site."""
        sites = self.policy.sites
        return dict(zip(sites["site"], sites["time_zone"], strict=True))

    @cached_property
    def events(self) -> Mapping[tuple[str, pd.Timestamp], pd.DataFrame]:
        """The bookings off the phone, by person and date."""
        groups = self.staff.events.sort_values("start").groupby(["person_id", "date"])
        return {(str(key[0]), part["date"].iloc[0]): part for key, part in groups}


def people_by_id(roster: Roster) -> dict[str, Row]:
    """Return each person's row of the roster by number."""
    return {str(row["person_id"]): row for row in roster.people.to_dict("records")}

"""All that the sheets of one team show, gathered once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from reports.day_cells import DayMarks


@dataclass(frozen=True, eq=False)
class TeamPlan:
    """All that the sheets of one team show; tables hold its people alone, ``crews`` the whole site's."""

    site: str
    team: str
    leader: str
    zone: str
    people: pd.DataFrame
    days: pd.DataFrame
    activities: pd.DataFrame
    lanes: pd.DataFrame
    open_days: pd.DataFrame
    crews: Sequence[tuple[str, str, str]]
    crew_days: pd.DataFrame
    crew_intervals: pd.DataFrame
    interval_minutes: int
    marks: DayMarks
    holidays: frozenset[pd.Timestamp]

    @property
    def title(self) -> str:
        """Team, leader, site and whose clock the times are on."""
        called = self.team if "team" in self.team.lower() else f"Team {self.team}"
        name = called if self.team else "People without a team"
        lead = f", led by {self.leader}" if self.leader else ""
        return f"{name}{lead}, {self.site} (times of {self.zone})"

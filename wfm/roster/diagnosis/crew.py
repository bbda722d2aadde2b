"""The people who alone can work some shifts, and these shifts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from wfm.roster.diagnosis.facts import Facts
from wfm.roster.site_rules import week_number


@dataclass(frozen=True, eq=False)
class Crew:
    """The people who alone can work some lines, and these lines."""

    facts: Facts
    site: str
    people: frozenset[str]
    lines: pd.DataFrame

    @cached_property
    def need(self) -> Mapping[pd.Timestamp, int]:
        """People needed on each date that has shifts, in order."""
        return needed(self.lines)

    @cached_property
    def nights(self) -> pd.DataFrame:
        """The lines that are nights."""
        is_night = [self.facts.is_night(self.facts.shifts[line]) for line in self.lines["line"]]
        return self.lines[is_night]

    @cached_property
    def willing(self) -> frozenset[str]:
        """Who may work nights."""
        return frozenset(who for who in self.people if self.facts.people[who]["works_nights"])

    @cached_property
    def week(self) -> pd.Series:
        """The week of the plan of each line."""
        first = self.facts.roster.shift_plan.horizon.first_day
        return pd.Series(week_number(self.lines["date"], first), self.lines.index)

    def free(self, day: pd.Timestamp, people: Iterable[str] | None = None) -> list[str]:
        """Return who could work some shift of a date, in a fixed order."""
        shifts = [self.facts.shifts[line] for line in self.lines.loc[self.lines["date"] == day, "line"]]
        return [
            who
            for who in sorted(self.people if people is None else people)
            if not self.facts.why_off(who, day) and any(self.facts.fits(who, shift) for shift in shifts)
        ]

    def limit(self, key: str) -> float:
        """Return the limit of a rule at the site; not a number where it is off or has none."""
        rule = self.facts.rules[self.site].get(key)
        return float("nan") if rule is None or rule.is_off else rule.limit

    @property
    def words(self) -> str:
        """The work, as a planner calls it."""
        return f"{self.site}, {', '.join(sorted(self.lines['skill_set'].unique()))}"


def needed(lines: pd.DataFrame) -> dict[pd.Timestamp, int]:
    """Return the people that lines take on each of their dates, in order."""
    people: dict[pd.Timestamp, int] = {}
    for day, count in zip(lines["date"], lines["people"], strict=True):
        people[day] = people.get(day, 0) + int(count)
    return dict(sorted(people.items()))


def crews(facts: Facts) -> Iterator[Crew]:
    """Return every set of people who alone can work some shifts of a site, with all they alone can work."""
    lines = facts.lines
    for people in dict.fromkeys(facts.able.values()):
        inside = [facts.able[line] <= people for line in lines["line"]]
        own = lines[inside]
        for site in own.loc[[facts.able[line] == people for line in own["line"]], "site"].unique():
            yield Crew(facts, str(site), people, own[own["site"] == site])

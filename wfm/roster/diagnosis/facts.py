"""What is known of people and shifts before anyone is rostered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from wfm.horizon import local_dates, weekday_and_minute
from wfm.roles import Role
from wfm.roster.by_hand.alternatives import is_able
from wfm.roster.by_hand.shift import Shift, shifts_of, without_events
from wfm.roster.by_hand.terms import Row, Terms, people_by_id
from wfm.roster.noun import Roster
from wfm.rule_book import SiteRule
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

Day = tuple[str, pd.Timestamp]


@dataclass(frozen=True, eq=False)
class Facts:
    """People's days as the staff list has them, and every shift to be worked, taken or open."""

    roster: Roster
    terms: Terms

    @cached_property
    def people(self) -> Mapping[str, Row]:
        """Each person of the staff by number, else each position of the roster; supervisors left out."""
        everyone = self._staff if self.has_staff else people_by_id(self.roster)
        return {who: row for who, row in everyone.items() if row["role"] != Role.SUPERVISOR}

    @property
    def has_staff(self) -> bool:
        """Whether people are named: without a staff list positions are made to measure for the shifts."""
        return not self.terms.staff.people.empty

    @cached_property
    def _staff(self) -> Mapping[str, Row]:
        rows = self.terms.staff.people.to_dict("records")
        return {str(row["person_id"]): row for row in rows}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name shown of everyone, supervisors too."""
        staff = self.terms.staff.people
        return {who: name or who for who, name in zip(staff["person_id"], staff["name"], strict=True)}

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Every duty line with all its people, those still missing included."""
        both = pd.concat([self.roster.shift_plan.lines, self.roster.open_lines])
        total = both.groupby("line")["people"].sum()
        lines = both.drop_duplicates("line")
        return lines.assign(people=lines["line"].map(total).astype("int64")).reset_index(drop=True)

    @cached_property
    def shifts(self) -> Mapping[int, Shift]:
        """The shift of each duty line, bookings left out."""
        found = shifts_of(self.lines, self.roster.shift_plan.activities)
        return {line: without_events(shift) for line, shift in found.items()}

    @cached_property
    def able(self) -> Mapping[int, frozenset[str]]:
        """Who has the skills for each duty line."""
        by_kind: dict[tuple[object, ...], frozenset[str]] = {}
        found = {}
        for line, shift in self.shifts.items():
            kind = (shift.site, shift.pairs, "" if shift.pairs else shift.skill_set)
            if kind not in by_kind:
                by_kind[kind] = frozenset(
                    who
                    for who, row in self.people.items()
                    if row["site"] == shift.site and is_able(shift, str(row["skill_set"]), self.terms)
                )
            found[line] = by_kind[kind]
        return found

    @cached_property
    def away(self) -> Mapping[Day, float]:
        """Credited hours of every booked day away, by person and date."""
        table = self.terms.staff.away
        return dict(zip(_days(table), table["credited_hours"], strict=True))

    @cached_property
    def locks(self) -> Mapping[Day, str]:
        """The locked code of a person's date; blank: locked off."""
        table = self.terms.staff.locks
        return dict(zip(_days(table), table["pattern"], strict=True))

    @cached_property
    def wishes(self) -> Mapping[Day, tuple[str, float]]:
        """What a person wishes for a date, and its weight."""
        table = self.terms.staff.wishes
        return dict(zip(_days(table), zip(table["wish"], table["weight"], strict=True), strict=True))

    @cached_property
    def windows(self) -> Mapping[str, Mapping[int, tuple[int, int]]]:
        """Earliest start and latest end by person and weekday; a person without an entry is free always."""
        found: dict[str, dict[int, tuple[int, int]]] = {}
        for who, weekday, start, end in self.terms.staff.availability.itertuples(index=False, name=None):
            found.setdefault(who, {})[weekday] = (start, end)
        return found

    @cached_property
    def rules(self) -> Mapping[str, Mapping[str, SiteRule]]:
        """The rules of every site."""
        return {str(site): self.terms.rule_book.at(str(site)) for site in self.terms.policy.sites["site"]}

    @cached_property
    def days(self) -> tuple[pd.Timestamp, ...]:
        """Every date of the plan."""
        return tuple(pd.Timestamp(day) for day in self.roster.shift_plan.horizon.days)

    def is_employed(self, who: str, day: pd.Timestamp) -> bool:
        """Return whether a date lies inside the contract."""
        row = self._staff[who]
        first, last = row["start_date"], row["end_date"]
        return bool((pd.isna(first) or first <= day) and (pd.isna(last) or day <= last))

    def fits(self, who: str, shift: Shift) -> bool:
        """Return whether a shift lies inside the times a person is available."""
        windows = self.windows.get(who)
        if windows is None:
            return True
        window = windows.get(shift.date.weekday())
        if window is None:
            return False
        zone = self.terms.zones[shift.site]
        ends = pd.DatetimeIndex([shift.shift_start, shift.shift_end])
        _, minutes = weekday_and_minute(ends, zone)
        later = [(pd.Timestamp(day) - shift.date).days * MINUTES_PER_DAY for day in local_dates(ends, zone)]
        return bool(window[0] <= minutes[0] + later[0] and minutes[1] + later[1] <= window[1])

    def why_off(self, who: str, day: pd.Timestamp) -> str:
        """Return the rule that keeps a person off a whole date; blank: nothing does."""
        if not self.is_employed(who, day):
            return "employed"
        if (who, day) in self.away:
            return "away"
        if self.locks.get((who, day)) == "":
            return "locked_day"
        windows = self.windows.get(who)
        return "availability" if windows is not None and day.weekday() not in windows else ""

    def is_night(self, shift: Shift) -> bool:
        """Return whether a shift asks for consent to nights at its site."""
        rule = self.rules[shift.site].get("night_consent")
        limit = np.inf if rule is None or np.isnan(rule.limit) else rule.limit
        return shift.night_minutes >= limit * MINUTES_PER_HOUR

    def wage(self, who: str) -> float:
        """Return a person's wage (plan currency per hour)."""
        row = self.people[who]
        own = row["wage_per_hour"]
        if not pd.isna(own):
            return float(own)
        pay = self.terms.policy.pay
        at = pay[(pay["site"] == row["site"]) & (pay["role"] == row["role"])]
        return float(at["wage_per_hour"].to_numpy(float)[0]) if len(at) else 0.0


def _days(table: pd.DataFrame) -> list[Day]:
    return list(zip(table["person_id"], table["date"], strict=True))

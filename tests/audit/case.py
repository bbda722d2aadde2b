"""A book under its rules: people, their shifts now and before, and the levels of every rule."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from tests.audit.book import Book, GridRow
from tests.audit.duties import Duty, duties_of
from tests.audit.given import Given, key_of_role
from tests.audit.money import wage_of
from tests.audit.people import PersonGiven, read_people
from tests.audit.rule_levels import RuleLevels

DAY, HOUR = pd.Timedelta(days=1), pd.Timedelta(hours=1)
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Member:
    """Someone on sheet Grid: who they are by the planner's sheets, as what they are paid, their shifts."""

    given: PersonGiven
    role: str
    leads: bool
    contract: float
    wage: float
    duties: list[Duty]

    @property
    def name(self) -> str:
        """The person's number."""
        return self.given.agent_id

    @property
    def site(self) -> str:
        """The person's site."""
        return self.given.site

    @property
    def planned(self) -> list[Duty]:
        """Shifts inside the plan."""
        return [duty for duty in self.duties if duty.in_plan]


class Case:
    """Everything a check of a rule asks for."""

    def __init__(self, book: Book, given: Given) -> None:
        self.book, self.given = book, given
        zone = given.settings["timezone"]
        local = book.coverage["interval_start"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
        self.first_day: pd.Timestamp = local.min()
        self.days = int((local.max() - local.min()) // DAY) + 1
        self.levels = RuleLevels(given, self.first_day)
        self.differences: list[str] = []
        self.members = self._members()

    @cached_property
    def by_name(self) -> dict[str, Member]:
        """Members by number."""
        return {member.name: member for member in self.members}

    @cached_property
    def cover(self) -> list[Member]:
        """Members who cover work: those who only supervise are not among them."""
        return [member for member in self.members if not member.leads]

    @cached_property
    def roles_worked(self) -> dict[tuple[str, pd.Timestamp], set[str]]:
        """Roles a person works on each date."""
        doing = self.book.activities[self.book.activities["role"] != ""]
        return {place: set(rows["role"]) for place, rows in doing.groupby(["agent_id", "date"])}

    def is_inside(self, date: pd.Timestamp) -> bool:
        """Return whether a date lies in the plan."""
        return self.first_day <= date < self.first_day + self.days * DAY

    def week_of(self, date: pd.Timestamp) -> int:
        """Return the week of the plan, from 0, in which a date lies."""
        return int((date - self.first_day) // DAY // 7)

    def is_night(self, member: Member, hours: float) -> bool:
        """Return whether a shift with so many hours at night is a night."""
        limit = self.levels.of(member.site, "night_consent").limit
        return limit is not None and hours >= limit - TOLERANCE

    def training_days(self, person: PersonGiven) -> dict[pd.Timestamp, float]:
        """Return days that bookings take whole, with the hours booked; a day of leave is leave."""
        hours: Counter[pd.Timestamp] = Counter()
        for event in person.events:
            hours[event.date] += (event.last - event.first) / 60
        least = self.given.quantity("event_day_hours")
        return {
            date: booked
            for date, booked in hours.items()
            if booked >= least - TOLERANCE and date not in person.away
        }

    def days_away(self, person: PersonGiven) -> set[pd.Timestamp]:
        """Return the days of the plan on which an employed person is away: leave and whole-day bookings."""
        dates = {*person.away, *self.training_days(person)}
        return {date for date in dates if self.is_inside(date) and person.is_employed(date)}

    def _position(self, name: str, row: GridRow) -> PersonGiven:
        """Give a numbered position, led by whoever the book says leads its team."""
        days = self.book.agent_days
        mine = days[days["agent_id"] == name]
        team = mine["team"].iloc[0] if len(mine) else ""
        notes = days[(days["site"] == row.site) & (days["agent_id"] != name)]
        leads = notes[[f"leads {team}" in note.split("; ") for note in notes["notes"]]] if team else mine[:0]
        leader = str(leads["agent_id"].iloc[0]) if len(leads) else ""
        return PersonGiven(name, row.site, team=team, leader=leader, contract=row.contract)

    def _members(self) -> list[Member]:
        """Give everyone on the Grid; where the planner names people, whoever is not among them is told."""
        staff = read_people(self.given)
        worked = self.book.agent_days.groupby("agent_id")["role"].first().to_dict()
        leads = set(self.book.activities.loc[self.book.activities["activity"] == "supervise", "agent_id"])
        members = []
        grid = {row.agent_id: row for row in self.book.grid}
        for name in sorted({*grid, *worked} - {*staff} if staff else ()):
            self.differences.append(f"Named: {name} is not on sheet Staff")
        for name, row in grid.items():
            person = staff.get(name) or self._position(name, row)
            role = worked.get(name) or key_of_role(row.role.partition(" ")[2])
            contract = person.contract
            if contract is None:
                contract = self.given.quantity("contract_hours")
            wage = wage_of(person, person.site, role, self.given)
            duties = duties_of(person, self.book, self.given, self.differences)
            is_leader = person.leads or role == "supervisor" or name in leads
            members.append(Member(person, role, is_leader, contract, wage, duties))
        return members

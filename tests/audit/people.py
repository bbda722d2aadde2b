"""Who the planner's staff list names, and what binds their days: read from the sheets alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from tests.audit.given import WEEKDAYS, Given, key_of_role
from tests.audit.sheets import key, minute_of_day, number, rows_of, text

DAY = pd.Timedelta(days=1)
OFF = ("", "off", "wo", "do", "rd", "rest", "free", "-", "–")
"""How planners write a day off in place of a shift code."""


@dataclass(frozen=True)
class Event:
    """A booking: minutes of the local day on which it starts; one over midnight ends above 1440."""

    date: pd.Timestamp
    first: int
    last: int
    words: str


@dataclass
class PersonGiven:
    """One row of sheet Staff with the rows of the other sheets that name the person.

    ``wage`` is the person's own, in the site's currency; ``prior`` holds date, shift code and, where the
    planner gives it, the minute of the start. Blank roles: a numbered position, bound by no sheet.
    """

    agent_id: str
    site: str
    name: str = ""
    team: str = ""
    roles: tuple[str, ...] = ()
    pools: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    leader: str = ""
    contract: float | None = None
    wage: float | None = None
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    works_nights: bool = True
    away: dict[pd.Timestamp, str] = field(default_factory=dict)
    available: dict[int, tuple[int, int]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    prior: list[tuple[pd.Timestamp, str, int | None]] = field(default_factory=list)
    locks: dict[pd.Timestamp, str] = field(default_factory=dict)
    wishes: list[tuple[pd.Timestamp | tuple[int, ...], str, float]] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether the person supervises, and so covers no work."""
        return self.roles[:1] == ("supervisor",)

    @property
    def name_words(self) -> list[str]:
        """The words of the name, for those who are called by one of them."""
        return self.name.casefold().replace(".", " ").split()

    def is_employed(self, date: pd.Timestamp) -> bool:
        """Return whether the contract runs on a date."""
        return (self.first is None or date >= self.first) and (self.last is None or date <= self.last)


def read_people(given: Given) -> dict[str, PersonGiven]:
    """Return everyone of sheet Staff by number; nobody where there is no such sheet."""
    people = {}
    only_site = next(iter(given.sites), "")
    for row in rows_of(given.sheets, "Staff", "agent_id"):
        agent = text(row.get("agentid"))
        people[agent] = PersonGiven(
            agent,
            text(row.get("site")) or only_site,
            text(row.get("name")),
            text(row.get("team")),
            tuple(key_of_role(word) for word in _words(row.get("roles"))),
            _words(row.get("pools")),
            tuple(word.casefold() for word in _words(row.get("languages"))),
            tuple(word.casefold() for word in _words(row.get("licences"))),
            text(row.get("leader")),
            number(row.get("contracthours")),
            number(row.get("pay")),
            _day(row.get("startdate")),
            _day(row.get("enddate")),
            key(row.get("nights")) not in ("no", "n", "false", "0"),
        )
    _read_days(given, people)
    _read_leaders(people)
    return people


def _read_days(given: Given, people: dict[str, PersonGiven]) -> None:
    for row in rows_of(given.sheets, "TimeOff", "agent_id"):
        person, first, last = people[text(row["agentid"])], _day(_first(row)), _day(row.get("to"))
        for number_of_day in range((last - first).days + 1):
            person.away[first + number_of_day * DAY] = text(row.get("shiftcode"))
    absences = {code.casefold() for person in people.values() for code in person.away.values()}
    for row in rows_of(given.sheets, "Availability", "agent_id"):
        days = _weekdays(text(row.get("weekday")))
        first, last = minute_of_day(_first(row)) or 0, minute_of_day(row.get("to"))
        last = 1440 if last is None else last
        for each in days:
            people[text(row["agentid"])].available[each] = (first, last + 1440 * (last <= first))
    for row in rows_of(given.sheets, "Events", "agent_id"):
        first, last = minute_of_day(_first(row)) or 0, minute_of_day(row["to"]) or 0
        # What ends no later than it begins ends on the next day.
        event = Event(_day(row["date"]), first, last + 1440 * (last <= first), text(row.get("activity")))
        people[text(row["agentid"])].events.append(event)
    for row in rows_of(given.sheets, "PriorRoster", "agent_id"):
        code = text(row.get("shiftcode"))
        if code.casefold() not in OFF and code.casefold() not in absences:
            people[text(row["agentid"])].prior.append(
                (_day(row["date"]), code, minute_of_day(row.get("start")))
            )
    for row in rows_of(given.sheets, "Locks", "agent_id"):
        code = text(row.get("shiftcode"))
        people[text(row["agentid"])].locks[_day(row["date"])] = "" if code.casefold() in OFF else code
    for row in rows_of(given.sheets, "Wishes", "agent_id"):
        when = _day(row.get("date"))
        weight = number(row.get("weight"))
        wish = text(row.get("wish"))
        people[text(row["agentid"])].wishes.append(
            (
                _weekdays(text(row.get("weekday"))) if when is None else when,
                "off" if wish.casefold() in OFF else wish,
                1.0 if weight is None else weight,
            )
        )


def _read_leaders(people: dict[str, PersonGiven]) -> None:
    """Put the leader's number in place of what the planner wrote: a number, a name or a word of a name.

    A team that names no leader and has one supervisor is led by that one.
    """
    every = list(people.values())
    supervisors = [person for person in every if person.leads]
    written = {person.agent_id: person.leader.casefold() for person in every}
    for person in every:
        word = written[person.agent_id]
        ways = (
            [each for each in every if each.agent_id.casefold() == word],
            [each for each in every if each.name.casefold() == word],
            [each for each in supervisors if each.site == person.site and word in each.name_words],
            [each for each in supervisors if word in each.name_words],
            [each for each in every if word in each.name_words],
        )
        meant = next((found for found in ways if found), []) if word else []
        person.leader = meant[0].agent_id if meant else ""
    for person in every:
        team = [each for each in every if (each.site, each.team) == (person.site, person.team)]
        leads = [each for each in team if each.leads]
        named = any(written[each.agent_id] for each in team if not each.leads)
        if person.team and not person.leads and len(leads) == 1 and not named:
            person.leader = leads[0].agent_id


def _first(row: dict[str, object]) -> object:
    """Give the cell under ``from``, which the shared aliases call valid_from."""
    return row.get("validfrom", row.get("from"))


def _words(value: object) -> tuple[str, ...]:
    plain = re.sub(r"\([^)]*\)", "", text(value))
    return tuple(word.strip() for word in re.split(r"[,;/+|]", plain) if word.strip())


def _day(value: object) -> pd.Timestamp | None:
    return None if text(value) == "" else pd.Timestamp(value).normalize()


def _weekdays(words: str) -> tuple[int, ...]:
    """Return weekdays of Mon, Mon-Fri or Mon, Wed; blank: every day."""
    if not words:
        return tuple(range(7))
    found: list[int] = []
    for part in re.split(r"[,;\s]+", words):
        ends = [WEEKDAYS.index(key(end)[:3]) for end in part.split("-") if end]
        if ends:
            found += [(ends[0] + n) % 7 for n in range((ends[-1] - ends[0]) % 7 + 1)]
    return tuple(found)

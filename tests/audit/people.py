"""Who the planner's staff list names, and what binds their days: read from the sheets alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from tests.audit.given import WEEKDAYS, Given
from tests.audit.sheets import key, minute_of_day, number, rows_of, text

DAY = pd.Timedelta(days=1)


@dataclass
class PersonGiven:
    """One row of sheet Staff with the rows of the other sheets that name the person."""

    agent_id: str
    site: str
    roles: tuple[str, ...]
    pools: tuple[str, ...]
    languages: tuple[str, ...]
    licences: tuple[str, ...]
    leader: str
    contract: float | None
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    works_nights: bool
    away: dict[pd.Timestamp, str] = field(default_factory=dict)
    available: dict[int, tuple[int, int]] = field(default_factory=dict)
    events: list[tuple[pd.Timestamp, int, int, str]] = field(default_factory=list)
    prior: list[tuple[pd.Timestamp, str]] = field(default_factory=list)
    locks: dict[pd.Timestamp, str] = field(default_factory=dict)


def read_people(given: Given) -> dict[str, PersonGiven]:
    """Return everyone of sheet Staff by number; nobody where there is no such sheet."""
    people = {}
    only_site = next(iter(given.sites), "")
    for row in rows_of(given.sheets, "Staff", "agent_id"):
        name = text(row.get("agentid"))
        people[name] = PersonGiven(
            name,
            text(row.get("site")) or only_site,
            _words(row.get("roles")),
            _words(row.get("pools")),
            tuple(word.casefold() for word in _words(row.get("languages"))),
            tuple(word.casefold() for word in _words(row.get("licences"))),
            text(row.get("leader")),
            number(row.get("contracthours")),
            _day(row.get("startdate")),
            _day(row.get("enddate")),
            key(row.get("nights")) not in ("no", "n", "false", "0"),
        )
    for row in rows_of(given.sheets, "TimeOff", "agent_id"):
        person, first, last = people[text(row["agentid"])], _day(_first(row)), _day(row.get("to"))
        for number_of_day in range((last - first).days + 1):
            person.away[first + number_of_day * DAY] = text(row.get("code"))
    for row in rows_of(given.sheets, "Availability", "agent_id"):
        days = _weekdays(text(row.get("weekday")))
        first, last = minute_of_day(_first(row)) or 0, minute_of_day(row.get("to"))
        last = 1440 if last is None else last
        for day in days:
            people[text(row["agentid"])].available[day] = (first, last + 1440 * (last <= first))
    for row in rows_of(given.sheets, "Events", "agent_id"):
        event = (
            _day(row["date"]),
            minute_of_day(_first(row)),
            minute_of_day(row["to"]),
            text(row["activity"]),
        )
        people[text(row["agentid"])].events.append(event)
    for row in rows_of(given.sheets, "PriorRoster", "agent_id"):
        people[text(row["agentid"])].prior.append((_day(row["date"]), text(row.get("shiftcode"))))
    for row in rows_of(given.sheets, "Locks", "agent_id"):
        people[text(row["agentid"])].locks[_day(row["date"])] = text(row.get("shiftcode"))
    return people


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

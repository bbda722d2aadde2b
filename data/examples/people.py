"""The people of an example client: from crews and a few counts to the sheets a planner would send.

Who is in which team, when each began, who is on leave and what was worked in the week before follow from the
``[people]`` part of the client's file and its seed; nobody here exists.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

import numpy as np

WEEK, PLAN_DAYS = 7, 28
STREAM = 1_000
"""Number of the random stream of people; the first ones belong to the queues."""

UNDECOMPOSED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "đ": "d"})
STAFF = (
    "agent_id", "name", "user_names", "site", "team", "leader", "contract_hours", "roles", "pools",
    "languages", "licences", "start_date", "end_date", "nights", "pay",
)  # fmt: skip
TIME_OFF = ("agent_id", "from", "to", "code")
AVAILABILITY = ("agent_id", "weekday", "from", "to")
EVENTS = ("agent_id", "date", "from", "to", "activity")
PRIOR = ("agent_id", "date", "shift_code")
WISHES = ("agent_id", "date", "weekday", "wish", "weight")

Rows = list[list[Any]]


@dataclass
class Someone:
    """One invented person; ``crew`` is the part of the file they come from, ``place`` their place in it."""

    agent_id: str
    name: str
    team: str
    crew: dict[str, Any]
    place: int
    start: date | None = None
    end: date | None = None
    away: list[tuple[date, date, str]] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether they lead a team."""
        return bool(self.crew["roles"] == "supervisor")

    @property
    def is_settled(self) -> bool:
        """Whether they are there from the first day to the last, and not in class."""
        return self.end is None and self.place >= len(self.crew.get("joiners", ())) + self.crew.get(
            "in_training", 0
        )

    def code_on(self, day: date) -> str:
        """Return the code of the leave that holds the day, blank if none does."""
        return next((code for first, last, code in self.away if first <= day <= last), "")


def people_sheets(client: dict[str, Any]) -> dict[str, Rows]:
    """Return the sheets about people of a client's numbers, each under its header; none without people."""
    if "people" not in client:
        return {}
    given, first_day = client["people"], client["first_day"]
    draw = np.random.Generator(np.random.PCG64([client["seed"], STREAM]))
    everyone = list(_everyone(given, first_day, draw))
    _book_leave(everyone, given, first_day, draw)
    return {
        "Staff": [list(STAFF), *_staff(everyone, given)],
        "TimeOff": [list(TIME_OFF), *([who.agent_id, *block] for who in everyone for block in who.away)],
        "Availability": [list(AVAILABILITY), *_availability(everyone)],
        "Events": [list(EVENTS), *_events(everyone, given, first_day, draw)],
        "PriorRoster": [list(PRIOR), *_prior(everyone, first_day)],
        "Wishes": [list(WISHES), *_wishes(everyone, given, first_day, draw)],
    }


def _everyone(given: dict[str, Any], first_day: date, draw: np.random.Generator) -> Iterator[Someone]:
    """Yield everybody, crew by crew; joiners come first in their crew, then those in class, then leavers."""
    numbers = {site: count(1) for site in given["sites"]}
    for crew in given["crews"]:
        site = given["sites"][crew["site"]]
        teams = [team for team, heads in crew["teams"].items() for _ in range(heads)]
        joiners, leavers = crew.get("joiners", []), crew.get("leavers", [])
        in_training = crew.get("in_training", 0)
        for place, team in enumerate(teams):
            number = next(numbers[crew["site"]])
            one = Someone(f"{site['prefix']}{number:03d}", _name(site, number), team, crew, place)
            # Half a week to four years ago, more of them lately.
            days = round(float(draw.beta(1, 3)) * 1_460) + 20
            one.start = first_day - timedelta(days=days + (first_day - timedelta(days=days)).weekday())
            if place < len(joiners):
                one.start = joiners[place]
            elif place < len(joiners) + in_training:
                one.start = first_day - timedelta(days=given["training"]["days_before"])
            elif place < len(joiners) + in_training + len(leavers):
                one.end = leavers[place - len(joiners) - in_training]
            yield one


def _name(site: dict[str, Any], number: int) -> str:
    """Return a name; lists whose lengths share no factor give each pair once."""
    first, last = site["first_names"], site["last_names"]
    if math.gcd(len(first), len(last)) != 1:
        raise ValueError(f"{len(first)} first and {len(last)} last names share a factor")
    return f"{first[number % len(first)]} {last[number % len(last)]}"


def _staff(everyone: list[Someone], given: dict[str, Any]) -> Iterator[list[Any]]:
    leads = {(one.crew["site"], one.team): one for one in everyone if one.leads}
    for one in everyone:
        crew = one.crew
        leader = leads.get((crew["site"], one.team))
        led_by = leader.name if leader and leader is not one else ""
        licences = crew.get("licences", "")
        if one.place < crew.get("also_licensed", (0, ""))[0]:
            licences = f"{licences}, {crew['also_licensed'][1]}"
        nights = "no" if one.place >= _heads(crew) - crew.get("no_nights", 0) else "yes"
        names = [one.agent_id, one.name, _user_name(one), crew["site"], one.team, led_by]
        skills = [crew["roles"], crew.get("pools", ""), crew["languages"], licences]
        yield [*names, crew["hours"], *skills, one.start, one.end or "", nights, crew.get("pay", "")]


def _heads(crew: dict[str, Any]) -> int:
    return sum(crew["teams"].values())


def _user_name(one: Someone) -> str:
    plain = unicodedata.normalize("NFKD", one.name.translate(UNDECOMPOSED)).encode("ascii", "ignore").decode()
    return ".".join(plain.lower().replace("'", "").split())


def _book_leave(
    everyone: list[Someone], given: dict[str, Any], first_day: date, draw: np.random.Generator
) -> None:
    """Book blocks of leave until they hold the share of each site, never many of a crew at once.

    Blocks begin on a Monday, those over a weekend on a Friday, some before the plan; the last is cut to fit.
    Who is in class counts as away.
    """
    leave = given["leave"]
    kinds = [kind for kind in leave["blocks"] for _ in range(kind["parts"])]
    crowd: Counter[tuple[int, date]] = Counter()
    for crew in given["crews"]:
        for n in range(given["training"]["days"]):
            crowd[id(crew), first_day + timedelta(days=n)] += crew.get("in_training", 0)
    for site in given["sites"]:
        there = [one for one in everyone if one.crew["site"] == site]
        left = round(leave["share"] * PLAN_DAYS * len(there))
        settled = [one for one in there if one.is_settled]
        for place in (*draw.permutation(len(settled)), *draw.permutation(len(settled))):
            one, kind = settled[place], kinds[int(draw.integers(len(kinds)))]
            weeks = int(draw.integers(-1, PLAN_DAYS // WEEK))
            start = first_day + timedelta(days=WEEK * weeks + kind["weekday"])
            days = [start + timedelta(days=n) for n in range(kind["days"])]
            inside = [day for day in days if 0 <= (day - first_day).days < PLAN_DAYS][:left]
            most = max(1, round(leave["most_of_a_crew"] * _heads(one.crew)))
            is_full = any(crowd[id(one.crew), day] >= most for day in inside)
            if not inside or is_full or any(one.code_on(day) for day in days):
                continue
            crowd.update((id(one.crew), day) for day in inside)
            one.away.append((start, inside[-1] if len(inside) == left else days[-1], kind["code"]))
            left -= len(inside)
        if left:
            raise ValueError(f"{left} person-days of leave found no place at {site}")


def _availability(everyone: list[Someone]) -> Iterator[list[Any]]:
    """Yield the times of the last people of crews that have some."""
    for one in everyone:
        times = one.crew.get("availability", [])
        own = one.place - (_heads(one.crew) - len(times))
        if own >= 0:
            yield from ([one.agent_id, *row] for row in times[own])


def _events(
    everyone: list[Someone], given: dict[str, Any], first_day: date, draw: np.random.Generator
) -> Iterator[list[Any]]:
    """Yield the days in class of those in training, and an hour of coaching for some of the others."""
    for one in everyone:
        joiners = len(one.crew.get("joiners", ()))
        if joiners <= one.place < joiners + one.crew.get("in_training", 0):
            hours = given["sites"][one.crew["site"]]["training"]
            for n in range(given["training"]["days"]):
                yield [one.agent_id, first_day + timedelta(days=n), *hours, "Training"]
    able = [one for one in everyone if one.is_settled and not one.leads and "availability" not in one.crew]
    for place in sorted(draw.choice(len(able), given["coaching"], replace=False)):
        one = able[int(place)]
        days = [first_day + timedelta(days=n) for n in range(PLAN_DAYS)]
        free = [day for day in days if day.weekday() < one.crew["open_days"] - 1 and not one.code_on(day)]
        hours = given["sites"][one.crew["site"]]["coaching"]
        yield [one.agent_id, free[int(draw.integers(len(free)))], *hours, "Coaching"]


def _prior(everyone: list[Someone], first_day: date) -> Iterator[list[Any]]:
    """Yield the week before: the same shift on days in a row, so that rest and runs hold; leave by its code.

    Days off move through the crew: a person works ``shifts`` days from one of the crew's open days on.
    """
    for one in everyone:
        crew = one.crew
        if (one.start or first_day) > first_day - timedelta(days=WEEK) or not crew["shifts"]:
            continue
        codes = crew["prior"]
        is_by_day = one.place >= _heads(crew) - crew.get("no_nights", 0)
        code = codes[0] if is_by_day else codes[one.place % len(codes)]
        worked = {(one.place + n) % crew["open_days"] for n in range(crew["shifts"])}
        for n in range(WEEK):
            day = first_day - timedelta(days=WEEK - n)
            if one.code_on(day) or n in worked:
                yield [one.agent_id, day, one.code_on(day) or code]


def _wishes(
    everyone: list[Someone], given: dict[str, Any], first_day: date, draw: np.random.Generator
) -> Iterator[list[Any]]:
    """Yield a wish for a share of the people: each site's kinds in turn, for a weekday or a drawn date."""
    able = [one for one in everyone if one.is_settled and not one.leads]
    chosen = sorted(draw.choice(len(able), round(given["wishes"] * len(able)), replace=False))
    turn = {site: count() for site in given["sites"]}
    for place in chosen:
        one = able[int(place)]
        kinds = given["sites"][one.crew["site"]]["wishes"]
        number = next(turn[one.crew["site"]])
        weekday, wish = kinds[number % len(kinds)]
        days = [first_day + timedelta(days=n) for n in range(PLAN_DAYS)]
        free = [day for day in days if not one.code_on(day)]
        day = "" if weekday else free[int(draw.integers(len(free)))]
        yield [one.agent_id, day, weekday, wish, 1 + number % 3]

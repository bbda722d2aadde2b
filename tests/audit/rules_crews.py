"""People together: the leader's hours, new starters at once, and the starts of a site's day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from tests.audit.breach import Breach, day
from tests.audit.case import DAY, HOUR, TOLERANCE, Case
from tests.audit.duties import Duty, started

RULES = (
    "leader_on_shift",
    "new_starters_together",
    "starts_per_day",
    "least_per_start",
    "most_per_start",
)


def check(case: Case) -> Iterator[Breach]:
    """Return the breaches of these rules: each shift led too little, each date or start of a site."""
    yield from _led(case)
    sites = sorted({member.site for member in case.members})
    for site in sites:
        yield from _new_starters(case, site)
        yield from _starts(case, site)


def _led(case: Case) -> Iterator[Breach]:
    for member in case.members:
        least = case.levels.limit(member.site, "leader_on_shift")
        leader = case.by_name.get(member.given.leader)
        if least is None or leader is None:
            continue
        for duty in member.planned:
            shared = sum(_overlap(duty, other) for other in leader.planned)
            if shared < least - TOLERANCE:
                words = f"{day(duty.date)}: {shared:g} h with {leader.name}"
                yield Breach("leader_on_shift", member.site, member.name, 1.0, words)


def _overlap(one: Duty, two: Duty) -> float:
    return max(0.0, (min(one.end, two.end) - max(one.start, two.start)) / HOUR)


def _new_starters(case: Case, site: str) -> Iterator[Breach]:
    """The most new starters at once among the shifts that start on a date."""
    most = case.levels.limit(site, "new_starters_together")
    if most is None:
        return
    new_for = case.levels.term(site, "new_starter_days") * DAY
    changes: dict[pd.Timestamp, list[tuple[pd.Timestamp, int]]] = {}
    for member in case.cover:
        first = member.given.first
        for duty in member.planned:
            if duty.site == site and first is not None and first <= duty.date <= first + new_for:
                changes.setdefault(duty.date, []).extend([(duty.start, 1), (duty.end, -1)])
    for date, moments in sorted(changes.items()):
        there = together = 0
        # At one instant those who leave go before others come.
        for _, change in sorted(moments):
            there += change
            together = max(together, there)
        if together > most:
            words = f"{day(date)}: {together} at once"
            yield Breach("new_starters_together", site, "", together - most, words)


def _starts(case: Case, site: str) -> Iterator[Breach]:
    """Start times of a date, the people at each, and those still sought there."""
    starts = Counter(
        (duty.date, duty.start) for member in case.cover for duty in member.planned if duty.site == site
    )
    sought = Counter(starts)
    for shift in case.book.open_shifts:
        if shift.site == site:
            sought[shift.date, started(shift.date, shift.clock, case.given.zone(site))] += shift.people
    limit = {rule: case.levels.limit(site, rule) for rule in RULES}
    if limit["starts_per_day"] is not None:
        for date, count in sorted(Counter(date for date, _ in starts).items()):
            if count > limit["starts_per_day"]:
                beyond = count - limit["starts_per_day"]
                yield Breach("starts_per_day", site, "", beyond, f"{day(date)}: {count} starts")
    for rule, table, sign in (("least_per_start", sought, -1), ("most_per_start", starts, 1)):
        for (date, _), people in sorted(table.items()):
            beyond = 0.0 if limit[rule] is None else sign * (people - limit[rule])
            if beyond > 0:
                yield Breach(rule, site, "", beyond, f"{day(date)}: {people} people")

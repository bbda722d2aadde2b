"""Wishes, and each person's fair share of the crew's nights and weekends."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import pandas as pd

from tests.audit.breach import Breach, day
from tests.audit.case import DAY, TOLERANCE, Case, Member
from tests.audit.duties import Duty, open_night_hours
from tests.audit.rules_days import same_code

FAIR = ("fair_nights", "fair_weekends")
RULES = ("wishes", *FAIR)


def check(case: Case) -> Iterator[Breach]:
    """Return wishes that are not met, by weight; and what goes beyond the largest share that is possible."""
    for member in case.members:
        yield from _wishes(case, member)
    for site in sorted({member.site for member in case.cover}):
        for rule in FAIR:
            for options in possible_shares(case, rule, site):
                yield from options[-1] if options else ()


def _wishes(case: Case, member: Member) -> Iterator[Breach]:
    """A wish for a date goes before one for its weekday; days away and outside the contract have none."""
    person, by_date = member.given, {duty.date: duty for duty in reversed(member.planned)}
    away = case.days_away(person)
    wished: dict[pd.Timestamp, tuple[str, float]] = {}
    for when, wish, weight in sorted(person.wishes, key=lambda row: not isinstance(row[0], tuple)):
        every = [case.first_day + n * DAY for n in range(case.days)]
        dates = [date for date in every if date.weekday() in when] if isinstance(when, tuple) else [when]
        for date in dates:
            if case.is_inside(date) and person.is_employed(date) and date not in away:
                wished[date] = wish, weight
    for date, (wish, weight) in sorted(wished.items()):
        if weight > 0 and not _is_met(case, member, wish, by_date.get(date)):
            yield Breach("wishes", member.site, member.name, weight, f"{day(date)}: {wish}")


def _is_met(case: Case, member: Member, wish: str, duty: Duty | None) -> bool:
    """A day off meets every wish but work."""
    word = wish.casefold()
    if word == "off" or duty is None:
        return (duty is None) == (word != "work")
    hour = duty.local_start / 60
    from_day, from_late, from_night = (
        case.levels.term(member.site, f"wish_{name}_hour") for name in ("day", "late", "night")
    )
    kinds = {
        "work": True,
        "early": hour < from_day,
        "day": from_day <= hour < from_late,
        "late": from_late <= hour < from_night,
        "night": case.is_night(member, duty.night),
    }
    return kinds[word] if word in kinds else same_code(duty.code, wish)


def possible_shares(case: Case, rule: str, site: str) -> list[list[list[Breach]]]:
    """Return, crew by crew of a site, the breaches that each fair share would make that is possible.

    A crew's share counts its lines. The book shows who worked a shift, not whose line it was: a shift that
    holds nothing beyond another crew's work may stand on a line of that crew.
    """
    crews = _crews(case, site)
    return [
        [_beyond(case, rule, role, members, share) for share in _range(case, rule, role, crews)]
        for role, members in crews.items()
    ]


def _crews(case: Case, site: str) -> dict[str, list[Member]]:
    crews: dict[str, list[Member]] = {}
    for member in case.cover:
        if member.site == site:
            crews.setdefault(member.role, []).append(member)
    return crews


def _range(case: Case, rule: str, role: str, crews: dict[str, list[Member]]) -> range:
    """Give the fair shares of a crew from the fewest lines it can have to the most."""
    members = crews[role]
    sharers = len(members)
    if rule == "fair_nights":
        sharers = sum(member.given.works_nights for member in members)
    if not sharers:
        return range(0)
    mine = [(m, d) for m in members for d in _counted(case, rule, m)]
    total = len(mine) + _open(case, rule, members[0].site, role)
    roles_of = {name: _roles_held(crew) for name, crew in crews.items()}
    lent = sum(
        duty.in_plan
        and any(_could_be(case, member, duty, other, roles_of) for other in crews if other != role)
        for member, duty in mine
    )
    borrowed = sum(
        duty.in_plan and _could_be(case, member, duty, role, roles_of)
        for other, crew in crews.items()
        if other != role
        for member in crew
        for duty in _counted(case, rule, member)
    )
    return range(ceil((total - lent) / sharers), ceil((total + borrowed) / sharers) + 1)


def _roles_held(crew: list[Member]) -> set[str]:
    return {role for member in crew for role in member.given.roles or (member.role,)}


def _could_be(case: Case, member: Member, duty: Duty, crew: str, roles_of: dict[str, set[str]]) -> bool:
    """Tell whether a shift may stand on a line of another crew: all it holds is that crew's work."""
    return case.roles_worked.get((member.name, duty.date), set()) <= roles_of[crew]


def _counted(case: Case, rule: str, member: Member) -> list[Duty]:
    """Give the shifts that count for a member, as far back as fairness looks."""
    weekend = case.given.weekend(member.site)
    back = case.levels.term(member.site, "fairness_days") * DAY
    return [
        duty
        for duty in member.duties
        if (duty.in_plan or case.first_day - duty.date <= back)
        and (case.is_night(member, duty.night) if rule == "fair_nights" else duty.date.weekday() in weekend)
    ]


def _open(case: Case, rule: str, site: str, role: str) -> int:
    """Count the open shifts of a crew that the rule speaks of."""
    weekend, limit = case.given.weekend(site), case.levels.term(site, "night_consent")
    return sum(
        shift.people
        for shift in case.book.open_shifts
        if shift.site == site
        and shift.skills.split(" ")[0] == role
        and (
            open_night_hours(shift, role, case.given) >= limit - TOLERANCE
            if rule == "fair_nights"
            else shift.date.weekday() in weekend
        )
    )


def _beyond(case: Case, rule: str, role: str, members: list[Member], share: int) -> list[Breach]:
    """Give what each member has beyond a share."""
    found = []
    for member in members:
        own = len(_counted(case, rule, member))
        if own > share:
            words = f"{own} against the share {share} of {role}"
            found.append(Breach(rule, member.site, member.name, float(own - share), words))
    return found

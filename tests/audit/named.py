"""Every rule of the book at every site: hard breaches, soft ones with their price, and what the book says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.audit import (
    rules_crews,
    rules_days,
    rules_lines,
    rules_monitors,
    rules_runs,
    rules_shares,
    rules_weeks,
)
from tests.audit.book import Book
from tests.audit.breach import Breach
from tests.audit.case import Case
from tests.audit.given import Given
from tests.audit.rule_levels import NAMES
from tests.audit.sheets import number, text

TOLERANCE = 1e-6
SHOWN = 5
ROOMS = (rules_days, rules_runs, rules_weeks, rules_shares, rules_crews, rules_lines, rules_monitors)
CHECKED_BY: Mapping[str, Callable[[Case], Iterator[Breach]]] = {
    rule: room.check for room in ROOMS for rule in room.RULES
}
"""Which check counts a rule, for every rule."""


@dataclass(frozen=True)
class Judged:
    """Differences, and how often and at what price each soft rule is broken."""

    differences: list[str]
    soft: dict[str, float]
    prices: dict[str, float]


def check_named(book: Book, given: Given) -> Judged:
    """Return the rules that people's shifts break, and where the book's own count of them is another."""
    if book.coverage.empty:
        return Judged(["Rules: the book has no coverage"], {}, {})
    case = Case(book, given)
    hard: list[str] = []
    count: dict[tuple[str, str], float] = {}
    price: dict[tuple[str, str], float] = {}
    wage, site_wage = _wages(case)
    for breach in (found for room in ROOMS for found in room.check(case)):
        level = case.levels.of(breach.site, breach.rule)
        if level.level == "off":
            continue
        place = breach.rule, breach.site
        count[place] = count.get(place, 0.0) + 1.0
        if level.level == "hard":
            hard.append(breach.line)
            continue
        each = wage[breach.person_id] if breach.person_id else site_wage[breach.site]
        price[place] = price.get(place, 0.0) + breach.amount * level.price_hours * each
    return Judged(
        [*case.differences, *_some(hard), *_told(case, count, price)],
        _by_rule({place: found for place, found in count.items() if place in price}),
        _by_rule(price),
    )


def _wages(case: Case) -> tuple[dict[str, float], dict[str, float]]:
    """Return everyone's wage, and the mean of those who cover work at each site."""
    by_site: dict[str, list[float]] = {}
    for member in case.cover:
        by_site.setdefault(member.site, []).append(member.wage)
    mean = {site: sum(wages) / len(wages) for site, wages in by_site.items()}
    return {member.name: member.wage for member in case.members}, mean


def _some(lines: list[str]) -> list[str]:
    """Keep the first breaches of each rule, and how many more there are."""
    by_rule: dict[str, list[str]] = {}
    for line in lines:
        by_rule.setdefault(line.split(": ")[1], []).append(line)
    kept = []
    for rule, mine in by_rule.items():
        more = [f"Rule: {rule}: and {len(mine) - SHOWN} more"] if len(mine) > SHOWN else []
        kept += mine[:SHOWN] + more
    return kept


def _by_rule(table: dict[tuple[str, str], float]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for (rule, _), value in sorted(table.items()):
        sums[rule] = sums.get(rule, 0.0) + value
    return sums


def _told(
    case: Case, count: dict[tuple[str, str], float], price: dict[tuple[str, str], float]
) -> Iterator[str]:
    """Compare level, limit, breaches and price of every rule with the table on sheet Summary."""
    sites = {*case.given.sites, *(member.site for member in case.members)}
    keys = {name: rule for rule, name in NAMES.items()}
    met: set[tuple[str, str]] = set()
    for row in case.book.rule_checks:
        rule = keys.get(text(row["Staffing rule"]))
        if rule is None:
            yield f"Summary: rule {row['Staffing rule']!r} is not one the audit knows"
            continue
        mine = (
            sites if row["Sites"] == "all sites" else {part.strip() for part in text(row["Sites"]).split(",")}
        )
        met |= {(rule, site) for site in mine}
        if rule in rules_shares.FAIR:
            yield from _share_differences(case, rule, sorted(mine), row)
        counted = sum(count.get((rule, site), 0.0) for site in mine)
        cost = sum(price.get((rule, site), 0.0) for site in mine)
        yield from _row_differences(case, rule, sorted(mine), row, counted, cost)
    for rule in NAMES:
        for site in sorted(sites):
            if (rule, site) not in met:
                yield f"Summary: rule {NAMES[rule]!r} is not told for {site}"


def _share_differences(case: Case, rule: str, sites: list[str], row: dict[str, object]) -> Iterator[str]:
    """Say where no fair shares that are possible make the breaches and the price that the book tells."""
    wage, _ = _wages(case)
    sums = {(0, 0.0)}
    for site in sites:
        level = case.levels.of(site, rule)
        if level.level == "off":
            continue
        for options in rules_shares.possible_shares(case, rule, site):
            each = {
                (len(found), round(sum(b.amount * level.price_hours * wage[b.person_id] for b in found), 6))
                for found in options
            }
            sums = {(n + more, price + cost) for n, price in sums for more, cost in each or {(0, 0.0)}}
    told, told_price = int(number(row["Breaches"]) or 0), number(row["Price"]) or 0.0
    if not any(n == told and abs(price - told_price) <= 1e-4 for n, price in sums):
        name = f"Summary: rule {NAMES[rule]} at {', '.join(sites)}"
        yield f"{name}: breaches {told}, price {told_price:g}: no fair share of the crews makes them"


def _row_differences(
    case: Case, rule: str, sites: list[str], row: dict[str, object], counted: float, cost: float
) -> Iterator[str]:
    """Say where a row of the table of rules is not what the sheets give and the audit counts."""
    name = f"Summary: rule {NAMES[rule]} at {', '.join(sites)}"
    for site in sites:
        level = case.levels.of(site, rule)
        told_level, told_limit = text(row["Level"]).split(",")[0], text(row["Limit"]).split(" ")[0]
        if told_level != level.level:
            yield f"{name}: {told_level}, the sheets say {level.level}"
        if told_limit and level.limit is not None and abs((number(told_limit) or 0.0) - level.limit) > 1e-4:
            yield f"{name}: limit {told_limit}, the sheets say {level.limit:g}"
    breaches, told_price = number(row["Breaches"]) or 0.0, number(row["Price"]) or 0.0
    if rule in rules_shares.FAIR:
        return
    if rule in rules_monitors.RULES:
        # Only what is certain is counted; the lanes that the planner dealt may add to it.
        if counted and not breaches:
            yield f"{name}: breaches {breaches:g}, counted at least {counted:g}"
        return
    # The book counts a line once, however many people work it; its price has them all.
    is_line = rule in rules_lines.RULES
    if (bool(breaches) != bool(counted)) if is_line else breaches != counted:
        yield f"{name}: breaches {breaches:g}, counted {counted:g}"
    if abs(told_price - cost) > TOLERANCE * max(1.0, cost):
        yield f"{name}: price {told_price:g}, counted {cost:g}"

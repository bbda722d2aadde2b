"""Too few people for a crew's weeks: runs of days and nights, shifts and hours a week, weekends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil

import numpy as np
import pandas as pd

from wfm.roster.by_hand.words import day_words
from wfm.roster.diagnosis.conflict import Conflict, giving_way
from wfm.roster.diagnosis.crew import Crew, needed
from wfm.roster.site_rules import NO_WEEKEND, weekend_number
from wfm.rule_book import REGISTER, term
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

TINY = 1e-9
"""Less than this is the rounding of sums of hours."""


def week_conflicts(crew: Crew) -> Iterator[Conflict]:
    """Return what the shifts of weeks and runs of days take beyond what the rules leave the crew."""
    yield from _window(crew, "max_consecutive_days", crew.need, crew.people, "days in a row")
    yield from _weeks(crew)
    yield from _weekends(crew)
    yield from _window(crew, "max_nights_in_row", needed(crew.nights), crew.willing, "nights in a row")


def _window(
    crew: Crew, key: str, need: Mapping[pd.Timestamp, int], people: frozenset[str], words: str
) -> Iterator[Conflict]:
    """Of limit + 1 days running each person can work at most ``limit``."""
    limit = crew.limit(key)
    if np.isnan(limit) or not need:
        return
    length = int(limit) + 1
    days = list(pd.date_range(min(need), max(need), freq="D", unit="us"))
    free = {day: set(crew.free(day, people)) if day in need else set() for day in days}
    for first in range(len(days) - length + 1):
        window = days[first : first + length]
        most = sum(min(int(limit), sum(who in free[day] for day in window)) for who in people)
        asked = sum(need.get(day, 0) for day in window)
        if asked > most and all(need.get(day, 0) <= len(free[day]) for day in window):
            said = f"{crew.words}: {asked} shifts from {day_words(window[0])} to {day_words(window[-1])}, "
            said += f"{len(people)} people can work {most} of them with at most {limit:g} {words}: "
            said += f"{ceil(asked / limit)} needed"
            cure = giving_way(f"Allow {limit + 1:g} {words} once, or hire {ceil((asked - most) / limit)}")
            yield Conflict(key, tuple(sorted(people)), tuple(window), said, (cure,))
            return


def _weeks(crew: Crew) -> Iterator[Conflict]:
    """Hold the shifts and hours of each week against what the rules leave each person."""
    for number in sorted(set(crew.week[crew.week >= 0])):
        lines = crew.lines[crew.week == number]
        days = list(needed(lines))
        # Where some day lacks people, that is the conflict already.
        if any(crew.need[day] > len(crew.free(day)) for day in days):
            continue
        hours = float((lines["people"] * lines["paid_minutes"]).sum()) / MINUTES_PER_HOUR
        first = crew.facts.days[DAYS_PER_WEEK * int(number)]
        for key, asked, most in (
            ("shifts_per_week", float(lines["people"].sum()), _most(crew, days, _shifts_left)),
            ("max_week_hours", hours, _most(crew, days, _hours_left)),
            ("contract_hours_most", hours, _most(crew, days, _contract_left)),
        ):
            if np.isnan(most) or asked <= most + TINY:
                continue
            unit = "shifts" if key == "shifts_per_week" else "h"
            words = f"{crew.words}: {asked:g} {unit} in the week of {day_words(first)}, "
            words += f"{len(crew.people)} people may work {most:g} ({REGISTER[key].name})"
            cure = giving_way(f"Plan {asked - most:g} {unit} fewer that week, or relax {REGISTER[key].name}")
            yield Conflict(key, tuple(sorted(crew.people)), tuple(days), words, (cure,))
            break


def _most(
    crew: Crew, days: list[pd.Timestamp], left: Callable[[Crew, str, list[pd.Timestamp]], float]
) -> float:
    return float(sum(left(crew, who, days) for who in crew.people))


def _shifts_left(crew: Crew, who: str, days: list[pd.Timestamp]) -> float:
    limit = crew.limit("shifts_per_week")
    away = sum(crew.facts.away.get((who, day), 0.0) > 0 for day in _whole_week(crew, days))
    free = sum(not crew.facts.why_off(who, day) for day in days)
    return min(max(0.0, limit - away), free) if not np.isnan(limit) else float("nan")


def _hours_left(crew: Crew, who: str, days: list[pd.Timestamp]) -> float:
    return crew.limit("max_week_hours")


def _contract_left(crew: Crew, who: str, days: list[pd.Timestamp]) -> float:
    limit = crew.limit("contract_hours_most")
    credit = sum(crew.facts.away.get((who, day), 0.0) for day in _whole_week(crew, days))
    return max(0.0, float(crew.facts.people[who]["contract_hours"]) - credit) + limit


def _whole_week(crew: Crew, days: list[pd.Timestamp]) -> list[pd.Timestamp]:
    first = (days[0] - crew.facts.days[0]).days // DAYS_PER_WEEK * DAYS_PER_WEEK
    return list(crew.facts.days[first : first + DAYS_PER_WEEK])


def _weekends(crew: Crew) -> Iterator[Conflict]:
    """Hold the weekends of a cycle against how many each person may work: all shifts, then nights alone."""
    limit = crew.limit("free_weekends")
    if np.isnan(limit):
        return
    facts = crew.facts
    cycle = int(term(facts.terms.rule_book, facts.terms.policy, crew.site, "weekends_in_cycle"))
    worked = max(0, cycle - int(limit))
    for lines, people, when in ((crew.nights, crew.willing, " at night"), (crew.lines, crew.people, "")):
        for takes, days in _cycles(crew, lines, cycle):
            may = min(worked, len(takes))
            fewest = ceil(takes.sum() / may) if may else len(people) + 1
            if fewest > len(people) >= int(takes.max()):
                words = f"{crew.words}: {int(takes.max())} needed{when} on weekends with {len(people)} people"
                words += f" cannot keep {limit:g} of {cycle} weekends free: {fewest} needed"
                more = fewest - len(people)
                cure = giving_way(f"Keep {limit - 1:g} of {cycle} weekends free, or hire {more}")
                yield Conflict("free_weekends", tuple(sorted(people)), days, words, (cure,))
                return


def _cycles(
    crew: Crew, lines: pd.DataFrame, cycle: int
) -> Iterator[tuple[pd.Series, tuple[pd.Timestamp, ...]]]:
    """Return, for each cycle, the fewest people that each of its weekends takes, and the dates."""
    sites = crew.facts.terms.policy.sites.set_index("site")
    weekend_days = tuple(
        int(day) for day in str(sites.at[crew.site, "weekend_days"]).split(",") if day.strip()
    )
    number = weekend_number(lines["date"], crew.facts.roster.shift_plan.horizon.first_day, weekend_days)
    on_weekend = lines.assign(weekend=number)[number != NO_WEEKEND]
    per_day = on_weekend.groupby(["weekend", "date"])["people"].sum()
    takes = per_day.groupby(level="weekend").max()
    for _, part in takes.groupby(takes.index // cycle):
        days = on_weekend.loc[on_weekend["weekend"].isin(part.index), "date"].unique()
        yield part, tuple(sorted(pd.Timestamp(day) for day in days))

"""How few people could ever work a set of duty lines: a bound that no roster can beat.

Each term counts with one hard rule alone that positions keep, so each is a lower bound on the number
of people, and so is the greatest. The terms of the busiest day, the week and the weekends are those of Burns
and Carter (1985), Manage. Sci. 31(5); the others hold where shifts differ in start and length.

    ====================  =======================================================================
    reason                no roster needs fewer, because
    ====================  =======================================================================
    busiest day           a person works one shift a day: max_d n_d
    shifts a week         a person works at most s shifts a week: max_w ceil(n_w / s)
    hours                 a person is paid at most C hours a week: max_w of the packing bound below
    weekends              a person works at most f of the k weekends of a cycle, and weekend q takes
                          at least a_q people: max_c ceil(sum_q a_q / min(f, k))
    rest between shifts   no two of a set of shifts can follow one another: a over all days
    days in a row         of m + 1 days running a person works at most m: ceil(n / m)
    ====================  =======================================================================

A person can go from one shift to another of a later day if its start is no earlier than the end and the rest.
That is an interval order, so a, the most shifts of which none can follow another, is the most whose
[start, time at which the next may start) hold one instant, and a is just what these shifts take (Dilworth
1950). With days alone a_q is the busier day of the weekend, the term of Burns and Carter.

The packing bound: with x = hours of a shift / C, the sum of x over one person's week is at most 1. The
functions u_k(x) = x if (k + 1) x is whole, else floor((k + 1) x) / k keep it so (Fekete and Schepers 2001,
Math. Program. 91), hence ceil(sum u_k(x)) people at least, for every k; k = 3 says that of shifts of 12 h
a 40 h contract holds three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd

from wfm.roster.days_off import Day, Limits, days_off_bound
from wfm.roster.site_rules import NO_WEEKEND, SiteRules, week_number, weekend_number
from wfm.units import MINUTES_PER_HOUR


@dataclass(frozen=True)
class HeadBound:
    """Fewest people that could work a set of lines, and the rule that says so."""

    people: int
    reason: str


def head_bound(lines: pd.DataFrame, first_day: date, rules: SiteRules, week_hours: float) -> HeadBound:
    """Return the fewest people who could work ``lines`` under the rules, with the reason.

    Parameters
    ----------
    lines
        Duty lines of one site and skill set, with the columns of ``shift_plan.LINES``.
    first_day
        First day of the plan, from which weeks are counted.
    rules
        The site's rules.
    week_hours
        Most paid hours a week of one person (``week_hours_limit``).

    Returns
    -------
    HeadBound
        The greatest term; of equal ones the first in the order of the table above.
    """
    if lines.empty:
        return HeadBound(0, "")
    labour = rules.labour
    week = week_number(lines["date"], first_day)
    terms = {
        "busiest day": int(_per_day(lines).max()),
        "shifts a week": _ceil_share(lines["people"].groupby(week).sum(), labour.shifts_per_week),
        "hours": max(_packed(part, week_hours) for _, part in lines.groupby(week)),
        "weekends": _weekends(lines, first_day, rules),
        "rest between shifts": fewest_for_rest(lines, labour.daily_rest_hours),
        "days in a row": _ceil_share(
            _per_day(lines).rolling(labour.max_consecutive_days + 1, min_periods=1).sum(),
            labour.max_consecutive_days,
        ),
    }
    reason = max(terms, key=lambda name: terms[name])
    return HeadBound(terms[reason], reason)


def tightened(bound: HeadBound, lines: pd.DataFrame, first_day: date, rules: SiteRules) -> HeadBound:
    """Return the bound, or a higher one of all rules about days together; parameters as ``head_bound``.

    Worth its half second only where a roster does not reach the bound.
    """
    per_day = _per_day(lines)
    dates = pd.Series(per_day.index)
    week = week_number(dates, first_day)
    number = weekend_number(dates, first_day, rules.weekend_days)
    takes = _weekend_people(lines, first_day, rules)
    places = {weekend: place for place, weekend in enumerate(takes.index)}
    days, last_weekend = [], NO_WEEKEND
    for day_week, before, weekend in zip(week, np.append(NO_WEEKEND, week[:-1]), number, strict=True):
        opens = weekend != NO_WEEKEND and weekend != last_weekend
        cycle, last_cycle = (n // rules.labour.weekends_in_cycle for n in (weekend, last_weekend))
        days.append(Day(day_week != before, opens, opens and cycle != last_cycle, places.get(weekend)))
        last_weekend = weekend if opens else last_weekend
    limits = Limits(rules.labour.max_consecutive_days, rules.labour.shifts_per_week, rules.weekends_worked)
    people = days_off_bound(per_day.to_numpy(), takes.to_numpy(), days, limits)
    return HeadBound(people, "days off together") if people > bound.people else bound


def _per_day(lines: pd.DataFrame) -> pd.Series:
    """Count shifts of every day from the first to the last, days without any included."""
    return lines.groupby("date")["people"].sum().asfreq("D", fill_value=0)


def _ceil_share(counts: pd.Series, per_person: int) -> int:
    return ceil(Fraction(int(counts.max()), per_person))


def _packed(lines: pd.DataFrame, week_hours: float) -> int:
    """Bound the people of one week by its hours."""
    room = int(week_hours * MINUTES_PER_HOUR)
    minutes, place = np.unique(lines["paid_minutes"], return_inverse=True)
    people = np.bincount(place, weights=lines["people"]).astype(int)
    lengths = [(int(m), int(n)) for m, n in zip(minutes, people, strict=True) if m > 0]
    best = Fraction(sum(m * n for m, n in lengths), room)
    for k in range(1, room // min((m for m, _ in lengths), default=room + 1) + 1):
        best = max(best, sum((_dual_feasible(m, room, k) * n for m, n in lengths), Fraction(0)))
    return ceil(best)


def _dual_feasible(minutes: int, room: int, k: int) -> Fraction:
    whole, left = divmod((k + 1) * minutes, room)
    return Fraction(minutes, room) if left == 0 else Fraction(whole, k)


def _weekends(lines: pd.DataFrame, first_day: date, rules: SiteRules) -> int:
    """Bound by weekends: each takes some people, each person works only some of a cycle."""
    takes = _weekend_people(lines, first_day, rules)
    cycles = takes.groupby(takes.index // rules.labour.weekends_in_cycle)
    terms = [ceil(Fraction(int(cycle.sum()), min(rules.weekends_worked, len(cycle)))) for _, cycle in cycles]
    return max(terms, default=0)


def _weekend_people(lines: pd.DataFrame, first_day: date, rules: SiteRules) -> pd.Series:
    """Give the fewest people of each weekend that has shifts, by its number."""
    number = weekend_number(lines["date"], first_day, rules.weekend_days)
    weekends = lines.groupby(number)
    takes = {int(str(key)): fewest_for_rest(part, rules.labour.daily_rest_hours) for key, part in weekends}
    return pd.Series(takes, dtype="int64").drop(NO_WEEKEND, errors="ignore")


def fewest_for_rest(lines: pd.DataFrame, rest_hours: float) -> int:
    """Return the fewest people for these lines if nothing bound but one shift a day and daily rest.

    Parameters
    ----------
    lines
        At least one duty line: ``date``, ``shift_start``, ``shift_end``, ``people``.
    rest_hours
        Least time between two shifts of a person (h).
    """
    # A start of a later day is the earliest at which someone on this day could work again.
    first_start = lines.groupby("date")["shift_start"].min().sort_index(ascending=False).cummin()
    later_day = lines["date"].map(first_start.shift())
    free = (lines["shift_end"] + pd.Timedelta(hours=rest_hours)).where(
        lambda rested: ~(rested < later_day), later_day
    )
    free = free.where(later_day.notna(), lines["shift_end"].max() + pd.Timedelta(hours=rest_hours))
    instants = pd.concat([lines["shift_start"], free], ignore_index=True)
    change = np.concatenate([lines["people"], -lines["people"]])
    # At one instant those who may start again leave before others come.
    order = np.lexsort((change, instants.astype("int64")))
    return int(change[order].cumsum().max())

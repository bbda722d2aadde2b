"""What binds one person's days: the rule book's limits with the person's contract, leave and past put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.problem import HARD, Before, Limit, PersonRules
from models.roster.site_month import SiteMonth
from wfm.horizon import weekday_and_minute
from wfm.people import Staff
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR


@dataclass(frozen=True, eq=False)
class Member:
    """One person of the staff: the row of ``STAFF``, the wage (per hour), and the days away.

    ``away`` are places of days in the month; ``credited`` hours and ``absent`` days with credit count by
    week of the plan, in the order of the month's weeks.
    """

    row: pd.Series
    wage: float
    away: frozenset[int]
    credited: NDArray[np.float64]
    absent: NDArray[np.int64]

    @property
    def person_id(self) -> str:
        """The person's number."""
        return str(self.row["person_id"])


def member_of(row: pd.Series, wage: float, month: SiteMonth, staff: Staff) -> Member:
    """Return a person with the days away; ``wage`` per hour is used where the person has none."""
    own = staff.away[staff.away["person_id"] == row["person_id"]]
    days = month.day_of(own["date"])
    weeks = np.unique(month.week)
    hours, count = np.zeros(len(weeks)), np.zeros(len(weeks), dtype=np.int64)
    for day, credit in zip(days, own["credited_hours"], strict=True):
        if 0 <= day < month.days:
            week = int(np.searchsorted(weeks, month.week[day]))
            hours[week] += credit
            count[week] += int(credit > 0)
    paid = wage if pd.isna(row["wage_per_hour"]) else float(row["wage_per_hour"])
    return Member(row, paid, frozenset(int(day) for day in days), hours, count)


def rules_of(member: Member, month: SiteMonth, must: float) -> PersonRules:
    """Return the rules of one person.

    Parameters
    ----------
    member, month
        The person and the site's month.
    must
        Price in place of ``HARD`` where a hard rule asks for work (money per hour): with ``HARD`` no roster
        at all might keep it, and then nothing could be said.
    """
    week_most, week_price = _week_most(member, month)
    least = month.rules.get("contract_hours_least")
    contract = float(member.row["contract_hours"])
    due = np.maximum(0.0, contract * _share_employed(member, month) - member.credited)
    return PersonRules(
        run=_limit("max_consecutive_days", member, month),
        days_off_together=_limit("days_off_together", member, month),
        nights_in_row=_limit("max_nights_in_row", member, month),
        rest_minutes=_limit("daily_rest_hours", member, month, MINUTES_PER_HOUR),
        rest_floor_minutes=_floor(month),
        start_drift_minutes=_limit("start_drift_hours", member, month, MINUTES_PER_HOUR),
        weekly_rest_minutes=_limit("weekly_rest_hours", member, month, MINUTES_PER_HOUR),
        week_shifts=_room(member, month),
        week_shifts_price=_price("shifts_per_week", member, month),
        week_minutes_most=week_most,
        week_minutes_most_price=week_price,
        week_minutes_least=()
        if least is None or least.is_off
        else tuple((MINUTES_PER_HOUR * np.maximum(0.0, due - _number(least.limit))).tolist()),
        week_minutes_least_price=min(must, _price("contract_hours_least", member, month)),
        weekends=_weekends(member, month),
        period_minutes=_period(month),
        free_days=tuple(sorted(day for day in member.away if 0 <= day < month.days)),
    )


def before_of(person_id: str, month: SiteMonth, staff: Staff) -> Before:
    """Return what a person did before the month; nothing is known of people without a prior roster."""
    own = staff.prior[staff.prior["person_id"] == person_id].sort_values("shift_start")
    day = month.day_of(own["date"])
    earlier = own[day < 0]
    if earlier.empty:
        return Before()
    worked = set(day[day < 0].tolist())
    nights = set(day[(day < 0) & month.is_night(own["night_minutes"])].tolist())
    last = earlier.iloc[[-1]]
    return Before(
        True,
        _in_a_row(worked),
        -1 - max(worked),
        _in_a_row(nights),
        float(month.minutes(earlier["shift_end"]).max()),
        float(weekday_and_minute(last["shift_start"], month.zone)[1][0]),
    )


def price_hours(key: str, month: SiteMonth) -> float:
    """Return the price of a unit of breach in hours of wage: infinite if hard, 0 if off."""
    rule = month.rules.get(key)
    if rule is None or rule.is_off:
        return 0.0
    return HARD if rule.is_hard else rule.price_hours


def _price(key: str, member: Member, month: SiteMonth) -> float:
    return price_hours(key, month) * member.wage


def _limit(key: str, member: Member, month: SiteMonth, unit: float = 1.0) -> Limit | None:
    price = _price(key, member, month)
    return Limit(month.rules[key].limit * unit, price) if price > 0 else None


def _number(limit: float) -> float:
    """Read a limit that is not given as none."""
    return 0.0 if np.isnan(limit) else limit


def _floor(month: SiteMonth) -> float:
    rule = month.rules.get("daily_rest_floor_hours")
    return 0.0 if rule is None or not rule.is_hard else rule.limit * MINUTES_PER_HOUR


def _room(member: Member, month: SiteMonth) -> tuple[float, ...]:
    if not month.is_on("shifts_per_week"):
        return ()
    return tuple(np.maximum(0.0, month.rules["shifts_per_week"].limit - member.absent).tolist())


def week_limits(member: Member, month: SiteMonth) -> dict[str, tuple[NDArray[np.float64], float]]:
    """Return the limits on a person's paid hours of each week, each with its price per hour, by rule."""
    contract = np.maximum(0.0, float(member.row["contract_hours"]) - member.credited)
    base = {"contract_hours_most": contract, "max_week_hours": np.zeros(len(contract))}
    return {
        key: (hours + _number(month.rules[key].limit), price)
        for key, hours in base.items()
        if (price := _price(key, member, month)) > 0
    }


def softer_limits(member: Member, month: SiteMonth) -> list[tuple[NDArray[np.float64], float]]:
    """Return the weekly limits that ``rules_of`` has no place for: soft ones beside another."""
    limits = week_limits(member, month)
    kept = _kept(limits)
    return [limit for key, limit in limits.items() if key not in kept]


def _week_most(member: Member, month: SiteMonth) -> tuple[tuple[float, ...], float]:
    """Return the tightest weekly limit that is hard, else the contract's, else the law's (minutes)."""
    limits = week_limits(member, month)
    kept = _kept(limits)
    if not kept:
        return (), HARD
    hours = np.min([limits[key][0] for key in kept], axis=0)
    return tuple((MINUTES_PER_HOUR * hours).tolist()), limits[kept[0]][1]


def _kept(limits: dict[str, tuple[NDArray[np.float64], float]]) -> list[str]:
    hard = [key for key, (_, price) in limits.items() if price == HARD]
    return hard or list(limits)[:1]


def _share_employed(member: Member, month: SiteMonth) -> NDArray[np.float64]:
    """Return the share of each week on which the person is employed and the plan runs."""
    start, end = member.row["start_date"], member.row["end_date"]
    is_employed = month.dates >= month.first_day
    if pd.notna(start):
        is_employed &= month.dates >= start
    if pd.notna(end):
        is_employed &= month.dates <= end
    weeks = np.unique(month.week)
    days = [int(is_employed[month.week == week].sum()) for week in weeks]
    return np.array(days, dtype=np.float64) / DAYS_PER_WEEK


def _weekends(member: Member, month: SiteMonth) -> Limit | None:
    free = _limit("free_weekends", member, month)
    return (
        None if free is None else Limit(max(0.0, month.terms["weekends_in_cycle"] - free.value), free.price)
    )


def _period(month: SiteMonth) -> tuple[float, float] | None:
    rule = month.rules.get("max_mean_week_hours")
    if rule is None or not rule.is_hard:
        return None
    weeks = int((month.dates >= month.first_day).sum()) / DAYS_PER_WEEK
    return 0.0, rule.limit * MINUTES_PER_HOUR * weeks


def _in_a_row(days: set[int]) -> int:
    """Count the days in a row up to the eve."""
    count = 0
    while -1 - count in days:
        count += 1
    return count

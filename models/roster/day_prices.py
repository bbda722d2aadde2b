"""Who may take which shift on which day, and what wishes make it cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.person_rules import Member, price_hours
from models.roster.problem import HARD
from models.roster.site_month import SiteMonth
from wfm.people import Staff
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

Pairs = frozenset[tuple[str, str]]
"""Roles and pools together."""

Flags = NDArray[np.bool_]


def day_prices(
    members: Sequence[Member],
    held: Sequence[Pairs],
    offers: pd.DataFrame,
    month: SiteMonth,
    staff: Staff,
    must: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the price of giving each offer to each person, and of each day off.

    Parameters
    ----------
    members, held
        People, and the roles and pools that each can work.
    offers
        One row per offer, with the columns of ``SiteMonth.lines``.
    month, staff
        The site's month; leave, availability, events, locks and wishes.
    must
        Price of a day off on which the person must work: locked on a shift, or booked.

    Returns
    -------
    tuple
        (people, offers), ``HARD`` where the person may not, and (people, days).
    """
    cost = np.zeros((len(members), len(offers)))
    off_cost = np.zeros((len(members), month.days))
    of = {
        name: {str(key): part for key, part in table.groupby("person_id")} for name, table in _tables(staff)
    }
    for p, member in enumerate(members):
        mine = {name: parts.get(member.person_id) for name, parts in of.items()}
        may = _is_skilled(held[p], offers) & _is_there(member, offers, month)
        may &= _is_available(mine["availability"], offers)
        if month.is_on("night_consent") and not member.row["works_nights"]:
            may &= ~offers["is_night"].to_numpy(dtype=bool)
        may = _decided(mine["locks"], offers, month, may, off_cost[p], must)
        may = _booked(mine["events"], offers, month, may, off_cost[p], must)
        cost[p, ~may] = HARD
        price = price_hours("wishes", month) * member.wage
        _wished(mine["wishes"], offers, month, min(price, must), cost[p], off_cost[p])
    return cost, off_cost


def _tables(staff: Staff) -> list[tuple[str, pd.DataFrame]]:
    return [
        ("availability", staff.availability),
        ("locks", staff.locks),
        ("events", staff.events),
        ("wishes", staff.wishes),
    ]


def _is_skilled(held: Pairs, offers: pd.DataFrame) -> Flags:
    return np.array([pairs <= held for pairs in offers["pairs"]], dtype=bool)


def _is_there(member: Member, offers: pd.DataFrame, month: SiteMonth) -> Flags:
    """Return where the person is employed and not away; a shift may not run into a day away."""
    date, day = offers["date"], offers["day"].to_numpy()
    start, end = member.row["start_date"], member.row["end_date"]
    away = np.array(sorted(member.away), dtype=np.int64)
    runs_over = offers["ends"].to_numpy() > MINUTES_PER_DAY
    there = ~np.isin(day, away) & ~(runs_over & np.isin(day + 1, away))
    if pd.notna(start):
        there &= (date >= start).to_numpy()
    if pd.notna(end):
        there &= (date <= end).to_numpy()
    return np.asarray(there, dtype=bool)


def _is_available(windows: pd.DataFrame | None, offers: pd.DataFrame) -> Flags:
    if windows is None:
        return np.ones(len(offers), dtype=bool)
    by_day = windows.drop_duplicates("weekday").set_index("weekday")
    window = by_day.reindex(offers["date"].dt.day_of_week)
    starts = offers["clock"].to_numpy() >= window["from_minute"].to_numpy(dtype=np.float64)
    return np.asarray(starts & (offers["ends"].to_numpy() <= window["to_minute"].to_numpy(dtype=np.float64)))


def _decided(
    locks: pd.DataFrame | None,
    offers: pd.DataFrame,
    month: SiteMonth,
    may: Flags,
    off_cost: NDArray[np.float64],
    must: float,
) -> Flags:
    """Keep to locked days; a shift that is not there, or not allowed, cannot be held out for."""
    if locks is None:
        return may
    day, pattern = offers["day"].to_numpy(), offers["pattern"].to_numpy(dtype=object)
    for at, code in zip(month.day_of(locks["date"]), locks["pattern"], strict=True):
        if 0 <= at < month.days:
            wanted = (day == at) & (pattern == code)
            may = may & ((day != at) | wanted)
            off_cost[at] += must if (may & wanted).any() else 0.0
    return may


def _booked(
    events: pd.DataFrame | None,
    offers: pd.DataFrame,
    month: SiteMonth,
    may: Flags,
    off_cost: NDArray[np.float64],
    must: float,
) -> Flags:
    """Put people on a shift that holds all their bookings of the day, where there is one."""
    if events is None:
        return may
    day = offers["day"].to_numpy()
    starts, ends = month.minutes(events["start"]), month.minutes(events["end"])
    days = month.day_of(events["date"])
    for at in np.unique(days[(days >= 0) & (days < month.days)]):
        first, last = starts[days == at].min(), ends[days == at].max()
        holds = (day == at) & (offers["start"].to_numpy() <= first) & (offers["end"].to_numpy() >= last)
        if (may & holds).any():
            may = may & ((day != at) | holds)
            off_cost[at] += must
    return may


def _wished(
    wishes: pd.DataFrame | None,
    offers: pd.DataFrame,
    month: SiteMonth,
    price: float,
    cost: NDArray[np.float64],
    off_cost: NDArray[np.float64],
) -> None:
    """Add to the prices of shifts and days off what wishes that they leave unmet weigh."""
    if wishes is None or price <= 0:
        return
    hour = offers["clock"].to_numpy(dtype=np.float64) / MINUTES_PER_HOUR
    early, late, night = (month.terms[f"wish_{name}_hour"] for name in ("day", "late", "night"))
    met = {
        "off": np.zeros(len(offers), dtype=bool),
        "work": np.ones(len(offers), dtype=bool),
        "early": hour < early,
        "day": (hour >= early) & (hour < late),
        "late": (hour >= late) & (hour < night),
        "night": offers["is_night"].to_numpy(dtype=bool),
    }
    day, pattern = offers["day"].to_numpy(), offers["pattern"].to_numpy(dtype=object)
    days = month.day_of(wishes["date"])
    for at, wish, weight in zip(days, wishes["wish"], wishes["weight"], strict=True):
        if 0 <= at < month.days:
            cost[(day == at) & ~met.get(wish, pattern == wish)] += price * weight
            off_cost[at] += price * weight if wish == "work" else 0.0

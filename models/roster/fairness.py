"""Rows beside the cover: fair parts of nights and weekends, new starters at once, second limits on weeks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.person_rules import Member, price_hours, softer_limits
from models.roster.problem import HARD, SideRow
from models.roster.site_month import NONE, SiteMonth
from wfm.people import Staff
from wfm.roles import Role
from wfm.units import MINUTES_PER_HOUR

FAIR = ("fair_nights", "fair_weekends")


class SideRows:
    """Side rows while they are gathered; each excess has a number and a price."""

    def __init__(self) -> None:
        self.rows: list[SideRow] = []
        self.price: list[float] = []

    def excess(self, price: float) -> int:
        """Return the number of a new excess at ``price``."""
        self.price.append(price)
        return len(self.price) - 1

    def add(
        self,
        people: NDArray[np.int64],
        offers: NDArray[np.int64],
        most: float,
        excess: int,
        value: NDArray[np.float64] | None = None,
    ) -> None:
        """Add a row over some cells; without ``value`` each counts once."""
        counted = np.ones(len(people)) if value is None else value
        self.rows.append(SideRow(people, offers, counted, most, excess))


def fair_shares(staff: Staff, month: SiteMonth) -> dict[tuple[str, str], float]:
    """Return the fair share of nights and of weekend shifts of each role's crew at a site, by (rule, role).

    A crew's share is what its members had in the weeks before the plan and what its duty lines ask for
    now, over the members who share (for nights: who may work them), rounded up. A skill set that several
    roles hold belongs to the first of them by name.
    """
    members = crew_members(staff, month)
    home = members.sort_values(["role", "skill_set"]).drop_duplicates("skill_set")
    lines = month.lines.merge(home[["skill_set", "role"]], on="skill_set")
    prior = own_prior(staff, month)
    found = {}
    for role, crew in members.groupby("role"):
        own, asked = prior.reindex(crew["person_id"]).fillna(0.0), lines[lines["role"] == role]
        counted = {"fair_nights": asked["is_night"], "fair_weekends": month.weekend[asked["day"]] != NONE}
        for key in FAIR:
            sharers = int(crew["works_nights"].sum()) if key == "fair_nights" else len(crew)
            total = float(own[key].sum() + asked["people"].to_numpy() @ np.asarray(counted[key], dtype=float))
            if sharers:
                found[key, str(role)] = float(math.ceil(total / sharers))
    return found


def crew_members(staff: Staff, month: SiteMonth) -> pd.DataFrame:
    """Return the people of a site who cover work: supervisors do not."""
    people = staff.people[staff.people["site"] == month.site]
    return people[people["role"] != Role.SUPERVISOR]


def own_prior(staff: Staff, month: SiteMonth) -> pd.DataFrame:
    """Return the nights and weekend shifts that each person had in the weeks over which fairness looks."""
    back = (month.first_day - staff.prior["date"]).dt.days
    recent = staff.prior[(back >= 0) & (back <= month.terms["fairness_days"])]
    weekday = recent["date"].dt.day_of_week
    counted = recent.assign(
        fair_nights=month.is_night(recent["night_minutes"]).astype(float),
        fair_weekends=weekday.isin(month.weekend_days).astype(float),
    )
    return counted.groupby("person_id")[list(FAIR)].sum()


def fair_rows(
    rows: SideRows,
    members: Sequence[Member],
    offers: pd.DataFrame,
    cost: NDArray[np.float64],
    month: SiteMonth,
    staff: Staff,
) -> None:
    """Add a row for each person who can get more than the fair share of nights, and of weekend shifts."""
    shares, prior = fair_shares(staff, month), own_prior(staff, month)
    counts = {
        "fair_nights": offers["is_night"].to_numpy(dtype=bool),
        "fair_weekends": month.weekend[offers["day"]] != NONE,
    }
    is_now = offers["worked_by"].to_numpy() == ""
    for key, is_counted in counts.items():
        hours = price_hours(key, month)
        for p, member in enumerate(members):
            share = shares.get((key, str(member.row["role"])))
            if hours <= 0 or share is None:
                continue
            mine = np.flatnonzero(is_counted & is_now & (cost[p] != HARD))
            had = float(prior[key].get(member.person_id, 0.0))
            if len(np.unique(offers["day"].to_numpy()[mine])) + had > share:
                who = np.full(len(mine), p, dtype=np.int64)
                rows.add(who, mine, share - had, rows.excess(hours * member.wage))


def new_starter_rows(
    rows: SideRows,
    members: Sequence[Member],
    offers: pd.DataFrame,
    cost: NDArray[np.float64],
    month: SiteMonth,
    price: float,
) -> None:
    """Add the rows of each date on which too many new starters could be on shift at once.

    One excess a date: whoever is on shift at some instant counts, and people on shift are most just after
    someone comes, so a row for every start of the date is enough.
    """
    rule = month.rules.get("new_starters_together")
    if rule is None or price <= 0:
        return
    started = pd.Series([member.row["start_date"] for member in members], dtype="datetime64[us]")
    day = offers["day"].to_numpy()
    start, end = offers["start"].to_numpy(), offers["end"].to_numpy()
    for d, date in enumerate(month.dates):
        age = (date - started).dt.days
        new = np.flatnonzero((age >= 0) & (age <= month.terms["new_starter_days"]))
        if len(new) <= rule.limit:
            continue
        excess = None
        for instant in np.unique(start[day == d]):
            here = (day == d) & (start <= instant) & (end > instant)
            who, what = np.nonzero(here[None, :] & (cost[new] != HARD))
            if len(np.unique(who)) > rule.limit:
                excess = rows.excess(price) if excess is None else excess
                rows.add(new[who], what.astype(np.int64), rule.limit, excess)


def week_rows(
    rows: SideRows,
    members: Sequence[Member],
    offers: pd.DataFrame,
    cost: NDArray[np.float64],
    month: SiteMonth,
) -> None:
    """Add the limits on a week's hours that stand, with a price, beside another one."""
    hours = offers["paid_minutes"].to_numpy(dtype=np.float64) / MINUTES_PER_HOUR
    week = np.unique(month.week, return_inverse=True)[1][offers["day"]]
    for p, member in enumerate(members):
        for most, price in softer_limits(member, month):
            for w, limit in enumerate(most):
                mine = np.flatnonzero((week == w) & (cost[p] != HARD))
                if len(mine):
                    who = np.full(len(mine), p, dtype=np.int64)
                    rows.add(who, mine, float(limit), rows.excess(price), hours[mine])

"""Paid, night, weekend and holiday hours of every person-day, and what they cost."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reports.person_days import in_grid_order, person_activities, person_days, wall_times
from wfm.horizon import midnight
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster import Roster, site_rules
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR

OWN, OF_ROLE = "own", "site and role"


def person_hours(roster: Roster, policy: Policy, staff: Staff | None) -> pd.DataFrame:
    """Return hours and money of every date on which a person works or is credited for being away.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Wages, premiums, holidays, currencies and weekends of the sites.
    staff
        Own wages and days away; ``None`` where positions are numbered.

    Returns
    -------
    pd.DataFrame
        In grid order, then by date: the columns of ``PEOPLE``, ``place``, ``date``, ``pattern``, ``zone``,
        ``shift_start``, ``shift_end`` (UTC, blank on a day away), ``away`` (code), ``paid``, ``night``,
        ``night_premium_hours``, ``weekend``, ``holiday`` and ``credited`` (h), ``wage_per_hour``,
        ``wage_source``, ``night_premium_per_hour``, ``wages``, ``night_premium``, ``holiday_premium`` and
        ``cost`` (plan currency), ``currency`` and ``rate`` of the site, ``site_cost`` (its currency).
        Weekend and holiday hours are paid time that falls on such a date of the site's clock, whatever the
        date on which the shift starts. Leave is credited in hours, not priced.
    """
    days = person_days(roster, policy)
    pieces = _paid_by_date(roster, policy, days)
    special = pieces.groupby(["person_id", "date"])[["weekend", "holiday", "dear"]].sum().reset_index()
    worked = days.merge(special, on=["person_id", "date"], how="left")
    worked = worked.assign(
        paid=worked["paid_minutes"] / MINUTES_PER_HOUR,
        night=worked["night_minutes"] / MINUTES_PER_HOUR,
        away="",
        credited=0.0,
    )
    together = pd.concat([worked, _days_away(roster, policy, staff)], ignore_index=True)
    numbers = ["paid", "night", "weekend", "holiday", "dear", "credited"]
    together[numbers] = together[numbers].fillna(0.0)
    together = together.sort_values(["place", "date"], kind="stable").reset_index(drop=True)
    return _with_money(together, policy, staff)


def holiday_lines(roster: Roster, policy: Policy, hours: pd.DataFrame) -> pd.DataFrame:
    """Return what each holiday adds to each shift: a night from one holiday into another makes two lines.

    Parameters
    ----------
    roster, policy
        As for :func:`person_hours`.
    hours
        What that returned for them.

    Returns
    -------
    pd.DataFrame
        Rows of ``hours`` with paid time on a holiday of their site, in their order, and ``holiday_date``
        (local), ``premium_share`` (of the wage), ``holiday`` (h on that date) and ``holiday_premium`` (plan
        currency) of the line alone.
    """
    pieces = _paid_by_date(roster, policy, person_days(roster, policy))
    key = ["person_id", "date", "on"]
    dated = pieces[pieces["holiday"] > 0].groupby(key).agg(holiday=("holiday", "sum"), dear=("dear", "sum"))
    dated = dated.reset_index().rename(columns={"on": "holiday_date"})
    lines = hours.drop(columns=["holiday", "dear"]).merge(dated, on=["person_id", "date"])
    return lines.assign(
        premium_share=lines["dear"] / lines["holiday"], holiday_premium=lines["dear"] * lines["wage_per_hour"]
    )


def _paid_by_date(roster: Roster, policy: Policy, days: pd.DataFrame) -> pd.DataFrame:
    """Return each paid stretch cut at its site's midnights: hours on weekends, on holidays, and ``dear``.

    ``dear`` hours are those on a holiday times the share of the wage that it adds.
    """
    activities = person_activities(roster, days)
    pieces = _cut_at_midnight(activities[activities["paid"]])
    weekends = {site: rules.weekend_days for site, rules in site_rules(policy).items()}
    places = list(zip(pieces["site"], pieces["on"], strict=True))
    on_weekend = np.array([day.weekday() in weekends[site] for site, day in places], bool)
    share_of = policy.holidays.set_index(["site", "date"])["premium_share"].to_dict()
    share = np.array([share_of.get(place, np.nan) for place in places], float)
    on_holiday = ~np.isnan(share)
    return pieces.assign(
        weekend=pieces["hours"].where(on_weekend, 0.0),
        holiday=pieces["hours"].where(on_holiday, 0.0),
        dear=pieces["hours"] * np.where(on_holiday, share, 0.0),
    )


def _cut_at_midnight(activities: pd.DataFrame) -> pd.DataFrame:
    """Return stretches with ``on`` (the local date) and ``hours``; no stretch spans two midnights."""
    first = wall_times(activities["start"], activities["zone"]).dt.normalize()
    last_moment = activities["end"] - pd.Timedelta(minutes=1)
    last = wall_times(last_moment, activities["zone"]).dt.normalize()
    crosses = first != last
    midnights = activities["end"].copy()
    midnights[crosses] = [
        midnight(day.date(), zone)
        for day, zone in zip(last[crosses], activities.loc[crosses, "zone"], strict=True)
    ]
    before = activities.assign(on=first, end=midnights)
    after = activities[crosses].assign(on=last[crosses], start=midnights[crosses])
    pieces: pd.DataFrame = pd.concat([before, after], ignore_index=True)
    return pieces.assign(hours=(pieces["end"] - pieces["start"]).dt.total_seconds() / SECONDS_PER_HOUR)


def _days_away(roster: Roster, policy: Policy, staff: Staff | None) -> pd.DataFrame:
    """Return the days away of the roster's people in the form of days worked."""
    if staff is None:
        return pd.DataFrame()
    people = in_grid_order(roster.people).rename_axis("place").reset_index()
    away = staff.away.rename(columns={"code": "away", "credited_hours": "credited"})
    days = away.merge(people, on="person_id")
    return days.assign(
        zone=days["site"].map(policy.sites.set_index("site")["time_zone"]), pattern="", paid=0.0, night=0.0
    )


def _with_money(days: pd.DataFrame, policy: Policy, staff: Staff | None) -> pd.DataFrame:
    pay = policy.pay.set_index(["site", "role"])
    at = pd.MultiIndex.from_frame(days[["site", "role"]])
    of_role = pay["wage_per_hour"].reindex(at).to_numpy(float)
    own = np.full(len(days), np.nan)
    if staff is not None:
        wages = staff.people.set_index("person_id")["wage_per_hour"]
        own = days["person_id"].map(wages).to_numpy(float)
    wage = np.where(np.isnan(own), of_role, own)
    premium = pay["night_premium_per_hour"].reindex(at).to_numpy(float)
    sites = policy.sites.set_index("site")
    rate = days["site"].map(sites["rate"])
    priced = days.assign(
        wage_per_hour=wage,
        wage_source=np.where(np.isnan(own), OF_ROLE, OWN),
        night_premium_per_hour=premium,
        night_premium_hours=days["night"].where(premium > 0, 0.0),
        wages=days["paid"] * wage,
        night_premium=days["night"] * premium,
        holiday_premium=days["dear"] * wage,
        currency=days["site"].map(sites["currency"]),
        rate=rate,
    )
    cost = priced["wages"] + priced["night_premium"] + priced["holiday_premium"]
    return priced.assign(cost=cost, site_cost=cost / rate)

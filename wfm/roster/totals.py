"""What the roster gives each person: hours, weekends off, longest run of days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from wfm.roster.checks import worked_shifts
from wfm.roster.noun import Roster
from wfm.roster.site_rules import NO_WEEKEND, SiteRules, week_number, weekend_number
from wfm.schema import Column, Schema
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR

TOTALS = Schema(
    "Totals of each person",
    {
        "person_id": Column("str", "", "person"),
        "site": Column("str", "", "site"),
        "shifts": Column("int64", "shifts", "shifts in the plan", 0),
        "paid_hours": Column("float64", "h", "paid hours in the plan", 0),
        "busiest_week_hours": Column("float64", "h", "paid hours of the busiest week", 0),
        "night_hours": Column("float64", "h", "paid hours inside the site's night", 0),
        "longest_run": Column("int64", "days", "most days worked in a row", 0),
        "shortest_rest_hours": Column("float64", "h", "shortest rest between shifts", nullable=True),
        "weekends_off": Column("int64", "weekends", "weekends of the plan without a shift", 0),
        "single_days_off": Column("int64", "days", "days off between two days of work", 0),
    },
    ("person_id",),
)


def person_totals(roster: Roster, rules: Mapping[str, SiteRules]) -> pd.DataFrame:
    """Return hours, weekends and runs of every person on the roster.

    Parameters
    ----------
    roster
        The roster; a person without any shift has a row of zeros.
    rules
        Rules of each site, for its weekend.

    Returns
    -------
    pd.DataFrame
        Columns of ``TOTALS``, one row per person in the order of ``roster.people``.
    """
    worked = worked_shifts(roster)
    horizon = roster.shift_plan.horizon
    week = week_number(worked["date"], horizon.first_day)
    by_person = worked.groupby("person_id")
    step = by_person["date"].diff().dt.days
    run = worked.groupby(["person_id", (step != 1).cumsum()]).size().groupby(level=0).max()
    rest = (worked["shift_start"] - by_person["shift_end"].shift()).dt.total_seconds() / SECONDS_PER_HOUR
    figures = pd.DataFrame(
        {
            "shifts": by_person.size(),
            "paid_hours": by_person["paid_minutes"].sum() / MINUTES_PER_HOUR,
            "busiest_week_hours": _busiest_week(worked, week),
            "night_hours": by_person["night_minutes"].sum() / MINUTES_PER_HOUR,
            "longest_run": run,
            "single_days_off": (step == 2).groupby(worked["person_id"]).sum(),
        }
    )
    people = roster.people[["person_id", "site"]].set_index("person_id")
    totals = people.join(figures.reindex(people.index).fillna(0))
    totals["shortest_rest_hours"] = rest.groupby(worked["person_id"]).min()
    totals["weekends_off"] = _weekends_off(roster, worked, rules)
    return TOTALS.conform(totals.reset_index())


def _busiest_week(worked: pd.DataFrame, week: np.ndarray) -> pd.Series:
    weekly = worked.groupby(["person_id", week])["paid_minutes"].sum()
    return weekly.groupby(level=0).max() / MINUTES_PER_HOUR


def _weekends_off(roster: Roster, worked: pd.DataFrame, rules: Mapping[str, SiteRules]) -> pd.Series:
    """Count the plan's weekends less those worked, for each person."""
    horizon = roster.shift_plan.horizon
    days = pd.Series(pd.date_range(horizon.first_day, horizon.last_day, unit="us"))
    off = pd.Series(0, index=roster.people["person_id"])
    for site, people in roster.people.groupby("site"):
        weekend_days = rules[str(site)].weekend_days
        planned = weekend_number(days, horizon.first_day, weekend_days)
        planned = planned[planned != NO_WEEKEND]
        part = worked[worked["site"] == site]
        number = pd.Series(weekend_number(part["date"], horizon.first_day, weekend_days), part.index)
        worked_in_plan = number[number.isin(planned)].groupby(part["person_id"]).nunique()
        off[people["person_id"]] = len(set(planned)) - worked_in_plan.reindex(people["person_id"]).fillna(0)
    return off

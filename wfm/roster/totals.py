"""What the roster gives each person: hours against contract, nights, weekends, runs, wishes, fair shares."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.roster.rules.case import Case
from wfm.roster.rules.fairness import night_shares, weekend_shares
from wfm.roster.rules.weekends import planned_weekends, weekend_shifts
from wfm.roster.rules.wishes import wishes_with_days
from wfm.rule_book import RuleBook
from wfm.schema import Column, Schema
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR

TOTALS = Schema(
    "Totals of each person",
    {
        "person_id": Column("str", "", "person"),
        "site": Column("str", "", "site"),
        "shifts": Column("int64", "shifts", "shifts in the plan", 0),
        "paid_hours": Column("float64", "h", "paid hours in the plan", 0),
        "due_hours": Column("float64", "h", "contract over the plan, less hours credited for days away", 0),
        "hours_over": Column("float64", "h", "paid hours less those due; below 0: too few"),
        "busiest_week_hours": Column("float64", "h", "paid hours of the busiest week", 0),
        "night_hours": Column("float64", "h", "paid hours inside the site's night", 0),
        "nights": Column("int64", "nights", "night shifts in the plan", 0),
        "nights_beyond": Column("float64", "nights", "nights beyond the crew's fair share", 0),
        "weekend_shifts": Column("int64", "shifts", "shifts on weekend days in the plan", 0),
        "weekend_beyond": Column("float64", "shifts", "weekend shifts beyond the crew's fair share", 0),
        "weekends_off": Column("int64", "weekends", "weekends of the plan without a shift", 0),
        "longest_run": Column("int64", "days", "most days worked in a row", 0),
        "shortest_rest_hours": Column("float64", "h", "shortest rest between shifts", nullable=True),
        "single_days_off": Column("int64", "days", "days off between two days of work", 0),
        "wishes": Column("int64", "wishes", "wishes for days of the plan", 0),
        "wishes_met": Column("int64", "wishes", "wishes that are met", 0),
    },
    ("person_id",),
)


def person_totals(roster: Roster, staff: Staff, rule_book: RuleBook, policy: Policy) -> pd.DataFrame:
    """Return hours, nights, weekends, runs, wishes and fair shares of every person on the roster.

    Parameters
    ----------
    roster
        The roster; a person without any shift has a row of zeros.
    staff
        Days away, wishes and shifts before the plan; ``nobody()`` where positions are numbered.
    rule_book
        What a night is, and how far back fairness looks.
    policy
        Sites with zones and weekends.

    Returns
    -------
    pd.DataFrame
        Columns of ``TOTALS``, one row per person in the order of ``roster.people``; runs, rests and days off
        are those inside the plan.
    """
    case = Case(roster, staff, rule_book, policy)
    worked = case.worked
    by_person = worked.groupby("person_id")
    step = by_person["date"].diff().dt.days
    rest = (worked["shift_start"] - by_person["shift_end"].shift()).dt.total_seconds() / SECONDS_PER_HOUR
    by_week = case.weeks.groupby("person_id")
    wishes = wishes_with_days(case).groupby("person_id")["is_met"]
    figures = pd.DataFrame(
        {
            "shifts": by_person.size(),
            "paid_hours": by_person["paid_minutes"].sum() / MINUTES_PER_HOUR,
            "due_hours": by_week["due"].sum(),
            "busiest_week_hours": by_week["paid"].max(),
            "night_hours": by_person["night_minutes"].sum() / MINUTES_PER_HOUR,
            "nights": by_person["is_night"].sum(),
            "nights_beyond": _beyond(night_shares(case)),
            "weekend_shifts": weekend_shifts(worked, case).groupby("person_id").size(),
            "weekend_beyond": _beyond(weekend_shares(case)),
            "longest_run": worked.groupby(["person_id", (step != 1).cumsum()]).size().groupby(level=0).max(),
            "single_days_off": (step == 2).groupby(worked["person_id"]).sum(),
            "wishes": wishes.size(),
            "wishes_met": wishes.sum(),
        }
    )
    people = roster.people[["person_id", "site"]].set_index("person_id")
    totals = people.join(figures.reindex(people.index).astype("float64").fillna(0.0))
    totals["hours_over"] = totals["paid_hours"] - totals["due_hours"]
    totals["shortest_rest_hours"] = rest.groupby(worked["person_id"]).min()
    totals["weekends_off"] = _weekends_off(case, totals["site"])
    return TOTALS.conform(totals.reset_index())


def _beyond(shares: pd.DataFrame) -> pd.Series:
    beyond = (shares["own"] - shares["share"]).clip(lower=0.0)
    return beyond.fillna(0.0).set_axis(shares["person_id"])


def _weekends_off(case: Case, sites: pd.Series) -> np.ndarray:
    """Count the plan's weekends less those worked, for each person."""
    planned = {site: planned_weekends(case, site) for site in sites.unique()}
    shifts = weekend_shifts(case.worked, case)
    inside = [
        weekend in set(planned[site]) for site, weekend in zip(shifts["site"], shifts["weekend"], strict=True)
    ]
    taken = shifts[pd.Series(inside, shifts.index, dtype="bool")].groupby("person_id")["weekend"].nunique()
    count = {site: len(weekends) for site, weekends in planned.items()}
    off = sites.map(count).astype("int64") - taken.reindex(sites.index, fill_value=0)
    return np.asarray(off, dtype=np.int64)

"""What each person works, is credited and owes in each week of the plan."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.people import Staff
from wfm.roster.site_rules import week_number
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

KEY = ["person_id", "week"]


def weeks(people: pd.DataFrame, staff: Staff, worked: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    """Return what each person works, is credited and owes in each week of the plan.

    Parameters
    ----------
    people
        Everyone on the roster.
    staff
        Days away, and the first and last day of each contract.
    worked
        Shifts of the plan; ``date`` is that on which each starts.
    days
        Every local date of the plan, in order.

    Returns
    -------
    pd.DataFrame
        ``site``, ``person_id``, ``week`` (from 0; -1 where a site's day begins before the plan's), ``date``
        (first shift of the week, else its first day), ``shifts``, ``paid`` (h), ``contract`` (h a week),
        ``credited`` (h of days away), ``days_credited`` and ``due`` (h): the contract's share of the days
        on which the person is employed and the plan runs, less the hours credited.
    """
    first = days.iloc[0].date()
    worked = worked.assign(week=week_number(worked["date"], first))
    by_week = worked.groupby(KEY).agg(
        shifts=("line", "size"), minutes=("paid_minutes", "sum"), first_shift=("date", "min")
    )
    numbers = pd.DataFrame({"week": np.unique(week_number(days, first))})
    every = people[["person_id"]].merge(numbers, how="cross")
    table = every.merge(by_week.reset_index(), on=KEY, how="outer")
    table = table.merge(people[["person_id", "site", "contract_hours"]], on="person_id")
    table = table.merge(_credited(staff, days), on=KEY, how="left").merge(
        _employed(people, staff, days), on=KEY, how="left"
    )
    table = table.fillna(dict.fromkeys(("shifts", "minutes", "credited", "days_credited", "days"), 0.0))
    monday = days.iloc[0] + pd.to_timedelta(DAYS_PER_WEEK * table["week"], unit="D")
    due = table["contract_hours"] * table["days"] / DAYS_PER_WEEK - table["credited"]
    return table.assign(
        date=table["first_shift"].fillna(monday),
        paid=table["minutes"] / MINUTES_PER_HOUR,
        contract=table["contract_hours"],
        due=due.clip(lower=0.0),
    )


def _credited(staff: Staff, days: pd.Series) -> pd.DataFrame:
    """Sum the hours credited for days away, and count the days that are credited any."""
    absent = staff.away.assign(week=week_number(staff.away["date"], days.iloc[0].date()))
    absent = absent.assign(is_credited=absent["credited_hours"] > 0)
    by_week = absent.groupby(KEY).agg(
        credited=("credited_hours", "sum"), days_credited=("is_credited", "sum")
    )
    return by_week.reset_index()


def _employed(people: pd.DataFrame, staff: Staff, days: pd.Series) -> pd.DataFrame:
    """Count the days of the plan, week by week, on which each person is employed."""
    people = people[["person_id"]].merge(
        staff.people[["person_id", "start_date", "end_date"]], on="person_id", how="left"
    )
    each = days.to_numpy()[None, :]
    start = people["start_date"].fillna(days.iloc[0]).to_numpy()[:, None]
    end = people["end_date"].fillna(days.iloc[-1]).to_numpy()[:, None]
    is_employed = (start <= each) & (each <= end)
    week = week_number(days, days.iloc[0].date())
    counts = {int(number): is_employed[:, week == number].sum(axis=1) for number in np.unique(week)}
    table = pd.DataFrame(counts).assign(person_id=people["person_id"])
    return table.melt("person_id", var_name="week", value_name="days").astype({"week": "int64"})

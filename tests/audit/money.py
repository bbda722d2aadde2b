"""Cost recounted from paid and night hours, own wages and holidays, against the Summary sheet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.audit.book import Book
from tests.audit.given import Given
from tests.audit.people import PersonGiven, read_people
from tests.audit.sheets import rows_of, shares, text

TOLERANCE = 1e-6


def recount_cost(book: Book, given: Given) -> tuple[list[str], dict[str, float]]:
    """Return the differences, and wages, premiums, supervisors and total in the plan's currency.

    Hours are counted from Activities (wages) and as checked elsewhere (night); those who only supervise
    are counted apart. A wage on sheet Staff goes before that of site and role; the night's premium is the
    role's, a holiday's is a share of the wage.
    """
    days, activities = book.agent_days, book.activities
    paid = activities[activities["paid"].astype(bool)]
    hours = ((paid["end"] - paid["start"]).dt.total_seconds() / 3600).groupby(paid["agent_id"]).sum()
    people = days.groupby("agent_id").agg(
        site=("site", "first"), role=("role", "first"), night=("night_hours", "sum")
    )
    staff, dear = read_people(given), _holiday_hours(paid, people["site"], given)
    leads = set(activities.loc[activities["activity"] == "supervise", "agent_id"])
    sums = {"Wages": 0.0, "Premiums": 0.0, "Supervisors": 0.0}
    for agent, person in people.iterrows():
        wage = wage_of(staff.get(str(agent)), person["site"], person["role"], given)
        premium = given.pay(person["site"], person["role"]).premium
        wages = hours.get(agent, 0.0) * wage
        premiums = person["night"] * premium + dear.get(agent, 0.0) * wage
        if agent in leads:
            sums["Supervisors"] += wages + premiums
        else:
            sums["Wages"] += wages
            sums["Premiums"] += premiums
    sums["Total cost"] = sum(sums.values())
    differences = []
    for label, counted in sums.items():
        told = float(book.figures.get(label, np.nan))
        if not abs(told - counted) <= TOLERANCE * max(1.0, counted):
            differences.append(f"Summary: {label} {told}, counted {counted}")
    return differences, sums


def wage_of(person: PersonGiven | None, site: str, role: str, given: Given) -> float:
    """Return what an hour of someone costs in the plan's currency: their own wage, else the role's."""
    if person is None or person.wage is None:
        return given.pay(site, role).wage
    return person.wage / given.per_plan_currency(person.site)


def _holiday_hours(paid: pd.DataFrame, sites: pd.Series, given: Given) -> dict[str, float]:
    """Return each person's paid hours on holidays of their site, times the share that is added."""
    rows = rows_of(given.sheets, "Holidays", "date")
    added = shares([row.get("premium") for row in rows])
    found: dict[str, float] = {}
    for site in sites.unique():
        # A row of the site goes before one for all.
        by_day = {
            pd.Timestamp(row["date"]): share
            for place in ("", site)
            for row, share in zip(rows, added, strict=True)
            if text(row.get("site")) == place and share is not None
        }
        mine = paid[paid["agent_id"].map(sites) == site]
        for day, share in by_day.items():
            opens, closes = (
                date.tz_localize(given.zone(site)).tz_convert("UTC")
                for date in (day, day + pd.Timedelta(days=1))
            )
            inside = mine["end"].clip(upper=closes) - mine["start"].clip(lower=opens)
            hours = (inside.dt.total_seconds() / 3600).clip(lower=0.0).groupby(mine["agent_id"]).sum()
            for agent, worked in hours.items():
                found[agent] = found.get(agent, 0.0) + worked * share
    return found

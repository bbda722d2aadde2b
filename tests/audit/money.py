"""Cost recounted from paid and night hours, against the Summary sheet."""

from __future__ import annotations

import numpy as np

from tests.audit.book import Book
from tests.audit.given import Given

TOLERANCE = 1e-6


def recount_cost(book: Book, given: Given) -> tuple[list[str], dict[str, float]]:
    """Return the differences, and wages, premiums, supervisors and total in the plan's currency.

    Hours are counted from Activities (wages) and as checked elsewhere (night); those who only supervise
    are counted apart.
    """
    days, activities = book.agent_days, book.activities
    paid = activities[activities["paid"].astype(bool)]
    hours = ((paid["end"] - paid["start"]).dt.total_seconds() / 3600).groupby(paid["agent_id"]).sum()
    people = days.groupby("agent_id").agg(
        site=("site", "first"), role=("role", "first"), night=("night_hours", "sum")
    )
    leads = set(activities.loc[activities["activity"] == "supervise", "agent_id"])
    sums = {"Wages": 0.0, "Premiums": 0.0, "Supervisors": 0.0}
    for agent, person in people.iterrows():
        pay = given.pay(person["site"], person["role"])
        wages, premiums = hours.get(agent, 0.0) * pay.wage, person["night"] * pay.premium
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

"""The staffing rules of each person's site: rest, days in a row, shifts and hours of a week."""

from __future__ import annotations

import pandas as pd

from tests.audit.book import Book
from tests.audit.finding import described
from tests.audit.given import Given
from tests.audit.timeline import Minutes

TOLERANCE = 1e-6
LIMITS = (
    "daily_rest_hours",
    "max_consecutive_days",
    "shifts_per_week",
    "max_week_hours",
    "free_weekends",
    "weekends_in_cycle",
)


def check_rules(book: Book, given: Given) -> list[str]:
    """Return every rule that a person's shifts break; weeks count from the plan's first day."""
    days = book.agent_days.sort_values(["agent_id", "date"])
    if days.empty or book.coverage.empty:
        return []
    plan_zone = given.settings["timezone"]
    first_day = book.coverage["interval_start"].min().tz_convert(plan_zone).tz_localize(None).normalize()
    days = days.assign(week=(days["date"] - first_day).dt.days // 7)
    differences = []
    for site, mine in days.groupby("site"):
        limits = {name: given.rule(str(site), name) for name in LIMITS}
        differences += _rest(mine, limits["daily_rest_hours"])
        differences += _runs(mine, limits["max_consecutive_days"])
        differences += _weekends(mine, first_day, given.weekend(str(site)), limits)
        weeks = mine.groupby(["agent_id", "week"]).agg(shifts=("date", "size"), hours=("paid_hours", "sum"))
        weeks = weeks.reset_index()
        many = weeks[weeks["shifts"] > limits["shifts_per_week"]]
        long = weeks[weeks["hours"] > limits["max_week_hours"] + TOLERANCE]
        contract = weeks["agent_id"].map(book.contracts)
        over = weeks[weeks["hours"] > contract + TOLERANCE]
        differences += described("Rule: shifts in a week", many, ["agent_id", "week", "shifts"])
        differences += described("Rule: paid hours in a week", long, ["agent_id", "week", "hours"])
        differences += described("Rule: more hours than the contract", over, ["agent_id", "week", "hours"])
    return differences


def _rest(days: pd.DataFrame, least: float) -> list[str]:
    rest = (days["shift_start"] - days.groupby("agent_id")["shift_end"].shift()).dt.total_seconds() / 3600
    bad = days.assign(rest=rest)[rest < least - TOLERANCE]
    return described("Rule: rest before the shift", bad, ["agent_id", "date", "rest"])


def _runs(days: pd.DataFrame, most: float) -> list[str]:
    new_run = (days.groupby("agent_id")["date"].diff().dt.days != 1).cumsum()
    length = days.groupby(new_run)["date"].transform("size")
    bad = days.assign(run=length)[(length > most) & ~new_run.duplicated()]
    return described("Rule: days worked in a row", bad, ["agent_id", "date", "run"])


def _weekends(
    days: pd.DataFrame, first_day: pd.Timestamp, weekend: set[int], limits: dict[str, float]
) -> list[str]:
    """Weekends worked in each cycle; the first weekend is the one that begins in the plan's first week."""
    if not weekend:
        return []
    opening = next(day for day in sorted(weekend) if (day - 1) % 7 not in weekend)
    first = first_day + pd.Timedelta(days=(opening - first_day.weekday()) % 7)
    if (first_day.weekday() in weekend) and first_day.weekday() != opening:
        first -= pd.Timedelta(days=7)
    worked = days[days["date"].dt.day_of_week.isin(weekend)]
    number = (worked["date"] - first).dt.days // 7
    cycle = number // int(limits["weekends_in_cycle"])
    worked = worked.assign(number=number, cycle=cycle)
    counts = worked.groupby(["agent_id", "cycle"])["number"].nunique().rename("weekends").reset_index()
    bad = counts[counts["weekends"] > limits["weekends_in_cycle"] - limits["free_weekends"]]
    return described("Rule: weekends worked in a cycle", bad, ["agent_id", "cycle", "weekends"])


def check_seats(book: Book, given: Given) -> list[str]:
    """Return where people at work at once, pauses and supervisors left out, exceed the site's seats."""
    sites = book.agent_days.groupby("agent_id")["site"].first()
    seated = book.activities[~book.activities["activity"].isin(("meal", "break", "supervise"))]
    minutes = Minutes([book.activities["start"], book.activities["end"]])
    differences = []
    for site in sites.unique():
        seats = given.seats(site)
        mine = seated[seated["agent_id"].map(sites) == site]
        if seats is not None and len(mine) and minutes.people(mine).max() > seats:
            differences.append(
                f"Rule: seats: {site} has {minutes.people(mine).max():g} people on {seats:g} seats"
            )
    return differences

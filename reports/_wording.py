"""A plan's figures in a planner's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wfm.horizon import local_times
from wfm.roles import Role
from wfm.roster.versions import PUBLISHED, Version
from wfm.shift_plan.recount import LIVE
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workload.deferrable import CALLBACK, EMAIL, REVIEW

PERCENT = 100
LATE_NAMES = {REVIEW: "reviews", CALLBACK: "callbacks", EMAIL: "emails"}

STATUS_WORDS = {
    "optimal": "Finished: within the distance from the cheapest possible that was asked for.",
    "feasible": "Complete; that it is cheapest is proven less closely than was asked for.",
    "stopped": "Complete; the search was stopped and the best plan so far was kept.",
}


def status_words(status: str) -> str:
    """Return what a status (optimal, feasible or stopped) means for the planner."""
    return STATUS_WORDS[status]


def gap_words(above: float, share: float, currency: str) -> str:
    """Return how close a plan is to the cheapest possible, in words.

    Parameters
    ----------
    above
        Most that the plan can be dearer than the cheapest possible (currency, 0 or more).
    share
        The same as a share of the staffing cost.
    currency
        Currency of the plan.

    Examples
    --------
    >>> gap_words(180.4, 0.008, "EUR")
    'at most EUR 180 (0.8 %) above the cheapest possible'
    """
    if above <= 0:
        return "the cheapest possible"
    return f"at most {currency} {above:,.0f} ({share * PERCENT:.1f} %) above the cheapest possible"


def plan_closeness(shift_plan: Mapping[str, Any], currency: str) -> str:
    """Return how good a shift plan provably is over all its weeks.

    Parameters
    ----------
    shift_plan
        Part of the summary: whole ``objective`` and ``bound``, and its ``weeks`` with ``staffing_cost``.
    currency
        Currency of the plan.
    """
    above = max(0.0, shift_plan["objective"] - shift_plan["bound"])
    staffing = sum(week["staffing_cost"] for week in shift_plan["weeks"])
    # Below half a unit of currency nothing would be shown but 0.
    return gap_words(above if round(above) else 0.0, above / staffing if staffing else 0.0, currency)


def day_words(day: pd.Timestamp) -> str:
    """Return a date as planners write it, ``Mon 1 Feb``."""
    return f"{day:%a} {day.day} {day:%b}"


def version_words(version: Version | None, zone: str) -> str:
    """Return which version of a roster this is, with when it was published on the clock of ``zone``.

    Parameters
    ----------
    version
        Version of the roster; ``None`` while none was made.
    zone
        IANA zone in which the reader lives.
    """
    if version is None or version.number == 0:
        return "draft, not published"
    if version.status != PUBLISHED or version.published_at is None:
        return f"draft with changes since version {version.number}, not published"
    instant = pd.Timestamp(version.published_at).tz_convert("UTC")
    moment = local_times(pd.DatetimeIndex([instant]), zone)[0]
    return f"version {version.number}, published {day_words(moment)} {moment.year} {moment:%H:%M} ({zone})"


def service_words(role: str, activity: str) -> str:
    """Return what a role's simulated service is the share of."""
    if activity != LIVE:
        return f"Hours of {LATE_NAMES[activity]} in time"
    return "Time watched" if role == Role.MONITOR else "Answered in time"


def offset_words(offset: pd.Timedelta) -> str:
    """Return an offset from UTC in the form of imports, ``UTC+05:30``."""
    minutes = round(offset.total_seconds() / SECONDS_PER_MINUTE)
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"

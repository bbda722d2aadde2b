"""Numbers, times and roles as a planner reads them in an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from wfm.horizon import Horizon, local_times
from wfm.reference import shown_number
from wfm.units import MINUTES_PER_HOUR

ERLANG_DIGITS = 3
"""Decimals of erlangs and hours in words; the values beside them keep every digit."""

ROLE_WORDS = {
    "agent": "agents",
    "qa_reviewer": "QA reviewers",
    "monitor": "monitors",
    "escalation_agent": "escalation agents",
    "augmented_agent": "augmented agents",
    "specialist": "specialists",
    "approver": "approvers",
    "supervisor": "supervisors",
    "platform_manager": "platform managers",
}


ONE_OF = {
    "people": "person",
    "contacts": "contact",
    "conversations": "conversation",
    "intervals": "interval",
    "reviews": "review",
    "shifts": "shift",
}
"""Units of which there may be one, by how several of them are called."""


def role_words(role: str) -> str:
    """Return the people of a role, as ``escalation agents``; other words as they are."""
    return ROLE_WORDS.get(role, role)


def figure(value: float, decimals: int = 2) -> str:
    """Return a number with thousands marked and at most so many decimals, without needless zeros."""
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share(value: float) -> str:
    """Return a share in percent, as ``13 %``."""
    return shown_number(round(float(value), 6), "share")


def seconds(value: float) -> str:
    """Return a time in seconds, as ``339.7 s``."""
    return f"{figure(value, 1)} s"


def people(value: float) -> str:
    """Return a number of people, as ``6 people`` or ``1 person``."""
    return f"{figure(value)} {'person' if value == 1 else 'people'}"


def unit_words(value: object, unit: str) -> str:
    """Return the unit as it follows a value: one of it is 1 contact, not 1 contacts."""
    return ONE_OF.get(unit, unit) if value in (1, "1") else unit


def apportioned(values: Sequence[float], decimals: int = ERLANG_DIGITS) -> list[str]:
    """Return numbers as text with so many decimals that add up to their rounded sum.

    Each is cut and the units left over go to those that lost most, as seats are dealt to parties.
    """
    scale = 10**decimals
    exact = np.asarray(values, float) * scale
    units = np.floor(exact)
    missing = int(round(float(exact.sum())) - units.sum())
    for place in np.argsort(units - exact, kind="stable")[: max(missing, 0)]:
        units[place] += 1
    return [f"{unit / scale:,.{decimals}f}" for unit in units]


def clock(instant: pd.Timestamp, zone: str) -> str:
    """Return an instant on the wall clock of ``zone``, as ``Mon 1 Feb 10:00``."""
    local = instant.tz_convert(zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def span(start: pd.Timestamp, horizon: Horizon, zone: str) -> str:
    """Return an interval on the wall clock of ``zone``, as ``Mon 1 Feb 10:00-10:30``."""
    end = (start + pd.Timedelta(minutes=horizon.interval_minutes)).tz_convert(zone)
    return f"{clock(start, zone)}-{end:%H:%M}"


def time_of_day(instant: pd.Timestamp, zone: str) -> str:
    """Return the time of day of an instant on the wall clock of ``zone``, as ``10:00``."""
    return f"{instant.tz_convert(zone):%H:%M}"


def minute_of_day(minute: int) -> str:
    """Return minutes after midnight as a time of day, as ``08:30``."""
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"


def hours_of_day(first: int, last: int) -> str:
    """Return two minutes after midnight as hours, as ``08:00-22:00``."""
    return f"{minute_of_day(int(first))}-{minute_of_day(int(last))}"


def day(when: date | pd.Timestamp) -> str:
    """Return a date, as ``Mon 1 Feb 2027``."""
    return f"{when:%a} {when.day} {when:%b %Y}"


def stamp(instant: pd.Timestamp, zone: str) -> str:
    """Return an instant as the book writes it: the site's wall clock with its UTC offset."""
    local = local_times(pd.DatetimeIndex([instant]), zone)[0].to_pydatetime()
    is_whole = local.second == 0 and local.microsecond == 0
    return local.isoformat(sep=" ", timespec="minutes" if is_whole else "auto")


def listed(words: Sequence[str], at_most: int) -> str:
    """Return words joined by commas, those beyond ``at_most`` counted."""
    shown = ", ".join(words[:at_most])
    return f"{shown} and {len(words) - at_most} more" if len(words) > at_most else shown

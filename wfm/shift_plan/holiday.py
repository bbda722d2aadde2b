"""Hours that cost more because of their date: holidays with a premium, on each site's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from wfm.horizon import midnight
from wfm.policy.noun import Policy
from wfm.units import SECONDS_PER_MINUTE


@dataclass(frozen=True)
class DearDay:
    """One local date of a site from its first instant to its last; ``share`` of the wage is added."""

    start: pd.Timestamp
    end: pd.Timestamp
    share: float


def dear_days(policy: Policy, site: str) -> tuple[DearDay, ...]:
    """Return the holidays of a site on which hours cost more, in order."""
    table = policy.holidays
    mine = table[(table["site"] == site) & (table["premium_share"] > 0)].sort_values("date")
    zone = policy.zone_of(site) if len(mine) else ""
    return tuple(
        _dear_day(row["date"].date(), zone, float(row["premium_share"])) for row in mine.to_dict("records")
    )


def dear_minutes(days: tuple[DearDay, ...], start: pd.Series, end: pd.Series) -> np.ndarray:
    """Return, for each [start, end), its minutes on dear days, each times the day's share of the wage."""
    total = np.zeros(len(start))
    for day in days:
        inside = end.where(end < day.end, day.end) - start.where(start > day.start, day.start)
        minutes = inside.dt.total_seconds().to_numpy() / SECONDS_PER_MINUTE
        total += day.share * np.maximum(0.0, minutes)
    return total


def dear_minutes_of(lines: pd.DataFrame, activities: pd.DataFrame, policy: Policy) -> np.ndarray:
    """Return each line's paid minutes on holidays, times their share of the wage, in the order of ``lines``.

    Parameters
    ----------
    lines, activities
        Duty lines and their timelines; a night shift is on two dates.
    policy
        Holidays and zones.
    """
    total = np.zeros(len(lines))
    if not (policy.holidays["premium_share"] > 0).any():
        return total
    paid = activities[activities["paid"]]
    for site in lines["site"].unique():
        days = dear_days(policy, str(site))
        here = lines.loc[lines["site"] == site, "line"]
        if days:
            mine = paid[paid["line"].isin(here)]
            minutes = pd.Series(dear_minutes(days, mine["start"], mine["end"]), index=mine["line"].to_numpy())
            total += minutes.groupby(level=0).sum().reindex(lines["line"], fill_value=0.0).to_numpy()
    return total


def _dear_day(day: date, zone: str, share: float) -> DearDay:
    return DearDay(midnight(day, zone), midnight(day + timedelta(days=1), zone), share)

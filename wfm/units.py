"""The only conversions of units: every other file imports these names and multiplies by nothing else."""

from __future__ import annotations

SECONDS_PER_MINUTE = 60
MINUTES_PER_HOUR = 60
SECONDS_PER_HOUR = 3600
HOURS_PER_DAY = 24
MINUTES_PER_DAY = 1440
DAYS_PER_WEEK = 7
DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12


def percent(share: float, decimals: int = 0) -> str:
    """Return a share (0 to 1) as planners write it: ``15.0 %``."""
    return f"{share:.{decimals}%}".replace("%", " %")


def signed_percent(change: float, decimals: int = 0) -> str:
    """Return a change as a share with its sign: ``+20 %``, ``-6.7 %``."""
    return f"{change:+.{decimals}%}".replace("%", " %")

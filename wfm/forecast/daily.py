"""Daily totals spread over the day by the shares of the sheet Profile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.profile import ANY_DAY, ANY_QUEUE, PROFILE, read_profile
from wfm.forecast.reading import WHOLE_DAY, note
from wfm.forecast.timed import both_hours
from wfm.horizon import WEEKDAYS, instants_of, is_repeated
from wfm.workbook.sheet import Sheet

MIXED_DAYS = "Delete one of the two, or name two queues."


def spread_days(
    readings: pd.DataFrame,
    profile: Sheet | None,
    sheets: Sequence[Sheet],
    zone: str,
    faults: list[Fault],
    notes: list[Assumption],
) -> pd.DataFrame:
    """Return the readings with those of whole days spread over their intervals.

    Parameters
    ----------
    readings
        With instants.
    profile
        The sheet Profile, if there is one; without it daily totals are a fault.
    sheets, zone
        The workbook's sheets, for addresses, and the zone of the days.
    faults, notes
        What is wrong, and that totals were spread, is appended.
    """
    is_day = readings["minute"] == WHOLE_DAY
    if not is_day.any():
        return readings
    daily = readings[is_day]
    both = set(daily["queue"]) & set(readings.loc[~is_day, "queue"])
    for queue in sorted(both):
        first = daily[daily["queue"] == queue].iloc[0]
        where = sheets[int(first["sheet"])].address(int(first["row"]), int(first["time_column"]))
        found = f"queue {queue!r} has daily totals here and intervals elsewhere"
        faults.append(Fault(where, found, "one interval length for all rows of a queue", MIXED_DAYS))
    if profile is None:
        first = daily.iloc[0]
        where = sheets[int(first["sheet"])].address(int(first["row"]), int(first["time_column"]))
        action = "Add a sheet Profile with the columns Weekday, Interval, Share; or give intervals."
        faults.append(
            Fault(where, "is a daily total, and no sheet says how a day is spread", "a sheet Profile", action)
        )
        return readings[~is_day]
    shares = read_profile(profile, faults)
    if faults:
        return readings[~is_day]
    notes.append(
        note("daily totals spread by", ", ".join(sorted(set(daily["queue"]))), f"sheet {profile.name}")
    )
    return pd.concat(
        [readings[~is_day], _spread(daily, shares, sheets, zone, faults, notes)], ignore_index=True
    )


def _spread(
    daily: pd.DataFrame,
    shares: pd.DataFrame,
    sheets: Sequence[Sheet],
    zone: str,
    faults: list[Fault],
    notes: list[Assumption],
) -> pd.DataFrame:
    """Return each daily reading once for each interval of its weekday's profile."""
    own = set(zip(shares["queue"], shares["weekday"], strict=True))
    weekdays = daily["day"].dt.day_of_week
    keys = []
    for queue, weekday in zip(daily["queue"], weekdays, strict=True):
        wanted = (
            (queue.casefold(), weekday),
            (queue.casefold(), ANY_DAY),
            (ANY_QUEUE, weekday),
            (ANY_QUEUE, ANY_DAY),
        )
        keys.append(next((key for key in wanted if key in own), None))
    missing = [at for at, key in enumerate(keys) if key is None]
    for at in missing:
        row = daily.iloc[at]
        where = sheets[int(row["sheet"])].address(int(row["row"]), int(row["time_column"]))
        if row["field"] == "conversations" and row["value"] != 0:
            found = f"no shares on sheet {PROFILE} for {row['queue']} on a {WEEKDAYS[weekdays.iloc[at]]}"
            faults.append(Fault(where, found, "shares for each weekday with contacts"))
    kept = daily.assign(
        profile_queue=[ANY_QUEUE if key is None else key[0] for key in keys],
        profile_day=[np.nan if key is None else key[1] for key in keys],
    )
    joined = kept.drop(columns=["minute", "length"]).merge(
        shares,
        left_on=["profile_queue", "profile_day"],
        right_on=["queue", "weekday"],
        suffixes=("", "_profile"),
    )
    wall = pd.DatetimeIndex(joined["day"] + pd.to_timedelta(joined["minute"], unit="min"))
    instants = instants_of(wall, zone, np.zeros(len(wall), bool))
    joined = joined.assign(instant=instants)[instants.notna()]
    # On the day the clocks go forward the hour they skip has no share: the others carry its contacts.
    whole = joined.groupby(["queue", "field", "day"])["share"].transform("sum")
    is_volume = joined["field"] == "conversations"
    value = joined["value"].where(~is_volume, joined["value"] * joined["share"] / whole)
    spread = joined.assign(value=value, is_spread=True)[list(daily.columns)].reset_index(drop=True)
    wall = pd.DatetimeIndex(spread["day"] + pd.to_timedelta(spread["minute"], unit="min"))
    return both_hours(spread, pd.Series(is_repeated(wall, zone)), zone, notes)

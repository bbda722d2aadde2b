"""The shift codes that are worked: start and end on the site's clock, paid hours and pauses."""

from __future__ import annotations

import pandas as pd

from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.units import MINUTES_PER_HOUR

PAUSES = ("meal", "break")
SHAPE = ["site", "pattern", "start", "end", "start_minute", "paid_hours", "pauses"]


def codes_worked(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return the codes worked, one row per site and code, as most people work them.

    Where the clocks change inside a shift its usual end is shown.

    Parameters
    ----------
    roster
        Gives the duty lines and what is done in them.
    policy
        Gives each site's time zone.

    Returns
    -------
    pd.DataFrame
        ``site``, ``pattern`` (the code), ``start`` and ``end`` (HH:MM), ``start_minute`` (minutes after
        local midnight), ``paid_hours`` and ``pauses`` (words), by site and code.
    """
    lines = roster.shift_plan.lines
    if lines.empty:
        return pd.DataFrame(columns=SHAPE)
    zone = lines["site"].map(policy.sites.set_index("site")["time_zone"])
    pauses = lines["line"].map(_pauses(roster.shift_plan.activities)).astype("object").fillna("none")
    parts = []
    for name in zone.unique():
        at_zone = lines[zone == name]
        start, end = local_times(at_zone["shift_start"], name), local_times(at_zone["shift_end"], name)
        parts.append(
            at_zone.assign(
                start=start.strftime("%H:%M"),
                end=end.strftime("%H:%M"),
                start_minute=start.hour * MINUTES_PER_HOUR + start.minute,
                paid_hours=at_zone["paid_minutes"] / MINUTES_PER_HOUR,
                pauses=pauses,
            )
        )
    table = pd.concat(parts).groupby(SHAPE, as_index=False)["people"].sum()
    by_people: pd.DataFrame = table.sort_values(
        ["site", "pattern", "people"], ascending=[True, True, False], kind="stable"
    )
    usual: pd.DataFrame = by_people.drop_duplicates(["site", "pattern"])[SHAPE]
    return usual.reset_index(drop=True)


def _pauses(activities: pd.DataFrame) -> pd.Series:
    """Say each line's pauses in words, as ``meal 30 min unpaid, break 15 min paid``."""
    pauses = activities[activities["activity"].isin(PAUSES)].sort_values(["line", "start"])
    minutes = (pauses["end"] - pauses["start"]).dt.total_seconds() / pd.Timedelta(minutes=1).total_seconds()
    paid = pauses["paid"].map({True: "paid", False: "unpaid"})
    # Without any pause the columns mapped are numbers, not words.
    parts = (pauses["activity"], minutes.map("{:g} min".format).astype("str"), paid.astype("str"))
    words = parts[0] + " " + parts[1] + " " + parts[2]
    # Sorted, so that a meal before or after a short break is the same kind of shift.
    return words.groupby(pauses["line"]).agg(lambda each: ", ".join(sorted(each, reverse=True)))

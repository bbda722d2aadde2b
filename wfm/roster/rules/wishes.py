"""Wishes: what people asked for, and whether they got it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.roster.rules.case import Case, measured
from wfm.units import MINUTES_PER_HOUR

OFF, WORK, EARLY, DAY, LATE, NIGHT = "off", "work", "early", "day", "late", "night"
KINDS = (EARLY, DAY, LATE, NIGHT)


def wishes_with_days(case: Case) -> pd.DataFrame:
    """Return every wish with what the person works on its date, and whether it is met.

    A day off meets every wish but work: whoever wished for another shift is not harmed by none.

    Returns
    -------
    pd.DataFrame
        Columns of ``WISHES``, ``site``, ``is_working`` and ``is_met``.
    """
    wishes = case.staff.wishes.merge(case.people[["person_id", "site"]], on="person_id")
    shifts = case.worked.drop_duplicates(["person_id", "date"])
    shifts = shifts[["person_id", "date", "pattern", "start_minute", "is_night"]]
    table = wishes.merge(shifts, on=["person_id", "date"], how="left")
    is_working = table["pattern"].notna()
    hour = table["start_minute"] / MINUTES_PER_HOUR
    day, late, night = (
        table["site"].map(case.terms(name)).astype("float64")
        for name in ("wish_day_hour", "wish_late_hour", "wish_night_hour")
    )
    wish = table["wish"]
    conditions = [
        wish == OFF,
        wish == WORK,
        wish == EARLY,
        wish == DAY,
        wish == LATE,
        wish == NIGHT,
    ]
    answers = [
        ~is_working,
        is_working,
        ~is_working | (hour < day),
        ~is_working | ((hour >= day) & (hour < late)),
        ~is_working | ((hour >= late) & (hour < night)),
        ~is_working | table["is_night"].eq(True),
    ]
    is_met = np.select(conditions, answers, ~is_working | (table["pattern"] == wish))
    return table.assign(is_working=is_working, is_met=is_met.astype(bool))


def wishes(case: Case) -> pd.DataFrame:
    """Return wishes that are not met, each as much as its weight."""
    table = wishes_with_days(case)
    unmet = table["weight"].where(~table["is_met"], 0.0)
    return measured(table, unmet)


CHECKS = {"wishes": wishes}
"""The check of each rule, by its key."""

"""Shifts as they are worked: each duty with its person and its line, and what was worked before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.horizon import weekday_and_minute
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster.noun import Roster

OF_LINE = {"site": "line_site", "skill_set": "line_skill_set", "date": "line_date"}


def worked_shifts(roster: Roster) -> pd.DataFrame:
    """Return one row per duty with its person and its line, in each person's order of work."""
    duties = roster.duties.merge(roster.people, on="person_id")
    duties = duties.merge(roster.shift_plan.lines.rename(columns=OF_LINE), on="line")
    return duties.sort_values(["person_id", "shift_start", "line"], ignore_index=True)


def with_prior(worked: pd.DataFrame, people: pd.DataFrame, staff: Staff) -> pd.DataFrame:
    """Return the shifts worked in the plan and before it, in each person's order of work.

    Parameters
    ----------
    worked
        As ``worked_shifts``; a shift belongs to the local date of its line.
    people
        Everyone on the roster, with the site of each.
    staff
        Its ``prior`` are the shifts before the plan.

    Returns
    -------
    pd.DataFrame
        ``person_id``, ``site``, ``date``, ``shift_start``, ``shift_end``, ``paid_minutes``,
        ``night_minutes`` and ``is_planned``, False for shifts before the plan.
    """
    columns = ["person_id", "site", "date", "shift_start", "shift_end", "paid_minutes", "night_minutes"]
    now = worked.assign(date=worked["line_date"])[columns].assign(is_planned=True)
    before = staff.prior.merge(people[["person_id", "site"]], on="person_id")[columns].assign(
        is_planned=False
    )
    both = pd.concat([before, now], ignore_index=True) if len(before) else now
    return both.sort_values(["person_id", "shift_start", "date"], ignore_index=True)


def local_minutes(shifts: pd.DataFrame, column: str, policy: Policy) -> np.ndarray:
    """Return each instant of a column as minutes after midnight on the wall clock of its row's ``site``."""
    minutes = np.zeros(len(shifts), dtype=np.int64)
    for site in shifts["site"].unique():
        mine = (shifts["site"] == site).to_numpy()
        minutes[mine] = weekday_and_minute(shifts.loc[mine, column], policy.zone_of(str(site)))[1]
    return minutes

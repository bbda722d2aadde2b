"""People together: the leader's hours, new starters at once, and the starts of a site's day."""

from __future__ import annotations

import pandas as pd

from wfm.roster.rules.case import NOTHING, Case, measured
from wfm.units import SECONDS_PER_HOUR

SITE_DAY = ["site", "date"]


def leader_on_shift(case: Case) -> pd.DataFrame:
    """Return the shifts of a member that share too few hours with the shifts of the team's leader."""
    worked = case.worked.reset_index(names="shift")
    led = worked[worked["leader"].isin(case.people["person_id"]) & (worked["leader"] != "")]
    theirs = worked[["person_id", "shift_start", "shift_end"]].rename(
        columns={"person_id": "leader", "shift_start": "leader_start", "shift_end": "leader_end"}
    )
    pairs = led[["shift", "leader", "shift_start", "shift_end"]].merge(theirs, on="leader")
    first = pairs["shift_start"].where(pairs["shift_start"] > pairs["leader_start"], pairs["leader_start"])
    last = pairs["shift_end"].where(pairs["shift_end"] < pairs["leader_end"], pairs["leader_end"])
    shared = ((last - first).dt.total_seconds() / SECONDS_PER_HOUR).clip(lower=0.0)
    hours = led["shift"].map(shared.groupby(pairs["shift"]).sum()).fillna(0.0)
    limit = case.limits("leader_on_shift", led["site"])
    return measured(led, (hours < limit - NOTHING).astype(float), what=hours, limit=limit)


def new_starters_together(case: Case) -> pd.DataFrame:
    """Return the new starters beyond the limit when most of those of a date are on shift at once."""
    started = case.staff.people.loc[case.staff.people["start_date"].notna(), ["person_id", "start_date"]]
    shifts = case.cover.merge(started, on="person_id")
    days = (shifts["date"] - shifts["start_date"]).dt.days
    new_for = shifts["site"].map(case.terms("new_starter_days")).astype("float64")
    shifts = shifts[(days >= 0) & (days <= new_for)]
    come = shifts[SITE_DAY].assign(at=shifts["shift_start"], change=1)
    leave = shifts[SITE_DAY].assign(at=shifts["shift_end"], change=-1)
    # At one instant those who leave go before others come.
    changes = pd.concat([come, leave]).sort_values([*SITE_DAY, "at", "change"], ignore_index=True)
    together = changes.assign(people=changes.groupby(SITE_DAY)["change"].cumsum())
    most = together.groupby(SITE_DAY)["people"].max().reset_index()
    limit = case.limits("new_starters_together", most["site"])
    return measured(most, most["people"] - limit, what=most["people"], limit=limit)


def starts_per_day(case: Case) -> pd.DataFrame:
    """Return the different start times beyond a day's, among the shifts that cover work."""
    days = case.cover.groupby(SITE_DAY)["shift_start"].nunique().rename("starts").reset_index()
    limit = case.limits("starts_per_day", days["site"])
    return measured(days, days["starts"] - limit, what=days["starts"], limit=limit)


def least_per_start(case: Case) -> pd.DataFrame:
    """Return the people missing to the fewest of a start time in use; those still sought count as there."""
    starts = case.cover.groupby([*SITE_DAY, "shift_start"]).size().rename("people").reset_index()
    sought = case.roster.open_lines.groupby([*SITE_DAY, "shift_start"])["people"].sum().rename("open")
    starts = starts.merge(sought.reset_index(), on=[*SITE_DAY, "shift_start"], how="outer")
    people = starts["people"].fillna(0) + starts["open"].fillna(0)
    limit = case.limits("least_per_start", starts["site"])
    return measured(starts, limit - people, what=people, limit=limit)


def most_per_start(case: Case) -> pd.DataFrame:
    """Return the people beyond the most of a start time."""
    starts = case.cover.groupby([*SITE_DAY, "shift_start"]).size().rename("people").reset_index()
    limit = case.limits("most_per_start", starts["site"])
    return measured(starts, starts["people"] - limit, what=starts["people"], limit=limit)


CHECKS = {
    "leader_on_shift": leader_on_shift,
    "new_starters_together": new_starters_together,
    "starts_per_day": starts_per_day,
    "least_per_start": least_per_start,
    "most_per_start": most_per_start,
}
"""The check of each rule, by its key."""

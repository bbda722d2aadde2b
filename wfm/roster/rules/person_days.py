"""Each day of one person by itself: who may be given which shift on which date."""

from __future__ import annotations

import pandas as pd

from wfm.horizon import local_times
from wfm.roster.rules.case import Case, measured
from wfm.roster.worked import local_minutes
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

PAIR = ["role", "pool"]
ONE_DAY = pd.Timedelta(days=1)


def one_shift_a_day(case: Case) -> pd.DataFrame:
    """Return shifts beyond the first of a person's date."""
    shifts = case.worked.groupby(["site", "person_id", "date"]).size().rename("shifts").reset_index()
    return measured(shifts, shifts["shifts"] - 1, what=shifts["shifts"], limit=1)


def own_skills(case: Case) -> pd.DataFrame:
    """Return shifts at another site, or with a role for a pool that the person does not hold.

    Supervisors keep the hours of any line of their site. Without ``skill_sets`` nobody is known to hold
    more than the skill set named beside them.
    """
    worked = case.worked
    elsewhere = worked["site"] != worked["line_site"]
    is_other = (worked["skill_set"] != worked["line_skill_set"]) & (worked["leads"] == "")
    if case.skill_sets is not None:
        skills = case.skill_sets.skills
        done = case.roster.shift_plan.activities
        done = done.loc[done["role"] != "", ["line", *PAIR]].drop_duplicates()
        asked = worked.loc[is_other, ["person_id", "line", "site", "skill_set"]].merge(done, on="line")
        held = asked.merge(skills, on=["site", "skill_set", *PAIR], how="left")["is_primary"].notna()
        lacking = asked.loc[~held.to_numpy(), ["person_id", "line"]].drop_duplicates().assign(lacks=True)
        is_other = worked.merge(lacking, on=["person_id", "line"], how="left")["lacks"].eq(True)
    return measured(worked, (elsewhere | is_other).astype(float))


def employed(case: Case) -> pd.DataFrame:
    """Return shifts that start before the first or after the last day of the contract."""
    dates = case.staff.people[["person_id", "start_date", "end_date"]]
    shifts = case.worked.merge(dates, on="person_id")
    is_out = (shifts["date"] < shifts["start_date"]) | (shifts["date"] > shifts["end_date"])
    return measured(shifts, is_out.astype(float))


def away(case: Case) -> pd.DataFrame:
    """Return days away on which a shift starts, or into which one of the day before runs."""
    shifts = case.worked.assign(end_minute=local_minutes(case.worked, "shift_end", case.policy))
    nights = _nights_over(shifts, case)
    runs_into = shifts[(nights > 1) | ((nights == 1) & (shifts["end_minute"] > 0))]
    touched = pd.concat([shifts, runs_into.assign(date=runs_into["date"] + ONE_DAY)])
    days = touched.merge(case.staff.away[["person_id", "date"]], on=["person_id", "date"])
    return measured(days.drop_duplicates(["person_id", "date"]), 1.0)


def availability(case: Case) -> pd.DataFrame:
    """Return shifts on a weekday, or at times, at which the person is not available."""
    windows = case.staff.availability
    shifts = case.worked[case.worked["person_id"].isin(windows["person_id"])]
    shifts = shifts.assign(weekday=shifts["date"].dt.day_of_week.astype("int64"))
    shifts = shifts.merge(windows, on=["person_id", "weekday"], how="left")
    end = local_minutes(shifts, "shift_end", case.policy) + MINUTES_PER_DAY * _nights_over(shifts, case)
    is_in = (shifts["start_minute"] >= shifts["from_minute"]) & (end <= shifts["to_minute"])
    return measured(shifts, (~is_in).astype(float))


def booked_event(case: Case) -> pd.DataFrame:
    """Return bookings that no shift of the person holds from start to end."""
    events = case.staff.events.merge(case.people[["person_id", "site"]], on="person_id")
    events = events.drop_duplicates(["person_id", "date", "start", "end", "activity"], ignore_index=True)
    shifts = case.worked[["person_id", "shift_start", "shift_end"]]
    held = events.reset_index(names="event").merge(shifts, on="person_id")
    held = held[(held["shift_start"] <= held["start"]) & (held["end"] <= held["shift_end"])]
    return measured(events, (~events.index.isin(held["event"])).astype(float), what=0.0, limit=1.0)


def locked_day(case: Case) -> pd.DataFrame:
    """Return locked days that are off in place of a shift, or worked otherwise than they are locked."""
    locks = case.staff.locks.rename(columns={"pattern": "locked"})
    locks = locks.merge(case.people[["person_id", "site"]], on="person_id")
    codes = case.worked[["person_id", "date", "pattern"]].drop_duplicates(["person_id", "date"])
    days = locks.merge(codes, on=["person_id", "date"], how="left")
    return measured(days, (days["pattern"].fillna("") != days["locked"]).astype(float))


def night_consent(case: Case) -> pd.DataFrame:
    """Return nights worked by people who did not agree to it."""
    nights = case.worked[case.worked["is_night"]]
    nights = nights.merge(case.staff.people[["person_id", "works_nights"]], on="person_id")
    limit = case.limits("night_consent", nights["site"])
    hours = nights["night_minutes"] / MINUTES_PER_HOUR
    return measured(nights, (~nights["works_nights"]).astype(float), what=hours, limit=limit)


def _nights_over(shifts: pd.DataFrame, case: Case) -> pd.Series:
    """Count the local midnights between the date of each shift and its end."""
    over = pd.Series(0, shifts.index, dtype="int64")
    for site in shifts["site"].unique():
        mine = shifts["site"] == site
        end = local_times(shifts.loc[mine, "shift_end"], case.policy.zone_of(str(site)))
        last = pd.Series(end.tz_localize(None).normalize(), shifts.index[mine])
        over[mine] = (last - shifts.loc[mine, "date"]).dt.days
    return over


CHECKS = {
    "one_shift_a_day": one_shift_a_day,
    "own_skills": own_skills,
    "employed": employed,
    "away": away,
    "availability": availability,
    "booked_event": booked_event,
    "locked_day": locked_day,
    "night_consent": night_consent,
}
"""The check of each rule, by its key."""

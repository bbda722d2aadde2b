"""Fair shares of nights and weekends, over the weeks before the plan and the plan itself."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.people import Staff
from wfm.roster.rules.case import Case, measured
from wfm.roster.rules.weekends import weekend_shifts
from wfm.shift_plan import LINES
from wfm.units import MINUTES_PER_HOUR

CREW = ["site", "role"]


def night_shares(case: Case) -> pd.DataFrame:
    """Return the nights of each member of a crew beside the fair share; see ``_shares``."""
    lines = _lines(case)
    limit = case.limits("night_consent", lines["site"]) * MINUTES_PER_HOUR
    history = case.history
    return _shares(
        case, lines[lines["night_minutes"] >= limit], history[history["is_night"]], _consenting(case.staff)
    )


def weekend_shares(case: Case) -> pd.DataFrame:
    """Return the weekend shifts of each member of a crew beside the fair share; see ``_shares``."""
    return _shares(case, weekend_shifts(_lines(case), case), weekend_shifts(case.history, case), None)


def fair_nights(case: Case) -> pd.DataFrame:
    """Return nights of a person beyond the crew's fair share."""
    return _beyond(night_shares(case))


def fair_weekends(case: Case) -> pd.DataFrame:
    """Return weekend shifts of a person beyond the crew's fair share."""
    return _beyond(weekend_shares(case))


def _shares(case: Case, lines: pd.DataFrame, shifts: pd.DataFrame, sharing: pd.Series | None) -> pd.DataFrame:
    """Count what each member has, before the plan and in it, beside the crew's fair share.

    A crew is a site and a role. The fair share is what its members had before, and what its lines ask for
    now, open ones included, over the members who share, rounded up. Supervisors are in no crew.

    Parameters
    ----------
    case
        Gives the members and how far back to look.
    lines
        The duty lines that count, worked and open.
    shifts
        The shifts that count, before the plan and in it.
    sharing
        Members who share; None: all.

    Returns
    -------
    pd.DataFrame
        ``site``, ``role``, ``person_id``, ``date`` (the last such shift), ``own`` and ``share``.
    """
    members = case.people.loc[case.people["leads"] == "", [*CREW, "person_id", "skill_set"]]
    back = members["site"].map(case.terms("fairness_days")).astype("float64")
    recent = shifts.merge(members.assign(back=back)[["person_id", "role", "back"]], on="person_id")
    days_before = (case.first_day - recent["date"]).dt.days
    recent = recent[recent["is_planned"] | (days_before <= recent["back"])]
    own = recent.groupby("person_id").agg(own=("date", "size"), date=("date", "max"))
    before = recent[~recent["is_planned"]].groupby(CREW).size().rename("before")
    # A skill set that several roles hold belongs to the crew of the first by name, whatever the row order.
    crew_of = members.sort_values([*CREW, "skill_set"]).drop_duplicates(["site", "skill_set"])
    asked = lines.merge(crew_of[[*CREW, "skill_set"]], on=["site", "skill_set"])
    asked_of = asked.groupby(CREW)["people"].sum().rename("asked")
    sharers = members if sharing is None else members[members["person_id"].isin(sharing)]
    count = sharers.groupby(CREW).size().rename("members")
    crews = pd.concat([count, before, asked_of], axis=1).fillna(0.0)
    crews["share"] = np.ceil((crews["before"] + crews["asked"]) / crews["members"].replace(0.0, np.nan))
    table = members.merge(crews["share"].reset_index(), on=CREW, how="left")
    table = table.merge(own.reset_index(), on="person_id", how="left")
    return table.assign(own=table["own"].fillna(0))


def _beyond(shares: pd.DataFrame) -> pd.DataFrame:
    return measured(shares, shares["own"] - shares["share"], what=shares["own"], limit=shares["share"])


def _lines(case: Case) -> pd.DataFrame:
    """Give the duty lines of the plan, those that nobody took too."""
    both = [table for table in (case.roster.shift_plan.lines, case.roster.open_lines) if len(table)]
    return pd.concat(both, ignore_index=True) if both else LINES.empty()


def _consenting(staff: Staff) -> pd.Series | None:
    """Give those who may work nights; None where nobody is named, so that all may."""
    if staff.people.empty:
        return None
    return pd.Series(staff.people.loc[staff.people["works_nights"], "person_id"])


CHECKS = {"fair_nights": fair_nights, "fair_weekends": fair_weekends}
"""The check of each rule, by its key."""

"""Whether whoever takes a shift can do its work."""

from __future__ import annotations

import pandas as pd

from wfm.roster.by_hand.edit import Edit
from wfm.roster.by_hand.terms import Terms, people_by_id
from wfm.roster.noun import Roster
from wfm.roster.score import SCORES
from wfm.rule_book import HARD

OWN_SKILLS = "own_skills"


def unskilled(roster: Roster, edit: Edit, terms: Terms) -> pd.DataFrame:
    """Return a row of ``SCORES`` for each shift of the edit whose work a person is not able to do.

    Parameters
    ----------
    roster
        The roster with the edit.
    edit
        Whose days to look at; supervisors keep hours and work no pool.
    terms
        What each skill set can work.
    """
    people = people_by_id(roster)
    activities = roster.shift_plan.activities
    rows = []
    for change in edit.changes:
        person = people[change.person_id]
        duties = roster.duties
        own = duties[(duties["person_id"] == change.person_id) & (duties["date"] == change.date)]
        if own.empty or person["leads"]:
            continue
        worked = activities[(activities["line"] == own["line"].iat[0]) & (activities["role"] != "")]
        pairs = set(zip(worked["role"], worked["pool"], strict=True))
        site = str(person["site"])
        if not pairs <= terms.pairs.get((site, str(person["skill_set"])), frozenset()):
            rows.append((OWN_SKILLS, HARD, site, change.person_id, change.date, 1.0, 0.0, 1.0, 0.0))
    columns = ["rule", "level", "site", "person_id", "date", "found", "limit", "amount", "price"]
    return SCORES.conform(pd.DataFrame(rows, columns=columns)) if rows else SCORES.empty()

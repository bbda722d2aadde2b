"""Where a roster stands: the figures at the top of its screen and in the list of plans."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.roster import Roster, person_totals, score_roster
from wfm.roster.by_hand import Terms
from wfm.roster.versions import Version, changes, draft
from wfm.rule_book import HARD

LEAST_SHORT = 0.005
"""People: less is the rounding of shares of an interval."""


@dataclass(frozen=True)
class Standing:
    """A roster in figures.

    ``under_hours`` are people-hours short; ``outside_hours`` clock hours, crew by crew, in which fewer are
    on duty than the target needs; ``hard_breaks`` breaches of hard rules; ``price`` of the soft ones (plan
    currency); ``overtime_hours`` paid hours beyond contracts; ``changed_days`` people's days that differ
    from the last publication.
    """

    under_hours: float
    outside_hours: float
    hard_breaks: int
    price: float
    overtime_hours: float
    open_shifts: int
    changed_days: int
    version: int
    status: str
    checksum: str


def standing(roster: Roster, terms: Terms, published: Roster | None, version: Version | None) -> Standing:
    """Return the figures of a roster.

    Parameters
    ----------
    roster
        Who works what.
    terms
        Staff, rules and sites.
    published
        The roster people have seen; ``None`` before the first publication.
    version
        The last version; a roster that differs from it is a draft on top of it.
    """
    plan = roster.shift_plan
    scores = scores_of(roster, terms)
    totals = person_totals(roster, terms.staff, terms.rule_book, terms.policy)
    is_short = plan.coverage["shortage"] >= LEAST_SHORT
    now = draft(roster, version)
    return Standing(
        plan.shortage_hours,
        float(is_short.sum()) * plan.horizon.interval_hours,
        int((scores["level"] == HARD).sum()),
        float(scores["price"].sum()),
        float(totals["hours_over"].clip(lower=0.0).sum()),
        int(roster.open_lines["people"].sum()),
        0 if published is None else len(changes(published, roster)),
        now.number,
        now.status,
        now.checksum,
    )


def scores_of(roster: Roster, terms: Terms) -> pd.DataFrame:
    """Return every breach of every rule, as ``wfm.roster.SCORES``."""
    return score_roster(roster, terms.staff, terms.rule_book, terms.policy, terms.patterns, terms.skill_sets)

"""An edit applied and judged: hard rules refuse it, soft ones say their price."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from wfm.errors import PlanningError
from wfm.people import LOCKS, Staff
from wfm.roster.by_hand.edit import Edit, worked_codes
from wfm.roster.by_hand.near import new_breaches
from wfm.roster.by_hand.rearranged import NotPossibleError, rearranged
from wfm.roster.by_hand.skills import unskilled
from wfm.roster.by_hand.terms import Terms
from wfm.roster.by_hand.words import breach_words
from wfm.roster.noun import Roster
from wfm.roster.score import SCORES
from wfm.rule_book import HARD


@dataclass(frozen=True)
class Objection:
    """One rule an edit breaks, in words; ``price`` in plan currency, 0 for a hard rule."""

    rule: str
    level: str
    person_id: str
    date: pd.Timestamp | None
    words: str
    price: float


@dataclass(frozen=True)
class Allowed:
    """A hard rule broken once with the planner's reason; stays listed with the roster."""

    objection: Objection
    reason: str


@dataclass(frozen=True, eq=False)
class Edited:
    """The roster after an edit, and what is to be said about it.

    ``roster`` is what holds: where a hard rule refuses the edit, the roster as it was. ``proposed`` is the
    roster with the edit, whatever it breaks; None where it cannot even be drawn. ``breaches`` are the rows
    of ``SCORES`` that are new, ``objections`` the same in words, hard ones first.
    """

    roster: Roster
    proposed: Roster | None
    edit: Edit
    breaches: pd.DataFrame
    objections: tuple[Objection, ...]
    allowed: tuple[Allowed, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether a hard rule keeps the edit out."""
        return bool(self.refusals) and not self.allowed

    @property
    def refusals(self) -> tuple[Objection, ...]:
        """The hard rules it breaks."""
        return tuple(objection for objection in self.objections if objection.level == HARD)

    @property
    def price(self) -> float:
        """Price of the soft rules it breaks (plan currency)."""
        return sum(objection.price for objection in self.objections)

    def allow_once(self, reason: str) -> Edited:
        """Return the edit carried out all the same, each hard rule broken listed with the reason.

        Raises
        ------
        PlanningError
            Without a reason, or where there is no roster to allow.
        """
        if not reason.strip():
            raise PlanningError("an exception is allowed with a reason only")
        if self.proposed is None:
            raise PlanningError(self.objections[0].words)
        allowed = tuple(Allowed(objection, reason.strip()) for objection in self.refusals)
        return replace(self, roster=self.proposed, allowed=allowed)


def apply(roster: Roster, edit: Edit, terms: Terms) -> Edited:
    """Return the roster after an edit, checked at once against every rule it can touch.

    Parameters
    ----------
    roster
        Who works what now.
    edit
        Days to change, as a whole.
    terms
        Staff, skills, rules, sites and patterns.

    Returns
    -------
    Edited
        With new breaches only: what was broken before is not held against the edit.
    """
    try:
        proposed = rearranged(roster, edit, terms)
    except NotPossibleError as error:
        why = Objection("own_skills", HARD, edit.people[0], edit.dates[0], str(error), 0.0)
        return Edited(roster, None, edit, SCORES.empty(), (why,))
    new = with_unskilled(new_breaches(roster, proposed, terms), unskilled(proposed, edit, terms))
    objections = [
        Objection(
            str(row["rule"]),
            str(row["level"]),
            str(row["person_id"]),
            None if pd.isna(row["date"]) else row["date"],
            breach_words(row, edit, roster, proposed, terms),
            float(row["price"]) if row["level"] != HARD else 0.0,
        )
        for row in new.to_dict("records")
    ]
    objections.sort(key=lambda objection: (objection.level != HARD, -objection.price))
    is_refused = any(objection.level == HARD for objection in objections)
    return Edited(roster if is_refused else proposed, proposed, edit, new, tuple(objections))


def with_unskilled(new: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """Return the new breaches with those of missing skills, each named once."""
    if missing.empty:
        return new
    known = set(zip(new["rule"], new["person_id"], new["date"], strict=True))
    keys = zip(missing["rule"], missing["person_id"], missing["date"], strict=True)
    added = missing[[key not in known for key in keys]]
    return SCORES.conform(pd.concat([new, added])) if len(new) else SCORES.conform(added)


def locked(staff: Staff, roster: Roster, person_id: str, days: tuple[pd.Timestamp, ...]) -> Staff:
    """Return the staff with a person's days locked as the roster has them, days off too."""
    worked = worked_codes(roster)
    rows = [(person_id, day, worked.get((person_id, day), "")) for day in days]
    added = LOCKS.conform(pd.DataFrame(rows, columns=list(LOCKS.columns)))
    old = staff.locks
    kept = old[~((old["person_id"] == person_id) & old["date"].isin(days))]
    return replace(staff, locks=LOCKS.conform(pd.concat([kept, added])))


def unlocked(staff: Staff, person_id: str, days: tuple[pd.Timestamp, ...]) -> Staff:
    """Return the staff without the locks of a person's days."""
    old = staff.locks
    kept = old[~((old["person_id"] == person_id) & old["date"].isin(days))]
    return replace(staff, locks=LOCKS.conform(kept))

"""Why a roster cannot be as wished: which people, days and rules conflict, and the smallest cures."""

from __future__ import annotations

from wfm.roster.by_hand.terms import Terms
from wfm.roster.diagnosis.conflict import Conflict as Conflict
from wfm.roster.diagnosis.conflict import Cure as Cure
from wfm.roster.diagnosis.crews import crew_conflicts
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.diagnosis.lines import line_conflicts
from wfm.roster.diagnosis.locks import lock_conflicts
from wfm.roster.diagnosis.open_shifts import open_conflicts
from wfm.roster.diagnosis.personal import personal_conflicts
from wfm.roster.noun import Roster


def diagnose(roster: Roster, terms: Terms) -> tuple[Conflict, ...]:
    """Return what cannot be met in a roster, before it is made or after, with cures.

    Parameters
    ----------
    roster
        Who works what, and the shifts still open; with all of them open it is the plan before any names.
    terms
        Staff, skills, rules, sites and patterns.

    Returns
    -------
    tuple of Conflict
        What holds for any roster of these people and shifts first: locks, single people, crews, shifts
        themselves; then each open shift of this roster.
    """
    facts = Facts(roster, terms)
    return (*_certain(facts), *open_conflicts(facts))


def certain_conflicts(roster: Roster, terms: Terms) -> tuple[Conflict, ...]:
    """Return what no roster of these people and shifts can meet; parameters as ``diagnose``."""
    return _certain(Facts(roster, terms))


def _certain(facts: Facts) -> tuple[Conflict, ...]:
    """Return what no roster can meet; numbered positions are as many as the shifts take, so nothing."""
    if not facts.has_staff:
        return ()
    return (
        *lock_conflicts(facts),
        *personal_conflicts(facts),
        *crew_conflicts(facts),
        *line_conflicts(facts),
    )

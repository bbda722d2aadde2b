"""A plan nobody is on yet in which one rule cannot be kept: how such a case is put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.build_shift_plan import every_day, shift_plan_of
from tests.build_staff import rule_book_of, staff_of
from tests.wfm.roster.named import named_roster, terms_of
from wfm.roster import Roster
from wfm.roster.by_hand.terms import Terms

EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"
WEEK = every_day(range(7), "06:00")


@dataclass(frozen=True)
class Planted:
    """A plan nobody is on yet, who is concerned, and a piece of the sentence that says what is wrong."""

    roster: Roster
    terms: Terms
    people: tuple[str, ...]
    said: str


def planted(
    shifts,
    people,
    concerned,
    said,
    rules=None,
    *,
    days=7,
    nights=False,
    patterns=(),
    skill_sets=None,
    cycle=None,
    **staff,
) -> Planted:
    """Return a plan with all shifts open; ``nights``: shifts from 22:00 count eight night hours."""
    plan = shift_plan_of(shifts, days=days)
    if nights:
        is_night = plan.lines["pattern"].str.startswith("22:00")
        plan = replace(plan, lines=plan.lines.assign(night_minutes=is_night.astype("int64") * 480))
    listed = staff_of(people, **staff)
    book = rule_book_of(rules or {})
    if cycle is not None:
        book = replace(book, terms={("Main", "weekends_in_cycle"): float(cycle)})
    terms = terms_of(listed, plan, book, patterns=patterns, skill_sets=skill_sets)
    return Planted(named_roster(plan, listed, {}), terms, tuple(concerned), said)

"""Four people and three shifts of a week, for edits by hand."""

from __future__ import annotations

from tests.build_shift_plan import Shift
from tests.build_staff import rule_book_of
from tests.wfm.roster.named import simple
from wfm.roster.by_hand.recount import needed_by
from wfm.shift_plan.recount import coverage

REST = rule_book_of(daily_rest_hours=11.0)
EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"


def week_of(*people, rules=REST, **staff):
    """Ann works Thursday's night (line 1), Bob Friday's early shift (2); 3 is Thursday's late shift, open."""
    shifts = [Shift(3, "22:00"), Shift(4, "06:00"), Shift(3, "14:00")]
    return simple(shifts, people or ("ann", "bob", "cid", "dan"), {"ann": [1], "bob": [2]}, rules, **staff)


def taken_away(roster, terms):
    """Count the coverage of a roster anew."""
    plan = roster.shift_plan
    return coverage(plan.lines, plan.activities, needed_by(plan), terms.policy)

"""Leave that can still be granted, and the hours in which training hurts least."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.build_shift_plan import Shift
from tests.build_staff import Person, rule_book_of
from tests.wfm.roster.named import day, simple
from wfm.errors import PlanningError
from wfm.roster.leave_slots import leave_slots
from wfm.roster.training_hours import training_hours

EARLY = "06:00 8h"


def needing(roster, people: int, first: str, last: str):
    """Return the roster with so many people needed on Monday between two times; others need nobody."""
    plan = roster.shift_plan
    starts = plan.coverage["interval_start"]
    inside = (starts >= f"2027-02-01 {first}+00:00") & (starts < f"2027-02-01 {last}+00:00")
    required = inside.astype("int64") * people
    # Everyone at work is on duty here: no losses are taken off.
    coverage = plan.coverage.assign(required=required, on_duty=plan.coverage["at_work"])
    short = (coverage["required"] - coverage["on_duty"]).clip(lower=0.0)
    return replace(roster, shift_plan=replace(plan, coverage=coverage.assign(shortage=short)))


def without_losses(terms):
    shrinkage = terms.policy.shrinkage.assign(unplanned=0.0, in_office=0.0)
    return replace(terms, policy=replace(terms.policy, shrinkage=shrinkage))


def test_surplus_people_can_be_off_and_needed_ones_only_where_someone_takes_over():
    # Five on Monday early, three needed: two can go. Of the three left one can be covered by fay, who is off.
    people = ("ann", "bob", "cid", "dan", "eve", "fay")
    worked = {who: [1] for who in people[:5]}
    roster, terms = simple([Shift(0, "06:00", people=5)], people, worked)
    table = leave_slots(needing(roster, 3, "08:00", "12:00"), without_losses(terms))
    assert table[["date", "on_shift", "away", "from_surplus", "from_cover", "slots"]].values.tolist() == [
        [day(0), 5, 0, 2, 1, 3]
    ]


def test_nobody_is_granted_leave_where_the_crew_is_short_and_the_one_off_is_on_leave():
    roster, terms = simple([Shift(0, "06:00")], ("ann", "bob"), {"ann": [1]}, away=[("bob", 0, 8.0)])
    table = leave_slots(needing(roster, 2, "08:00", "12:00"), without_losses(terms))
    assert table[["on_shift", "away", "slots"]].values.tolist() == [[1, 1, 0]]


def test_who_is_off_covers_one_shift_only_and_none_against_a_hard_rule():
    # Two shifts are needed; fay is off and could take either, gus would break his rest.
    people = ("ann", "bob", "fay", "gus")
    roster, terms = simple(
        [Shift(0, "06:00", people=2), Shift(1, "06:00"), Shift(0, "22:00")],
        people,
        {"ann": [1], "bob": [1], "gus": [2]},
        rule_book_of(max_consecutive_days=1),
    )
    table = leave_slots(needing(roster, 2, "06:00", "14:00"), without_losses(terms))
    assert table[table["date"] == day(0)]["from_cover"].tolist() == [1]


def test_losses_on_the_floor_count_against_leave():
    # Two at work are 1.64 on duty at 18 % losses; one is needed, and one alone would be 0.82.
    roster, terms = simple([Shift(0, "06:00", people=2)], ("ann", "bob"), {"ann": [1], "bob": [1]})
    plan = roster.shift_plan
    coverage = plan.coverage.assign(
        required=(plan.coverage["at_work"] > 0).astype("int64"), on_duty=plan.coverage["at_work"] * 0.82
    )
    roster = replace(roster, shift_plan=replace(plan, coverage=coverage))
    assert leave_slots(roster, terms)["slots"].tolist() == [0]


def test_training_fits_best_where_most_are_above_the_need():
    # Three from 06:00 to 14:00; three needed until 10:00, one after: from 10:00 on two can go.
    people = ("ann", "bob", "cid")
    roster, terms = simple([Shift(0, "06:00", people=3)], people, {who: [1] for who in people})
    roster, terms = needing(roster, 3, "06:00", "10:00"), without_losses(terms)
    later = roster.shift_plan.coverage
    after = (later["interval_start"] >= "2027-02-01 10:00+00:00") & (
        later["interval_start"] < "2027-02-01 14:00+00:00"
    )
    roster = replace(
        roster,
        shift_plan=replace(
            roster.shift_plan, coverage=later.assign(required=later["required"] + after.astype("int64"))
        ),
    )
    table = training_hours(roster, terms, 60)
    best = table.iloc[0]
    assert best["start"] == pd.Timestamp("2027-02-01 10:00", tz="UTC")
    assert best["end"] == pd.Timestamp("2027-02-01 11:00", tz="UTC")
    assert (best["on_shift"], best["could_go"], best["spare"]) == (3, 2, 2.0)
    # Half past nine to half past ten touches the full need: nobody can go.
    half_past = table.set_index("start").loc[pd.Timestamp("2027-02-01 09:30", tz="UTC")]
    assert (half_past["could_go"], half_past["spare"]) == (0, 0.0)
    # From 06:00 to 13:00 every half-hour: fifteen starts lie inside the shift.
    assert len(table) == 15


def test_teams_have_training_hours_of_their_own():
    people = (Person("ann", team="A"), Person("bob", team="B"))
    roster, terms = simple([Shift(0, "06:00"), Shift(0, "14:00")], people, {"ann": [1], "bob": [2]})
    table = training_hours(roster, terms, 8 * 60, by="team")
    assert table[["group", "start"]].values.tolist() == [
        ["A", pd.Timestamp("2027-02-01 06:00", tz="UTC")],
        ["B", pd.Timestamp("2027-02-01 14:00", tz="UTC")],
    ]


@pytest.mark.parametrize(("minutes", "by"), [(0, "team"), (60, "site")])
def test_training_without_a_length_or_of_unknown_groups_is_refused(minutes, by):
    roster, terms = simple([Shift(0, "06:00")], ("ann",), {"ann": [1]})
    with pytest.raises(PlanningError):
        training_hours(roster, terms, minutes, by=by)

"""Moves by hand: shifts change hands, nothing is lost, and rules are checked at once."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.build_shift_plan import Shift, every_day
from tests.wfm.roster.edited_week import EARLY, LATE, NIGHT, REST, taken_away, week_of
from tests.wfm.roster.named import day, pattern, simple
from wfm.errors import PlanningError
from wfm.roster.by_hand import (
    apply,
    give_up,
    move,
    swap,
    take,
    worked_codes,
)
from wfm.roster.by_hand.rearranged import rearranged
from wfm.roster.by_hand.words import PHRASES
from wfm.rule_book import REGISTER


def test_a_move_that_breaks_rest_is_refused_in_the_words_of_the_floor():
    roster, terms = week_of()
    # Night of Thursday ends Friday 06:00; Bob starts that very minute: 0 h rest, 11 asked.
    edited = apply(roster, move(roster, "ann", "bob", day(3)), terms)
    assert edited.is_refused
    assert edited.roster is roster
    [why] = edited.refusals
    assert why.rule == "daily_rest_hours"
    assert why.words == "Moving Bob to 22:00 8h on Thu 4 Feb breaks 11 h rest before Fri 5 Feb 06:00"


def test_the_rest_before_a_moved_shift_names_the_end_it_follows():
    roster, terms = week_of()
    edited = apply(roster, move(roster, "bob", "ann", day(4)), terms)
    assert edited.refusals[0].words == (
        "Moving Ann to 06:00 8h on Fri 5 Feb breaks 11 h rest after Fri 5 Feb 06:00"
    )


def test_a_legal_move_changes_hands_and_nothing_else():
    roster, terms = week_of()
    edited = apply(roster, move(roster, "ann", "cid", day(3)), terms)
    assert not edited.is_refused
    assert edited.objections == ()
    assert worked_codes(edited.roster) == {("bob", day(4)): EARLY, ("cid", day(3)): NIGHT}
    assert_frame_equal(edited.roster.shift_plan.lines, roster.shift_plan.lines)
    assert edited.roster.open_lines is roster.open_lines


def test_two_people_swap_days_of_which_neither_could_take_the_other_alone():
    # Ann has Monday early and Bob Monday late; each alone would work twice that day.
    shifts = [Shift(0, "06:00"), Shift(0, "14:00")]
    roster, terms = simple(shifts, ("ann", "bob"), {"ann": [1], "bob": [2]}, REST)
    edited = apply(roster, swap(roster, "ann", "bob", [day(0)]), terms)
    assert not edited.is_refused
    assert worked_codes(edited.roster) == {("ann", day(0)): LATE, ("bob", day(0)): EARLY}


def test_a_swap_reaches_over_days_off():
    shifts = [Shift(0, "06:00"), Shift(2, "06:00")]
    roster, terms = simple(shifts, ("ann", "bob"), {"ann": [1], "bob": [2]})
    edited = apply(roster, swap(roster, "ann", "bob", [day(0), day(2)]), terms)
    assert worked_codes(edited.roster) == {("bob", day(0)): EARLY, ("ann", day(2)): EARLY}


def test_an_open_shift_is_taken_and_a_shift_given_up_is_open():
    roster, terms = week_of()
    assert list(roster.open_lines["line"]) == [3]
    taken = apply(roster, take("cid", day(3), LATE), terms).roster
    assert taken.open_lines.empty
    assert set(taken.shift_plan.lines["line"]) == {1, 2, 3}
    back = apply(taken, give_up(taken, "cid", day(3)), terms).roster
    assert_frame_equal(back.open_lines, roster.open_lines)
    assert_frame_equal(back.shift_plan.lines, roster.shift_plan.lines)
    assert_frame_equal(back.shift_plan.coverage, taken_away(back, terms))


def test_coverage_follows_the_shift():
    roster, terms = week_of()
    full = apply(roster, take("cid", day(3), LATE), terms).roster.shift_plan.coverage
    gone = apply(roster, give_up(roster, "ann", day(3)), terms).roster.shift_plan.coverage
    before = taken_away(roster, terms)
    half_hours = 16
    # One person for eight hours more, and one for eight hours less.
    assert (full["at_work"] - before["at_work"]).sum() == half_hours
    assert (before["at_work"] - gone["at_work"]).sum() == half_hours


def test_people_on_a_line_of_many_leave_it_to_the_others():
    roster, terms = simple(
        [Shift(0, "06:00", people=3)], ("ann", "bob", "cid", "dan"), {"ann": [1], "bob": [1], "cid": [1]}
    )
    given = apply(roster, give_up(roster, "bob", day(0)), terms).roster
    assert given.shift_plan.lines["people"].tolist() == [2]
    assert given.open_lines["people"].tolist() == [1]
    moved = apply(given, take("dan", day(0), EARLY), terms).roster
    assert moved.shift_plan.lines["people"].tolist() == [3]
    assert moved.open_lines.empty


def test_an_extra_shift_has_the_breaks_of_its_code():
    from wfm.shift_pattern import Break

    meal = Break("meal", 30, False, 180, 300)
    roster, terms = simple(
        [Shift(0, "06:00")], ("ann", "bob"), {"ann": [1]}, patterns=[pattern("08:00", 8.5, [meal])]
    )
    extra = apply(roster, take("bob", day(1), "08:00 8.5h"), terms).roster
    line = extra.shift_plan.lines.iloc[-1]
    assert (line["date"], line["people"], line["paid_minutes"]) == (day(1), 1, 480)
    own = extra.shift_plan.activities.query("line == @line.line")
    assert own["activity"].tolist() == ["work", "meal", "work"]
    # The window runs from 11:00 to 13:00: its middle is noon.
    assert own["start"].iat[1] == pd.Timestamp("2027-02-02 12:00", tz="UTC")


def test_a_code_that_nobody_offers_is_refused():
    roster, terms = week_of()
    edited = apply(roster, take("cid", day(3), "Z9"), terms)
    assert edited.is_refused
    assert edited.refusals[0].words == "Z9 is no shift that Cid could work at Main"
    with pytest.raises(PlanningError, match="Z9"):
        edited.allow_once("please")


def test_every_rule_of_the_register_has_its_words():
    assert set(PHRASES) == set(REGISTER)


def test_the_number_of_shifts_is_kept_by_every_edit():
    roster, terms = simple(
        every_day(range(5), "06:00", people=2),
        ("ann", "bob", "cid"),
        {"ann": [1, 2], "bob": [1, 3], "cid": [4]},
        REST,
    )
    edits = [
        move(roster, "ann", "cid", day(0)),
        swap(roster, "ann", "bob", [day(n) for n in range(5)]),
        give_up(roster, "cid", day(3)),
        take("cid", day(4), EARLY),
    ]
    total = int(roster.shift_plan.lines["people"].sum() + roster.open_lines["people"].sum())
    for edit in edits:
        after = rearranged(roster, edit, terms)
        assert int(after.shift_plan.lines["people"].sum() + after.open_lines["people"].sum()) == total
        assert len(after.duties) == int(after.shift_plan.lines["people"].sum())

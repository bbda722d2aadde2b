"""Moves by hand: shifts change hands, nothing is lost, and rules are checked at once."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, hard, rule_book_of, skill_sets_with, soft
from tests.wfm.roster.named import day, pattern, simple
from wfm.errors import PlanningError
from wfm.roster.by_hand import (
    alternatives,
    apply,
    choose_another,
    give_up,
    locked,
    move,
    swap,
    take,
    unlocked,
    worked_codes,
)
from wfm.roster.by_hand.edit import DayChange, Edit
from wfm.roster.by_hand.rearranged import rearranged
from wfm.roster.by_hand.recount import needed_by
from wfm.roster.by_hand.words import PHRASES
from wfm.rule_book import HARD, REGISTER
from wfm.shift_plan.recount import coverage

REST = rule_book_of(daily_rest_hours=11.0)
EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"


def week_of(*people, rules=REST, **staff):
    """Ann works Thursday's night (line 1), Bob Friday's early shift (2); 3 is Thursday's late shift, open."""
    shifts = [Shift(3, "22:00"), Shift(4, "06:00"), Shift(3, "14:00")]
    return simple(shifts, people or ("ann", "bob", "cid", "dan"), {"ann": [1], "bob": [2]}, rules, **staff)


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


def taken_away(roster, terms):
    """Count the coverage of a roster anew."""
    plan = roster.shift_plan
    return coverage(plan.lines, plan.activities, needed_by(plan), terms.policy)


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


def test_an_exception_needs_a_reason_and_stays_listed():
    roster, terms = week_of()
    edited = apply(roster, move(roster, "ann", "bob", day(3)), terms)
    with pytest.raises(PlanningError, match="reason"):
        edited.allow_once("  ")
    allowed = edited.allow_once("Bob asked for it")
    assert not allowed.is_refused
    assert worked_codes(allowed.roster)[("bob", day(3))] == NIGHT
    assert [(one.objection.rule, one.reason) for one in allowed.allowed] == [
        ("daily_rest_hours", "Bob asked for it")
    ]


def test_a_soft_rule_says_its_price():
    # Bob wishes Thursday off with weight 2; 1.5 h of a wage of 30 each: 2 x 1.5 x 30 = 90.
    roster, terms = week_of(rules=rule_book_of(wishes=soft(0.0, 1.5)), wishes=[("bob", 3, "off", 2.0)])
    edited = apply(roster, move(roster, "ann", "bob", day(3)), terms)
    assert not edited.is_refused
    [objection] = edited.objections
    assert (objection.rule, objection.price) == ("wishes", pytest.approx(90.0))
    assert objection.words == "Moving Bob to 22:00 8h on Thu 4 Feb goes against a wish of Bob for Thu 4 Feb"


def test_what_was_broken_before_is_not_held_against_an_edit():
    # Ann is on leave on Thursday and works it all the same; moving Bob's Friday is another matter.
    roster, terms = week_of(away=[("ann", 3, 8.0)])
    edited = apply(roster, move(roster, "bob", "cid", day(4)), terms)
    assert edited.objections == ()


def test_whoever_has_not_the_skills_is_refused():
    sets = skill_sets_with(
        {"escalation": [("escalation_agent", "escalation")], "review": [("qa_reviewer", "escalation")]}
    )
    roster, terms = simple(
        [Shift(0, "06:00")],
        ("ann", Person("rex", "review", role="qa_reviewer")),
        {"ann": [1]},
        skill_sets=sets,
    )
    edited = apply(roster, move(roster, "ann", "rex", day(0)), terms)
    assert [why.rule for why in edited.refusals] == ["own_skills"]


def test_whoever_has_the_skills_under_another_name_takes_a_line_of_their_own():
    sets = skill_sets_with(
        {
            "escalation": [("escalation_agent", "escalation")],
            "all": [("qa_reviewer", "escalation"), ("escalation_agent", "escalation")],
        }
    )
    roster, terms = simple(
        [Shift(0, "06:00")], ("ann", Person("rex", "all", role="qa_reviewer")), {"ann": [1]}, skill_sets=sets
    )
    edited = apply(roster, move(roster, "ann", "rex", day(0)), terms)
    assert not edited.is_refused
    assert edited.roster.shift_plan.lines["skill_set"].tolist() == ["all"]
    back = apply(edited.roster, move(edited.roster, "rex", "ann", day(0)), terms).roster
    assert back.shift_plan.lines["skill_set"].tolist() == ["escalation"]


def test_a_booking_goes_into_the_shift_of_whoever_has_it():
    roster, terms = simple(
        [Shift(0, "06:00", people=2)],
        ("ann", "bob", "cid"),
        {"ann": [1], "bob": [1]},
        events=[("cid", 0, "08:00", 1.0, "coaching")],
    )
    moved = apply(roster, move(roster, "ann", "cid", day(0)), terms).roster
    assert moved.shift_plan.lines["people"].tolist() == [1, 1]
    own = moved.shift_plan.activities.query("line == 2")
    assert own["activity"].tolist() == ["work", "coaching", "work"]
    assert own["paid"].all()
    # One hour of two people's eight is off the phone.
    assert moved.shift_plan.coverage["at_work"].sum() / 2 == 15.0
    back = apply(moved, move(moved, "cid", "ann", day(0)), terms)
    assert [why.rule for why in back.refusals] == ["booked_event"]
    back = back.allow_once("coaching is moved").roster
    assert back.shift_plan.lines["people"].tolist() == [2]
    assert back.shift_plan.coverage["at_work"].sum() / 2 == 16.0


def test_a_supervisor_stays_on_the_hours_of_a_colleague():
    people = (
        Person("sue", "supervisor", role="supervisor", team="A"),
        Person("ann", team="A", leader="sue"),
        "bob",
    )
    roster, terms = simple(
        [Shift(0, "06:00"), Shift(0, "06:00")],
        people,
        {"sue": [1], "ann": [1], "bob": [2]},
        leads={"sue": "A"},
    )
    # Ann's line goes; Bob works the same hours on a line of his own, so Sue keeps those.
    freed = apply(roster, give_up(roster, "ann", day(0)), terms)
    assert (
        freed.roster.duties.set_index("person_id").at["sue", "line"]
        == freed.roster.duties.set_index("person_id").at["bob", "line"]
    )
    alone = apply(freed.roster, give_up(freed.roster, "bob", day(0)), terms)
    assert alone.is_refused
    assert "nobody works 06:00 8h on Mon 1 Feb" in alone.refusals[0].words


def test_locks_hold_a_day_until_they_are_taken_off():
    roster, terms = week_of()
    from dataclasses import replace

    staff = locked(terms.staff, roster, "ann", (day(3), day(4)))
    assert staff.locks["pattern"].tolist() == [NIGHT, ""]
    kept = replace(terms, staff=staff)
    assert apply(roster, move(roster, "ann", "cid", day(3)), kept).refusals[0].rule == "locked_day"
    free = replace(terms, staff=unlocked(staff, "ann", (day(3),)))
    assert not apply(roster, move(roster, "ann", "cid", day(3)), free).is_refused


def test_the_offer_names_two_others_with_no_break_and_the_same_cost():
    roster, terms = week_of(
        "ann",
        "bob",
        "cid",
        "dan",
        Person("eve", works_nights=False),
        rules=rule_book_of(daily_rest_hours=11.0),
    )
    found = alternatives(roster, 1, terms, instead_of="ann", besides=("bob",))
    assert [one.person_id for one in found] == ["cid", "dan", "eve"]
    assert choose_another(found) == "choose another: Cid, Dan (no break, same cost)"


def test_alternatives_leave_out_whom_a_hard_rule_forbids_and_say_what_others_cost():
    roster, terms = week_of(
        "ann",
        "bob",
        "cid",
        Person("dan", wage_per_hour=35.0),
        rules=rule_book_of(daily_rest_hours=11.0, wishes=soft(0.0, 1.0)),
        wishes=[("cid", 3, "off", 1.0)],
        away=[],
    )
    found = alternatives(roster, 1, terms, instead_of="ann")
    # Bob has the early shift next morning. Dan costs (35 - 30) x 8 h = 40 more, Cid a wish of 30.
    assert [(one.person_id, one.rules, one.wage_change, one.price) for one in found] == [
        ("dan", (), 40.0, 0.0),
        ("cid", ("wishes",), 0.0, 30.0),
    ]
    assert [one.words for one in found] == ["no break, +40", "breaks wishes (30), same cost"]


def test_an_edit_of_people_not_on_the_roster_is_refused():
    roster, terms = week_of()
    edited = apply(roster, Edit("take", (DayChange("zoe", day(0), EARLY),)), terms)
    assert edited.refusals[0].words == "zoe is not on the roster"


def test_someone_who_is_off_has_nothing_to_move():
    roster, _ = week_of()
    with pytest.raises(PlanningError, match="cid works no shift on Mon 1 Feb"):
        move(roster, "cid", "ann", day(0))


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


def test_hard_and_soft_objections_come_hard_first():
    roster, terms = week_of(
        rules=rule_book_of(daily_rest_hours=hard(11.0), wishes=soft(0.0, 9.0)),
        wishes=[("bob", 3, "off", 1.0)],
    )
    edited = apply(roster, move(roster, "ann", "bob", day(3)), terms)
    assert [one.level for one in edited.objections] == [HARD, "soft"]
    assert edited.price == pytest.approx(270.0)

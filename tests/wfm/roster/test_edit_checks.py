"""What holds an edit by hand back: rules and their prices, skills, bookings, locks; and who else could."""

from __future__ import annotations

import pytest

from tests.build_shift_plan import Shift
from tests.build_staff import Person, hard, rule_book_of, skill_sets_with, soft
from tests.wfm.roster.edited_week import EARLY, NIGHT, week_of
from tests.wfm.roster.named import day, simple
from wfm.errors import PlanningError
from wfm.roster.by_hand import (
    alternatives,
    apply,
    choose_another,
    give_up,
    locked,
    move,
    unlocked,
    worked_codes,
)
from wfm.roster.by_hand.edit import DayChange, Edit
from wfm.rule_book import HARD


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


def test_hard_and_soft_objections_come_hard_first():
    roster, terms = week_of(
        rules=rule_book_of(daily_rest_hours=hard(11.0), wishes=soft(0.0, 9.0)),
        wishes=[("bob", 3, "off", 1.0)],
    )
    edited = apply(roster, move(roster, "ann", "bob", day(3)), terms)
    assert [one.level for one in edited.objections] == [HARD, "soft"]
    assert edited.price == pytest.approx(270.0)

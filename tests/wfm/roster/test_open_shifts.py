"""Why a shift is open, person by person, and the smallest edits that fill it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from tests.build_shift_plan import Shift, every_day
from tests.build_staff import Person, rule_book_of, soft, staff_of
from tests.wfm.roster.named import day, pattern, simple
from wfm.roster.by_hand import apply
from wfm.roster.by_hand.edit import MOVE, DayChange, Edit
from wfm.roster.diagnosis import diagnose
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.diagnosis.open_shifts import open_conflicts

EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"
RESTED = rule_book_of(daily_rest_hours=11.0)
ON_MONDAYS = [("bob", 0, "06:00", "06:00")]
"""Bob may work from Monday 06:00 to Tuesday 06:00."""


def open_shift(shifts, people, worked, rules, **more):
    roster, terms = simple(shifts, people, worked, rules, **more)
    [conflict] = open_conflicts(Facts(roster, terms))
    return roster, terms, conflict


def test_each_candidate_is_named_with_the_first_rule_in_the_way():
    # Tuesday's early shift is open; ann has Monday's night, bob works on Mondays alone, cid works that day.
    shifts = [Shift(1, "06:00"), Shift(0, "22:00"), Shift(1, "14:00")]
    _, _, conflict = open_shift(
        shifts, ("ann", "bob", "cid"), {"ann": [2], "cid": [3]}, RESTED, availability=ON_MONDAYS
    )
    assert conflict.people == ("ann", "bob", "cid")
    assert conflict.dates == (day(1),)
    assert conflict.words == (
        "Open: 06:00 8h on Tue 2 Feb at Main."
        " Ann: breaks 11 h rest after Tue 2 Feb 06:00;"
        " Bob: lies outside the times Bob is available;"
        " Cid: works 14:00 8h that day"
    )


def test_numbered_positions_are_asked_as_people_are_and_none_is_called_unskilled():
    # Without a staff list ann and bob are positions of the roster; only Tuesday's shift is open.
    shifts = [Shift(0, "06:00"), Shift(1, "06:00")]
    roster, named = simple(shifts, ("ann", "bob"), {"ann": [1]}, RESTED)
    terms = replace(named, staff=staff_of(()))
    [conflict] = diagnose(roster, terms)
    assert conflict.dates == (day(1),)
    assert conflict.words == "Open: 06:00 8h on Tue 2 Feb at Main. Ann: could take it; Bob: could take it"
    everyone_at_work, _ = simple(shifts, ("ann", "bob"), {"ann": [1], "bob": [2]}, RESTED)
    assert diagnose(everyone_at_work, terms) == ()


def test_a_swap_of_two_comes_before_an_exception():
    shifts = [Shift(1, "06:00"), Shift(0, "22:00"), Shift(1, "14:00")]
    roster, terms, conflict = open_shift(
        shifts, ("ann", "bob", "cid"), {"ann": [2], "cid": [3]}, RESTED, availability=ON_MONDAYS
    )
    # Monday's night can go to bob, who is off on Tuesday: ann is then rested.
    # Ann cannot take cid's late shift: her night ends eight hours before.
    first, *others = conflict.cures
    assert first.words == "Ann takes it and gives 22:00 8h on Mon 1 Feb to Bob"
    assert (first.price, first.is_exception) == (0.0, False)
    assert [cure.is_exception for cure in others] == [True, True]
    edited = apply(roster, first.edits[0], terms)
    assert not edited.is_refused
    assert edited.roster.open_lines.empty


def test_the_cheapest_pair_of_moves_is_found_as_trying_them_all_finds_it():
    # Three people, open Tuesday early; wishes price who may take what.
    shifts = [Shift(1, "06:00"), Shift(1, "14:00"), Shift(0, "22:00"), Shift(2, "06:00")]
    roster, terms, conflict = open_shift(
        shifts,
        ("ann", "bob", "cid", "dan"),
        {"ann": [2], "bob": [3], "cid": [4]},
        rule_book_of(daily_rest_hours=11.0, wishes=soft(0.0), shifts_per_week=1),
        wishes=[("dan", 0, "off", 2.0), ("dan", 1, "off", 3.0), ("dan", 2, "off", 1.0)],
    )
    tried = []
    worked = {("ann", day(1)): LATE, ("bob", day(0)): NIGHT, ("cid", day(2)): EARLY}
    for taker, third in permutations(("ann", "bob", "cid", "dan"), 2):
        own = [(when, code) for (who, when), code in worked.items() if who == taker]
        for when, code in own:
            changes = [DayChange(third, when, code), DayChange(taker, day(1), EARLY)]
            changes += [DayChange(taker, when, "")] if when != day(1) else []
            edited = apply(roster, Edit(MOVE, tuple(changes)), terms)
            if not edited.is_refused and edited.roster.open_lines.empty:
                tried.append(edited.price)
    single = apply(roster, Edit("take", (DayChange("dan", day(1), EARLY),)), terms)
    tried += [] if single.is_refused else [single.price]
    assert conflict.cures[0].price == min(tried)


def test_another_start_is_offered_where_the_site_has_one():
    # Ann's night ends at 06:00; eleven hours later it is 17:00, and a shift from 18:00 is on offer.
    _, _, conflict = open_shift(
        [Shift(1, "06:00"), Shift(0, "22:00")],
        ("ann",),
        {"ann": [2]},
        rule_book_of(daily_rest_hours=11.0),
        patterns=[pattern("06:00", 8), pattern("14:00", 8), pattern("18:00", 8), pattern("18:00", 6)],
    )
    assert conflict.cures[0].words == "Ann works 18:00 8h in its place"
    assert conflict.cures[1].words == "Ann takes it once although it breaks 11 h rest after Tue 2 Feb 06:00"
    assert conflict.cures[1].is_exception


def test_an_open_shift_that_someone_could_take_says_at_what_price():
    _, _, conflict = open_shift(
        [Shift(1, "06:00")],
        ("ann", "bob"),
        {},
        rule_book_of(wishes=soft(0.0)),
        wishes=[("ann", 1, "off", 2.0)],
    )
    assert [(cure.words, cure.price) for cure in conflict.cures] == [
        ("Bob takes it", 0.0),
        ("Ann takes it (wishes: 60)", 60.0),
    ]


def test_alike_open_shifts_are_one_conflict_and_nobody_able_is_said():
    roster, terms = simple(
        [Shift(0, "06:00", people=2), Shift(0, "06:00", skill_set="legal")],
        (Person("ann", "legal"),),
        {"ann": [2]},
    )
    conflicts = open_conflicts(Facts(roster, terms))
    assert [conflict.words for conflict in conflicts] == [
        "Open: 06:00 8h on Mon 1 Feb at Main (2 people): nobody has the skills"
    ]
    assert conflicts[0].rule == "own_skills"


def test_a_full_roster_without_conflict_has_no_diagnosis():
    roster, terms = simple(
        every_day(range(5), "06:00"), ("ann",), {"ann": [1, 2, 3, 4, 5]}, rule_book_of(daily_rest_hours=11.0)
    )
    assert diagnose(roster, terms) == ()


def test_of_many_candidates_the_reasons_are_counted():
    people = [f"p{number}" for number in range(10)]
    shifts = [Shift(0, "06:00", people=7), Shift(0, "14:00")]
    roster, terms = simple(
        shifts, people, {who: [1] for who in people[:7]}, away=[(who, 0, 8.0) for who in people[7:9]]
    )
    [conflict] = open_conflicts(Facts(roster, terms))
    assert conflict.words == (
        "Open: 14:00 8h on Mon 1 Feb at Main."
        " Of 10 people: 7 work another shift that day; 2 leave; 1 could take it"
    )

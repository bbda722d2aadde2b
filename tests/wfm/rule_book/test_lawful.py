"""Which shift patterns a site's hard rules leave, and how far their meals may move."""

from __future__ import annotations

import pytest

from tests.build_staff import hard, rule_book_of, soft
from wfm.rule_book import lawful_patterns
from wfm.shift_pattern import Break, ShiftPattern


def pattern(presence, *meals, code="8H 06:00", site="Main"):
    """Return a pattern of so many minutes with meals of half an hour, each with its window of starts."""
    breaks = tuple(Break("meal", 30, False, earliest, latest) for earliest, latest in meals)
    return ShiftPattern(code, site, 360, presence, breaks, False)


def windows(patterns, **rules):
    """Return the windows of the meals of each lawful pattern."""
    faults: list = []
    kept, _ = lawful_patterns([*patterns, pattern(60, code="1H")], rule_book_of(rules), faults)
    assert faults == []
    return [[(b.earliest_offset, b.latest_offset) for b in each.breaks] for each in kept[:-1]]


@pytest.mark.parametrize(("presence", "is_kept"), [(720, True), (721, False)])
def test_a_shift_may_be_as_long_as_the_rule_says(presence, is_kept):
    assert bool(windows([pattern(presence)], max_shift_hours=12)) == is_kept


@pytest.mark.parametrize(("presence", "is_kept"), [(300, True), (330, False)])
def test_only_a_shift_longer_than_the_limit_needs_a_meal(presence, is_kept):
    assert bool(windows([pattern(presence)], meal_after_hours=5)) == is_kept


def test_the_window_of_a_meal_is_narrowed_to_what_the_rule_leaves():
    # 8.5 h: begun by minute 300, and so late that at most 300 are left: 510 - 30 - 300 = 180.
    assert windows([pattern(510, (150, 330))], meal_after_hours=5) == [[(180, 300)]]
    # Wholly inside already: unchanged.
    assert windows([pattern(510, (200, 250))], meal_after_hours=5) == [[(200, 250)]]


def test_a_shift_too_long_for_its_one_meal_is_left_out_and_kept_with_two():
    # 12 h: after a meal begun by minute 300 there are 390 minutes left.
    assert windows([pattern(720, (200, 400))], meal_after_hours=5) == []
    assert windows([pattern(720, (200, 400), (400, 500))], meal_after_hours=5) == [[(200, 300), (400, 500)]]


def test_meals_that_are_too_short_leave_a_pattern_out():
    assert windows([pattern(510, (180, 270))], meal_minutes=60) == []
    assert len(windows([pattern(510, (180, 270))], meal_minutes=30)) == 1


def test_a_soft_rule_leaves_nothing_out():
    assert len(windows([pattern(800)], max_shift_hours=soft(12), meal_after_hours=soft(5))) == 1


def test_what_is_left_out_is_told_once_by_shift_type_with_the_rule():
    patterns = [pattern(360, code=f"6H {hour:02d}:00") for hour in (6, 7, 8)]
    kept, notes = lawful_patterns(
        [*patterns, pattern(240, code="4H")], rule_book_of(meal_after_hours=hard(5)), []
    )
    assert [each.code for each in kept] == ["4H"]
    assert [(note.applies_to, note.value) for note in notes] == [("Main: 6H", "not offered")]
    assert notes[0].source.startswith("Nobody works more than 5 h without a meal begun. ")


def test_a_site_without_any_lawful_pattern_is_a_fault():
    faults: list = []
    rule_book = rule_book_of(max_shift_hours=12, sites=("Main", "Other"))
    kept, _ = lawful_patterns([pattern(800), pattern(240, site="Other")], rule_book, faults)
    assert [each.site for each in kept] == ["Other"]
    assert [str(fault) for fault in faults] == [
        "ShiftTypes: no shift type keeps the rules of 'Main'; "
        "expected one that keeps: No shift is longer than 12 h."
    ]

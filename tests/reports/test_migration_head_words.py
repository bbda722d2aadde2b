"""What heads leave out, in words."""

from __future__ import annotations

from reports.migration_head_words import cover_words, hired_words, left_out_words


def test_who_is_hired_already_is_not_to_be_hired():
    assert hired_words({"hires": 6.0, "agreed": 2.0}) == "4 to hire, 2 already hired"
    assert hired_words({"hires": 4.0, "agreed": 0.0}) == "4 to hire"


def test_what_covers_the_last_week_and_who_is_left_out():
    assert cover_words({"end_overtime": 3.61, "end_temps": 1.6}) == "+ 3.6 by overtime, 1.6 temps"
    assert cover_words({"end_overtime": 0.0, "end_temps": 0.01}) == ""
    assert left_out_words({"supervisors": 5, "joiners": 1.0}) == "+ 5 supervisors, 1 joiner"
    assert left_out_words({"supervisors": 0, "joiners": 0.0}) == ""

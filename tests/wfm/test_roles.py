"""Modes by name within sentences, tables and rules."""

from __future__ import annotations

import pytest

from wfm.migration.way import ways_told
from wfm.roles import in_mode, mode_words, with_mode_names


def test_a_mode_has_its_number_and_its_name():
    assert mode_words("2") == "2 monitored"
    assert mode_words("3+4") == "3+4 escalation with augmentation"
    assert mode_words("3 with 1") == "3 escalation with 1 post-hoc review"
    assert mode_words("people at work") == "people at work"
    assert in_mode("5") == "mode 5 (hybrid routing)"


STEP = "2 (monitored) to 3 (escalation):"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("a phase more in mode 2 saves", "a phase more in mode 2 (monitored) saves"),
        ("mode 2 to 3: said", "mode 2 (monitored) to 3 (escalation): said"),
        ("2 to 3: a phase in mode 2 first", f"{STEP} a phase in mode 2 (monitored) first"),
        ("x; 3 to 3+4: y", "x; 3 (escalation) to 3+4 (escalation with augmentation): y"),
        ("mode 3 (escalation), and no further", "mode 3 (escalation), and no further"),
        ("from 2 to 3 weeks, mode 30", "from 2 to 3 weeks, mode 30"),
    ],
)
def test_bare_numbers_of_modes_are_named_once(said, named):
    assert with_mode_names(said) == named
    assert with_mode_names(named) == named


def test_the_ways_of_phases_are_told_by_their_changes():
    assert ways_told(["2", "2", "2"]) == "mode 2 (monitored) throughout"
    assert ways_told(["2", "2", "3"]) == "mode 2 (monitored), from phase 3 mode 3 (escalation)"

"""Figures in a planner's words."""

from __future__ import annotations

import pytest

from reports._look import band_of, role_look
from reports._wording import STATUS_WORDS, gap_words, status_words
from wfm.roles import Role


def test_the_gap_is_told_in_money_and_percent():
    assert gap_words(180.4, 0.008, "EUR") == "at most EUR 180 (0.8 %) above the cheapest possible"
    assert gap_words(22_490.0, 0.0213, "GBP") == "at most GBP 22,490 (2.1 %) above the cheapest possible"


def test_a_plan_at_its_bound_is_the_cheapest_possible():
    assert gap_words(0.0, 0.0, "EUR") == "the cheapest possible"


def test_every_status_has_words_without_the_words_of_solvers():
    for status in ("optimal", "feasible", "stopped"):
        words = status_words(status).lower()
        assert not any(jargon in words for jargon in ("solve", "bound", "incumbent", "gap", "optimal"))
    assert set(STATUS_WORDS) == {"optimal", "feasible", "stopped"}


@pytest.mark.parametrize(
    ("clock", "band"),
    [
        ("04:00", "early"), ("08:59", "early"), ("09:00", "day"), ("13:00", "late"), ("19:59", "late"),
        ("20:00", "night"), ("00:00", "night"), ("03:59", "night"), ("28:00", "early"),
    ],
)  # fmt: skip
def test_shifts_wear_the_colour_of_the_hour_they_start(clock, band):
    hours, minutes = map(int, clock.split(":"))
    assert band_of(hours * 60 + minutes).name == band


def test_every_role_has_its_own_letter():
    letters = [role_look(role).letter for role in Role]
    assert len(set(letters)) == len(letters)

"""Figures in a planner's words."""

from __future__ import annotations

import pandas as pd
import pytest

from reports._look import band_of, role_look
from reports._pages import fitted_widths, footer, points_wide, printable, sheet_name
from reports._wording import STATUS_WORDS, gap_words, offset_words, status_words, version_words
from reports.person_days import shift_words
from tests.reports.small_staff import VERSION
from wfm.roles import Role
from wfm.roster.versions import Version


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


def test_a_version_is_told_on_the_readers_clock():
    # 13:05 UTC is 14:05 in Dublin and 21:05 in Manila.
    assert version_words(VERSION, "Europe/Dublin") == (
        "version 3, published Thu 21 Oct 2027 14:05 (Europe/Dublin)"
    )
    assert version_words(VERSION, "Asia/Manila").endswith("21:05 (Asia/Manila)")
    assert version_words(None, "UTC") == "draft, not published"
    assert version_words(Version(0, "draft", None, None, ""), "UTC") == "draft, not published"
    after = Version(3, "draft", VERSION.published_at, None, "9a")
    assert version_words(after, "UTC") == "draft with changes since version 3, not published"


@pytest.mark.parametrize(
    ("hours", "words"), [(0.0, "UTC+00:00"), (5.5, "UTC+05:30"), (-7.0, "UTC-07:00"), (-3.5, "UTC-03:30")]
)
def test_offsets_have_a_sign_hours_and_minutes(hours, words):
    assert offset_words(pd.Timedelta(hours=hours)) == words


def test_sheets_are_named_as_excel_allows():
    taken: set[str] = set()
    assert sheet_name("Sales [A]: 1/2", taken) == "Sales -A-- 1-2"
    assert sheet_name("sales [a]: 1/2", taken) == "sales -a-- 1-2 2"
    assert sheet_name("x" * 40, taken, " days") == "x" * 26 + " days"
    assert sheet_name("History", taken) == "History 2"
    assert sheet_name("'", taken) == "No team"


def test_a_long_footer_is_cut_where_it_does_not_matter():
    text = footer("R&D " * 100, "Mon 1 Feb to Sun 7 Feb 2027")
    assert len(text) <= 255
    assert text.endswith("&C&8 Mon 1 Feb to Sun 7 Feb 2027&R&8 Page &P of &N")
    assert text.startswith("&L&8 R&&D R&&D")


def test_a_page_too_tall_for_its_width_gets_wider_columns():
    wide, high = printable()
    short = [20.0, 10.0]
    # Fits at full size: nothing to change.
    assert fitted_widths(short, high / 2) == short
    # Twice as tall as a page: the scale must fall to a little under a half.
    tall = fitted_widths(short, high * 2)
    assert 0.45 <= wide / points_wide(tall) < 0.5


@pytest.mark.parametrize(
    ("code", "words"), [("E8", "E8 08:00-16:30"), ("P8 08:00", "P8 08:00-16:30"), ("08:00", "08:00-16:30")]
)
def test_a_code_that_holds_its_start_does_not_say_it_twice(code, words):
    assert shift_words(code, pd.Timestamp("2027-10-25 08:00"), pd.Timestamp("2027-10-25 16:30")) == words

"""Parts in words that add up to the total in words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.explain.words import apportioned, clock, figure, listed, people, share, stamp, unit_words


def test_parts_are_cut_and_what_is_missing_goes_to_those_that_lost_most():
    # 2.4567 + 1.2345 + 0.0004 = 3.6916, shown 3.692: cut 2.456 + 1.234 + 0.000 = 3.690, two units missing
    assert apportioned([2.4567, 1.2345, 0.0004]) == ["2.457", "1.235", "0.000"]


@given(st.lists(st.floats(0, 1_000), min_size=1, max_size=30))
def test_parts_in_words_add_up_to_their_total_in_words(values):
    shown = [float(text.replace(",", "")) for text in apportioned(values)]
    assert sum(shown) == pytest.approx(round(sum(values), 3), abs=1e-9 * len(values) + 5e-10)
    assert all(abs(text - value) < 0.001 + 1e-9 for text, value in zip(shown, values, strict=True))


def test_numbers_lose_needless_zeros_and_keep_the_thousands_apart():
    assert [figure(1234.5), figure(3.0), figure(0.123456, 4)] == ["1,234.5", "3", "0.1235"]
    assert [share(0.13), share(0.076543)] == ["13 %", "7.6543 %"]
    assert [people(1), people(6.5)] == ["1 person", "6.5 people"]
    assert [unit_words(1, "people"), unit_words(2, "people"), unit_words(1.0, "erlang")] == [
        "person",
        "people",
        "erlang",
    ]
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"


def test_times_are_those_of_the_wall_with_their_offset():
    instant = pd.Timestamp("2027-02-01 10:00", tz="UTC")
    assert clock(instant, "Asia/Manila") == "Mon 1 Feb 18:00"
    assert stamp(instant, "Asia/Manila") == "2027-02-01 18:00+08:00"

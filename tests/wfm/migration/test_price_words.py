"""Money in words: what is saved is said, not signed."""

from __future__ import annotations

import math
from datetime import date

import pytest

from wfm.gate import Option
from wfm.migration.gate_words import option_words
from wfm.migration.price_words import price_words

LEAVES = date(2027, 6, 6)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (-394_039.4, "saves USD 394,039"),
        (1_200.4, "USD 1,200"),
        (0.0, "USD 0"),
        (-0.4, "USD 0"),
    ],
)
def test_money_that_is_saved_has_no_sign(amount, said):
    assert price_words(amount, "USD") == said


def test_waiting_that_saves_says_so():
    wait = Option("wait", 3, 2, 0, 270, -394_039.0, -394_039.0)
    said = option_words(wait, 0.0, LEAVES, LEAVES, -12_000.2, "USD", in_time=True)
    assert said == (
        "Wait until it is proven on 6 June 2027 (slip 2 phases): saves USD 394,039 against moving at the "
        "earliest; moving then makes the plan as it stands USD 12,000 cheaper."
    )


def test_a_phase_without_a_price_has_none():
    wait = Option("wait", 2, 1, 0, 100, math.nan, math.nan)
    said = option_words(wait, 0.0, LEAVES, LEAVES, math.nan, "USD", in_time=True)
    assert said.endswith(": waiting is not priced.")
    late = option_words(wait, 0.0, LEAVES, LEAVES, math.nan, "USD", in_time=False)
    assert late.endswith(": that is after the programme, and not priced.")

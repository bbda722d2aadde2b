"""Why a queue stays, its price first."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.migration.answers import ALTERNATIVES
from wfm.migration.staying_words import staying_words


def said(*rows):
    """Return the sentence of a queue in mode 2 with these paths: ways, change, tie, broken rules."""
    columns = ("ways", "cost_change", "is_tie", "breaks")
    table = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], columns=list(columns))
    table = table.assign(queue="Citas", kind=[str(n) for n in range(len(rows))])
    found = ALTERNATIVES.conform(table.assign(reviews_bought=0.0, risk_change=0.0))
    return staying_words("Citas", "2", found, "USD")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2, 3, 3", 338_906.0, False, ""), "to mode 3 (escalation) in phase 2 would cost USD 338,906 more."),
        (("2, 3, 3", 5.0, True, ""), "in phase 2 would cost as much: too close to call."),
        (("3, 3, 3", -90.0, False, "Risk cap: 3."), "would save USD 90, and breaks rules: Risk cap: 3."),
        (
            ("2, 3, 3+4", 7.0, False, ""),
            "in phase 2, then to mode 3+4 (escalation with augmentation) in phase 3",
        ),
    ],
)
def test_the_price_of_moving_comes_first(row, words):
    told = said(row)
    assert told.startswith("Citas stays in mode 2 (monitored): ")
    assert words in told


def test_the_cheapest_path_that_keeps_the_rules_is_told():
    told = said(("2, 3, 3", 50.0, False, ""), ("2, 2, 3", 40.0, False, ""), ("3, 3, 3", 1.0, False, "Rule."))
    assert "in phase 3 would cost USD 40 more" in told


def test_without_another_path_nothing_is_said():
    assert said() == ""
    assert said(("2, 2, 2", 1.0, False, "")) == ""

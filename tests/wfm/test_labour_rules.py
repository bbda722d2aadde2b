"""Labour packs: dated, sourced, editable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from wfm.errors import PlanningError
from wfm.labour_rules import LabourRules, labour_rules
from wfm.reference import labour_packs, load_reference


def test_the_european_pack_is_the_working_time_directive_and_house_rules():
    assert labour_rules(load_reference(), "EU") == LabourRules(
        pack="EU",
        daily_rest_hours=11.0,
        max_consecutive_days=6,
        shifts_per_week=5,
        max_week_hours=48.0,
        free_weekends=1,
        weekends_in_cycle=4,
    )


def test_six_packs_are_shipped_and_every_one_is_whole():
    packs = labour_packs()
    assert packs == ("EU", "Philippines", "India", "California", "US federal", "South Africa")
    rests = {pack: labour_rules(load_reference(), pack).daily_rest_hours for pack in packs}
    assert rests == {
        "EU": 11,
        "Philippines": 11,
        "India": 11,
        "California": 8,
        "US federal": 8,
        "South Africa": 12,
    }


def test_an_unknown_pack_is_refused_with_the_known_ones():
    with pytest.raises(PlanningError, match=r"Mars.*EU, Philippines"):
        labour_rules(load_reference(), "Mars")


def test_a_later_row_wins_from_its_day_on():
    reference = load_reference()
    table = reference.labour_rules
    is_rest = (table["pack"] == "EU") & (table["rule"] == "daily_rest_hours")
    later = table[is_rest].assign(value=12.0, effective_from=pd.Timestamp("2027-03-01"))
    later["effective_from"] = later["effective_from"].astype("datetime64[us]")
    reference = replace(reference, labour_rules=pd.concat([later, table], ignore_index=True))
    assert labour_rules(reference, "EU", date(2027, 2, 28)).daily_rest_hours == 11
    assert labour_rules(reference, "EU", date(2027, 3, 1)).daily_rest_hours == 12
    assert labour_rules(reference, "EU").daily_rest_hours == 12


def test_before_its_first_day_a_pack_has_no_rules():
    with pytest.raises(PlanningError, match=r"India.*has no .*on 2020-01-01"):
        labour_rules(load_reference(), "India", date(2020, 1, 1))

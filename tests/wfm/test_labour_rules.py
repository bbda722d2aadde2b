"""Labour packs: dated, sourced, editable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from wfm.errors import PlanningError
from wfm.labour_rules import LabourRules, labour_rules
from wfm.reference import LABOUR, labour_packs, load_reference


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


def test_in_force_keeps_one_row_a_rule_the_last_that_has_begun():
    reference = load_reference()
    table = reference.labour_rules
    is_rest = (table["pack"] == "EU") & (table["rule"] == "daily_rest_hours")
    rows = [table]
    for value, day in ((12.0, "2027-03-01"), (12.5, "2027-05-01")):
        row = table[is_rest].assign(value=value, high=13.0, effective_from=pd.Timestamp(day))
        rows.append(LABOUR.conform(row))
    reference = replace(reference, labour_rules=pd.concat(rows, ignore_index=True))
    for day, rest in ((date(2027, 2, 28), 11), (date(2027, 3, 1), 12), (date(2027, 5, 1), 12.5)):
        then = reference.in_force(day)
        assert not then.labour_rules.duplicated(["pack", "rule"]).any()
        assert labour_rules(then, "EU").daily_rest_hours == rest
    # Nothing is known of India before its codes came into force: the first row stands in.
    assert labour_rules(reference.in_force(date(2020, 1, 1)), "India").max_week_hours == 48


def test_south_africa_is_the_basic_conditions_of_employment_act():
    rows = load_reference().labour_rules.query("pack == 'South Africa'").set_index("rule")
    assert rows["value"][["weekly_rest_hours", "max_week_hours", "meal_minutes"]].tolist() == [36, 45, 60]
    assert rows.at["meal_minutes", "low"] == 30
    law = rows[~rows["source"].str.startswith("House rule, no law")]
    assert law["source"].str.startswith("Basic Conditions of Employment Act 75 of 1997").all()


def test_every_pack_says_of_each_rule_whether_it_is_law_or_house():
    table = load_reference().labour_rules
    assert (table.groupby("rule")["pack"].nunique() == len(labour_packs())).all()
    assert (table["source"].str.len() > 20).all()

"""The rule book: reference data, labour packs, sheet Sites and the planner's sheet Rules, in that order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.build_policy import small_policy
from tests.wfm.policy.in_memory import book
from wfm.errors import PlanningError
from wfm.policy.rule_sheets import LEVEL_WORDS
from wfm.reference import LABOUR, data_folder, labour_packs
from wfm.rule_book import (
    ALWAYS_HARD,
    LEVELS,
    REGISTER,
    TERMS,
    RuleBook,
    default_rule_book,
    read_rule_book,
    sentence,
    term,
)

HEADER = ["rule", "site", "level", "limit", "price_hours", "note"]
TWO = {"Calls": "Cebu", "Mail": "Krakow"}


def two_sites():
    """Cebu under the Philippine pack, Krakow under the European one."""
    policy = small_policy(("Calls", "Mail"), site=TWO)
    packs = policy.sites["site"].map({"Cebu": "Philippines", "Krakow": "EU"})
    return replace(policy, sites=policy.sites.assign(labour_pack=packs.astype("str")))


def rules_of(*rows, policy=None, **sheets):
    """Return the rule book of a workbook with these rows of sheet Rules."""
    faults: list = []
    found = read_rule_book(book(Rules=[HEADER, *rows], **sheets), policy or small_policy(), faults)
    assert [str(fault) for fault in faults] == []
    return found


def faults_of(*rows, policy=None, **sheets):
    faults: list = []
    sheets = {"Rules": [HEADER, *rows]} | sheets if rows else sheets
    assert read_rule_book(book(**sheets), policy or small_policy(), faults) is None
    return [(fault.where, fault.found) for fault in faults]


def test_every_rule_stands_at_every_site_with_a_known_level():
    rule_book = default_rule_book(two_sites())
    assert list(rule_book.at("Cebu")) == list(rule_book.at("Krakow")) == list(REGISTER)
    assert set(rule_book.rules["level"]) <= set(LEVELS) == set(LEVEL_WORDS)
    assert (rule_book.rules.loc[rule_book.rules["level"] != "soft", "price_hours"] == 0).all()


@pytest.mark.parametrize("pack", labour_packs())
def test_every_pack_gives_a_limit_to_every_binding_rule_that_speaks_of_one(pack):
    policy = small_policy()
    policy = replace(policy, sites=policy.sites.assign(labour_pack=pack))
    for key, rule in default_rule_book(policy).at("Main").items():
        if not rule.is_off and "{limit" in REGISTER[key].sentence:
            assert np.isfinite(rule.limit)
            assert f"{rule.limit:g}" in sentence(key, rule.limit)


def test_daily_rest_is_hard_by_law_and_priced_above_a_floor_where_there_is_none():
    rule_book = default_rule_book(two_sites())
    krakow, cebu = rule_book.at("Krakow"), rule_book.at("Cebu")
    assert (krakow["daily_rest_hours"].level, krakow["daily_rest_hours"].limit) == ("hard", 11)
    assert krakow["daily_rest_floor_hours"].is_off
    assert (cebu["daily_rest_hours"].level, cebu["daily_rest_hours"].price_hours) == ("soft", 4)
    assert (cebu["daily_rest_floor_hours"].level, cebu["daily_rest_floor_hours"].limit) == ("hard", 8)


def test_weekly_rest_is_that_of_each_pack():
    found = {}
    for pack in labour_packs():
        policy = small_policy()
        rules = default_rule_book(replace(policy, sites=policy.sites.assign(labour_pack=pack))).at("Main")
        found[pack] = (rules["weekly_rest_hours"].level, rules["weekly_rest_hours"].limit)
    assert found == {
        "EU": ("hard", 35),
        "Philippines": ("hard", 24),
        "India": ("hard", 24),
        "California": ("hard", 24),
        "US federal": ("soft", 24),
        "South Africa": ("hard", 36),
    }


def test_the_planners_row_changes_level_limit_and_price_and_names_its_cell():
    rules = rules_of(["max_nights_in_row", None, "hard", 3, None, "agreed with the works council"]).at("Main")
    rule = rules["max_nights_in_row"]
    assert (rule.level, rule.limit, rule.price_hours) == ("hard", 3, 0)
    assert rule.source.startswith(
        "your workbook, Rules!A2 (agreed with the works council); otherwise soft 5: "
    )


def test_a_rule_may_be_named_as_planners_read_it():
    assert rules_of(["Nights in a row", None, None, 4, None, None]).at("Main")["max_nights_in_row"].limit == 4


def test_what_a_row_leaves_blank_stays_as_it_was():
    rule = rules_of(["days_off_together", None, None, None, 7, None]).at("Main")["days_off_together"]
    assert (rule.level, rule.limit, rule.price_hours) == ("soft", 2, 7)


def test_a_rule_softened_without_a_price_takes_that_of_the_reference_data():
    rule = rules_of(["daily_rest_hours", None, "soft", 10, None, None]).at("Main")["daily_rest_hours"]
    assert (rule.level, rule.limit, rule.price_hours) == ("soft", 10, 4)


def test_softening_daily_rest_brings_back_the_floor():
    rules = rules_of(["daily_rest_hours", None, "off", None, None, None]).at("Main")
    assert rules["daily_rest_hours"].is_off
    assert (rules["daily_rest_floor_hours"].level, rules["daily_rest_floor_hours"].limit) == ("hard", 8)


@pytest.mark.parametrize("rows", [[0, 1], [1, 0]], ids=["all sites first", "own site first"])
def test_a_row_for_a_site_wins_over_one_for_all_in_any_order(rows):
    lines = [
        ["max_nights_in_row", None, None, 4, None, None],
        ["max_nights_in_row", "cebu", None, 2, None, None],
    ]
    rule_book = rules_of(*(lines[n] for n in rows), policy=two_sites())
    assert rule_book.at("Cebu")["max_nights_in_row"].limit == 2
    assert rule_book.at("Krakow")["max_nights_in_row"].limit == 4


def test_sheet_sites_turns_the_rules_of_starts_on_and_sheet_rules_wins():
    sites = [["site", "starts_per_day", "least_per_start", "most_per_start"], ["Main", 3, 4, 12]]
    rules = rules_of(["most_per_start", None, "soft", 10, 2, None], Sites=sites).at("Main")
    assert (rules["starts_per_day"].level, rules["starts_per_day"].limit) == ("hard", 3)
    assert (rules["least_per_start"].level, rules["least_per_start"].limit) == ("hard", 4)
    assert (rules["most_per_start"].level, rules["most_per_start"].limit) == ("soft", 10)
    assert "Sites!B2" in rules["starts_per_day"].source
    assert default_rule_book(small_policy()).at("Main")["starts_per_day"].is_off


def test_a_term_is_set_like_a_limit():
    rule_book = rules_of(["weekends_in_cycle", None, None, 6, None, None])
    assert rule_book.terms["Main", "weekends_in_cycle"] == 6
    assert term(rule_book, small_policy(), "Main", "weekends_in_cycle") == 6
    # A book made by hand knows no terms: those of the pack and of the reference data hold.
    bare = RuleBook(rule_book.rules)
    assert term(bare, small_policy(), "Main", "weekends_in_cycle") == 4
    assert term(bare, small_policy(), "Main", "fairness_days") == 56
    with pytest.raises(PlanningError, match="no moon_phase"):
        term(bare, small_policy(), "Main", "moon_phase")


@pytest.mark.parametrize(
    ("row", "where", "found"),
    [
        (["max nigts in row", None, "soft", 3, None, None], "A2", "rule 'max nigts in row' is not known"),
        (["max_nights_in_row", "Cebu", None, 3, None, None], "B2", "site 'Cebu' is not known"),
        (["max_nights_in_row", None, "maybe", 3, None, None], "C2", "level is 'maybe'"),
        (["max_nights_in_row", None, None, 0, None, None], "D2", "max_nights_in_row 0"),
        (["max_nights_in_row", None, None, 3.5, None, None], "D2", "max_nights_in_row 3.5"),
        (["daily_rest_hours", None, None, 30, None, None], "D2", "daily_rest_hours 30"),
        (["max_week_hours", None, None, 200, None, None], "D2", "max_week_hours 200"),
        (["wishes", None, None, 3, None, None], "D2", "a limit for wishes"),
        (
            ["daily_rest_hours", None, "hard", 11, 3, None],
            "E2",
            "a price for daily_rest_hours, which is hard",
        ),
        (["starts_per_day", None, "hard", None, None, None], "D2", "starts_per_day without a limit"),
        (
            ["starts_per_day", None, None, 3, None, None],
            "C2",
            "starts_per_day is off and nothing turns it on",
        ),
        (["fairness_days", None, "hard", 28, None, None], "C2", "fairness_days is no rule"),
        (["wishes", None, None, None, None, "?"], "A2", "wishes without level, limit and price"),
        (
            ["free_weekends", None, None, 5, None, None],
            "",
            "free_weekends 5 above weekends_in_cycle 4 at 'Main'",
        ),
    ],
)
def test_what_makes_no_sense_is_a_fault_with_its_cell(row, where, found):
    assert faults_of(row) == [(f"Rules!{where}" if where else "Rules", found)]


@pytest.mark.parametrize("key", sorted(ALWAYS_HARD))
@pytest.mark.parametrize("level", ["soft", "off"])
def test_what_gives_the_roster_its_meaning_cannot_be_softened(key, level):
    assert faults_of([key, None, level, None, None, None]) == [("Rules!C2", f"{key} is {level}")]


def test_a_rule_twice_for_one_site_is_a_fault():
    row = ["wishes", None, "off", None, None, None]
    assert faults_of(row, row) == [("Rules!A3", "wishes stands twice")]


def test_more_people_at_least_than_at_most_is_a_fault():
    sites = [["site", "least_per_start", "most_per_start"], ["Main", 5, 4]]
    assert faults_of(Sites=sites) == [("Sites", "least_per_start 5 above most_per_start 4 at 'Main'")]


def later(policy, on):
    """Return the policy with a European daily rest of 12 h from a day on."""
    table = policy.reference.labour_rules
    row = table[(table["pack"] == "EU") & (table["rule"] == "daily_rest_hours")]
    row = row.assign(value=12.0, effective_from=pd.Timestamp(on))
    both = LABOUR.conform(pd.concat([row, table]))
    return replace(policy, reference=replace(policy.reference, labour_rules=both))


@pytest.mark.parametrize(("on", "rest"), [(date(2027, 2, 28), 11), (date(2027, 3, 1), 12)])
def test_a_row_of_a_pack_is_used_from_its_day_on(on, rest):
    policy = later(small_policy(), "2027-03-01")
    faults: list = []
    rule_book = read_rule_book(book(), policy, faults, on)
    assert rule_book.at("Main")["daily_rest_hours"].limit == rest
    assert default_rule_book(policy, on).at("Main")["daily_rest_hours"].limit == rest


def test_before_the_first_row_of_a_rule_that_row_is_used_and_shows_its_date():
    policy = small_policy()
    policy = replace(policy, sites=policy.sites.assign(labour_pack="India"))
    rule = default_rule_book(policy, date(2024, 1, 1)).at("Main")["max_week_hours"]
    assert rule.limit == 48
    assert rule.source.startswith("India, from 2025-11-21")


def test_every_binding_rule_is_told_once_with_its_source_and_sites():
    notes = default_rule_book(two_sites()).assumptions
    assert len(notes) == len({(note.quantity, note.applies_to) for note in notes})
    rest = [(note.applies_to, note.value) for note in notes if note.quantity == "daily_rest_hours"]
    assert rest == [("Cebu", "11"), ("Krakow", "11")]
    nights = [note for note in notes if note.quantity == "max_nights_in_row"]
    assert [(note.applies_to, note.value) for note in nights] == [("all sites", "5")]
    assert "soft, 2 h of wage each (nights)" in nights[0].source
    sources = [note.source for note in notes if note.quantity == "weekly_rest_hours"]
    assert sources[1].startswith("EU, from 2004-08-02: Directive 2003/88/EC")
    told = {note.quantity for note in notes}
    off = {"starts_per_day", "least_per_start", "most_per_start", "meal_minutes", "max_mean_week_hours"}
    assert told.isdisjoint(off | (ALWAYS_HARD - {"night_consent", "daily_rest_floor_hours"}))
    order = [key for key in (*REGISTER, *TERMS) if key in told]
    assert list(dict.fromkeys(note.quantity for note in notes)) == order


def test_the_reference_data_has_a_row_for_every_rule_and_term_and_no_other():
    table = pd.read_csv(data_folder() / "reference" / "roster_rules.csv", keep_default_na=False)
    assert set(table["rule"]) == set(REGISTER) | set(TERMS)
    assert set(table["level"]) <= {*LEVELS, "term"}
    assert set(table["pack"]) <= {"", *labour_packs()}
    assert (table["source"].str.len() > 10).all()


def test_change_of_task_is_the_planners_own_rate_where_mode_rates_gives_one():
    policy = small_policy(rates={"change_of_task_minutes": 20.0})
    assert default_rule_book(policy).at("Main")["change_of_task_minutes"].limit == 20

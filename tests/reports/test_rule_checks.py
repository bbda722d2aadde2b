"""Rule checks on the Summary sheet: every rule with its sentence, level, limit, breaches, price and case."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from reports.rule_checks import BROKEN, KEPT, OFF, PRICED, UNSEEN, RulesKnown, rule_checks
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from wfm.roster import DUTIES, Roster
from wfm.rule_book import REGISTER, RULES, RuleBook, default_rule_book
from wfm.shift_pattern import Break, ShiftPattern


@pytest.fixture(scope="module")
def checks():
    return rule_checks(small_roster(), small_policy()).set_index("rule")


def test_every_rule_is_told_in_order_with_its_sentence(checks):
    assert list(checks.index) == [rule.name for rule in REGISTER.values()]
    assert checks.at["rest between shifts", "sentence"] == "At least 11 h of rest between two shifts."
    assert checks.at["weekends off", "sentence"] == "Weekends off in every 4 weekends: at least 1."
    assert checks.at["start times a day", "sentence"] == "start times a day: no limit is set."
    assert not checks["sentence"].str.contains("nan|{").any()


def test_a_clean_roster_keeps_every_hard_rule(checks):
    hard = checks[checks["level"] == "hard"]
    assert set(hard.drop("break windows")["kept"]) == {KEPT}
    assert (hard["breaches"] == 0).all()


def test_the_case_closest_to_its_limit_is_told_where_a_rule_is_kept(checks):
    # D4 ends at 06:30 and begins again at 22:00: 15.5 h, as C1 does. Five nights of five allowed.
    assert checks.at["rest between shifts", "case"] == "C1 on 2027-10-26: 15.5 against 11"
    assert checks.at["nights in a row", "case"] == "D4 on 2027-10-30: 5 against 5"
    assert checks.at["rest between shifts", "limit"] == "11 h"


def test_a_soft_rule_that_is_broken_is_told_with_its_price(checks):
    # D3 works 16 h of 40: 24 h at one hour of the wage of 20 each.
    row = checks.loc["hours under contract"]
    assert (row["kept"], row["breaches"], row["price"]) == (PRICED, 1, 480.0)
    assert (row["level"], row["case"]) == ("soft, 1 h of wage each", "D3 on 2027-10-30: 16 against 40")


def test_a_rule_that_is_off_says_so_and_tells_no_case(checks):
    row = checks.loc["start times a day"]
    assert (row["kept"], row["level"], row["case"]) == (OFF, "off", "")


def test_break_windows_are_not_called_kept_unless_they_were_looked_at(checks):
    assert checks.at["break windows", "kept"] == UNSEEN
    # Break at 120, meal at 240, break at 360.
    breaks = (
        Break("break", 15, True, 60, 150),
        Break("meal", 30, False, 180, 270),
        Break("break", 15, True, 330, 420),
    )
    codes = (("Dublin", "E8"), ("Dublin", "N22"), ("Cebu", "L16"))
    patterns = tuple(ShiftPattern(code, site, 0, 510, breaks, False) for site, code in codes)
    known = RulesKnown(patterns=patterns)
    seen = rule_checks(small_roster(), small_policy(), known).set_index("rule")
    assert seen.at["break windows", "kept"] == KEPT


def test_a_broken_rule_is_counted_with_its_worst_case():
    roster = small_roster()
    # D3 takes D4's Friday night, which ends at 06:30 on Saturday, 1.5 h before the shift at 08:00.
    lines = roster.shift_plan.lines
    friday = lines[(lines["pattern"] == "N22") & (lines["date"] == "2027-10-29")]["line"].iloc[0]
    moved = roster.duties["line"] == friday
    duties = DUTIES.conform(roster.duties.assign(person_id=roster.duties["person_id"].mask(moved, "D3")))
    broken = Roster(roster.shift_plan, roster.people, duties, roster.positions)
    rest = rule_checks(broken, small_policy()).set_index("rule").loc["rest between shifts"]
    assert (rest["kept"], rest["breaches"], rest["price"]) == (BROKEN, 1, 0.0)
    assert rest["case"] == "D3 on 2027-10-30: 1.5 against 11"


def test_sites_with_different_limits_have_a_row_each():
    policy = small_policy()
    rules = default_rule_book(policy).rules
    is_cebu = (rules["site"] == "Cebu") & (rules["rule"] == "max_week_hours")
    book = RuleBook(RULES.conform(rules.assign(limit=rules["limit"].mask(is_cebu, 40.0))))
    checks = rule_checks(small_roster(), policy, RulesKnown(book))
    rows = checks[checks["rule"] == "hours a week"][["limit", "sites", "kept"]]
    assert sorted(rows.itertuples(index=False, name=None)) == [
        ("40 h", "Cebu", KEPT),
        ("48 h", "Dublin", KEPT),
    ]


def test_rules_are_those_in_force_on_the_first_day_of_the_plan():
    policy = small_policy()
    packs = policy.reference.labour_rules
    is_rest = (packs["pack"] == "EU") & (packs["rule"] == "daily_rest_hours")
    later = packs.assign(effective_from=packs["effective_from"].mask(is_rest, "2028-01-01"))
    both = pd.concat([packs, later[is_rest].assign(value=12.0)], ignore_index=True)
    reference = replace(policy.reference, labour_rules=both)
    checks = rule_checks(small_roster(), replace(policy, reference=reference)).set_index("rule")
    assert checks.at["rest between shifts", "limit"] == "11 h"

"""Phases and growth: keys of sheet Settings, sheet Volumes, limits and prices of the programme."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.migration.planner_file import TWO_SITES, case_of, one_fault, plan_input, told
from tests.wfm.policy.in_memory import book
from wfm.errors import Fault, InputFaultsError
from wfm.migration import migration_case
from wfm.migration.reading.growth import filled_factors
from wfm.policy import read_settings

VOLUMES = ["queue", "phase", "growth"]


def factors(case, queue):
    return [round(factor, 6) for factor in case.growth.loc[case.growth["queue"] == queue, "factor"]]


def test_four_phases_begin_with_the_first_whole_week():
    case = case_of()
    assert (case.phases.first_day, case.phases.count) == (date(2027, 2, 1), 4)
    assert told(case, "phases") == [("plan", "4")]
    # weeks that begin on Sunday: the first one is 7 February
    assert case_of(settings=[["week_start", "Sun"]]).phases.first_day == date(2027, 2, 7)


def test_settings_say_how_many_phases_and_from_when():
    case = case_of(settings=[["phases", 2], ["migration_start", date(2027, 3, 1)]])
    assert (case.phases.first_day, case.phases.count) == (date(2027, 3, 1), 2)
    assert told(case, "phases") == told(case, "migration_start") == []


def test_a_start_within_a_week_is_a_fault():
    one_fault(
        "Settings!B2", "Wed 2027-03-03", "a Mon", "2027-03-08", settings=[["migration_start", "2027-03-03"]]
    )


def test_less_than_a_week_is_no_typical_week():
    one_fault("Forecast", "covers 6 days", "7 days or more", "with 0 offered", days=6)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("phases", 0, "1 to 40"),
        ("phases", 2.5, "a whole number"),
        ("migration_start", "spring", "a date such as"),
        ("phase_budget", "-1", "amounts of 0 or more"),
        ("risk_cap", -5, "0 errors or more"),
        ("go_lives_per_phase", "few", "a number"),
        ("yearly_growth", 12, "sign of percent"),
        ("yearly_growth", "-95%", "-90 to 900 %"),
    ],
)
def test_a_setting_that_cannot_be_is_a_fault_with_its_cell(key, value, words):
    faults: list[Fault] = []
    read_settings(book(Settings=[["key", "value"], [key, value]]), faults)
    assert [fault.where for fault in faults] == ["Settings!B2"]
    assert words in str(faults[0])


def test_limits_are_those_of_settings_and_sites():
    settings = [
        ["phases", 2],
        ["phase_budget", "400000; 300000"],
        ["risk_cap", 50],
        ["go_lives_per_phase", 1],
    ]
    sites = [["site", "training_seats"], ["Cork", 12], ["Lodz", None]]
    rules = case_of(settings=settings, Queues=TWO_SITES, Sites=sites).rules
    assert rules.phase_budget == (400_000, 300_000)
    assert (rules.risk_cap, rules.go_lives_per_phase) == (50, 1)
    assert rules.training_seats["Cork"] == 12
    assert np.isnan(rules.training_seats["Lodz"])


def test_without_settings_there_is_no_limit():
    rules = case_of().rules
    assert len(rules.phase_budget) == 4
    assert np.isnan([*rules.phase_budget, rules.risk_cap, rules.go_lives_per_phase]).all()
    assert np.isnan(rules.training_seats["Main"])


def test_one_budget_holds_for_every_phase_and_others_must_be_as_many():
    assert case_of(settings=[["phase_budget", 5e5]]).rules.phase_budget == (5e5,) * 4
    one_fault("Settings!B2", "phase_budget is 1; 2", "one amount, or 4", settings=[["phase_budget", "1; 2"]])


def test_prices_are_the_references_and_sheet_mode_rates_wins():
    rates = [["quantity", "value"], ["notice_weeks", 8], ["overtime_share", "5%"]]
    case = case_of(ModeRates=rates)
    assert (case.rules.notice_weeks, case.rules.overtime_share) == (8, 0.05)
    assert told(case, "notice_weeks") == []
    assert told(case, "terminal_weeks") == [("plan", "26")]
    assert case.rules.shortage_factor == 12
    # 10/25/50/100 % by fortnight, the last holds on; small queues from the step of 25 % on
    assert case.rules.ramp == (0.1, 0.1, 0.25, 0.25, 0.5, 0.5, 1.0)
    assert case.rules.ramp_small == (0.25, 0.25, 0.5, 0.5, 1.0)


def test_a_ramp_must_rise_to_all_contacts():
    rates = [["quantity", "value"], ["ramp_fortnight_2", "5%"]]
    one_fault("ModeRates", "10 %, 5 %, 50 %, 100 %", "never fall", ModeRates=rates)


def test_growth_holds_until_the_next_row():
    rows = [VOLUMES, ["Orders", 2, "10%"], ["Orders", 4, -0.2], [None, 1, "5 %"]]
    case = case_of(Volumes=rows)
    assert factors(case, "Orders") == [1, 1.1, 1.1, 0.8]
    assert factors(case, "Returns") == [1.05] * 4


def test_a_year_of_growth_counts_from_the_middle_of_the_forecast():
    # middle day 4 Feb; the middle of phase p is 1 Feb + 91 p + 45 days: 42, 133, 224, 315 days later
    case = case_of(settings=[["yearly_growth", "10%"]], Volumes=[VOLUMES, ["Returns", None, "0%"]])
    assert factors(case, "Orders") == [round(1.1 ** (days / 365), 6) for days in (42, 133, 224, 315)]
    assert factors(case, "Returns") == [1, 1, 1, 1]
    assert told(case, "yearly_growth") == []


def test_without_growth_the_forecast_stands_for_every_phase():
    case = case_of()
    assert set(case.growth["factor"]) == {1.0}
    assert told(case, "yearly_growth") == [("plan", "0 %")]


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["Oders", 1, 0.1], "Volumes!A2", "nearest is Orders"),
        (["Orders", 5, 0.1], "Volumes!B2", "1 to 4"),
        (["Orders", 0, 0.1], "Volumes!B2", "1 to 40"),
        (["Orders", 1, 5], "Volumes!C2", "sign of percent"),
        (["Orders", 1, None], "Volumes!C2", "growth is blank"),
        (["Orders", 1, "-120%"], "Volumes!C2", "-100 to 900 %"),
    ],
)
def test_growth_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, words, Volumes=[VOLUMES, row])


def test_growth_of_a_phase_stands_once():
    one_fault(
        "Volumes!C3", "phase 1 stands twice", Volumes=[VOLUMES, ["Orders", None, 0.1], ["Orders", 1, 0.2]]
    )


@given(st.dictionaries(st.integers(0, 11), st.floats(0, 10, allow_nan=False)), st.integers(1, 12))
def test_filling_invents_no_factor_and_forgets_none(named, phases):
    filled = filled_factors(named, phases)
    assert len(filled) == phases
    for phase, factor in enumerate(filled):
        said = [at for at in named if at <= phase]
        assert factor == (named[max(said)] if said else 1.0)


def test_every_fault_comes_at_once_in_the_order_of_the_workbook():
    sheets = {
        "Migration": [["queue", "start_mode"], ["Orders", "7"]],
        "Volumes": [VOLUMES, ["Orders", 9, 0.1]],
        "Gates": [["from", "to", "error_limit"], ["2", "2", 0.1]],
        "RolePaths": [["from_role", "to_role"], ["agent", "agent"]],
    }
    with pytest.raises(InputFaultsError) as caught:
        migration_case(plan_input(**sheets))
    assert [fault.where for fault in caught.value.faults] == [
        "Migration!B2",
        "Volumes!B2",
        "Gates!B2",
        "RolePaths!B2",
    ]

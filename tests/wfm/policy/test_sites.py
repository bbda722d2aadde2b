"""Sites, shrinkage and pay: whose zone, whose losses, whose money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from tests.wfm.policy.in_memory import book, faults_of, policy_of, told
from wfm.reference import LABOUR, load_reference
from wfm.rule_book import default_rule_book

SITES = [
    ["site", "time_zone", "labour_pack", "seats", "currency", "weekend_days", "starts"],
    ["Cebu", "Asia/Manila", "Philippines", 30, "PHP", "Sat,Sun", "16:00, 21:30"],
    ["Krakow", "Europe/Warsaw", "EU", None, "PLN", None, None],
]
QUEUES = [["queue", "site"], ["Orders", "cebu"], ["Returns", "Krakow"]]
WRONG_PAY = ["USD", None, "Cebu", 5]
RATES = [["currency", "per_plan_currency"], ["PHP", 76], ["PLN", 4.95]]


def two_sites(**sheets):
    return book(**{"Sites": SITES, "Queues": QUEUES, "Rates": RATES, **sheets})


def test_sites_have_their_zone_pack_seats_currency_and_starts():
    policy = policy_of(two_sites())
    sites = policy.sites.set_index("site")
    assert policy.zone_of("Cebu") == "Asia/Manila"
    assert list(sites["labour_pack"]) == ["Philippines", "EU"]
    assert sites.at["Cebu", "seats"] == 30
    assert np.isnan(sites.at["Krakow", "seats"])
    # 76 PHP buy one EUR
    assert sites.at["Cebu", "rate"] == pytest.approx(1 / 76)
    assert list(sites["starts"]) == ["16:00,21:30", ""]
    assert list(sites["weekend_days"]) == ["5,6", "5,6"]
    assert list(policy.queues["site"]) == ["Cebu", "Krakow"]
    assert told(policy, "site") == []


def test_pay_is_in_the_plans_currency_with_the_packs_night():
    pay = policy_of(two_sites()).pay.set_index(["site", "role"])
    # PHP 345 / 76 = 4.539 an hour, 10 % of it at night from 22:00 to 06:00
    cebu = pay.loc[("Cebu", "escalation_agent")]
    assert cebu["wage_per_hour"] == pytest.approx(4.539, abs=1e-3)
    assert cebu["night_premium_per_hour"] == pytest.approx(0.4539, abs=1e-4)
    assert (cebu["night_start_minute"], cebu["night_end_minute"]) == (1320, 360)


def test_own_pay_wins_by_site_and_role_and_is_no_assumption():
    rates = [
        [
            "currency",
            "per_plan_currency",
            "site",
            "role",
            "wage_per_hour",
            "night_premium_per_hour",
            "night_start",
        ],
        ["PHP", 76, None, None, None, None, None],
        ["PLN", 4.95, None, None, None, None, None],
        [None, None, "Krakow", "escalation_agent", 62, 9.9, "21:00"],
        ["PHP", None, None, "escalation_agent", 380, None, None],
    ]
    policy = policy_of(two_sites(Rates=rates))
    pay = policy.pay.set_index(["site", "role"])
    krakow = pay.loc[("Krakow", "escalation_agent")]
    assert krakow["wage_per_hour"] == pytest.approx(62 / 4.95)
    assert krakow["night_premium_per_hour"] == pytest.approx(2.0)
    assert krakow["night_start_minute"] == 1260
    assert pay.at[("Cebu", "escalation_agent"), "wage_per_hour"] == pytest.approx(5.0)
    assert [who for who, _ in told(policy, "wage_per_hour")] == ["Cebu: qa_reviewer", "Krakow: qa_reviewer"]


@pytest.mark.parametrize(
    ("sheets", "where", "words"),
    [
        ({"Rates": RATES[:2]}, "Sites!E3", "PLN has no rate"),
        ({"Queues": [QUEUES[0], ["Orders", "Cebo"], QUEUES[2]]}, "Queues!B2", "nearest is Cebu"),
        ({"Queues": [["queue", "site"], ["Orders", "Cebu"]]}, "Queues", "'Returns' has no site"),
        ({"Sites": [SITES[0], ["Cebu", "Manila"]], "Queues": []}, "Sites!B2", "IANA"),
        ({"Sites": [SITES[0], ["A"], ["A"]], "Queues": []}, "Sites!A3", "stands twice"),
        ({"Sites": [[*SITES[0][:2], "pack"], ["A", None, "Mars"]], "Queues": []}, "Sites!C2", "labour pack"),
        ({"Sites": [["site", "starts"], ["A", "early"]], "Queues": []}, "Sites!B2", "06:30"),
        ({"Shrinkage": [["leave", "other_planned"], [0.6, 0.5]]}, "Shrinkage!A2", "less than 100 %"),
        ({"Shrinkage": [["site", "leave"], ["Cebu", 0.1], ["Cebu", 0.2]]}, "Shrinkage!B3", "twice"),
        ({"Rates": [*RATES, ["EUR", 2]]}, "Rates!B4", "1 EUR = 1 EUR"),
        (
            {"Rates": [[*RATES[0], "site", "wage_per_hour"], *RATES[1:], ["USD", None, "Cebu", 5]]},
            "Rates!A4",
            "PHP",
        ),
    ],
)
def test_what_cannot_be_is_a_fault_with_its_cell(sheets, where, words):
    faults = faults_of(two_sites(**sheets))
    assert [fault.where for fault in faults] == [where]
    assert words in str(faults[0])


def test_a_currency_without_indicative_pay_needs_the_planners_wages():
    faults = faults_of(book(Settings=[["currency", "SEK"]]))
    assert faults[0].where == "Settings!B1"
    assert "escalation_agent" in faults[0].found
    assert "qa_reviewer" in faults[0].found
    rates = [["role", "wage_per_hour"], [None, 250]]
    pay = policy_of(book(Settings=[["currency", "SEK"]], Rates=rates)).pay
    assert set(pay["wage_per_hour"]) == {250.0}


def test_sites_named_by_queues_alone_take_the_plans_zone():
    policy = policy_of(book(Settings=[["time_zone", "Europe/Paris"]], Queues=QUEUES))
    assert list(policy.sites["site"]) == ["Krakow", "cebu"]
    assert set(policy.sites["time_zone"]) == {"Europe/Paris"}


def test_the_most_specific_loss_holds():
    rows = [
        ["site", "role", "unplanned", "leave"],
        [None, None, "12%", None],
        ["Cebu", None, "7%", "9%"],
        [None, "monitor", "5%", None],
        ["Cebu", "monitor", "4%", None],
    ]
    policy = policy_of(two_sites(Shrinkage=rows))
    losses = policy.shrinkage.set_index(["site", "role"])
    found = [
        losses.at[key, "unplanned"] for key in (("Krakow", "agent"), ("Cebu", "agent"), ("Cebu", "monitor"))
    ]
    assert found == [0.12, 0.07, 0.04]
    assert losses.at[("Krakow", "monitor"), "unplanned"] == 0.05
    assert losses.at[("Cebu", "monitor"), "leave"] == 0.09
    assert policy.floor_loss("Cebu", "monitor") == pytest.approx(0.12)
    assert told(policy, "unplanned_share") == []
    assert told(policy, "leave_share") == [("Krakow", "8 %")]


def with_later_rest(monkeypatch, day):
    """Let the European pack ask for 12 h of daily rest from a day on."""
    table = load_reference().labour_rules
    row = table[(table["pack"] == "EU") & (table["rule"] == "daily_rest_hours")]
    row = row.assign(value=12.0, effective_from=pd.Timestamp(day))
    reference = replace(load_reference(), labour_rules=LABOUR.conform(pd.concat([table, row])))
    monkeypatch.setattr("tests.wfm.policy.in_memory.load_reference", lambda _: reference)


def rest_of(policy):
    return default_rule_book(policy).at("Krakow")["daily_rest_hours"].limit


def test_a_rule_that_begins_inside_the_plan_is_told_and_not_yet_used(monkeypatch):
    # The forecast runs from Monday 1 to Sunday 7 February 2027.
    with_later_rest(monkeypatch, "2027-02-04")
    policy = policy_of(two_sites())
    assert told(policy, "later daily_rest_hours") == [("Krakow", "12")]
    assert rest_of(policy) == 11


@pytest.mark.parametrize(("day", "rest"), [("2027-02-01", 12), ("2027-02-08", 11)])
def test_a_rule_of_another_day_is_used_or_not_without_a_word(monkeypatch, day, rest):
    with_later_rest(monkeypatch, day)
    policy = policy_of(two_sites())
    assert told(policy, "later daily_rest_hours") == []
    assert rest_of(policy) == rest


def test_shift_types_are_told_unless_the_planner_writes_them():
    bare = told(policy_of(book()), "shift type")
    assert [code for code, _ in bare] == ["8H", "6H", "4H"]
    assert "meal 30 min unpaid from minute 180 to 270" in bare[0][1]
    rows = [
        ["shift_code", "paid_minutes", "breaks", "break_minutes", "start_step_minutes"],
        ["A", 480, 2, 15, 60],
    ]
    own = policy_of(book(ShiftTypes=rows))
    assert (
        told(own, "shift type") == told(own, "break minutes") == told(own, "shift start_step_minutes") == []
    )
    assert told(own, "break half_window") == [("shift types", "45")]

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.positions import solve
from tests.build_policy import small_policy
from tests.build_shift_plan import MONDAY, Shift, every_day, shift_plan_of, skill_sets_of
from tests.models.positions.brute_force import fewest_people
from wfm.errors import PlanningError
from wfm.people import nobody
from wfm.roster import person_totals, score_roster, site_rules
from wfm.rule_book import HARD, REGISTER, RULES, RuleBook, default_rule_book

ROUND_THE_CLOCK = (("07:00", 0.45), ("14:00", 0.35), ("22:00", 0.2))


def policy_with(**rules):
    """Return a policy whose EU pack has these values."""
    policy = small_policy()
    packs = policy.reference.labour_rules
    value = packs["rule"].map(rules).where(packs["pack"] == "EU").fillna(packs["value"])
    packs = packs.assign(
        value=value, low=packs["low"].clip(upper=value), high=packs["high"].clip(lower=value)
    )
    reference = replace(policy.reference, labour_rules=packs)
    return replace(policy, reference=reference)


def hard_breaches(roster, policy, rule_book=None):
    """Return the breaches of hard rules that positions keep: those about one person's days, and cover."""
    scores = score_roster(roster, nobody(), rule_book or default_rule_book(policy), policy)
    kept = [key for key, rule in REGISTER.items() if rule.binds == "person" or key == "line_people"]
    return scores[(scores["level"] == HARD) & scores["rule"].isin(kept)]


def totals_of(roster, policy):
    return person_totals(roster, nobody(), default_rule_book(policy), policy)


def checked(plan, policy=None, contract_hours=40.0):
    """Solve and refuse any roster with a broken rule or fewer positions than the bound."""
    policy = policy or small_policy()
    roster = solve(plan, skill_sets_of(plan, contract_hours), policy)
    assert hard_breaches(roster, policy).to_dict("records") == []
    assert (roster.positions["positions"] >= roster.positions["bound"]).all()
    return roster


def only(roster):
    return roster.positions.iloc[0]


def test_no_lines_give_an_empty_roster():
    roster = checked(shift_plan_of([]))
    assert (len(roster.people), len(roster.duties), len(roster.positions)) == (0, 0, 0)


def test_two_shifts_a_day_for_a_week_take_three_positions():
    # 14 shifts / 5 = 2.8; 3 / (1 - .12) = 3.4 heads.
    roster = checked(shift_plan_of([*every_day(range(7), "08:00"), *every_day(range(7), "12:00")]))
    assert only(roster).to_dict() == {
        "site": "Main",
        "skill_set": "escalation",
        "bound": 3,
        "bound_reason": "shifts a week",
        "positions": 3,
        "heads": 4,
    }
    assert roster.people["person_id"].tolist() == [
        "MAIN-ESC-001",
        "MAIN-ESC-002",
        "MAIN-ESC-003",
        "MAIN-SUP-001",
    ]
    assert roster.people["name"].tolist()[:2] == ["Position 1", "Position 2"]


def test_a_late_and_the_next_early_are_never_one_persons():
    # 14:00-22:00 and 06:00: eight hours of rest.
    assert only(checked(shift_plan_of([Shift(0, "14:00"), Shift(1, "06:00")])))["positions"] == 2
    assert only(checked(shift_plan_of([Shift(0, "14:00"), Shift(1, "09:00")])))["positions"] == 1


@pytest.mark.parametrize(
    ("saturday", "start", "positions"),
    [
        (date(2027, 3, 27), "10:00", 2),  # 23:00 to 10:00 is ten hours when the clocks go forward
        (date(2027, 3, 27), "11:00", 1),
        (date(2027, 10, 30), "09:00", 1),  # 23:00 to 09:00 is eleven hours when they go back
    ],
)
def test_rest_is_counted_in_instants_when_the_clocks_change(saturday, start, positions):
    plan = shift_plan_of([Shift(0, "15:00"), Shift(1, start)], first_day=saturday, zone="Europe/Berlin")
    assert only(checked(plan))["positions"] == positions


def test_an_overnight_shift_counts_on_the_day_it_starts():
    # Sunday 22:00 is the fifth shift of week 1 (Wednesday to Sunday); Monday night is off, Tuesday on.
    nights = [*every_day(range(2, 7), "22:00"), *every_day(range(8, 13), "22:00")]
    assert only(checked(shift_plan_of(nights, days=14)))["positions"] == 1


def test_a_site_west_of_the_client_may_begin_on_the_eve_of_the_plan():
    # Monday 00:00 in Manila is Sunday 11:00 in New York: Sunday is a week of its own, six days running.
    eve = [Shift(day, "12:00", site="Main") for day in range(-1, 5)]
    plan = shift_plan_of(eve, zone="Asia/Manila", zones={"Main": "America/New_York"})
    assert only(checked(plan, small_policy(zone="America/New_York")))["positions"] == 1


def test_no_run_passes_the_edge_of_a_week():
    # Five at the end of one week, five at the start of the next: each week holds, ten in a row do not.
    plan = shift_plan_of(every_day(range(2, 12), "08:00"), days=14)
    roster = checked(plan)
    assert only(roster)[["bound", "bound_reason", "positions"]].tolist() == [2, "days in a row", 2]
    assert totals_of(roster, small_policy())["longest_run"].max() <= 6


def test_everyone_has_a_weekend_off_where_weekends_are_all_there_is():
    # Three on each of four weekends, three of four may be worked: 12 / 3 = 4 positions, not 3.
    roster = checked(shift_plan_of([Shift(d, "08:00", people=3) for d in (5, 12, 19, 26)], days=28))
    assert only(roster)[["bound", "bound_reason", "positions"]].tolist() == [4, "weekends", 4]


def test_three_shifts_of_twelve_hours_fill_a_contract_of_forty():
    # 7 shifts of 12 h: 3 a week each.
    plan = shift_plan_of(every_day(range(7), "08:00", 12.0))
    assert only(checked(plan))["positions"] == 3
    assert only(checked(plan, contract_hours=48.0))["positions"] == 2


@pytest.mark.parametrize(
    ("hours", "days", "contract"),
    [(4.0, 5, 20.0), (6.0, 5, 30.0), (8.0, 5, 40.0), (8.0, 2, 20.0), (8.0, 3, 30.0)],
)
def test_a_position_has_the_smallest_contract_that_holds_its_busiest_week(hours, days, contract):
    roster = checked(shift_plan_of(every_day(range(days), "08:00", hours)))
    assert roster.people["contract_hours"].tolist() == [contract, contract]  # and its supervisor


def test_a_line_of_several_people_has_as_many():
    roster = checked(shift_plan_of([Shift(0, "08:00", people=3)]))
    members = roster.duties[~roster.duties["person_id"].str.contains("SUP")]
    assert members["line"].tolist() == [1, 1, 1]
    assert members["person_id"].nunique() == 3


def test_skill_sets_are_never_mixed_and_number_on():
    plan = shift_plan_of(
        [*every_day(range(5), "08:00", skill_set="EN"), *every_day(range(5), "08:00", skill_set="DE")]
    )
    roster = checked(plan)
    assert roster.positions["positions"].tolist() == [1, 1]
    ids = roster.people.set_index("person_id")["skill_set"]
    assert ids.to_dict() == {"MAIN-ESC-001": "DE", "MAIN-ESC-002": "EN", "MAIN-SUP-001": "supervisor"}


def test_the_same_plan_gives_the_same_roster():
    plan = shift_plan_of([Shift(d, t, people=2) for d in range(7) for t in ("06:00", "14:00", "22:00")])
    one, other = checked(plan), checked(plan)
    pd.testing.assert_frame_equal(one.duties, other.duties)


def test_a_shift_longer_than_a_week_allows_is_refused():
    with pytest.raises(PlanningError, match="a shift of 12 paid hours; at most 10 a week"):
        checked(shift_plan_of([Shift(0, "08:00", 12.0)]), policy_with(max_week_hours=10.0))


def test_a_pack_without_shifts_is_refused():
    with pytest.raises(PlanningError, match="labour pack EU allows no shift at all"):
        checked(shift_plan_of([Shift(0, "08:00")]), policy_with(shifts_per_week=0))


def test_positions_come_in_where_the_bound_cannot_be_reached():
    # No two days running parts Monday from Tuesday and Tuesday from Wednesday, 20 h a week part 12 h on
    # Monday from 12 h on Wednesday: three people, though each rule alone asks for two.
    plan = shift_plan_of([Shift(0, "08:00", 12.0), Shift(1, "08:00", 4.0), Shift(2, "08:00", 12.0)])
    row = only(checked(plan, policy_with(max_consecutive_days=1, max_week_hours=20.0)))
    assert row[["bound", "positions"]].tolist() == [2, 3]


def test_shifts_on_weekends_that_must_all_be_free_are_refused():
    with pytest.raises(PlanningError, match="labour pack EU frees all of them"):
        checked(shift_plan_of([Shift(5, "08:00")]), policy_with(free_weekends=4))


def test_four_weeks_round_the_clock_stay_within_three_per_cent_of_the_bound():
    week = (1.0, 0.97, 0.93, 0.95, 1.0, 0.65, 0.5)
    shifts = [
        Shift(day, start, people=max(1, round(24 * week[day % 7] * share)))
        for day in range(28)
        for start, share in ROUND_THE_CLOCK
    ]
    roster = checked(shift_plan_of(shifts, days=28))
    row = only(roster)
    assert row["positions"] <= max(row["bound"] + 1, 1.03 * row["bound"])
    assert row["heads"] == ceil(row["positions"] / 0.88)
    totals = totals_of(roster, small_policy())
    # Days off are mostly together: 28 days hold up to eight single ones.
    assert totals["single_days_off"].mean() < 1.5
    # A team of at most 25 has one supervisor.
    teams = roster.people.groupby("team")["leads"].agg(lambda leads: (leads != "").sum())
    assert len(teams) == ceil(row["positions"] / 25)
    assert (teams == 1).all()


SHIFTS = st.tuples(
    st.integers(0, 12),
    st.sampled_from(["00:00", "06:00", "09:00", "14:00", "19:00", "22:00"]),
    st.sampled_from([4.0, 6.0, 8.0, 12.0]),
    st.integers(1, 3),
)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(SHIFTS, min_size=1, max_size=25))
def test_any_lines_give_a_roster_without_a_broken_rule(shifts):
    roster = checked(shift_plan_of(shifts, days=14))
    row = only(roster)
    assert row["positions"] <= sum(people for *_, people in shifts)
    assert row["heads"] >= row["positions"]


@pytest.mark.parametrize("seed", range(8))
def test_a_handful_of_shifts_takes_what_trying_every_way_takes(seed):
    # Tight rules, so that few shifts make hard puzzles: two a week, two days running, one weekend in two.
    rng = np.random.default_rng(seed)
    shifts = [
        Shift(int(rng.integers(14)), str(rng.choice(["06:00", "14:00", "22:00"])), float(rng.choice([4, 8])))
        for _ in range(9)
    ]
    policy = policy_with(shifts_per_week=2, max_consecutive_days=2, free_weekends=1, weekends_in_cycle=2)
    plan = shift_plan_of(shifts, days=14)
    lines = plan.lines.sort_values("shift_start")
    tried = [
        (line.date.date(), line.shift_start, line.shift_end, line.paid_minutes / 60)
        for line in lines.itertuples()
    ]
    fewest = fewest_people(tried, MONDAY, site_rules(policy)["Main"], 40.0)
    row = only(checked(plan, policy))
    assert row["bound"] <= fewest <= row["positions"] <= fewest + 1


def test_a_planners_own_limits_bind_positions_too():
    # Five shifts: one position at five a week, two at four.
    plan = shift_plan_of([*every_day(range(5), "08:00")])
    assert only(checked(plan))["positions"] == 1
    policy = small_policy()
    rules = default_rule_book(policy).rules
    limit = rules["limit"].mask(rules["rule"] == "shifts_per_week", 4.0)
    book = RuleBook(RULES.conform(rules.assign(limit=limit)))
    roster = solve(plan, skill_sets_of(plan), policy, book)
    assert only(roster)["positions"] == 2
    assert hard_breaches(roster, policy, book).empty


def test_a_rule_that_is_off_does_not_bind_positions():
    # Seven days in a row, seven shifts of 5 h a week: one person, once both rules are off.
    plan, policy = shift_plan_of(every_day(range(7), "08:00", 5.0)), small_policy()
    rules = default_rule_book(policy).rules
    is_off = rules["rule"].isin(["shifts_per_week", "max_consecutive_days", "weekly_rest_hours"])
    book = RuleBook(RULES.conform(rules.assign(level=rules["level"].mask(is_off, "off"))))
    assert only(solve(plan, skill_sets_of(plan), policy, book))["positions"] == 1


def test_every_week_has_its_long_rest_although_single_days_off_are_too_short_for_it():
    # Late to 02:00, a day off, early at 06:00: 28 h where 35 are asked; six shifts a week leave one day off.
    starts = ("06:00", "18:00")
    plan = shift_plan_of([Shift(d, start, 8.0, 5) for d in range(14) for start in starts], days=14)
    policy = policy_with(shifts_per_week=6, max_week_hours=48.0, free_weekends=0)
    roster = checked(plan, policy, contract_hours=48.0)
    # 70 shifts a week / 6 = 11.7.
    assert only(roster)["bound"] == 12
    assert only(roster)["positions"] <= 14

"""Every rule of the register: kept by a good book, and named by the audit once one cell breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pandas as pd
import pytest

import reports.roster
from reports.rule_checks import RulesKnown
from tests.audit.named import CHECKED_BY, check_named
from tests.audit.rule_levels import ALWAYS_HARD as AUDIT_ALWAYS_HARD
from tests.audit.rule_levels import NAMES
from tests.audit.small_staffed import (
    staffed,
    with_activities,
    with_cell,
    with_days,
    with_rows,
    with_rule,
    without_day,
)
from tests.reports.small_book import ASSUMPTIONS, small_figures
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement, small_roster
from tests.reports.small_staff import small_staff
from wfm.people import AWAY
from wfm.rule_book import REGISTER, default_rule_book
from wfm.rule_book.register import ALWAYS_HARD

MON, TUE, WED, SAT, SUN = (date(2027, 10, day) for day in (25, 26, 27, 30, 31))


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The input and the book of the same people, all there and employed all week."""
    folder = tmp_path_factory.mktemp("staffed")
    staff = small_staff()
    people = staff.people.assign(end_date=pd.NaT, wage_per_hour=float("nan"))
    staff = replace(staff, people=people, away=AWAY.empty())
    roster, policy = small_roster(), small_policy()
    content = reports.roster.workbook(
        roster,
        small_requirement(),
        policy,
        ASSUMPTIONS,
        small_figures(),
        staff,
        rules=RulesKnown(default_rule_book(policy), staff),
    )
    (folder / "book.xlsx").write_bytes(content)
    return staffed(folder, folder / "book.xlsx")


def early(book, who, on):
    """The book in which a shift of Cebu starts, and ends, at 07:00 in place of 16:00."""
    days = book.agent_days
    mine = (days["agent_id"] == who) & (days["date"] == str(on))
    back = pd.Timedelta(hours=9)
    start, end = (days.loc[mine, name].iloc[0] - back for name in ("shift_start", "shift_end"))
    return with_days(book, who, on, shift_start=start, shift_end=end)


def given_to(book, who, *days):
    """The book in which D3's shifts of the weekend are another's."""
    for each in days:
        book = with_days(book, "D3", each, agent_id=who)
    return book


def dated(given, sheet, who, **cells):
    return with_rows(given, sheet, ["agent_id", *cells], [who, *cells.values()])


DAY = datetime(2027, 10, 25)

# The rule: what is changed in the input or the book, and who then breaks it.
BROKEN = {
    # D1's Monday becomes D2's second shift of that date.
    "one_shift_a_day": (lambda g, b: (g, with_days(b, "D1", MON, agent_id="D2")), "D2"),
    "own_skills": (lambda g, b: (g, with_activities(b, "D1", MON, "review", role="monitor")), "D1"),
    "employed": (lambda g, b: (with_cell(g, "staff", "start_date", "D1", datetime(2027, 10, 26)), b), "D1"),
    # D4's night of Wednesday runs into Thursday.
    "away": (
        lambda g, b: (
            with_rows(g, "timeoff", ["agent_id", "from", "to"], ["D4", *2 * [datetime(2027, 10, 28)]]),
            without_day(b, "D4", date(2027, 10, 28)),
        ),
        "D4",
    ),
    "availability": (
        lambda g, b: (
            with_rows(
                g, "availability", ["agent_id", "weekday", "from", "to"], ["D1", "Mon-Sun", time(9), time(17)]
            ),
            b,
        ),
        "D1",
    ),
    "booked_event": (
        lambda g, b: (
            dated(g, "events", "D1", date=DAY, **{"from": time(9)}, to=time(10), activity="Coaching"),
            b,
        ),
        "D1",
    ),
    "locked_day": (lambda g, b: (dated(g, "locks", "D1", date=DAY, shift_code="N22"), b), "D1"),
    "night_consent": (lambda g, b: (with_cell(g, "staff", "nights", "D4", "no"), b), "D4"),
    # 22:00 to 06:30, then 08:00: 1.5 h.
    "daily_rest_hours": (lambda g, b: (g, with_days(b, "D4", date(2027, 10, 29), agent_id="D3")), "D3"),
    # Monday ends at 00:30, Tuesday then starts at 07:00: 6.5 h, under the floor of a pack with a soft rest.
    "daily_rest_floor_hours": (
        lambda g, b: (with_cell(g, "sites", "labour_pack", "Cebu", "Philippines"), early(b, "C1", TUE)),
        "C1",
    ),
    # Seven days of 08:00 to 16:30 leave no rest of 35 h with a day of it in the week.
    "weekly_rest_hours": (lambda g, b: (g, given_to(b, "D1", SAT, SUN)), "D1"),
    "max_consecutive_days": (lambda g, b: (g, given_to(b, "D1", SAT, SUN)), "D1"),
    "shifts_per_week": (lambda g, b: (g, given_to(b, "D1", SAT)), "D1"),
    # 6 x 8 h = 48 h, and the law's 48 h made 47.
    "max_week_hours": (lambda g, b: (with_rule(g, "max_week_hours", 47), given_to(b, "D1", SAT)), "D1"),
    "max_mean_week_hours": (lambda g, b: (with_rule(g, "max_mean_week_hours", 39), b), "D1"),
    "contract_hours_most": (lambda g, b: (g, given_to(b, "D1", SAT)), "D1"),
    # D3 works two days of the five the contract has.
    "contract_hours_least": (lambda g, b: (with_rule(g, "contract_hours_least", 0), b), "D3"),
    "free_weekends": (lambda g, b: (with_rule(g, "free_weekends", 4), b), "D3"),
    "days_off_together": (
        lambda g, b: (with_rule(g, "days_off_together", 2), without_day(b, "D1", WED)),
        "D1",
    ),
    # D4 works five nights from Tuesday.
    "max_nights_in_row": (lambda g, b: (with_rule(g, "max_nights_in_row", 4), b), "D4"),
    "start_drift_hours": (lambda g, b: (with_rule(g, "start_drift_hours", 2), early(b, "C1", TUE)), "C1"),
    "wishes": (
        lambda g, b: (dated(with_rule(g, "wishes", None), "wishes", "D1", date=DAY, wish="off", weight=2), b),
        "D1",
    ),
    # Five nights over four people: a share of two, and D4 has all five.
    "fair_nights": (lambda g, b: (with_rule(g, "fair_nights", None), b), "D4"),
    # Three weekend shifts over four people: a share of one, and D3 has two.
    "fair_weekends": (lambda g, b: (with_rule(g, "fair_weekends", None), b), "D3"),
    # T1 keeps D1's hours: D4 meets the leader on no night.
    "leader_on_shift": (lambda g, b: (with_rule(g, "leader_on_shift", 2), b), "D4"),
    "new_starters_together": (
        lambda g, b: (
            with_cell(
                with_cell(
                    with_rule(g, "new_starters_together", 1),
                    "staff",
                    "start_date",
                    "D1",
                    datetime(2027, 10, 18),
                ),
                "staff",
                "start_date",
                "D2",
                datetime(2027, 10, 18),
            ),
            b,
        ),
        "Dublin",
    ),
    # Tuesday starts at 08:00 and at 22:00.
    "starts_per_day": (lambda g, b: (with_cell(g, "sites", "starts_per_day", "Dublin", 1), b), "Dublin"),
    "least_per_start": (lambda g, b: (with_cell(g, "sites", "least_per_start", "Dublin", 2), b), "Dublin"),
    "most_per_start": (lambda g, b: (with_cell(g, "sites", "most_per_start", "Dublin", 1), b), "Dublin"),
    "line_people": (
        lambda g, b: (g, with_activities(b, "T1", MON, "supervise", activity="work", pool="EN voice")),
        "Dublin",
    ),
    # Presence of 8.5 h.
    "max_shift_hours": (lambda g, b: (with_rule(g, "max_shift_hours", 8), b), "Cebu"),
    # Four hours before the meal, and four after.
    "meal_after_hours": (lambda g, b: (with_rule(g, "meal_after_hours", 3.5), b), "Cebu"),
    "meal_minutes": (lambda g, b: (with_rule(g, "meal_minutes", 45), b), "Cebu"),
    # The break of 10:00 told for 08:30, before its window.
    "break_windows": (
        lambda g, b: (
            g,
            with_activities(b, "D1", MON, "break", start=pd.Timestamp("2027-10-25 07:30", tz="UTC")),
        ),
        "Dublin",
    ),
    # D1 alone at monitoring from 08:00 to 10:00.
    "change_of_task_minutes": (
        lambda g, b: (
            with_rule(g, "change_of_task_minutes", 30),
            with_activities(b, "D1", MON, "work", role="monitor"),
        ),
        "D1",
    ),
}


def test_the_audit_checks_every_rule_of_the_register_and_each_has_its_case():
    assert set(CHECKED_BY) == set(REGISTER) == set(BROKEN)
    assert {key: rule.name for key, rule in REGISTER.items()} == NAMES
    assert set(AUDIT_ALWAYS_HARD) == set(ALWAYS_HARD)


def test_the_rules_of_a_good_book_are_as_it_says(good):
    given, book = good
    judged = check_named(book, given)
    assert judged.differences == []
    # D3 has 16 of 40 h: 24 h at 20. D4 is led on no night, D3 not at the weekend: 7 shifts at half of 20.
    assert judged.prices["contract_hours_least"] == pytest.approx(24 * 20)
    assert judged.prices["leader_on_shift"] == pytest.approx(7 * 0.5 * 20)
    assert judged.soft["leader_on_shift"] == 7


@pytest.mark.parametrize("rule", REGISTER)
def test_a_rule_broken_by_one_change_is_named_with_who_breaks_it(good, rule):
    change, who = BROKEN[rule]
    given, book = change(*good)
    differences = check_named(book, given).differences
    assert any(line.startswith(f"Rule: {rule}: {who}: ") for line in differences), differences


@pytest.mark.parametrize(
    ("rule", "column", "value", "told"),
    [
        ("contract_hours_least", "Price", 1.0, "price 1, counted 480"),
        ("contract_hours_least", "Breaches", 2, "breaches 2, counted 1"),
        ("leader_on_shift", "Breaches", 0, "breaches 0, counted 7"),
        ("fair_nights", "Price", 7.0, "no fair share of the crews makes them"),
        ("daily_rest_hours", "Level", "soft, 4 h of wage each", "soft, the sheets say hard"),
        ("daily_rest_hours", "Limit", "9 h", "limit 9, the sheets say 11"),
    ],
)
def test_what_the_book_says_of_its_rules_is_counted_again(good, rule, column, value, told):
    given, book = good
    rows = [row | {column: value} if row["Staffing rule"] == NAMES[rule] else row for row in book.rule_checks]
    differences = check_named(replace(book, rule_checks=rows), given).differences
    assert any(line.startswith(f"Summary: rule {NAMES[rule]}") and told in line for line in differences)


def test_a_rule_that_the_book_leaves_out_is_named(good):
    given, book = good
    left = [row for row in book.rule_checks if row["Staffing rule"] != "wishes"]
    assert (
        "Summary: rule 'wishes' is not told for Cebu"
        in check_named(replace(book, rule_checks=left), given).differences
    )


def test_someone_on_the_book_who_is_not_on_the_staff_list_is_named(good):
    given, book = good
    shorter = with_rows(given, "staff", *given.sheets["staff"][:-1])
    assert "Named: C2 is not on sheet Staff" in check_named(book, shorter).differences

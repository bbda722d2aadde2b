from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.build_shift_plan import Shift, every_day, shift_plan_of
from tests.wfm.roster.by_hand import EU, RULES, roster_of
from wfm.roster import SiteRules, breaches_by_rule, check_roster


def broken(roster, rules=RULES):
    table = check_roster(roster, {"Main": rules})
    return {(row.rule, row.found, row.limit) for row in table.itertuples()}


def test_a_roster_within_every_rule_has_no_broken_one():
    # A works Monday to Friday, 40 h; B Saturday and Sunday.
    roster = roster_of(shift_plan_of(every_day(range(7), "08:00")), {"A": [1, 2, 3, 4, 5], "B": [6, 7]})
    assert broken(roster) == set()


def test_seven_days_running_break_four_rules():
    # 7 days in a row, 7 shifts a week, 56 paid hours against 48 by law and 40 by contract.
    roster = roster_of(shift_plan_of(every_day(range(7), "08:00")), {"A": [1, 2, 3, 4, 5, 6, 7]})
    assert broken(roster) == {
        ("days in a row", 7, 6),
        ("shifts a week", 7, 5),
        ("hours a week", 56, 48),
        ("contract hours a week", 56, 40),
    }


def test_every_rule_is_counted_the_kept_ones_too():
    roster = roster_of(shift_plan_of(every_day(range(7), "08:00")), {"A": [1, 2, 3, 4, 5, 6, 7]})
    counts = breaches_by_rule(check_roster(roster, {"Main": RULES}))
    assert counts[["days in a row", "rest between shifts (h)"]].tolist() == [1, 0]
    assert counts.sum() == 4


def test_a_run_over_the_edge_of_two_weeks_is_one_run():
    # Thursday to the next Thursday: four shifts in each week, but eight days in a row.
    roster = roster_of(shift_plan_of(every_day(range(3, 11), "08:00"), days=14), {"A": range(1, 9)})
    assert broken(roster) == {("days in a row", 8, 6)}


def test_a_line_without_enough_or_with_too_many_people_is_found():
    # Line 1 wants two and has one; line 2 wants one and has two.
    plan = shift_plan_of([Shift(0, "08:00", people=2), Shift(1, "08:00")])
    roster = roster_of(plan, {"A": [1, 2], "B": [2]})
    assert broken(roster) == {("everyone on each duty line", 1, 2), ("everyone on each duty line", 2, 1)}


def test_a_supervisor_adds_no_cover():
    roster = roster_of(
        shift_plan_of([Shift(0, "08:00")]), {"A": [1], "S": [1]}, leads={"S": "team"}, skill_set={"S": "lead"}
    )
    assert broken(roster) == set()


def test_early_after_late_breaks_the_daily_rest():
    # 14:00-22:00, then 08:00: 10 hours.
    roster = roster_of(shift_plan_of([Shift(0, "14:00"), Shift(1, "08:00")]), {"A": [1, 2]})
    assert broken(roster) == {("rest between shifts (h)", 10, 11)}


@pytest.mark.parametrize(
    ("saturday", "rest"),
    [
        (date(2027, 3, 27), 10.0),  # 28 March: 02:00 becomes 03:00, eleven hours of wall clock are ten
        (date(2027, 10, 30), None),  # 31 October: 03:00 becomes 02:00, twelve hours
        (date(2027, 6, 5), None),  # an ordinary night: eleven hours
    ],
)
def test_rest_is_counted_in_instants_when_the_clocks_change(saturday, rest):
    # 15:00-23:00, then 10:00.
    plan = shift_plan_of([Shift(0, "15:00"), Shift(1, "10:00")], first_day=saturday, zone="Europe/Berlin")
    found = broken(roster_of(plan, {"A": [1, 2]}))
    assert found == (set() if rest is None else {("rest between shifts (h)", rest, 11.0)})


def test_an_overnight_shift_belongs_to_the_week_in_which_it_starts():
    # Sunday night ends on Monday; it counts as the first week's fifth shift, Monday to Thursday are four.
    shifts = [*every_day(range(2, 7), "22:00"), *every_day(range(8, 12), "22:00")]
    roster = roster_of(shift_plan_of(shifts, days=14), {"A": range(1, 10)})
    assert broken(roster) == set()


def test_four_weekends_worked_of_four_are_one_too_many():
    # Either day of a weekend counts as that weekend.
    roster = roster_of(
        shift_plan_of(
            [Shift(5, "08:00"), Shift(6, "08:00"), *(Shift(d, "08:00") for d in (13, 19, 27))], days=28
        ),
        {"A": [1, 2, 3, 4, 5]},
    )
    assert broken(roster) == {("weekends worked in a cycle", 4, 3)}
    assert broken(roster, SiteRules(replace(EU, free_weekends=0), (5, 6))) == set()


def test_someone_on_a_line_of_another_skill_set_is_found():
    plan = shift_plan_of([Shift(0, "08:00", skill_set="review")])
    assert broken(roster_of(plan, {"A": [1]})) == {("own skills and date", 1, 0)}


def test_a_week_of_a_site_begins_with_the_first_day_of_the_plan():
    # The plan starts on a Wednesday: Wednesday to Sunday and Monday, Tuesday are one week of seven days.
    plan = shift_plan_of(every_day((0, 1, 3, 4, 5, 6), "08:00", 6.0), first_day=date(2027, 2, 3))
    assert broken(roster_of(plan, {"A": range(1, 7)})) == {("shifts a week", 6, 5)}

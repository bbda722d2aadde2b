"""Rule checks on the Summary sheet."""

from __future__ import annotations

from reports.rule_checks import closest_to_limits, rule_checks
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from wfm.roster import DUTIES, Roster


def test_a_clean_roster_keeps_every_rule():
    checks = rule_checks(small_roster(), small_policy())
    assert (checks["breaches"] == 0).all()
    assert (checks["first_case"] == "").all()


def test_the_closest_case_is_shown_beside_each_limit():
    limits = closest_to_limits(small_roster(), small_policy()).set_index("site")
    # D4 ends at 06:30 and begins again at 22:00: 15.5 h. Five shifts of 8 h.
    assert limits.at["Dublin", "least_rest"] == 15.5
    assert limits.at["Dublin", "rest"] == 11
    assert limits.at["Cebu", "longest_run"] == 5
    assert limits.at["Cebu", "busiest_week"] == 40


def test_a_broken_rule_is_counted_with_its_first_case():
    roster = small_roster()
    # D3 takes D4's Saturday night after the Saturday day shift: two shifts on one day cannot be held, so
    # D3 works Friday night instead, which ends at 06:30 on Saturday, 1.5 h before the shift at 08:00.
    lines = roster.shift_plan.lines
    friday = lines[(lines["pattern"] == "N22") & (lines["date"] == "2027-10-29")]["line"].iloc[0]
    moved = roster.duties["line"] == friday
    duties = DUTIES.conform(roster.duties.assign(person_id=roster.duties["person_id"].mask(moved, "D3")))
    broken = Roster(roster.shift_plan, roster.people, duties, roster.positions)
    checks = rule_checks(broken, small_policy()).set_index("rule")
    rest = checks.loc["rest between shifts (h)"]
    assert rest["breaches"] == 1
    assert rest["first_case"] == "D3 on 2027-10-30: 1.5 against 11"

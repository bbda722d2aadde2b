"""Conflicts are found before anyone is rostered, one planted for each rule, and named with their cures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.wfm.roster.planted import NOT_PLANTED, PLANTED
from wfm.roster import DUTIES
from wfm.roster.diagnosis import certain_conflicts
from wfm.rule_book import REGISTER
from wfm.shift_plan import ACTIVITIES, LINES


@pytest.mark.parametrize("rule", REGISTER)
def test_the_planted_conflict_of_each_rule_is_diagnosed(rule):
    if rule in NOT_PLANTED:
        assert NOT_PLANTED[rule]
        return
    case = PLANTED[rule]()
    found = certain_conflicts(case.roster, case.terms)
    # The one thing wrong is found, and nothing else is blamed.
    assert {conflict.rule for conflict in found} == {rule}
    [conflict] = [one for one in found if case.said in one.words]
    assert set(conflict.people) == set(case.people)
    assert conflict.cures


def test_pauses_of_an_open_shift_are_not_missed_before_somebody_takes_it():
    case = PLANTED["meal_after_hours"]()
    plan = case.roster.shift_plan
    waiting = replace(
        case.roster,
        shift_plan=replace(plan, lines=LINES.empty(), activities=ACTIVITIES.empty()),
        duties=DUTIES.empty(),
        open_lines=plan.lines,
    )
    assert "meal_after_hours" in {conflict.rule for conflict in certain_conflicts(case.roster, case.terms)}
    found = {conflict.rule for conflict in certain_conflicts(waiting, case.terms)}
    assert not found & {"meal_after_hours", "break_windows"}


def test_no_rule_is_planted_that_the_register_does_not_have():
    assert set(PLANTED) | set(NOT_PLANTED) == set(REGISTER)
    assert not set(PLANTED) & set(NOT_PLANTED)

"""Conflicts are found before anyone is rostered, one planted for each rule, and named with their cures."""

from __future__ import annotations

import pytest

from tests.wfm.roster.planted import NOT_PLANTED, PLANTED
from wfm.roster.diagnosis import certain_conflicts
from wfm.rule_book import REGISTER


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


def test_no_rule_is_planted_that_the_register_does_not_have():
    assert set(PLANTED) | set(NOT_PLANTED) == set(REGISTER)
    assert not set(PLANTED) & set(NOT_PLANTED)

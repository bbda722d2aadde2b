"""Every rule of the register forbids what it should and allows what it should; and none is without a case."""

from __future__ import annotations

import pytest

from tests.wfm.roster import crew_cases, rule_cases
from tests.wfm.roster.scoring import found, scored
from wfm.roster.rules import CHECKS
from wfm.rule_book import REGISTER

FORBIDDEN = rule_cases.FORBIDDEN | crew_cases.FORBIDDEN
ALLOWED = rule_cases.ALLOWED | crew_cases.ALLOWED


def test_every_rule_has_a_check_a_case_it_forbids_and_one_it_allows():
    assert set(CHECKS) == set(FORBIDDEN) == set(ALLOWED) == set(REGISTER)


@pytest.mark.parametrize("key", REGISTER)
def test_a_rule_finds_what_it_forbids_and_nothing_else(key):
    arguments, expected = FORBIDDEN[key]
    assert found(scored(**arguments)) == expected


@pytest.mark.parametrize("key", REGISTER)
def test_a_rule_finds_nothing_in_what_it_allows(key):
    arguments, _ = ALLOWED[key]
    assert found(scored(**arguments)) == []


@pytest.mark.parametrize("key", [key for key in REGISTER if FORBIDDEN[key][0]["rules"]])
def test_a_rule_that_is_off_finds_nothing(key):
    arguments, _ = FORBIDDEN[key]
    assert found(scored(**arguments | {"rules": {}})) == []

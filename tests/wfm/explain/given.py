"""Planners' inputs for explanations: from small policies and forecasts by hand, or from a small workbook."""

from __future__ import annotations

from wfm.horizon import Horizon
from wfm.people import needed_skill_sets, nobody
from wfm.plan_input import PlanInput
from wfm.rule_book import default_rule_book
from wfm.shift_pattern import read_patterns
from wfm.workbook import Workbook


def input_of(forecast, policy, client=None, workbook=None):
    """Return the input a planner's file would give: no staff list, the shift types of the reference data."""
    book = workbook or Workbook("in.xlsx", {}, "")
    horizon: Horizon = forecast.horizon
    faults = []
    patterns = read_patterns(book, policy, faults, horizon)
    assert not faults
    rules = default_rule_book(policy, horizon.first_day)
    return PlanInput(book, forecast, policy, patterns, needed_skill_sets(policy), nobody(), rules, client)

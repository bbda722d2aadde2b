"""Roster books, for the commands that make them."""

from __future__ import annotations

import reports.roster
from reports.rule_checks import RulesKnown
from wfm.plan_input import PlanInput
from wfm.planning import PlanResult, commercial_view


def rules_known(plan_input: PlanInput) -> RulesKnown:
    """Return what a roster of this input is held against."""
    return RulesKnown(plan_input.rule_book, plan_input.staff, plan_input.patterns, plan_input.skill_sets)


def book_of(result: PlanResult, figures: dict[str, object]) -> bytes:
    """Return the roster book of a finished plan."""
    plan_input, money = result.plan_input, commercial_view(result)
    return reports.roster.workbook(
        result.roster,
        result.requirement,
        plan_input.policy,
        (*result.assumptions, *money.assumptions),
        figures,
        staff=plan_input.staff,
        rules=rules_known(plan_input),
        commercial=money,
    )

"""Migrations read from workbooks in memory: two queues at one site, a week from Monday 1 February 2027."""

from __future__ import annotations

from datetime import date, timedelta

from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.errors import Fault
from wfm.migration import MigrationCase, read_migration_case
from wfm.people import needed_skill_sets, nobody
from wfm.plan_input import PlanInput
from wfm.rule_book import default_rule_book

MONDAY = date(2027, 2, 1)
QUEUES = [
    ["queue", "pool", "language", "licence"],
    ["Orders", "Desk", "EN", None],
    ["Returns", "Desk", "EN", None],
]
TWO_SITES = [
    ["queue", "pool", "site", "language", "licence"],
    ["Orders", "Desk", "Cork", "EN", None],
    ["Returns", "Nurses", "Lodz", "EN", "RN"],
]
CORK_AND_LODZ = [["site"], ["Cork"], ["Lodz"]]
MIX = [["queue", "mode_2"], ["Orders", 1], ["Returns", 1]]


def day(weeks: int) -> date:
    """Return the first day of a week of the programme."""
    return MONDAY + timedelta(weeks=weeks)


def plan_input(*, settings=(), days=7, queues=("Orders", "Returns"), **sheets) -> PlanInput:
    """Return a checked plan input of sheets; people and shifts are those that nobody named."""
    given = {"Settings": [["key", "value"], *settings], "Queues": QUEUES, "ModeMix": MIX, **sheets}
    workbook = book(**{name: rows for name, rows in given.items() if rows})
    forecast = busy_days(*queues, days=days)
    policy = policy_of(workbook, forecast)
    rule_book = default_rule_book(policy, forecast.horizon.first_day)
    return PlanInput(workbook, forecast, policy, (), needed_skill_sets(policy), nobody(), rule_book, None)


def case_of(**given) -> MigrationCase:
    """Return the case of sheets without a fault."""
    faults: list[Fault] = []
    case = read_migration_case(plan_input(**given), faults)
    assert faults == [], [str(fault) for fault in faults]
    assert case is not None
    return case


def one_fault(where: str, *words: str, **given) -> None:
    """Assert that sheets have one fault, in this cell, whose line holds all the words."""
    faults: list[Fault] = []
    assert read_migration_case(plan_input(**given), faults) is None
    assert [fault.where for fault in faults] == [where], [str(fault) for fault in faults]
    for word in words:
        assert word in str(faults[0]), str(faults[0])


def told(case: MigrationCase, quantity: str) -> list[tuple[str, str]]:
    """Return whom each assumption of a quantity applies to, and its value."""
    return [(note.applies_to, note.value) for note in case.assumptions if note.quantity == quantity]


def row_of(table, **key) -> dict:
    """Return the one row of a table with these values."""
    for name, value in key.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0].to_dict()

"""People read from workbooks in memory: one site in UTC, two weeks from Monday 1 February 2027."""

from __future__ import annotations

from datetime import date

from tests.build_staff import rule_book_of
from tests.wfm.policy.in_memory import book, busy_days, policy_of
from wfm.people import read_people
from wfm.shift_pattern import read_patterns

RULES = {
    "shifts_per_week": 5,
    "contract_hours_most": 0,
    "max_week_hours": 48,
    "daily_rest_hours": 11,
}
QUEUES = [["queue", "language", "licence"], ["A", "EN", None], ["N", "EN", "RN"]]
MIX = [["queue", "mode_3", "mode_4"], ["A", 1, None], ["N", None, 1]]
SHIFTS = [
    ["shift_code", "earliest_start", "latest_start", "start_step_minutes", "paid_minutes", "meal_minutes"],
    ["D", "08:00", "12:00", 120, 480, 30],
    ["N20", "20:00", "20:00", 60, 480, 60],
    ["S4", "09:00", "10:00", 60, 240, 0],
]
STAFF = ["agent_id", "name", "roles", "pools", "contract_hours", "start_date", "end_date"]
ANN = ["1", "Ann Ashe", "escalation_agent", "EN voice", 40]
BOB = ["2", "Bob Bell", "escalation_agent", "EN voice", 40]


def day(number: int) -> date:
    """Return a day of the plan, 0 is Monday 1 February 2027."""
    return date.fromordinal(date(2027, 2, 1).toordinal() + number)


def read(faults=None, *, rules=None, settings=(), days=14, queues=("A", "N"), **sheets):
    """Return the skill sets and the staff of sheets; with ``faults`` they may be None."""
    given = {
        "Settings": [["key", "value"], *settings],
        "Queues": QUEUES,
        "ModeMix": MIX,
        "ShiftTypes": SHIFTS,
        "Staff": [STAFF, ANN, BOB],
        **sheets,
    }
    workbook = book(**given)
    forecast = busy_days(*queues, days=days)
    policy = policy_of(workbook, forecast)
    found = [] if faults is None else faults
    patterns = read_patterns(workbook, policy, found, forecast.horizon)
    sites = [str(site) for site in policy.sites["site"]]
    rule_book = rule_book_of(RULES if rules is None else rules, sites=sites)
    people = read_people(workbook, policy, patterns, forecast.horizon, rule_book, found)
    if faults is None:
        assert found == []
    return people


def staff(**sheets):
    """Return the staff of sheets without a fault."""
    return read(**sheets)[1]


def told(people, quantity):
    """Return whom each assumption of a quantity applies to, its value and its source."""
    notes = (*people[0].assumptions, *people[1].assumptions)
    return [(note.applies_to, note.value, note.source) for note in notes if note.quantity == quantity]


def one_fault(words, **sheets):
    """Assert that sheets have one fault, whose line holds all the words, the cell first."""
    faults = []
    assert read(faults, **sheets) is None
    assert len(faults) == 1, [str(fault) for fault in faults]
    for word in words:
        assert word in str(faults[0]), str(faults[0])
    assert faults[0].where == words[0]


def rows(table, *columns):
    """Return the rows of a table as tuples, dates as text."""
    shown = table.assign(**{c: table[c].dt.strftime("%m-%d") for c in columns if c == "date"})
    return list(shown[list(columns)].itertuples(index=False, name=None))

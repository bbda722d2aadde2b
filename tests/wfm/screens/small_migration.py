"""A small migration: one monitored queue that may escalate after its gate, one with people, two phases."""

from __future__ import annotations

from functools import lru_cache

from tests.wfm.screens.small_client import MONDAY, SETTINGS, SHIFTS
from tests.write_workbook import long_forecast, write_workbook
from wfm.migrating import MigrationResult, answers_of, migrate
from wfm.migration.answers import MigrationAnswers
from wfm.plan_input import PlanInput, read_plan_input
from wfm.planning import PlanOptions

WISHES = [
    ["queue", "start_mode", "wish"],
    ["Advice", "0", "0"],
    ["Refills", "2", "3"],
]


def sheets(wishes=WISHES, phases=2):
    """Return the client's workbook; without ``wishes`` it does not say where queues go."""
    given = {
        "Forecast": long_forecast(
            {"Advice": 6.0, "Refills": 40.0}, MONDAY, 7, open_hour=9, close_hour=19, handle_seconds=300.0
        ),
        "Settings": [*SETTINGS, ["phases", phases]],
        "Queues": [
            ["queue", "pool", "site", "risk_class", "reversible", "complexity", "regulated"],
            ["Advice", "Desk", "London", "medium", "yes", "low", "no"],
            ["Refills", "Desk", "London", "medium", "yes", "low", "no"],
        ],
        "ModeMix": [
            ["queue", "mode_0", "mode_2", "review_share"],
            ["Advice", 1, 0, 0],
            ["Refills", 0, 1, 0.04],
        ],
        "ShiftTypes": SHIFTS,
    }
    return given | ({"Migration": wishes} if wishes else {})


@lru_cache(maxsize=2)
def plan_input(folder, with_wishes=True) -> PlanInput:
    name = "migration.xlsx" if with_wishes else "no wishes.xlsx"
    return read_plan_input(write_workbook(folder / name, sheets(WISHES if with_wishes else ())))


@lru_cache(maxsize=1)
def result(folder) -> MigrationResult:
    return migrate(plan_input(folder), PlanOptions(30.0, 0.01))


@lru_cache(maxsize=1)
def answers(folder) -> MigrationAnswers:
    return answers_of(result(folder))


@lru_cache(maxsize=1)
def longer(folder) -> tuple[MigrationResult, MigrationAnswers]:
    """Return the migration of three phases and the answers beside it."""
    path = write_workbook(folder / "three phases.xlsx", sheets(phases=3))
    found = migrate(read_plan_input(path), PlanOptions(30.0, 0.01))
    return found, answers_of(found)

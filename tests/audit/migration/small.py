"""A small planner's file with what a migration reads: growth, people, classes, seats, budget, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.write_workbook import long_forecast, write_workbook

MONDAY = date(2027, 2, 1)
Rows = list[list[object]]

SETTINGS = [
    ["key", "value"],
    ["plan_name", "Small"],
    ["time_zone", "Europe/Dublin"],
    ["interval_minutes", 60],
    ["currency", "EUR"],
    ["phases", 3],
    ["phase_budget", 900_000],
    ["risk_cap", 400],
    ["go_lives_per_phase", 1],
]
QUEUES = [
    [
        *("queue", "pool", "site", "language", "licence", "opening", "ai_price", "risk_class", "reversible"),
        *("regulated", "complexity", "min_crew", "escalation_settled", "escalation_start", "ai_live_from"),
    ],
    [
        *("Orders", "Desk", "Cork", "EN", None, "08:00-20:00", 0.2, "medium", "yes", "no", "medium"),
        *(2, 0.16, 0.34, date(2026, 12, 20)),
    ],
    [
        *("Returns", "Desk", "Cork", "EN", None, "08:00-20:00", 0.2, "low", "yes", "no", "low"),
        *(2, 0.14, 0.36, None),
    ],
    [
        *("Nurses", "Ward", "Cork", "EN", "RN", "08:00-20:00", 0, "critical", "no", "yes", "high"),
        *(1, None, None, None),
    ],
]
MIGRATION = [
    ["queue", "start_mode", "wish", "earliest", "latest", "lock"],
    ["Orders", "2", "3", None, 2, "no"],
    ["Returns", "0", "3+4", 2, None, "no"],
    ["Nurses", "4", "4", None, None, "yes"],
]
SHEETS: Mapping[str, Rows] = {
    "Settings": SETTINGS,
    "Queues": QUEUES,
    "ModeMix": [
        ["queue", "mode_0", "mode_2", "mode_4", "review_share"],
        ["Orders", 0, 1, 0, 0.01],
        ["Returns", 1, 0, 0, 0],
        ["Nurses", 0, 0, 1, 0],
    ],
    "Sites": [["site", "time_zone", "currency", "training_seats"], ["Cork", "Europe/Dublin", "EUR", 10]],
    "Migration": MIGRATION,
    "Volumes": [["queue", "phase", "growth"], ["Nurses", 1, "20%"], ["Nurses", 2, "60%"], [None, 1, "5%"]],
    "GateEvidence": [["queue", "gate", "reviews", "errors", "since"], ["Orders", "2 to 3", 200, 0, MONDAY]],
    "Headcount": [
        ["site", "role", "pool", "heads", "contract_hours"],
        ["Cork", "agent", "Desk", 12, 40],
        ["Cork", "monitor", "Desk", 9, 38],
        ["Cork", "qa_reviewer", "Desk", 3, 40],
        ["Cork", "augmented_agent", "Ward", 8, 36],
    ],
    "Pipeline": [
        [
            *("role", "site", "pool", "attrition", "joiner_attrition", "class_least", "class_most"),
            *("every_weeks", "lead_days", "train_weeks", "nest_weeks", "class_start", "class_size"),
        ],
        ["augmented_agent", "Cork", "Ward", "3%", "6%", 2, 6, 2, 21, 3, 2, date(2027, 2, 15), 3],
        ["monitor", "Cork", None, "2%", None, None, 0, None, None, None, None, None, None],
    ],
    "RolePaths": [["from_role", "to_role", "weeks", "cost"], ["monitor", "escalation_agent", 2, 500]],
}


VOLUMES = {"Orders": 60.0, "Returns": 18.0, "Nurses": 14.0}
"""Contacts an hour, a tenth more at noon."""


def write_small(path: Path, volumes: Mapping[str, float] = VOLUMES, days: int = 7, **changed: Rows) -> Path:
    """Write the file and return its path; named sheets stand in place of the usual ones."""
    forecast = long_forecast(volumes, MONDAY, days, interval_minutes=60)
    return write_workbook(path, {"Forecast": forecast, **SHEETS, **changed})


def sheet_with(name: str, queue: str, **cells: object) -> Rows:
    """Return the rows of a sheet with other cells in the row that begins with ``queue``."""
    header, *rows = [list(row) for row in SHEETS[name]]
    header += [column for column in cells if column not in header]
    for row in rows:
        row += [None] * (len(header) - len(row))
        if row[0] == queue:
            for column, value in cells.items():
                row[header.index(column)] = value
    return [header, *rows]

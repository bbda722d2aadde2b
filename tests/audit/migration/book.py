"""The migration's book as tables, phases and weeks counted from 0, read with openpyxl and pandas alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.utils import get_column_letter

from tests.audit.migration.table import Table

POST = ("site", "role", "skill")
FLOW_COLUMNS = ("joined", "moved_in", "moved_out", "left", "released")
SHEETS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Ways": (("queue", "phase"), ("way", "from_way", "ai_days", "reviews_bought", "risk", "reason")),
    "Traffic": (("queue", "week", "way"), ("share", "reserve", "rate_factor")),
    "Crews": (
        ("site", "role", "pool", "week"),
        ("skill", "work_hours", "duty_hours", "need", "parallel", "reserve"),
    ),
    "Heads": (
        (*POST, "week"),
        (
            *("before", *FLOW_COLUMNS, "heads", "ramp_loss", "overtime", "temps", "time_off"),
            *("need", "shortage", "in_class", "in_retraining", "under_notice"),
        ),
    ),
    "Classes": ((*POST, "week"), ("people", "classes")),
    "Retraining": (("site", "skill", "from_role", "to_role", "week"), ("people",)),
    "Notices": ((*POST, "week"), ("people",)),
    "Money": (("item", *POST, "week"), ("amount",)),
    "Gates": (
        ("queue", "from_way", "to_way", "phase"),
        (
            *("error_limit", "reviews", "errors_allowed", "reviews_before", "reviews_own"),
            *("reviews_bought", "chance"),
        ),
    ),
    "Posts": (
        POST,
        (
            *("heads", "contract_hours", "wage_per_week", "leave_share", "floor_loss", "shift_fit"),
            *("attrition_month", "joiner_attrition_month", "joiner_weeks"),
        ),
    ),
    "Hiring": (
        POST,
        (
            *("class_least", "class_most", "every_weeks", "lead_weeks", "train_weeks", "ramp_weeks"),
            *("ramp_from", "fallout", "class_cost", "hire_cost"),
        ),
    ),
    "RolePaths": (
        ("from_role", "to_role"),
        ("weeks", "pass_share", "return_share", "most_per_week", "cost"),
    ),
    "ClassesBooked": ((*POST, "week"), ("people",)),
    "Joiners": ((*POST, "week"), ("people",)),
    "GateLimits": (
        ("from_way", "to_way", "risk"),
        (
            *("error_limit", "true_share", "confidence", "power", "escalation_limit", "min_days"),
            "max_review_share",
        ),
    ),
    "Actions": (("action", *POST, "queue", "week"), ("act_on", "effect_on", "people")),
    "Growth": (("queue", "phase"), ("factor",)),
    "Rules": (("rule", "where"), ("value",)),
    "CostByPhase": (("phase",), ("paid",)),
    "Risk": (("phase",), ("risk", "risk_so_far")),
    "HeadsByRole": (("week",), ("all_heads", "all_need")),
    "Breaches": (("family", "where"), ("amount",)),
}
"""Sheets the audit reads, with the columns that name a row and the others it needs."""

TEXTS = ("queue", "way", "from_way", "to_way", "item", "family", "where", "reason", "pool", "rule", *POST)
TEXTS = (*TEXTS, "from_role", "to_role", "action")
ROLES = ("role", "from_role", "to_role")
"""Written in words, ``QA reviewer``; the planner's sheets have ``qa_reviewer``."""

DATES = ("act_on", "effect_on")
COUNTED = ("phase", "week")


@dataclass(frozen=True)
class MigrationBook:
    """The sheets by name, the figures of Summary by label, and what is wrong with the form of the book.

    ``fits``: by site and role, what an hour rostered takes, where sheet Assumptions says it was measured.
    """

    tables: Mapping[str, Table]
    figures: Mapping[str, object]
    differences: list[str] = field(default_factory=list)
    fits: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Table:
        return self.tables[name]

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows of a sheet."""
        return self.tables[name].rows


def read_migration_book(path: Path) -> MigrationBook:
    """Return the book; a missing sheet or column is a difference and reads as empty."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    cells = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    differences: list[str] = []
    tables = {name: _table(name, cells.get(name, []), differences) for name in SHEETS}
    figures = {str(row[0]): row[1] for row in cells.get("Summary", []) if len(row) > 1 and row[0]}
    fits = {
        str(row[1]): float(str(row[2]))
        for row in cells.get("Assumptions", [])
        if row[0] == "shift_fit" and str(row[-1]).startswith("Measured on the shifts")
    }
    return MigrationBook(tables, figures, differences, fits)


def _table(name: str, cells: list[tuple[object, ...]], differences: list[str]) -> Table:
    """Return a sheet's table; a unit stands in brackets behind a header, ``need (heads)``."""
    keys, others = SHEETS[name]
    headers = [str(header or "").partition(" (")[0] for header in (cells[0] if cells else ())]
    missing = [column for column in (*keys, *others) if column not in headers]
    if missing:
        differences.append(f"{name}: columns are missing: {', '.join(missing)}")
    rows = pd.DataFrame(
        cells[1:], columns=headers, index=range(2, len(cells) + 1 if cells else 2), dtype=object
    )
    rows = rows.dropna(how="all").reindex(columns=[*headers, *missing])
    for column in rows.columns:
        if column in TEXTS or (name == "GateLimits" and column == "risk"):
            rows[column] = rows[column].map(lambda value: "" if pd.isna(value) else str(value)).astype(str)
            if column in ROLES:
                rows[column] = rows[column].str.lower().str.replace(" ", "_")
        elif column in DATES:
            rows[column] = pd.to_datetime(rows[column])
        elif column in (*keys, *others):
            rows[column] = pd.to_numeric(rows[column]).astype(float)
    if name == "Ways":
        rows["ai_days"] = rows["ai_days"].fillna(-1.0)
    for column in COUNTED:
        if column in rows and column in keys:
            rows[column] = rows[column].fillna(0).astype(np.int64) - 1
    letters = {header: get_column_letter(place) for place, header in enumerate(headers, start=1)}
    return Table(name, rows, letters, keys)

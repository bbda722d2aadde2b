"""The roster book of the hand-made roster, as bytes and as read back."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd

import reports.roster
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement, small_roster
from wfm.assumption import Assumption
from wfm.summary import staffing_costs

SHEETS = ["Grid", "Agent-days", "Activities", "Coverage", "Reviews", "Summary", "Legend", "Assumptions"]
HEADERS = {
    "Agent-days": "agent_id agent_name site team role date shift_code shift_start shift_end time_zone"
    " paid_hours night_hours notes",
    "Activities": "agent_id date activity role pool start end paid",
    "Coverage": "site role pool interval_start required active_bound at_work on_duty shortage",
    "Reviews": "site pool created due hours hours_done_by_due hours_late",
}

ASSUMPTIONS = (
    Assumption("review_minutes", "all queues", "12", "min", "8", "28", "=SUM(1,2) is a text, not a sum"),
    Assumption("patience_seconds", "Cards", "300", "s", "120", "900", "@someone"),
)


@cache
def small_figures() -> dict[str, object]:
    """Return the summary of the hand-made roster, in the form of the summary file."""
    roster = small_roster()
    costs = staffing_costs(roster, small_policy())
    roles = {
        "escalation_agent": {
            "people": 6,
            "paid_hours": 216.0,
            "shortage_hours": roster.shift_plan.shortage_hours,
            "target": 0.9,
            "promised_service": 0.93,
        },
        "supervisor": {
            "people": 1,
            "paid_hours": 40.0,
            "shortage_hours": 0.0,
            "target": None,
            "promised_service": None,
        },
    }
    return {
        "status": "feasible",
        "gap": roster.shift_plan.gap,
        "cost": sum(costs.values()),
        "costs": costs,
        "currency": "EUR",
        "seconds": 3.0,
        "shortage": roster.shift_plan.shortage_hours,
        "shift_plan": {"objective": 4000.0, "bound": 3900.0},
        "roles": roles,
        "overhead": [
            {
                "site": "Dublin",
                "role": "platform_manager",
                "driver": "queues in AI modes",
                "count": 2.0,
                "span": 10.0,
                "people": 1,
            }
        ],
        "heads": {"all_people": 20, "settled": 8, "first_30_days": 12},
    }


@cache
def small_book() -> bytes:
    """Return the book."""
    return reports.roster.workbook(
        small_roster(), small_requirement(), small_policy(), ASSUMPTIONS, small_figures()
    )


def write_small_book(path: Path) -> Path:
    """Write the book and return its path."""
    path.write_bytes(small_book())
    return path


@cache
def book_tables() -> dict[str, pd.DataFrame]:
    """Return the four tables of the book as pandas reads them."""
    tables = pd.read_excel(
        io.BytesIO(small_book()), sheet_name=list(HEADERS), keep_default_na=False, engine="openpyxl"
    )
    return {
        name: table.astype({"date": "datetime64[us]"} if "date" in table else {})
        for name, table in tables.items()
    }


@cache
def opened_book() -> openpyxl.Workbook:
    """Return the book as openpyxl opens it."""
    return openpyxl.load_workbook(io.BytesIO(small_book()))

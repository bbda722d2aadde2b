"""The figures at the top of the Summary of the migration book: cost, heads, people on the move, errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports._excel import NUMBER_FORMATS, Book
from reports._wording import day_words, gap_words, status_words
from reports.migration_head_words import cover_words, left_out_words
from wfm.migration import MigrationPlan
from wfm.migration.figures import NOT_PAID
from wfm.migration.staying import Staying

Line = tuple[str, object, str, str]


def _lines(plan: MigrationPlan, told: Mapping[str, Any], as_today: Staying | None) -> list[Line]:
    """Give the figures at the top: label, value, kind, a word about it."""
    heads, risk, currency = told["heads"]["total"], told["risk"], told["currency"]
    by_item = plan.money.groupby("item")["amount"].sum()
    paid = float(by_item.drop(list(NOT_PAID), errors="ignore").sum())
    above = max(0.0, told["cost"] - told["bound"])
    peak = told["heads"]["parallel_peak"]
    lines: list[Line] = [
        ("Cost now", told["cost"], "money", currency),
        ("Cannot be below", told["bound"], "money", currency),
        ("How close", gap_words(above, told["gap"], currency), "text", ""),
        ("", status_words(told["status"]), "text", ""),
        ("Paid within the programme", paid, "money", currency),
        (
            "Counted on after it",
            float(by_item.get("terminal", 0.0)),
            "money",
            "weeks like its last (sheet Rules): a late saving counts too",
        ),
        (
            "People missing, priced",
            told["shortage"]["price"],
            "money",
            "a price to avoid it: not money spent",
        ),
        ("People missing", told["shortage"]["hours"], "count", "paid hours, sheet Heads has them by week"),
    ]
    if as_today is not None:
        lines.append(("Paid if everything stays as today", float(sum(as_today.paid)), "money", currency))
    lines += [
        ("Heads now", heads["now"], "people", f"people {left_out_words(heads)}".strip()),
        ("Heads at the end", heads["end"], "people", f"people {cover_words(heads)}".strip()),
        (
            "Heads at most",
            heads["peak"],
            "people",
            f"week {heads['peak_week']}, from {_day_of(heads['peak_date'])}",
        ),
        ("To hire", heads["hires"] - heads["agreed"], "whole", _and_agreed(heads["agreed"])),
        ("Retrained", heads["retrained"], "whole", "people"),
        ("Given notice", heads["notices"], "whole", "people"),
        (
            "Parallel running at its peak",
            None if peak is None else peak["heads"],
            "people",
            "nothing moves" if peak is None else f"heads, week {peak['week']}, from {_day_of(peak['date'])}",
        ),
        (
            "Critical errors undetected",
            risk["undetected_errors"],
            "count",
            "expected; no cap is set" if risk["cap"] is None else f"expected; cap {risk['cap']:,.0f}",
        ),
    ]
    return lines


def _and_agreed(agreed: float) -> str:
    return f"people; {agreed:,.0f} more are hired already" if round(agreed) else "people"


def write_lines(
    book: Book,
    sheet: Any,
    row: int,
    plan: MigrationPlan,
    told: Mapping[str, Any],
    as_today: Staying | None,
) -> int:
    """Write the figures from a row on and return the row after them; arguments as of ``write_summary``."""
    for label, value, kind, remark in _lines(plan, told, as_today):
        sheet.write_string(row, 0, label, book.look(bold=True))
        if kind == "text":
            sheet.write_string(row, 1, value)
        else:
            if value is not None:
                sheet.write_number(row, 1, value, book.look(num_format=NUMBER_FORMATS[kind], align="right"))
            sheet.write_string(row, 2, remark, book.look(indent=1))
        row += 1
    return row


def _day_of(iso: str) -> str:
    day = pd.Timestamp(iso)
    return f"{day_words(day)} {day.year}"

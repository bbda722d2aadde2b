"""Shift types the planner did not write and labour rules that begin inside the plan, as assumptions."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.horizon import Horizon
from wfm.policy.sheet_rows import rows_of
from wfm.reference import Reference, shown_number
from wfm.workbook.sheet import Workbook


def later_labour_rules(sites: pd.DataFrame, reference: Reference, horizon: Horizon) -> tuple[Assumption, ...]:
    """Return the rows of labour packs in use that come into force after the plan's first day, but inside it.

    Parameters
    ----------
    sites
        As ``SITES``.
    reference
        Holds the packs with every row and its date.
    horizon
        Days planned; the whole plan keeps the rules of its first day.
    """
    table = reference.labour_rules
    first, last = pd.Timestamp(horizon.first_day), pd.Timestamp(horizon.last_day)
    is_later = (table["effective_from"] > first) & (table["effective_from"] <= last)
    notes = []
    for row in table[is_later & table["pack"].isin(sites["labour_pack"])].to_dict("records"):
        value, low, high = (shown_number(row[name], row["unit"]) for name in ("value", "low", "high"))
        where = ", ".join(sites.loc[sites["labour_pack"] == row["pack"], "site"])
        why = f"Not used yet: the plan keeps the rule of its first day; {row['pack']}, from "
        why += f"{row['effective_from']:%Y-%m-%d}: {row['source']}"
        notes.append(Assumption(f"later {row['rule']}", where, value, row["unit"], low, high, why))
    return tuple(notes)


def shift_type_notes(workbook: Workbook, reference: Reference) -> tuple[Assumption, ...]:
    """Return the shift types of the reference data where sheet ShiftTypes is missing.

    Where it is there, only the numbers that stand in for its blank cells: the step of starts, the length of
    short breaks, and how far pauses may move.
    """
    table = reference.shift_patterns
    rows = rows_of(workbook, "ShiftTypes", [])
    if not rows:
        codes = [code for code in table["code"].unique() if code]
        return tuple(_type_note(code, table[table["code"] == code]) for code in codes)
    needed = {("shift", "start_step_minutes"): any("start_step_minutes" not in row.values for row in rows)}
    broken = [row for row in rows if row.values.get("breaks")]
    needed["break", "minutes"] = any("break_minutes" not in row.values for row in broken)
    needed["break", "half_window"] = bool(broken)
    fed = [row for row in rows if row.values.get("meal_minutes")]
    needed["meal", "half_window"] = any("meal_earliest_minutes" not in row.values for row in fed)
    defaults = table[table["code"] == ""].to_dict("records")
    return tuple(_default_note(row) for row in defaults if needed.get((row["part"], row["quantity"])))


def _default_note(row: dict[Hashable, Any]) -> Assumption:
    value, low, high = (shown_number(row[name], "") for name in ("value", "low", "high"))
    name = f"{row['part']} {row['quantity']}"
    return Assumption(name, "shift types", value, row["unit"], low, high, row["source"])


def _type_note(code: str, rows: pd.DataFrame) -> Assumption:
    values = {(row["part"], row["quantity"]): row["value"] for row in rows.to_dict("records")}
    pauses = [_pause(part, values) for part in rows["part"].unique() if part != "shift"]
    paid, step = values["shift", "paid_minutes"], values["shift", "start_step_minutes"]
    value = f"{paid:g} min paid, starts every {step:g} min inside opening hours; {'; '.join(pauses)}"
    return Assumption("shift type", code, value, "", "", "", str(rows["source"].iloc[0]))


def _pause(part: str, values: dict[tuple[str, str], float]) -> str:
    is_paid = "paid" if values[part, "is_paid"] else "unpaid"
    window = f"from minute {values[part, 'earliest_start']:g} to {values[part, 'latest_start']:g}"
    return f"{part} {values[part, 'minutes']:g} min {is_paid} {window}"

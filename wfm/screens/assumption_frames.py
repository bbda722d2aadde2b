"""Assumptions shaped for display, on their own screen and beneath a migration."""

from __future__ import annotations

import pandas as pd

from wfm.explain.per_contact import MODE_WORDS
from wfm.forecast.filled import BLANK_TIMES
from wfm.roles import Mode
from wfm.screens import words


def in_short(table: pd.DataFrame) -> str:
    """Return the assumptions that decide most, in one sentence; blank where the file said all of them.

    Parameters
    ----------
    table
        As ``wfm.assumption.assumption_table`` returns it.
    """
    told = []
    for mode, whose in _of(table, "default_mode"):
        told.append(f"{whose}: {MODE_WORDS[Mode(int(mode))]}")
    if any(Mode(int(mode)) is Mode.ESCALATION for mode, _ in _of(table, "default_mode")):
        told += [f"{share} of contacts come to a person" for share, _ in _of(table, "escalation_settled")]
    if _of(table, "opening"):
        told.append("people are there when contacts come, nights too")
    if _of(table, BLANK_TIMES):
        told.append("blank handle times take the queue's mean")
    return f"Taken for granted, as your file does not say: {'; '.join(told)}." if told else ""


def _of(table: pd.DataFrame, quantity: str) -> list[tuple[str, str]]:
    rows = table[table["quantity"] == quantity]
    return list(zip(rows["value"], rows["applies_to"], strict=True))


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return assumptions in planners' words, each value with its unit."""
    values = zip(table["value"], table["unit"], strict=True)
    return pd.DataFrame(
        {
            "What": table["quantity"].map(words.quantity),
            "Applies to": table["applies_to"].map(words.roles_in),
            "Value": [words.with_unit(value, unit) for value, unit in values],
            "Low": table["low"],
            "High": table["high"],
            "Source": table["source"],
        }
    )

"""Assumptions shaped for display, on their own screen and beneath a migration."""

from __future__ import annotations

import pandas as pd

from wfm.screens import words


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

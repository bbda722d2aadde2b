"""How a difference is worded: where, what the book says, what the audit counts."""

from __future__ import annotations

import pandas as pd

SHOWN = 5


def described(name: str, bad: pd.DataFrame, columns: list[str]) -> list[str]:
    """Return a line for each of the first bad rows, and how many more there are."""
    lines = [
        f"{name}: " + ", ".join(f"{column} {row[column]}" for column in columns)
        for row in bad.head(SHOWN).to_dict("records")
    ]
    if len(bad) > SHOWN:
        lines.append(f"{name}: and {len(bad) - SHOWN} more")
    return lines

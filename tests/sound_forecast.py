"""A sound forecast of four half-hours, for workbooks that are broken elsewhere or in one cell of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from datetime import time as clock
from pathlib import Path

from tests.write_workbook import write_workbook

LONG = ["Queue", "Date", "Interval", "Offered", "AHT (s)"]
DAY = datetime(2027, 2, 1)


def rows(**change: object) -> list[list[object]]:
    """Return a sound forecast of four half-hours; D3="x" puts x into that cell."""
    table = [list(LONG), *(["Orders", DAY, clock(9 + n // 2, 30 * (n % 2)), 10 + n, 300] for n in range(4))]
    for address, value in change.items():
        table[int(address[1:]) - 1]["ABCDE".index(address[0])] = value
    return table


def saved(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Write the sheets to plan.xlsx in a folder and return its path."""
    return write_workbook(path / "plan.xlsx", sheets)

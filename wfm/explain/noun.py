"""What an explanation is: the arithmetic behind one cell, step by step, down to the cells it came from."""

from __future__ import annotations

from dataclasses import dataclass

from wfm.assumption import Assumption


@dataclass(frozen=True)
class Step:
    """One step of the arithmetic: words with the numbers in them, its result, and the cells it read."""

    words: str
    value: float | str | None
    unit: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """One cell explained: ``value`` is recomputed from ``steps``, never copied from the answer."""

    cell: str
    title: str
    value: float | str
    unit: str
    steps: tuple[Step, ...]
    assumptions: tuple[Assumption, ...] = ()

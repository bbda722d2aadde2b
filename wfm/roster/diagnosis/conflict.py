"""What conflicts, and the smallest edits that cure it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from wfm.roster.by_hand.edit import Edit

CURES_NAMED = 5
"""More cures of one conflict help nobody to choose."""


@dataclass(frozen=True)
class Cure:
    """One way out: in words, what it costs (plan currency), and the edits where it is one of the roster.

    ``is_exception``: a rule is broken once, or something booked or locked is given up.
    """

    words: str
    price: float
    edits: tuple[Edit, ...] = ()
    is_exception: bool = False


@dataclass(frozen=True)
class Conflict:
    """Demands that cannot all be met: the rule that gives way first, whom and which dates it concerns."""

    rule: str
    people: tuple[str, ...]
    dates: tuple[pd.Timestamp, ...]
    words: str
    cures: tuple[Cure, ...] = ()


def giving_way(words: str, price: float = 0.0) -> Cure:
    """Return a cure by which a rule, a booking or a need gives way once."""
    return Cure(words, price, (), True)


def ranked(cures: Iterable[Cure]) -> tuple[Cure, ...]:
    """Return the best cures: those that break nothing first, then the cheapest, then the smallest."""
    order = sorted(
        dict.fromkeys(cures), key=lambda cure: (cure.is_exception, round(cure.price, 2), len(cure.edits))
    )
    return tuple(order[:CURES_NAMED])

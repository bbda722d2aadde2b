"""Staying as today, priced: what each phase would pay if no queue moved, and what it would cost after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Staying:
    """What staying as today would cost (plan currency).

    ``paid`` is what each phase pays for people and AI; ``after`` counts the weeks after the programme as a
    plan's terminal value does; ``shortage`` is the price of people missing, which nobody pays.
    """

    paid: tuple[float, ...]
    after: float = 0.0
    shortage: float = 0.0

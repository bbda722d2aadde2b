"""One rule while it is being resolved: what it is so far, how far its limit may go, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wfm.reference import shown_number
from wfm.rule_book.noun import HARD, OFF, SOFT
from wfm.rule_book.register import REGISTER

TERM = "term"
WHOLE_UNITS = ("days", "shifts", "nights", "weekends", "people", "starts")
"""Units that are counted: half of one makes no sense."""


@dataclass(frozen=True)
class Entry:
    """A rule or term at one site; numbers not given are NaN.

    ``least`` and ``most`` bound what makes sense, ``low`` and ``high`` what is credible; ``soft_price`` is
    the price (h of wage per unit) once the rule is soft.
    """

    key: str
    level: str
    limit: float
    least: float
    most: float
    low: float
    high: float
    soft_price: float
    unit: str
    source: str

    @property
    def price_hours(self) -> float:
        """Price of a unit of breach as the rule stands (h of wage)."""
        return self.soft_price if self.level == SOFT else 0.0

    @property
    def has_limit(self) -> bool:
        """Whether the rule speaks of a limit at all."""
        return self.key not in REGISTER or "{limit" in REGISTER[self.key].sentence

    @property
    def is_whole(self) -> bool:
        """Whether the limit counts whole things."""
        return self.unit in WHOLE_UNITS

    @property
    def is_told(self) -> bool:
        """Whether it binds and could be otherwise, so that a planner should read it."""
        return self.level != OFF and (self.has_limit or self.level == SOFT or self.soft_price > 0)

    @property
    def shown(self) -> tuple[str, str, str]:
        """Limit and its credible range as a planner reads them; a rule without limit is kept."""
        numbers = (self.limit, self.low, self.high)
        if not self.has_limit:
            return "kept", "", ""
        value, low, high = ("" if np.isnan(number) else shown_number(number, "") for number in numbers)
        return value, low, high

    @property
    def shown_source(self) -> str:
        """Where the rule comes from, and its price where it has one."""
        if self.level in (HARD, TERM):
            return self.source
        return f"{self.source}; soft, {self.soft_price:g} h of wage each ({REGISTER[self.key].counted_in})"

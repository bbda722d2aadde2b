"""One broken rule, as every check of the audit reports it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Breach:
    """A rule, where and by whom it is broken (blank: nobody alone), by how many units, and in words."""

    rule: str
    site: str
    person_id: str
    amount: float
    words: str

    @property
    def line(self) -> str:
        """The breach as a difference."""
        return f"Rule: {self.rule}: {self.person_id or self.site}: {self.words}"


def day(date: pd.Timestamp) -> str:
    """Return a date as the audit writes it."""
    return f"{date:%Y-%m-%d}"

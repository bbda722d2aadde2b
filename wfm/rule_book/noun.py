"""The rule book: every rule of every site, hard, soft with a price, or off, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import Column, Schema

HARD, SOFT, OFF = "hard", "soft", "off"
LEVELS = (HARD, SOFT, OFF)

RULES = Schema(
    "Rules",
    {
        "site": Column("str", "", "site"),
        "rule": Column("str", "", "key of the rule, as in wfm.rule_book.register"),
        "level": Column("str", "", "hard, soft or off"),
        "limit": Column("float64", "as the rule", "what is allowed", nullable=True),
        "price_hours": Column(
            "float64", "h of wage per unit", "price of one unit of breach; 0 unless soft", 0
        ),
        "source": Column("str", "", "law, sheet cell or house rule, with its date"),
    },
    ("site", "rule"),
)


@dataclass(frozen=True)
class SiteRule:
    """One rule as it holds at one site; ``price_hours`` is in hours of the wage of whoever breaks it."""

    key: str
    level: str
    limit: float
    price_hours: float
    source: str

    @property
    def is_hard(self) -> bool:
        """Whether no roster may break it."""
        return self.level == HARD

    @property
    def is_off(self) -> bool:
        """Whether it is neither kept nor counted."""
        return self.level == OFF


@dataclass(frozen=True, eq=False)
class RuleBook:
    """The rules of every site; a row for every rule of the register at every site.

    ``terms`` holds the numbers that rules speak of, by site and name; ``wfm.rule_book.term`` reads them.
    """

    rules: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()
    terms: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        RULES.check(self.rules)

    def at(self, site: str) -> dict[str, SiteRule]:
        """Return the rules of a site by key; a limit not given is NaN."""
        rows = self.rules[self.rules["site"] == site]
        return {
            row["rule"]: SiteRule(
                row["rule"],
                row["level"],
                float(row["limit"]) if row["limit"] is not None else np.nan,
                float(row["price_hours"]),
                row["source"],
            )
            for row in rows.to_dict("records")
        }

"""Rules about the starts of a site: how many start times a day, how many people at each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wfm.rule_book import RuleBook, SiteRule

PER_DAY, LEAST, MOST = "starts_per_day", "least_per_start", "most_per_start"
"""Keys of the rules, as in the rule book."""

HARD = float("inf")


@dataclass(frozen=True)
class Bound:
    """A limit and the price (currency) of each unit beyond it; ``HARD``: never beyond."""

    limit: int
    price: float

    @property
    def is_hard(self) -> bool:
        """Whether no plan may go beyond it."""
        return self.price == HARD


StartRules = Mapping[str, Bound]
"""What binds the starts of one site on one local date; a rule that is off or without a limit is not there."""


def start_rules(rule_book: RuleBook | None, site: str, wage: float) -> StartRules:
    """Return the rules about starts of a site.

    ``wage`` (currency per hour) turns prices in hours of wage into money.
    """
    rules = rule_book.at(site) if rule_book else {}
    found = {key: _bound(rules[key], wage) for key in (PER_DAY, LEAST, MOST) if key in rules}
    return {key: bound for key, bound in found.items() if bound is not None}


def counts_starts(rules: StartRules) -> bool:
    """Return whether the model must know which start times are used."""
    return PER_DAY in rules or LEAST in rules


def _bound(rule: SiteRule, wage: float) -> Bound | None:
    if rule.is_off or np.isnan(rule.limit):
        return None
    return Bound(int(rule.limit), HARD if rule.is_hard else rule.price_hours * wage)

"""The article's way beside a plan: by queue and priced as one, with its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from wfm.migration.price_words import price_words
from wfm.schema import Column, Schema

THE_ARTICLE = (
    "The article is the vendor's paper that the modes come from (Anyreach 2026). Its healthcare client is "
    "watched first (mode 2), then escalates (3) under review (1); its retail client escalates (3), later "
    "with AI help (3+4); its finance client works in 5."
)
"""What is meant by the article, told where a planner first meets it."""

SHARED = (
    "The prices of single queues below do not add up to it: queues that share a crew share its cost, and a "
    "queue that leaves the crew alone leaves that cost to the others."
)
"""Why the price of all queues together is not the sum of theirs."""

ARTICLE_QUEUES = Schema(
    "The article's way",
    {
        "queue": Column("str", "", "name of the queue"),
        "trajectory": Column("str", "", "ways the article would take it through"),
        "ways": Column("str", "", "its way in each phase then; blank: it cannot follow"),
        "is_followed": Column("bool", "", "whether the plan does the same"),
        "words": Column("str", "", "the plan beside the article, and what stops it"),
    },
    ("queue",),
)


class Alone(NamedTuple):
    """Another path of one queue: what it costs more (plan currency), and the rules it breaks in words."""

    cost_change: float
    is_tie: bool
    breaks: str


@dataclass(frozen=True, eq=False)
class ArticleWay:
    """The article's way beside a plan: ``queues`` (as ``ARTICLE_QUEUES``), and all of it priced as one.

    ``cost_change`` (plan currency) is above 0 where it is dearer than the plan, None where no people keep the
    rules under it; ``is_tie``: closer than the computation can tell.
    """

    queues: pd.DataFrame = field(default_factory=ARTICLE_QUEUES.empty)
    cost_change: float | None = None
    is_tie: bool = False

    def words(self, currency: str, alone: Mapping[tuple[str, str], Alone] | None = None) -> list[str]:
        """Return its price as one sentence, then a sentence for each queue that does otherwise.

        Parameters
        ----------
        currency
            Currency of the plan.
        alone
            What one queue's other ways by phase mean while the others keep theirs, where priced.
        """
        if self.queues.empty:
            return []
        prices = alone or {}
        others = self.queues[~self.queues["is_followed"]]
        if others.empty:
            return ["Every queue follows the article's trajectory."]
        stopped = self.queues.loc[self.queues["ways"] == "", "queue"].tolist()
        whom = f"all queues but {', '.join(stopped)}" if stopped else "all queues"
        shared = ""
        if len(others) - len(stopped) > 1 and any((q, w) in prices for q, w in self._moved()):
            shared = f" {SHARED}"
        price = self._price(currency, len(others), len(stopped))
        return [f"The article's way for {whom}: {price}.{shared}"] + [
            f"{row['queue']}: {row['words']}{_alone(prices.get((row['queue'], row['ways'])), currency)}"
            for row in others.to_dict("records")
        ]

    def _moved(self) -> list[tuple[str, str]]:
        """Return the queues that could follow and do not, with the article's ways."""
        told = self.queues[~self.queues["is_followed"] & (self.queues["ways"] != "")]
        return list(told[["queue", "ways"]].itertuples(index=False, name=None))

    def _price(self, currency: str, others: int, stopped: int) -> str:
        if others == stopped:
            return "this plan is it"
        if self.cost_change is None:
            return "no people keep budget and training seats"
        if self.is_tie:
            return "too close to this plan to call"
        words = price_words(self.cost_change, currency)
        return f"{words} dearer than this plan" if self.cost_change > 0 else f"{words} against this plan"


def _alone(found: Alone | None, currency: str) -> str:
    if found is None:
        return ""
    price = f"{price_words(found.cost_change, currency)}{' more' if round(found.cost_change) > 0 else ''}"
    tie = ", too close to call" if found.is_tie else ""
    broken = f" It breaks rules: {found.breaks}" if found.breaks else ""
    return f" That queue alone: {price}{tie}.{broken}"

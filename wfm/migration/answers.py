"""Answers beside a plan: other paths priced, cost against risk, stress, and what must give way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import pandas as pd

from wfm.migration.article_noun import Alone, ArticleWay
from wfm.migration.staying import Staying
from wfm.schema import Column, Schema

ALTERNATIVES = Schema(
    "Other paths",
    {
        "queue": Column("str", "", "name of the queue"),
        "kind": Column("str", "", "what the other path is"),
        "ways": Column("str", "", "its way in each phase"),
        "cost_change": Column("float64", "plan currency", "dearer than the plan; below 0 cheaper"),
        "is_tie": Column("bool", "", "closer than the computation can tell"),
        "reviews_bought": Column("float64", "reviews", "random reviews beyond the queue's own share", 0),
        "risk_change": Column("float64", "errors", "more errors expected to stay undetected"),
        "breaks": Column("str", "", "rules it cannot keep, in words; blank: none"),
    },
    ("queue", "kind"),
)

FRONTIER = Schema(
    "Cost against risk",
    {
        "risk": Column("float64", "errors", "cap on critical errors expected to stay undetected", 0),
        "cost": Column("float64", "plan currency", "no plan under this cap costs less"),
        "cost_per_error": Column(
            "float64",
            "plan currency",
            "about what one error less costs, from the point before",
            nullable=True,
        ),
    },
    ("risk",),
)

STRESS = Schema(
    "Stress",
    {
        "case": Column("str", "", "what turns out otherwise"),
        "cost": Column(
            "float64", "plan currency", "of the plan's paths then; blank: it cannot be kept", nullable=True
        ),
        "change": Column(
            "float64", "plan currency", "against the plan, people found the same way", nullable=True
        ),
        "peak_shortage": Column("float64", "heads", "most heads missing in a week", 0, nullable=True),
        "overtime_and_temps": Column(
            "float64", "head-weeks", "overtime and temporary people", 0, nullable=True
        ),
        "words": Column("str", "", "what stays as planned, or why there is no figure"),
    },
    ("case",),
)


EVERY_ANSWER = frozenset(
    {"diagnosis", "as_today", "alternatives", "entering", "frontier", "stress", "article"}
)


class Entered(NamedTuple):
    """What entering a way in some phase means: cost against the plan (currency), and reviews it buys."""

    cost_change: float
    reviews_bought: float


@dataclass(frozen=True, eq=False)
class MigrationAnswers:
    """What a planner asks next, each empty where it was not asked.

    ``alternatives``, ``frontier`` and ``stress`` are tables of the schemas above; ``entering`` gives by queue
    and way what entering it means, by phase from 0; ``as_today`` what it would cost if no queue
    moved, ``diagnosis`` the sentence on rules that conflict, ``article`` the way of the
    source article. ``pending`` names those of them that are still to come; of ``alternatives`` the ``priced``
    queues are there already.
    """

    alternatives: pd.DataFrame = field(default_factory=ALTERNATIVES.empty)
    frontier: pd.DataFrame = field(default_factory=FRONTIER.empty)
    stress: pd.DataFrame = field(default_factory=STRESS.empty)
    entering: Mapping[tuple[str, str], Mapping[int, Entered]] = field(default_factory=dict)
    as_today: Staying | None = None
    diagnosis: str = ""
    article: ArticleWay = field(default_factory=ArticleWay)
    pending: frozenset[str] = frozenset()
    priced: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        ALTERNATIVES.check(self.alternatives)
        FRONTIER.check(self.frontier)
        STRESS.check(self.stress)

    def article_words(self, currency: str) -> list[str]:
        """Return the article's way in sentences, each queue's price alone beside it where it is known."""
        columns = ["queue", "ways", "cost_change", "is_tie", "breaks"]
        rows = self.alternatives[columns].itertuples(index=False, name=None)
        return self.article.words(currency, {(queue, ways): Alone(*told) for queue, ways, *told in rows})

    def with_answer(self, **answer: Any) -> MigrationAnswers:
        """Return these answers with one more, given by its name."""
        return replace(self, **answer, pending=self.pending - answer.keys())

    def with_priced(self, queue: str, alternatives: pd.DataFrame, *, is_last: bool) -> MigrationAnswers:
        """Return these answers with the other paths of one more queue, which may be the last."""
        return replace(
            self,
            alternatives=ALTERNATIVES.conform(pd.concat([self.alternatives, alternatives])),
            priced=self.priced | {queue},
            pending=self.pending - {"alternatives"} if is_last else self.pending,
        )

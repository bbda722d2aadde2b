"""Columns of the gate table: the proof of every move that comes next, and what each way to bring it costs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.migration.case import GATES, LOCAL_DATE
from wfm.schema import Column, Schema

MOVE = ("queue", "from_way", "to_way")

_MOVE = {
    "queue": Column("str", "", "name of the queue"),
    "from_way": GATES.columns["from_way"],
    "to_way": GATES.columns["to_way"],
}


def _chance(true_rate: str) -> Column:
    meaning = f"chance to pass if errors are {true_rate} of the limit"
    return Column("float64", "share", meaning, 0, 1, nullable=True)


GATE_TABLE = Schema(
    "Gates that come next",
    {
        **_MOVE,
        "is_wish": Column("bool", "", "the move enters the way wished for"),
        "error_limit": GATES.columns["error_limit"],
        "escalation_limit": GATES.columns["escalation_limit"],
        "reviews": Column(
            "float64", "reviews", "reviews of the plan; blank: no errors to prove", 1, None, True
        ),
        "errors_allowed": Column("float64", "errors", "errors with which it passes", 0, None, True),
        "own_reviews": Column("float64", "reviews", "random reviews the queue makes in the first phase", 0),
        "reviews_done": Column("int64", "reviews", "made since the last release of the AI", 0),
        "errors_found": Column("int64", "errors", "critical errors among them", 0),
        "conversations_counted": Column("int64", "contacts", "held by the AI since its last release", 0),
        "escalated": Column("int64", "contacts", "of them handed to a person", 0),
        "own_day": Column(
            "float64", "days", "day, from 1, on which its own reviews are in; blank: never", 0, None, True
        ),
        "proven_on": Column(LOCAL_DATE, "", "date of that day; blank: never, or already", nullable=True),
        "leaves_on": Column(LOCAL_DATE, "", "first day it can move without buying reviews", nullable=True),
        "one_phase_share": Column(
            "float64", "share", "share to review for a proof in the first phase", 0, None, True
        ),
        "chance_tenth": _chance("a tenth"),
        "chance_fifth": _chance("a fifth"),
        "chance_half": _chance("half"),
        "escalation_chance": Column(
            "float64",
            "share",
            "chance that a phase of conversations proves the escalation limit; 1: proven already",
            0,
            1,
            nullable=True,
        ),
        "verdict": Column("str", "", "when it can move, and what decides, in words"),
        "prices": Column(
            "str", "", "what the prices of its options stand on, in words; blank: no errors to prove"
        ),
        "latest": Column("str", "", "whether the latest date can still be met, in words; blank: none asked"),
    },
    MOVE,
)

GATE_OPTIONS = Schema(
    "Ways to bring the proof",
    {
        **_MOVE,
        "option": Column("str", "", "buy now, buy part and slip, wait, or as it is"),
        "reviews_bought": Column("int64", "reviews", "beyond the queue's own", 0),
        "reviewers": Column("float64", "heads", "reviewers for them during the stay", 0),
        "day_proven": Column("int64", "days", "day, from 1, on which all are in; 0: already", 0),
        "proven_on": Column(LOCAL_DATE, "", "date of that day; blank: already", nullable=True),
        "leaves_on": Column(LOCAL_DATE, "", "first day it can move"),
        "slipped": Column("int64", "phases", "phases more than the shortest stay", 0),
        "review_cost": Column("float64", "plan currency", "price of one bought review", 0),
        "waiting_cost": Column(
            "float64",
            "plan currency",
            "what moving so many phases later costs in this plan, reviews apart; below 0: it saves; blank: "
            "not priced",
            nullable=True,
        ),
        "cost": Column(
            "float64",
            "plan currency",
            "reviews bought x review_cost + waiting_cost; blank: waiting not priced",
            nullable=True,
        ),
        "expected_cost": Column(
            "float64", "plan currency", "with one phase more if the gate fails", nullable=True
        ),
        "against_plan": Column(
            "float64",
            "plan currency",
            "what the whole plan costs more if the queue moves then; below 0: less; blank: not priced",
            nullable=True,
        ),
        "is_cheapest": Column("bool", "", "least expected cost of the ways to move"),
        "is_tie": Column("bool", "", "dearer, but too close to call"),
        "words": Column("str", "", "the option in one sentence"),
    },
    (*MOVE, "option"),
)


@dataclass(frozen=True, eq=False)
class GateTable:
    """Every gate of the moves that come next, and the options for those whose errors must be proven."""

    gates: pd.DataFrame
    options: pd.DataFrame

    def __post_init__(self) -> None:
        GATE_TABLE.check(self.gates)
        GATE_OPTIONS.check(self.options)

"""The answers beside a migration as tables and sentences: other paths with prices, stress, cost against risk.

Plain pandas without Streamlit; nothing here decides a number. Phases count from 1 on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from wfm.migration import MigrationPlan
from wfm.migration.answers import MigrationAnswers
from wfm.migration.figures import paid_by_phase
from wfm.migration.staying import Staying
from wfm.roles import with_mode_names
from wfm.screens import words
from wfm.screens.migration_charts import AS_TODAY, NET
from wfm.service.migrations import Migrated

LEAST_ERRORS = 0.05
"""Critical errors: a smaller difference is not shown."""

ANSWER_NAMES = {
    "diagnosis": "which rule must give way",
    "alternatives": "prices of other paths",
    "as_today": "what staying as today would pay",
    "frontier": "cost against risk",
    "article": "the article's way",
    "waiting": "prices of waiting for a gate",
    "stress": "what it costs if it turns out otherwise",
}


def price(found: Mapping[Any, Any], currency: str) -> str:
    """Return what another path costs: USD 12,345 dearer, with the reviews it buys."""
    if found["is_tie"]:
        said = "too close to call"
    else:
        word = "dearer" if found["cost_change"] > 0 else "cheaper"
        said = f"{words.money(currency, abs(found['cost_change']))} {word}"
    number = found["reviews_bought"]
    return f"{said}, {words.whole(number)} reviews to buy" if number >= 1 else said


def alternatives(answers: MigrationAnswers, queue: str) -> dict[str, Mapping[Any, Any]]:
    """Return the other paths of a queue by what they are."""
    table = answers.alternatives
    return {row["kind"]: row for row in table[table["queue"] == queue].to_dict("records")}


def others(answers: MigrationAnswers, queue: str, currency: str) -> str:
    """Return what the other paths of a queue cost, in a sentence."""
    if not is_priced(answers, queue):
        return "What its other paths cost is still to be worked out."
    found = alternatives(answers, queue)
    said = "; ".join(
        f"{with_mode_names(kind)}: {price(row, currency)}{_broken(row)}" for kind, row in found.items()
    )
    return f"Its other paths: {said}." if said else "It has no other path near this one."


def _broken(row: Mapping[Any, Any]) -> str:
    return f" (breaks rules: {row['breaks'].rstrip('.')})" if row["breaks"] else ""


def is_priced(answers: MigrationAnswers, queue: str) -> bool:
    """Return whether the other paths of a queue have their prices."""
    return queue in answers.priced or "alternatives" not in answers.pending


def still_to_come(migrated: Migrated) -> str:
    """Return which answers are not there yet: prices of other paths (7 of 20 queues), stress."""
    answers = migrated.answers
    priced, queues = len(answers.priced), len(migrated.result.prepared.paths)
    names = {**ANSWER_NAMES, "alternatives": f"prices of other paths ({priced} of {queues} queues)"}
    if migrated.result.plan.breaches.empty:
        del names["diagnosis"]
    return ", ".join(name for key, name in names.items() if key in answers.pending)


def stress(answers: MigrationAnswers) -> pd.DataFrame:
    """Return what turns out otherwise, and what the plan then costs."""
    table = answers.stress
    return pd.DataFrame(
        {
            "Case": table["case"].map(words.sentence_case),
            "Cost": table["cost"],
            "Change": table["change"],
            "Most heads short": table["peak_shortage"],
            "Overtime and temps": table["overtime_and_temps"],
            "What stays": table["words"].map(words.sentence_case),
        }
    )


def frontier(answers: MigrationAnswers) -> pd.DataFrame:
    """Return the least cost under caps on undetected errors."""
    table = answers.frontier
    return pd.DataFrame(
        {
            "Errors at most": table["risk"],
            "Cost": table["cost"],
            "One error less": table["cost_per_error"],
        }
    )


def point_words(point: Mapping[Any, Any], plan: MigrationPlan, currency: str) -> str:
    """Return what a cap on errors changes against the plan: least cost against least cost, and errors."""
    proof, fewer = plan.proof, plan.risk - point["risk"]
    if abs(fewer) < LEAST_ERRORS:
        return "This plan lies here: it keeps this cap already."
    change, gap = point["cost"] - proof.bound, proof.cost - proof.bound
    if abs(change) <= gap:
        price = f"too close to call (this plan may lie {words.money(currency, gap)} above the cheapest)"
    else:
        price = f"about {words.money(currency, abs(change))} {'dearer' if change > 0 else 'cheaper'}"
    said = f"{words.one_decimal(abs(fewer))} {'fewer' if fewer > 0 else 'more'} critical errors undetected"
    return f"Against this plan: {said}, {price}."


def against_today(plan: MigrationPlan, as_today: Staying, currency: str) -> str:
    """Return what the programme pays against every queue staying as it is today."""
    change = sum(as_today.paid) - float(paid_by_phase(plan).sum())
    word = "less" if change >= 0 else "more"
    paid = f"{words.money(currency, abs(change))} {word}"
    return f"The programme pays {paid} than staying as today would; the weeks after it are not in this."


def paid_marks(plan: MigrationPlan, as_today: Staying | None) -> pd.DataFrame:
    """Return what each phase pays in all, and would pay if every queue stayed as it is today."""
    sums = {
        NET: paid_by_phase(plan).tolist(),
        **({} if as_today is None else {AS_TODAY: list(as_today.paid)}),
    }
    return pd.DataFrame(
        [
            {"phase": f"Phase {phase}", "amount": amount, "what": what}
            for what, amounts in sums.items()
            for phase, amount in enumerate(amounts, start=1)
        ]
    )

"""Tables of the migration book: each noun's own columns, counted and dated as planners read them.

Headers are the noun's names with the unit behind them, ``need (heads)``. Phases and weeks count from 1, and
the day they begin stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_datetime64_any_dtype, is_integer_dtype, pandas_dtype

from reports import migration_derived as derived
from reports._excel import SheetColumn
from wfm.horizon import Phases
from wfm.migration import GateTable, MigrationPlan, Prepared, noun
from wfm.migration import case as given
from wfm.migration.actions import ACTIONS
from wfm.migration.answers import ALTERNATIVES, FRONTIER, STRESS, MigrationAnswers
from wfm.migration.article_noun import ARTICLE_QUEUES
from wfm.migration.breach_words import breach_words
from wfm.migration.gate_noun import GATE_OPTIONS, GATE_TABLE
from wfm.roles import role_words
from wfm.schema import Column, Schema

COUNTED = ("week", "phase", "earliest_phase", "latest_phase")
"""Columns that count from 0 inside and from 1 on pages."""

NONE_BELOW_ZERO = ("ai_days", "latest_phase")
"""Columns in which -1 says that there is none: blank on pages."""

PLAN_CURRENCY = "plan currency"
ROLES = ("role", "from_role", "to_role")
"""Columns that hold a role: a page says it in words."""

KINDS = {
    "plan currency": "money_exact",
    "share": "share",
    "share per month": "share",
    "heads": "people",
    "people": "people",
    "head-weeks": "people",
    "h": "hours",
    "errors": "count",
    "reviews": "count",
    "days": "count",
    "contacts": "count",
}
NARROW, WIDE, WORDS, STARTS = 12.0, 18.0, 100.0, 18.0
LONG_TEXTS = ("reason", "sentence", "words", "verdict", "prices", "latest", "meaning", "ended", "because")


@dataclass(frozen=True, eq=False)
class SheetTable:
    """A sheet that holds one table from A1: its name, its columns, and its rows by header."""

    name: str
    columns: tuple[SheetColumn, ...]
    table: pd.DataFrame


def sheet_table(
    name: str, schema: Schema, table: pd.DataFrame, phases: Phases, currency: str = ""
) -> SheetTable:
    """Return a noun's table as a sheet.

    Parameters
    ----------
    name
        Name of the sheet.
    schema, table
        The noun's columns and rows.
    phases
        Gives the day on which a phase or a week begins.
    currency
        Of every amount; blank: the plan's, which sheet Proof names.
    """
    columns: list[SheetColumn] = []
    shown: dict[str, pd.Series] = {}
    for inside, column in schema.columns.items():
        told, values = _in_currency(column, currency), table[inside]
        header = header_of(inside, told)
        if inside in ROLES:
            values = values.map(role_words)
        if inside in NONE_BELOW_ZERO:
            values = values.where(values >= 0).astype("float64")
        columns.append(SheetColumn(header, _kind(inside, column), _width(inside, told), *_told(told)))
        shown[header] = values + 1 if inside in COUNTED else values
        if inside in ("week", "phase"):
            starts = phases.week_start if inside == "week" else phases.phase_start
            begins = f"{inside}_starts_on"
            columns.append(SheetColumn(begins, "date", STARTS, f"first day of the {inside}"))
            days = {number: pd.Timestamp(starts(number)) for number in values.unique().tolist()}
            shown[begins] = values.map(days).astype("datetime64[us]")
    return SheetTable(name, tuple(columns), pd.DataFrame(shown))


def _in_currency(column: Column, currency: str) -> Column:
    return replace(column, unit=currency) if currency and column.unit == PLAN_CURRENCY else column


def header_of(name: str, column: Column) -> str:
    """Return the header of a column: its name, and its unit where the name does not say it."""
    return name if column.unit in ("", name) else f"{name} ({column.unit})"


def _told(column: Column) -> tuple[str, str]:
    """Return meaning and unit as a page says them, where counting begins at 1 and -1 is blank."""
    return column.meaning.replace("from 0", "from 1").replace("-1:", "blank:"), column.unit


def _kind(name: str, column: Column) -> str:
    kind = pandas_dtype(column.dtype)
    if is_bool_dtype(kind):
        return "boolean"
    if is_datetime64_any_dtype(kind):
        return "date"
    if is_integer_dtype(kind) or name in COUNTED:
        return "whole"
    if kind != np.float64:
        return "text"
    return KINDS.get(column.unit, "decimal")


def _width(name: str, column: Column) -> float:
    if name in LONG_TEXTS:
        return WORDS
    # A header stands on one line, with room for the arrow of its filter.
    least = len(header_of(name, column)) + 3.0
    return max(least, WIDE if _kind(name, column) == "text" else NARROW)


def tables_of(
    plan: MigrationPlan,
    prepared: Prepared,
    gates: GateTable,
    actions: pd.DataFrame,
    answers: MigrationAnswers,
) -> tuple[SheetTable, ...]:
    """Return every table of the book, in the order of its sheets."""
    case, phases = prepared.case, plan.phases
    breaches = Schema(
        "Breaches", {**noun.BREACHES.columns, "words": Column("str", "", "the same in words")}, ("words",)
    )
    told = [breach_words(row, case.policy.settings.currency) for row in plan.breaches.to_dict("records")]
    sheets: tuple[tuple[str, Schema, pd.DataFrame], ...] = (
        ("Actions", ACTIONS, actions),
        ("Ways", noun.STAYS, plan.stays),
        ("Gates", noun.GATE_ROWS, plan.gates),
        ("GateTable", GATE_TABLE, gates.gates),
        ("GateOptions", GATE_OPTIONS, gates.options),
        ("Alternatives", ALTERNATIVES, answers.alternatives),
        ("Stress", STRESS, answers.stress),
        ("Frontier", FRONTIER, answers.frontier),
        ("ArticleWay", ARTICLE_QUEUES, answers.article.queues),
        ("Heads", noun.HEADS, derived.empty_posts_last(plan.heads)),
        ("HeadsByRole", derived.HEADS_BY_ROLE, derived.heads_by_role(plan)),
        ("Crews", noun.CREWS, plan.crews),
        ("Traffic", noun.SHARES, plan.shares),
        ("Classes", noun.CLASSES, plan.classes),
        ("Retraining", noun.TRANSFERS, plan.transfers),
        ("Notices", noun.RELEASES, plan.releases),
        ("Money", noun.MONEY, plan.money),
        ("CostByPhase", derived.COST_BY_PHASE, derived.cost_table(plan, answers.as_today)),
        ("Risk", derived.RISK, derived.risk_table(plan, case)),
        ("Breaches", breaches, plan.breaches.assign(words=pd.Series(told, dtype="str"))),
        ("Proof", derived.PROOF, derived.proof_table(plan, case)),
        ("Queues", derived.QUEUE_FACTS, derived.queue_table(prepared)),
        ("Growth", given.GROWTH, case.growth),
        ("GateLimits", given.GATES, case.gates),
        ("Evidence", given.EVIDENCE, case.evidence),
        ("Posts", derived.POSTS, derived.posts_table(case)),
        ("Hiring", given.HIRING, case.hiring),
        ("ClassesBooked", given.CLASSES_BOOKED, case.classes_booked),
        ("Joiners", given.JOINERS, case.joiners),
        ("RolePaths", given.ROLE_PATHS, case.role_paths),
        ("Rules", derived.RULES, derived.rules_table(case)),
    )
    currency = case.policy.settings.currency
    return tuple(sheet_table(name, schema, table, phases, currency) for name, schema, table in sheets)

"""The tables of a migration, for whoever reads them elsewhere: its plan, its gates, the answers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from wfm.service import migration_answers, migrations
from wfm.service.job import Job
from wfm.service.migrations import Migrated

OF_ANSWERS = ("alternatives", "frontier", "stress")
"""Tables that come after the plan, one by one."""

TABLES: Mapping[str, Callable[[Migrated], pd.DataFrame]] = {
    "stays": lambda found: found.result.plan.stays,
    "shares": lambda found: found.result.plan.shares,
    "crews": lambda found: found.result.plan.crews,
    "heads": lambda found: found.result.plan.heads,
    "bands": lambda found: found.bands,
    "classes": lambda found: found.result.plan.classes,
    "transfers": lambda found: found.result.plan.transfers,
    "releases": lambda found: found.result.plan.releases,
    "money": lambda found: found.result.plan.money,
    "gates_passed": lambda found: found.result.plan.gates,
    "breaches": lambda found: found.result.plan.breaches,
    "gates": lambda found: found.gates.gates,
    "gate_options": lambda found: found.gates.options,
    "alternatives": lambda found: found.answers.alternatives,
    "frontier": lambda found: found.answers.frontier,
    "stress": lambda found: found.answers.stress,
}


def names(job: Job) -> list[str]:
    """Return the tables a job's migration has by now; none where it has no migration."""
    if not migrations.has_migration(job):
        return []
    pending = migration_answers.told_of(job).answers.pending
    return [name for name in TABLES if name not in OF_ANSWERS or name not in pending]


def table(job: Job, name: str) -> pd.DataFrame:
    """Return one of the tables that ``names`` lists."""
    return TABLES[name](migrations.migrated_of(job))

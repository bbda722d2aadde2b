"""Plans of a migration written by hand: whatever is not given is empty."""

from __future__ import annotations

import pandas as pd

from wfm.migration import MigrationCase, MigrationPlan, Proof, noun

TABLES = {
    "stays": noun.STAYS,
    "shares": noun.SHARES,
    "crews": noun.CREWS,
    "heads": noun.HEADS,
    "classes": noun.CLASSES,
    "transfers": noun.TRANSFERS,
    "releases": noun.RELEASES,
    "money": noun.MONEY,
    "gates": noun.GATE_ROWS,
    "breaches": noun.BREACHES,
}
AGENTS = {"site": "North", "role": "agent", "skill": "EN"}
PROOF = Proof("optimal", 1000.0, 990.0, 0.0125, 800.0, 2.0, 0.5)


def hand_plan(case: MigrationCase, **rows: list[dict[str, object]]) -> MigrationPlan:
    """Return a plan of the case with these rows by table; numbers and words not given are 0 and blank."""
    tables = {}
    for name, schema in TABLES.items():
        blank = {column: "" if kind.dtype == "str" else 0 for column, kind in schema.columns.items()}
        given = [blank | row for row in rows.get(name, [])]
        tables[name] = schema.conform(pd.DataFrame(given, columns=list(schema.columns)))
    return MigrationPlan(case.phases, proof=PROOF, **tables)

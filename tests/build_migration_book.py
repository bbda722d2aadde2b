"""A migration planned and written as its book, for tests that read it from outside."""

from __future__ import annotations

from pathlib import Path

from reports.migration import workbook
from wfm.fitting import migrate_fitted
from wfm.migrating import MigrationResult, migrate
from wfm.migration.figures import figures
from wfm.planning import PlanOptions, read_plan_input


def planned_book(
    input_path: Path, book_path: Path, cpu_seconds: float = 20.0, gap: float = 0.02, *, fits: bool = False
) -> Path:
    """Plan a workbook's migration, write its book to ``book_path`` and return that.

    ``fits``: at what the shifts of its own weeks take.
    """
    find = migrate_fitted if fits else migrate
    return written(find(read_plan_input(input_path), PlanOptions(cpu_seconds, gap)), book_path)


def written(done: MigrationResult, book_path: Path) -> Path:
    """Write the book of a migration to ``book_path`` and return that."""
    told = figures(done.plan, done.prepared.case, done.cpu_seconds)
    book_path.write_bytes(workbook(done.plan, done.prepared, told))
    return book_path

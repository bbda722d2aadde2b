"""The audit of one migration: the planner's file and the exported book, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.audit.migration.actions import check_actions
from tests.audit.migration.book import MigrationBook, read_migration_book
from tests.audit.migration.case import Case
from tests.audit.migration.dates import check_dates, check_sums
from tests.audit.migration.flows import check_heads
from tests.audit.migration.gates import check_gates
from tests.audit.migration.given import MigrationGiven
from tests.audit.migration.limits import check_limits
from tests.audit.migration.money import check_money, check_risk
from tests.audit.migration.moves import check_ways
from tests.audit.migration.need import check_need
from tests.audit.migration.parameters import check_parameters
from tests.audit.migration.ramps import check_traffic


def audit_migration(input_path: Path, book_path: Path, preset: str = "") -> list[str]:
    """Return what a migration's book tells wrongly or does against the rules, each with its cell.

    Parameters
    ----------
    input_path
        The planner's file (.xlsx), its forecast in the long layout.
    book_path
        The migration book made from it.
    preset
        Set of reference values named on the command line; else the workbook's own.
    """
    return differences_of(read_migration_book(Path(book_path)), MigrationGiven(Path(input_path), preset))


def differences_of(book: MigrationBook, given: MigrationGiven) -> list[str]:
    """Return the differences of a book and a planner's file that were read already."""
    case = Case(book, given)
    return [
        *book.differences,
        *check_parameters(case),
        *check_dates(case),
        *check_ways(case),
        *check_gates(case),
        *check_traffic(case),
        *check_need(case),
        *check_heads(case),
        *check_limits(case),
        *check_actions(case),
        *check_money(case),
        *check_risk(case),
        *check_sums(case),
    ]

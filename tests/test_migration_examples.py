"""The migrations of the three example clients, planned, written and audited from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.migration.audit import audit_migration
from tests.build_migration_book import planned_book

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"


@pytest.mark.parametrize("name", ["finance", "healthcare", "retail"])
def test_an_example_clients_migration_passes_the_audit(name, tmp_path):
    source = EXAMPLES / f"{name}.xlsx"
    book = planned_book(source, tmp_path / "book.xlsx", cpu_seconds=12.0, gap=0.01)
    assert audit_migration(source, book) == []


def test_a_migration_at_fits_measured_passes_the_audit(tmp_path):
    source = EXAMPLES / "healthcare.xlsx"
    book = planned_book(source, tmp_path / "book.xlsx", cpu_seconds=60.0, gap=0.01, fits=True)
    assert audit_migration(source, book) == []

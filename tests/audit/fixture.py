"""The audit as a fixture: import ``audited`` where a test makes a plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.audit import AuditResult, audit


@pytest.fixture
def audited() -> Callable[..., AuditResult]:
    """Return a function of (input, book) that fails on any difference and returns what it counted."""

    def check(input_path: Path, book_path: Path, preset: str = "") -> AuditResult:
        result = audit(input_path, book_path, preset)
        assert result.differences == []
        return result

    return check

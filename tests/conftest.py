"""Shared fixtures: every plan a test makes passes the outside audit before the test sees it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.audit.audit import audit
from wfm import cli

# No test ever touches the plans of whoever runs it.
for name in ("WFM_DATA_DIR", "DATABASE_URL"):
    os.environ.pop(name, None)
# Tests wait for searches side by side: one that gives way to all others would take too long.
os.environ["WFM_NICE"] = "0"


class Planned(NamedTuple):
    """What one run of ``wfm plan`` left: exit code, book, summary."""

    code: int
    book: Path
    summary: dict


@pytest.fixture
def planned(tmp_path: Path) -> Callable[..., Planned]:
    """Return a function that plans a file by the command line and audits the book it leaves."""

    def run(source: Path, *options: str, cpu_seconds: int = 5) -> Planned:
        book, figures = tmp_path / "book.xlsx", tmp_path / "summary.json"
        arguments = ["plan", str(source), "--out", str(book), "--summary", str(figures)]
        with pytest.raises(SystemExit) as stopped:
            cli.main([*arguments, "--cpu-seconds", str(cpu_seconds), *options])
        if stopped.value.code != 0:
            return Planned(stopped.value.code, book, {})
        assert audit(source, book).differences == []
        return Planned(0, book, json.loads(figures.read_text()))

    return run

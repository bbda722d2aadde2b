"""Where the reference data lies: WFM_BENCHMARKS, else ../shared/benchmarks beside the checkout."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def reference_data(name: str) -> Path:
    """Return the folder ``name`` of the reference data, or skip the test and say so."""
    folder = Path(os.environ.get("WFM_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")) / name
    if not folder.exists():
        pytest.skip(f"reference data {name} not found: set WFM_BENCHMARKS")
    return folder

"""Published instances with known optima, through the search and past their own judge."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks_folder import ROOT, reference_data

OPTIMA = {"Instance1": 607, "Instance2": 828, "Instance3": 1001, "Instance4": 1716}


@pytest.mark.parametrize("name", OPTIMA)
def test_small_instances_are_solved_to_their_known_optimum_with_proof(name: str, tmp_path: Path) -> None:
    folder = reference_data("shift_scheduling")
    roster, summary = tmp_path / "roster.csv", tmp_path / "summary.json"
    instance = folder / f"{name}.txt"
    command = ["tests/benchmarks/shift_scheduling.py", instance, "--out", roster, "--summary", summary]
    subprocess.run(
        [sys.executable, *map(str, command), "--cpu-seconds", "60"],
        check=True, cwd=ROOT, capture_output=True, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found = json.loads(summary.read_text())
    assert (found["status"], found["cost"], found["bound"]) == ("optimal", OPTIMA[name], OPTIMA[name])
    judged = subprocess.run(
        [sys.executable, str(folder / "check.py"), str(instance), str(roster)], capture_output=True, text=True
    )
    assert judged.stdout.strip() == f"0 broken rules, cost {OPTIMA[name]}"
    assert judged.returncode == 0

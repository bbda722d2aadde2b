"""Migrations of several sizes: CPU seconds, status, cost, bound and gap, one run each.

    python tests/benchmarks/migration_sizes.py [own20 pooled20 growth20 own100 frontier20 ...]

Queues of the formula in tests/build_migration.py, eight phases at three sites, week by week. ``own``: every
queue has a crew of its own; ``pooled``: about four share one; ``growth``: volumes rise by 60 % in two years.
The gap is (cost - bound) / staffing cost, the cost that of the exact need with whole classes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.limits import SolveLimits
from models.migration import frontier, solve
from tests.build_migration import migration_case
from wfm.migration import prepared

CASES = {
    "own20": ({"queues": 20, "phases": 8}, 60.0),
    "pooled20": ({"queues": 20, "phases": 8, "is_pooled": True}, 60.0),
    "growth20": ({"queues": 20, "phases": 8, "yearly_growth": 0.265}, 60.0),
    "own100": ({"queues": 100, "phases": 8}, 120.0),
}


def main(names: list[str]) -> None:
    """Print a line per case."""
    for name in names or [*CASES, "frontier20"]:
        given, seconds = CASES.get(name, CASES["own20"])
        began = time.process_time()
        found = prepared(migration_case(**given))
        ready = time.process_time() - began
        if name == "frontier20":
            table = frontier(found, SolveLimits(seconds, 0.001))
            spent = time.process_time() - began - ready
            print(
                f"{name}: {len(table)} points in {spent:.1f} CPU s after {ready:.1f} of preparing", flush=True
            )
            continue
        proof = solve(found, SolveLimits(seconds - ready, 0.005)).proof
        spent = time.process_time() - began
        print(
            f"{name}: {spent:.1f} CPU s of {seconds:.0f} (preparing {ready:.1f}, building "
            f"{proof.build_seconds:.1f} = {proof.build_seconds / spent:.0%}), {proof.status}, cost "
            f"{proof.cost:,.0f}, bound {proof.bound:,.0f}, gap {proof.gap:.2%}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])

"""Plan the real bank month, both layouts, with nothing added; print status, bound, gap and CPU seconds.

Run: python tests/benchmarks/bank_month.py [--cpu-seconds N]. The data is looked for in WFM_BENCHMARKS, else
in ../shared/benchmarks beside the checkout.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from wfm.planning import PlanOptions, plan, read_plan_input, summary

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print one line per week and layout."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cpu-seconds", type=float, default=400.0)
    options = parser.parse_args()
    folder = Path(os.environ.get("WFM_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")) / "bank_1999"
    if not folder.exists():
        print(f"no reference data at {folder}: nothing measured")
        return
    for layout in ("long", "wide"):
        figures = summary(
            plan(read_plan_input(folder / f"forecast_{layout}.xlsx"), PlanOptions(options.cpu_seconds))
        )
        for week in figures["shift_plan"]["weeks"]:
            print(
                f"{layout:5} week {week['week']}: {week['status']:9} objective {week['objective']:10,.0f} "
                f"bound {week['bound']:10,.0f} gap {week['gap']:6.2%} CPU {week['seconds']:6.1f} s "
                f"patterns {week['patterns']}"
            )
        print(f"{layout:5} heads {figures['heads']}, {figures['seconds']:.0f} CPU s in all")


if __name__ == "__main__":
    main()

"""Tighten the example clients and the bank month; print each role's service beside promise and target.

Run: python tests/benchmarks/tightened_service.py [NAME ...] [--cpu-seconds N]. Names: retail, healthcare,
finance, bank; without any, all. The service is judged with customers that no round has met; the outside audit
reads every book. The bank's data is looked for in WFM_BENCHMARKS, else in ../shared/benchmarks.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.audit.audit import audit
from wfm import tightening
from wfm.cli.book import book_of
from wfm.planning import PlanOptions, read_plan_input, summary

ROOT = Path(__file__).resolve().parents[2]
BANK = Path(os.environ.get("WFM_BENCHMARKS", ROOT.parent / "shared" / "benchmarks")) / "bank_1999"
SOURCES = {
    **{name: ROOT / "data" / "examples" / f"{name}.xlsx" for name in ("retail", "healthcare", "finance")},
    "bank": BANK / "forecast_long.xlsx",
}
POINT = 0.01


def main() -> None:
    """Print, for each client, its rounds, its roles and what the audit says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--cpu-seconds", type=float, default=600.0)
    options = parser.parse_args()
    for name in options.names or SOURCES:
        if SOURCES[name].exists():
            _tell(name, SOURCES[name], options.cpu_seconds)
        else:
            print(f"{name}: no reference data at {SOURCES[name]}: nothing measured")


def _tell(name: str, source: Path, cpu_seconds: float) -> None:
    found = tightening.tighten(read_plan_input(source), PlanOptions(cpu_seconds))
    told = tightening.figures(found)
    seconds, plans = found.result.cpu_seconds, told["rounds"]
    print(f"{name}: {seconds:.0f} CPU s; {len(plans)} plans, kept {told['kept_round']}")
    for number, each in enumerate(plans):
        more = f"{each['raised_hours']:,.0f} + {each['raised_work_hours']:,.0f} h"
        print(f"  plan {number}: {more} more, cost {each['cost']:,.0f}, bound {each['bound']:,.0f}")
    before, shifts = (
        {(row["role"], row["activity"]): row["simulated_service"] for row in each["services"]}
        for each in (plans[0], plans[told["kept_round"]])
    )
    for row in told["judged"]:
        after, target = row["simulated_service"], row["target"]
        if after is None:
            continue
        low, high = row["simulated_interval"]
        promise = "" if row["promised_service"] is None else f", promised {row['promised_service']:.1%}"
        key = row["role"], row["activity"]
        print(
            f"  {row['role']}, {row['activity']}: {before[key]:.1%}, shifts kept {shifts[key]:.1%}, "
            f"named and judged {after:.1%} ({low:.1%} to {high:.1%})"
            f"{promise}, target {target:.1%}: {(after - target) / POINT:+.1f} points"
        )
    print(f"  ended: {told['ended']}" + "".join(f"\n  why not: {reason}" for reason in told["why_not"]))
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        book.write_bytes(book_of(found.result, tightening.with_service(summary(found.result), told)))
        differences = audit(source, book).differences
    print(f"  audit: {len(differences)} differences" + "".join(f"\n    {line}" for line in differences[:5]))


if __name__ == "__main__":
    main()

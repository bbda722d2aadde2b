"""Solve synthetic weeks of several sizes and print gap, cost of shortage and CPU seconds of each.

    python tests/benchmarks/shift_plan_sizes.py [--cpu-seconds SECONDS] [--gap SHARE] [NAME ...]

The clients are made here (``shift_plan_clients``): a small bank, two sites with five crews, one site open
day and night. Names are the keys of ``SIZES``; none named: all but the large ones.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

from models.limits import SolveLimits
from models.shift_plan import solve
from tests.benchmarks.shift_plan_clients import Client, bank, retail, round_the_clock

SIZES: dict[str, Callable[[], Client]] = {
    "bank": bank,
    "retail": retail,
    "retail-15": partial(retail, grid=15, seats=60),
    "retail-15-seats-bind": partial(retail, grid=15),
    "retail-60": partial(retail, grid=60),
    "day-and-night": round_the_clock,
    "large-retail": partial(retail, scale=5, seats=300),
    "large-day-and-night-15": partial(round_the_clock, grid=15, scale=3),
}
LARGE = ("large-retail", "large-day-and-night-15")


def main() -> None:
    """Print one line per size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cpu-seconds", type=float, default=100.0)
    parser.add_argument("--gap", type=float, default=0.003)
    parser.add_argument("names", nargs="*", choices=[*SIZES, []])
    options = parser.parse_args()
    for name in options.names or [name for name in SIZES if name not in LARGE]:
        client = SIZES[name]()
        began = time.process_time()
        plan = solve(*client, SolveLimits(options.cpu_seconds, options.gap))
        week = plan.weeks.iloc[0]
        print(
            f"{name:24} {week['status']:9} patterns {week['patterns']:3} shifts {len(plan.lines):5} "
            f"gap {week['gap']:6.2%} short {plan.shortage_hours:7.2f} h "
            f"CPU {time.process_time() - began:6.1f} s"
        )


if __name__ == "__main__":
    main()

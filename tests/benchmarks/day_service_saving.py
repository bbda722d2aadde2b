"""Keep a target over the day or in every interval: what it saves, with the simulated service beside it.

Run: python tests/benchmarks/day_service_saving.py [--cpu-seconds N] [--erlangs 10] [--most-occupancy 0.85].
One queue in mode 0, open from 8 to 20 on five days with two humps a day, 80 % in 20 s, patience 5 min; the
same customers (seed 7) meet both plans. Where occupancy sets the need, no rule of service saves; a plan below
its target in simulation is not called a saving.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.write_workbook import long_forecast, write_workbook
from wfm.planning import PlanOptions, Run, read_plan_input
from wfm.simulation import Precision, simulate, simulation_case
from wfm.units import MINUTES_PER_HOUR

HANDLE_SECONDS, HALF_HOUR_SECONDS, SEED = 300.0, 1800.0, 7
OPEN_HOUR, CLOSE_HOUR, DAYS = 8, 20, 5
PRECISION = Precision(half_width=0.005, at_least=50)


def main() -> None:
    """Print, for each size, both rules with paid hours, promise and simulated service, then what it saves."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cpu-seconds", type=float, default=60.0)
    parser.add_argument("--erlangs", type=float, nargs="+", default=[10.0, 30.0])
    parser.add_argument("--most-occupancy", type=float, default=0.85)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for erlangs in options.erlangs:
            _compare(erlangs, Path(folder), options)


def _compare(erlangs: float, folder: Path, options: argparse.Namespace) -> None:
    cpu_seconds = options.cpu_seconds
    hours, kept = {}, {}
    for rule in ("interval", "day"):
        run = Run(
            read_plan_input(_client(erlangs, rule, folder, options.most_occupancy)), PlanOptions(cpu_seconds)
        )
        shifts = run.shifts(run.need, cpu_seconds)
        found = simulate(simulation_case(run.plan_input, run.workload, run.need, shifts), SEED, PRECISION)
        role = found.roles.iloc[0]
        live = found.table[(found.table["offered"] > 1) & found.table["service_level"].notna()]
        hours[rule] = float((shifts.lines["people"] * shifts.lines["paid_minutes"]).sum()) / MINUTES_PER_HOUR
        kept[rule] = role["service_level"] >= role["target"]
        print(
            f"peak {erlangs:.0f} erlang, target of every {rule}: {hours[rule]:,.0f} paid hours "
            f"(within {shifts.gap:.1%} of the least), simulated {role['service_level']:.1%} "
            f"({role['service_level_low']:.1%} to {role['service_level_high']:.1%}) against "
            f"{role['target']:.0%}, worst interval {live['service_level'].min():.1%}"
        )
    saved = 1.0 - hours["day"] / hours["interval"]
    if saved <= 0:
        word = "no saving"
    else:
        word = "a saving" if kept["day"] else "not called a saving: simulated below its target"
    print(f"peak {erlangs:.0f} erlang: {saved:.1%} of the hours less by the day: {word}")


def _client(erlangs: float, rule: str, folder: Path, most_occupancy: float) -> Path:
    """Write the client; contacts have humps at 11 and 16 o'clock, between a half and all of the peak."""
    times = np.arange(OPEN_HOUR, CLOSE_HOUR, 0.5) + 0.25
    shape = np.maximum(np.exp(-((times - 11) ** 2) / 4.5), 0.9 * np.exp(-((times - 16) ** 2) / 4.5))
    volumes = erlangs * HALF_HOUR_SECONDS / HANDLE_SECONDS * (0.5 + 0.5 * shape)
    rows = long_forecast(
        {"Calls": 1.0},
        date(2027, 2, 1),
        DAYS,
        open_hour=OPEN_HOUR,
        close_hour=CLOSE_HOUR,
        handle_seconds=HANDLE_SECONDS,
    )
    place = rows[0].index("Offered")
    contacts = [
        [*row[:place], float(volumes[n % len(volumes)]), *row[place + 1 :]] for n, row in enumerate(rows[1:])
    ]
    return write_workbook(
        folder / f"{rule}.xlsx",
        {
            "Forecast": [rows[0], *contacts],
            "Settings": [["Key", "Value"], ["service_rule", rule]],
            "Queues": [
                ["queue", "target_share", "target_seconds", "patience_seconds", "max_occupancy"],
                ["Calls", 0.8, 20, 300, most_occupancy],
            ],
            "ModeMix": [["queue", "mode_0"], ["Calls", 1.0]],
        },
    )


if __name__ == "__main__":
    main()

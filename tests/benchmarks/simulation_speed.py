"""Speed of the simulation: events per CPU second of both kernels and of ciw, and a large week to one point.

Run: python tests/benchmarks/simulation_speed.py. Judge by ratios of one run: machines differ, and so does one
machine under load.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import ciw
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.wfm.simulation.small_case import DAY, small_case
from wfm.simulation import compiled, plain, simulate
from wfm.simulation.draw_duty import draw_duty
from wfm.simulation.draw_work import draw_work
from wfm.simulation.played import Kind, State, stations_alone

LOAD, HANDLE, PATIENCE, PEOPLE = 20.0, 300.0, 300.0, 21
DAYS = 20
LARGE_A_DAY = 30_000.0


def main() -> None:
    """Print one table of events per CPU second and one line for the large week."""
    case = small_case(LOAD / HANDLE * 1800.0, PEOPLE, seconds=HANDLE, patience=PATIENCE, days=DAYS)
    work, duty = draw_work(case, 1, 0).work, draw_duty(case, 1, 0)
    stations = stations_alone(*map(Kind, case.stations["kind"]))
    tiny = small_case(1.0, 1)
    began = time.process_time()
    simulate(tiny, 1)
    print(f"Loading and compiling (or reading what was compiled): {time.process_time() - began:.1f} CPU s")
    speeds = {}
    for name, kernel, times in (("plain Python", plain, 1), ("compiled", compiled, 5)):
        found = []
        for _ in range(times):
            began = time.process_time()
            done = kernel.play(stations, work, duty, 1800.0, case.intervals)
            found.append(time.process_time() - began)
        speeds[name] = _customers(done.state) * 2 / min(found)
        print(f"{name}: {speeds[name]:,.0f} events per CPU s")
    speeds["ciw"] = _ciw()
    print(f"ciw: {speeds['ciw']:,.0f} events per CPU s")
    print(f"compiled is {speeds['compiled'] / speeds['ciw']:,.0f} times ciw")
    print(f"compiled is {speeds['compiled'] / speeds['plain Python']:,.0f} times plain Python")
    # 625 conversations of 300 s in half an hour are 104 erlangs.
    large = small_case(LARGE_A_DAY / 48, 108, patience=PATIENCE, days=7)
    found = simulate(large, 1)
    row = found.roles.iloc[0]
    half = (row["service_level_high"] - row["service_level_low"]) / 2
    print(
        f"A week of {LARGE_A_DAY:,.0f} conversations a day to ±{half:.2%}: {found.cpu_seconds:.1f} CPU s, "
        f"{found.replications} replications, {found.events:,} events"
    )


def _customers(state: np.ndarray) -> int:
    """Count customers who came and were served or hung up: each is two events."""
    return int(np.isin(state, (State.DONE, State.ABANDONED)).sum())


def _ciw() -> float:
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(LOAD / HANDLE)],
        service_distributions=[ciw.dists.Exponential(1 / HANDLE)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / PATIENCE)],
        number_of_servers=[PEOPLE],
    )
    simulation = ciw.Simulation(network)
    began = time.process_time()
    simulation.simulate_until_max_time(DAYS * DAY / 4)
    seconds = time.process_time() - began
    return len(simulation.get_all_records()) * 2 / seconds


if __name__ == "__main__":
    main()

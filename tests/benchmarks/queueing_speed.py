"""Speed of whole servers for a million cells, beside pyworkforce in the same run.

    python tests/benchmarks/queueing_speed.py [--peer-python PATH]

``PATH`` (or WFM_PEER_PYTHON) is the interpreter of an environment of its own that holds pyworkforce; it gets
2,000 of the cells, without hanging up, as its version for this Python knows no patience. Repeats alternate;
one thread (element-wise arithmetic has no other); CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from wfm.queueing import capacity, servers_needed

CELLS, SAMPLE, REPEATS = 1_000_000, 2_000, 3
HANDLE, PATIENCE, SHARE, TARGET = 300.0, 300.0, 0.8, 20.0
LIMIT = 0.5

PEER = """
import json, sys, time
from pyworkforce.queuing import ErlangC
loads, handle, share, target = json.load(sys.stdin)
begin = time.process_time()
times = dict(aht=handle / 60, asa=target / 60, interval=handle / 60)
answers = [ErlangC(transactions=load, **times).required_positions(share) for load in loads]
print(json.dumps([time.process_time() - begin, [answer["raw_positions"] for answer in answers]]))
"""


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call (s)."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def peer_sample(python: str, loads: np.ndarray) -> tuple[float, list[int]]:
    """Return the peer's CPU seconds for the sample and its answers."""
    question = json.dumps([loads.tolist(), HANDLE, SHARE, TARGET])
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(
        [python, "-c", PEER], input=question, capture_output=True, text=True, check=True, env=one_thread
    )
    seconds, positions = json.loads(answer.stdout)
    return seconds, positions


def main() -> int:
    """Print the figures; return 1 where the limit is broken or the answers differ from the peer's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer-python", default=os.environ.get("WFM_PEER_PYTHON", ""))
    python = parser.parse_args().peer_python
    rng = np.random.default_rng(1)
    loads = np.exp(rng.uniform(np.log(0.2), np.log(300), CELLS))
    handles = rng.integers(50, 100, CELLS) * 6.0
    sample = loads[:SAMPLE]

    def without_hanging_up() -> None:
        servers_needed(loads, HANDLE, np.inf, SHARE, TARGET)

    whole, kinds, plain, peer = [], [], [], []
    table = [
        cpu_seconds(lambda: capacity(np.arange(1, 320), HANDLE, PATIENCE, SHARE, TARGET))
        for _ in range(REPEATS)
    ]
    differ = 0
    for _ in range(REPEATS):
        whole.append(cpu_seconds(lambda: servers_needed(loads, HANDLE, PATIENCE, SHARE, TARGET)))
        kinds.append(cpu_seconds(lambda: servers_needed(loads, handles, PATIENCE, SHARE, TARGET)))
        plain.append(cpu_seconds(without_hanging_up))
        if python:
            seconds, positions = peer_sample(python, sample)
            peer.append(seconds * CELLS / SAMPLE)
            differ = int(np.sum(np.array(positions) != servers_needed(sample, HANDLE, np.inf, SHARE, TARGET)))
    print(f"{CELLS:,} cells, loads 0.2 to 300 erlang, best of {REPEATS}, CPU s")
    print(f"  Erlang A, break-point table alone      {min(table):8.3f}")
    print(f"  Erlang A, table and all cells          {min(whole):8.3f}   (limit {LIMIT} after the table)")
    print(f"  Erlang A, 50 different handle times    {min(kinds):8.3f}")
    print(f"  Erlang C, table and all cells          {min(plain):8.3f}")
    if python:
        times = f"{min(peer) / min(plain):,.0f} times"
        print(f"  pyworkforce Erlang C, from {SAMPLE:,} cells  {min(peer):8.1f}   ({times})")
        print(f"  answers that differ on the sample      {differ:8d}")
    else:
        print("  pyworkforce: not compared; give --peer-python or WFM_PEER_PYTHON")
    return int(min(whole) - min(table) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

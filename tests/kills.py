"""Processes killed at any moment, and what must be true afterwards: used by the test and by ``make soak``."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from wfm.service import queue, watch
from wfm.service import store as kept
from wfm.service.store import run

ROOT = Path(__file__).resolve().parents[1]
FAKE = ROOT / "tests" / "wfm" / "service" / "fake_planning"
VICTIMS = ("worker", "submitter", "both")

# Tells each version once it is promised to be kept; large files make it likely to be killed in mid-write.
SUBMITTER = """
import os, sys
os.environ["PYTHONPATH"] = sys.argv[1]
from wfm import service
from wfm.service import store as kept
from wfm.service.store import run

store = kept.open_store()
print("ready", flush=True)
job = None
for turn in range(1000):
    if turn % 8 == 0:
        order = ("quick", "slow")[turn // 8 % 2]
        job = service.submit(order.encode(), f"week {turn}.csv", service.JobOptions(), origin=job)
        made = kept.version(store, run.run_of(store, job.id).version)
        print("kept", made.plan, made.number, made.input_digest, flush=True)
    content = os.urandom(1_500_000 if turn % 4 == 0 else 1000)
    made = kept.save(store, kept.versions(store, made.plan)[-1], "ana", content, {"turn": turn})
    print("kept", made.plan, made.number, made.input_digest, flush=True)
"""


def kill_once(victim, chance, told):
    """Start a submitter, kill ``victim`` at a random moment, and add what was promised to ``told``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    submitter = subprocess.Popen(
        [sys.executable, "-c", SUBMITTER, str(FAKE)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    assert submitter.stdout.readline() == "ready\n"
    if victim in ("worker", "both"):
        told += [submitter.stdout.readline()]
        _kill_a_worker(chance)
    if victim == "worker":
        # Whoever submitted it works on.
        told += [submitter.stdout.readline() for _ in range(3)]
    time.sleep(chance.uniform(0.0, 0.5))
    submitter.send_signal(signal.SIGKILL)
    told += submitter.stdout.read().splitlines(keepends=True)
    submitter.wait()


def check(told):
    """Start anew as the app does, let what waits be done, and hold the store against what was promised."""
    store = kept.open_store()
    for each in run.runs_in(store, "queued", "running"):
        job = watch.find(each.id)
        if job is not None:
            job.cancel.touch()
    until = time.monotonic() + 120
    while run.runs_in(store, "running", "queued"):
        queue.tend()
        assert time.monotonic() < until, run.runs_in(store, "running", "queued")
        time.sleep(0.1)
    assert kept.is_sound(store)
    assert kept.damaged(store) == ()
    # A line cut in half was not read by anybody, so nothing was promised by it.
    promised = [line.split()[1:] for line in told if line.startswith("kept") and line.endswith("\n")]
    found = {
        (plan.id, str(version.number)): version.input_digest
        for plan in kept.plans(store)
        for version in kept.versions(store, plan.id)
    }
    assert promised
    for plan, number, digest in promised:
        assert found[plan, number] == digest
    for plan in kept.plans(store):
        numbers = [version.number for version in kept.versions(store, plan.id)]
        assert numbers == list(range(1, len(numbers) + 1))


def kill_many(count, seed):
    """Kill ``count`` times, each kind of victim in turn; check every tenth time and at the end."""
    chance, told = random.Random(seed), []
    for number in range(count):
        kill_once(VICTIMS[number % len(VICTIMS)], chance, told)
        if number % 10 == 9 or number == count - 1:
            check(told)
            print(f"{number + 1} kills, {len(told)} versions and all of them whole", flush=True)
    return len(told)


def _kill_a_worker(chance):
    """Kill the newest worker that runs, at some moment of its life."""
    store, until = kept.open_store(), time.monotonic() + 30
    while time.monotonic() < until:
        for each in reversed(run.runs_in(store, "running")):
            job = watch.find(each.id)
            if job is not None and job.process.exists():
                time.sleep(chance.uniform(0.0, 1.0))
                queue.process.end(job, at_once=True)
                return
        time.sleep(0.02)
    raise AssertionError("no worker began")


if __name__ == "__main__":
    kill_many(int(sys.argv[1]), random.randrange(10**6))

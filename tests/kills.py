"""Processes killed at any moment, and what must be true afterwards: used by the test and by ``make soak``.

The server is ``wfm serve`` itself: plans are sent to its API while it is killed, and it is started again.
"""

import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx

from wfm.service import queue, watch
from wfm.service import store as kept
from wfm.service.data import data_folder
from wfm.service.store import run

ROOT = Path(__file__).resolve().parents[1]
FAKE = ROOT / "tests" / "wfm" / "service" / "fake_planning"
VICTIMS = ("worker", "server", "both")
LARGE_BYTES = 1_500_000
"""Large enough for a file of its own beside SQLite, and to be killed in mid-write."""
PLANNERS = 2


class Server:
    """``wfm serve`` in a process group of its own, and the token by which plans are sent to it."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        secret = kept.create_token(kept.open_store(), f"kills {self.port}", kept.Scope.PLAN, "kills")
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            headers={"Authorization": f"Bearer {secret}"},
            timeout=60.0,
        )
        self.process = None

    def start(self):
        """Start it, and wait until it answers."""
        # Its workers plan what the file says; it plans nothing itself.
        path = os.pathsep.join([str(FAKE), str(ROOT)])
        environment = {**os.environ, "PYTHONPATH": path, "WFM_REQUESTS_PER_MINUTE": "1000000"}
        log = (data_folder() / "server.log").open("a")
        command = [sys.executable, "-m", "wfm.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        until = time.monotonic() + 120
        while not self._answers():
            assert self.process.poll() is None, (data_folder() / "server.log").read_text()[-2000:]
            assert time.monotonic() < until
            time.sleep(0.1)

    def kill(self):
        """Kill it, and wait until it is gone; its workers are not of its group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _answers(self):
        try:
            return self.client.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False


class Planner(threading.Thread):
    """Sends plans, and each once more with another choice, until nobody answers or it is told to stop."""

    def __init__(self, server, chance):
        super().__init__(daemon=True)
        self.server, self.chance, self.promised = server, random.Random(chance.random()), []
        self.told_to_stop, self.refused = threading.Event(), ""

    def run(self):
        """Keep what the server said it has: the job, and the digest of its file."""
        while not self.told_to_stop.is_set():
            content = self._content()
            digest = hashlib.sha256(content).hexdigest()
            try:
                job = self._sent("plans", files={"file": ("week.csv", content)}, data={"until": "plan"})
                self.promised.append((job, digest))
                job = self._sent(f"jobs/{job}/again", json={"until": "plan", "preset": "article"})
                self.promised.append((job, digest))
            except httpx.HTTPError:
                # Nobody heard that it was taken, so nothing was promised.
                return

    def _sent(self, path, **body):
        answer = self.server.client.post(f"/api/v1/{path}", **body)
        if answer.status_code != 202:
            self.refused = answer.text
        answer.raise_for_status()
        return answer.json()["id"]

    def _content(self):
        size = self.chance.choice((1000, LARGE_BYTES))
        # The blanks behind the order make each file another one.
        return self.chance.choice((b"quick", b"slow")) + bytes(self.chance.choices(b" \t\n", k=size))


def kill_once(server, victim, chance):
    """Let planners send plans, kill ``victim`` at a random moment, and return what had been promised."""
    if server.process is None:
        server.start()
    planners = [Planner(server, chance) for _ in range(PLANNERS)]
    for planner in planners:
        planner.start()
    if victim == "server":
        time.sleep(chance.uniform(0.0, 1.0))
    else:
        _kill_a_worker(chance)
    if victim == "worker":
        # The server works on: it takes plans after the kill as before.
        time.sleep(0.2)
    else:
        server.kill()
    for planner in planners:
        planner.told_to_stop.set()
        planner.join()
        assert planner.refused == ""
    return [promise for planner in planners for promise in planner.promised]


def check(server, promised):
    """Start the server anew, let it end what waits, and hold the store against what was promised."""
    if server.process is None:
        server.start()
    store = kept.open_store()
    until = time.monotonic() + 120
    while left := run.runs_in(store, "running", "queued"):
        for each in left:
            job = watch.find(each.id)
            if job is not None:
                job.cancel.touch()
        assert time.monotonic() < until, left
        time.sleep(0.2)
    assert kept.is_sound(store)
    assert kept.damaged(store) == ()
    assert promised
    for job, digest in promised:
        assert kept.version(store, run.run_of(store, job).version).input_digest == digest
    for plan in kept.plans(store):
        numbers = [version.number for version in kept.versions(store, plan.id)]
        assert numbers == list(range(1, len(numbers) + 1))


def kill_many(count, seed):
    """Kill ``count`` times, each kind of victim in turn; check every tenth time and at the end."""
    chance, promised, server = random.Random(seed), [], Server()
    try:
        for number in range(count):
            promised += kill_once(server, VICTIMS[number % len(VICTIMS)], chance)
            if number % 10 == 9 or number == count - 1:
                check(server, promised)
                print(f"{number + 1} kills, {len(promised)} versions and all of them whole", flush=True)
    finally:
        if server.process is not None:
            server.kill()
    return len(promised)


def _kill_a_worker(chance):
    """Kill the newest worker that runs, at some moment of its life."""
    store, until = kept.open_store(), time.monotonic() + 60
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

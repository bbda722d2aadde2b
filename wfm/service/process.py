"""The worker as a process of the operating system: start it, see whether it lives, end it.

A spawned process and never a thread or a fork: a search can then be killed without harm to the app.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import wfm
from wfm.service.files import age_seconds, read_json, write_json
from wfm.service.job import Job

HEARTBEAT_SECONDS = 2.0
STALE_SECONDS = 300.0
"""A worker silent for so long is taken for dead, even where its process cannot be looked up."""

_children: dict[int, subprocess.Popen[bytes]] = {}
"""Workers this process started: an ended child stays in the process table until it is asked after."""


def start(job: Job) -> None:
    """Start the worker of ``job`` and leave its process number in the folder."""
    start_other(job, "wfm.service.worker", job.process)


def start_other(job: Job, module: str, record: Path, *arguments: str) -> None:
    """Start a module of this program on the folder of ``job``; its process number goes to ``record``."""
    with job.log.open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", module, str(job.folder), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_environment(),
            start_new_session=True,
        )
    _children[child.pid] = child
    write_json(record, {"pid": child.pid})


def claim(job: Job) -> bool:
    """Take the job for this process; ``False``: another one works on it already."""
    pid = _pid(job.process)
    if pid not in (None, os.getpid()) and _is_worker(pid, job):
        return False
    write_json(job.process, {"pid": os.getpid()})
    return True


def memory_bytes(job: Job) -> int | None:
    """Return how much memory the worker of ``job`` holds, ``None`` where the system does not tell."""
    try:
        held = Path(f"/proc/{_pid(job.process)}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return None
    return int(held) * os.sysconf("SC_PAGE_SIZE")


def is_other_alive(job: Job, record: Path) -> bool:
    """Return whether the process noted in ``record`` still works on ``job``; it has no heartbeat."""
    pid = _pid(record)
    if pid is None:
        return False
    if pid in _children:
        return _children[pid].poll() is None
    return _is_worker(pid, job)


def is_alive(job: Job) -> bool:
    """Return whether the worker of ``job`` still runs: its process is there and its heart beats."""
    pid = _pid(job.process)
    if pid is None:
        return False
    if pid in _children:
        return _children[pid].poll() is None
    silent = age_seconds(job.heartbeat, time.time())
    if silent is not None and silent > STALE_SECONDS:
        return False
    return _is_worker(pid, job)


def end(job: Job, at_once: bool) -> None:
    """Ask the worker's process to end (SIGTERM), or end it ``at_once`` (SIGKILL)."""
    pid = _pid(job.process)
    if pid is None or not is_alive(job):
        return
    kill = getattr(signal, "SIGKILL", signal.SIGTERM)
    os.kill(pid, kill if at_once else signal.SIGTERM)


def end_other(job: Job, record: Path) -> None:
    """End the process noted in ``record``, where it still works on ``job``."""
    pid = _pid(record)
    if pid is not None and is_other_alive(job, record):
        os.kill(pid, signal.SIGTERM)


def _environment() -> dict[str, str]:
    """Return this process's environment, with the place this ``wfm`` was imported from."""
    root = str(Path(wfm.__file__).parent.parent)
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), root]))
    return {**os.environ, "PYTHONPATH": path}


def _pid(record: Path) -> int | None:
    found = read_json(record)
    return int(found["pid"]) if found else None


def _is_worker(pid: int, job: Job) -> bool:
    """Tell our worker from a stranger who was given the same number later."""
    if not Path("/proc/self/cmdline").exists():
        # No process table to read: the heartbeat alone decides.
        return True
    try:
        # A process that has ended but was not yet asked after has an empty command line.
        return str(job.folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False

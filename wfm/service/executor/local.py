"""Processes of this machine: spawned once and kept warm, each alone, so that one killed harms no other."""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wfm.service.executor.noun import LOOK_SECONDS, MOST_TRIES, IsCancelled, OnDone, Work, WorkerLostError


@dataclass
class _Busy:
    """A process at work: which task, and how often it was tried."""

    pool: ProcessPoolExecutor
    place: int
    tries: int


class LocalExecutor:
    """Runs tasks in ``workers`` processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(self, work: Work, tasks: Sequence[Any], on_done: OnDone, is_cancelled: IsCancelled) -> None:
        """Run ``work`` on every task; see ``Executor``."""
        waiting = list(enumerate(tasks))[::-1]
        idle = [_pool() for _ in range(min(self.workers, len(tasks)))]
        busy: dict[Future[Any], _Busy] = {}
        with tempfile.TemporaryDirectory() as folder:
            flag = Path(folder) / "cancel"
            try:
                while waiting or busy:
                    if is_cancelled() and not flag.exists():
                        flag.touch()
                        waiting.clear()
                    while waiting and idle:
                        place, task = waiting.pop()
                        pool = idle.pop()
                        busy[pool.submit(_call, work, task, flag)] = _Busy(pool, place, 1)
                    ended, _ = wait(busy, LOOK_SECONDS, FIRST_COMPLETED)
                    for future in ended:
                        self._end(future, busy, idle, work, tasks, flag, on_done)
            finally:
                for pool in [*idle, *(each.pool for each in busy.values())]:
                    pool.shutdown(wait=False, cancel_futures=True)

    def _end(
        self,
        future: Future[Any],
        busy: dict[Future[Any], _Busy],
        idle: list[ProcessPoolExecutor],
        work: Work,
        tasks: Sequence[Any],
        flag: Path,
        on_done: OnDone,
    ) -> None:
        """Tell the answer of a task; where its process was killed, try it again in a new one."""
        was = busy.pop(future)
        error = future.exception()
        if not isinstance(error, BrokenProcessPool):
            idle.append(was.pool)
            on_done(was.place, error if error is not None else future.result())
            return
        was.pool.shutdown(wait=False)
        pool = _pool()
        if was.tries < MOST_TRIES and not flag.exists():
            again = pool.submit(_call, work, tasks[was.place], flag)
            busy[again] = _Busy(pool, was.place, was.tries + 1)
            return
        idle.append(pool)
        on_done(was.place, WorkerLostError(f"its process was killed {was.tries} times"))


def _pool() -> ProcessPoolExecutor:
    # Spawned, never forked: a solver that was forked hangs.
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def _call(work: Work, task: Any, flag: Path) -> Any:
    return work(task, flag.exists)

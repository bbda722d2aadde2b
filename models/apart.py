"""Independent parts of a search: here one after another, or elsewhere side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from wfm.errors import PlanningError

IsCancelled = Callable[[], bool]
Work = Callable[[Any, IsCancelled], Any]
"""Takes a task, and a way to ask whether to stop; a function of a module, so that processes find it."""
OnDone = Callable[[int, Any], None]


class WorkerLostError(Exception):
    """The processes that tried a task were killed, each time."""


class NobodyThereError(PlanningError):
    """Who should run tasks does not answer."""


class RunTasks(Protocol):
    """Runs tasks side by side."""

    def __call__(self, work: Work, tasks: Sequence[Any], on_done: OnDone, is_cancelled: IsCancelled) -> None:
        """Run ``work`` on every task and return when all have ended.

        Parameters
        ----------
        work
            What is done with a task.
        tasks
            Each independent of the others; they and what becomes of them can be pickled.
        on_done
            Called with the place of a task and its answer, or the exception it raised, as soon as it ends.
        is_cancelled
            Asked several times a second; once true, work under way is told so, and no other begins.

        Raises
        ------
        NobodyThereError
            If there is nobody to run them.
        """
        ...


class Apart:
    """Who runs the parts of a search; ``cpu_seconds`` is what they took there, beside this process's own."""

    def __init__(self, run: RunTasks) -> None:
        self._run = run
        self.cpu_seconds = 0.0

    def answers(
        self,
        work: Work,
        tasks: Sequence[Any],
        in_haste: Callable[[Any], Any],
        is_cancelled: IsCancelled,
        on_answer: Callable[[int, Any], None],
    ) -> list[Any]:
        """Return the answer to every task; what nobody did elsewhere is done here.

        Parameters
        ----------
        work, tasks
            What is done, and on what; both can be pickled.
        in_haste
            Makes of a task one that takes next to no time, for those that a stop left undone.
        is_cancelled
            Whether to stop.
        on_answer
            Called with the place of each task done elsewhere, and its answer.
        """
        found: dict[int, Any] = {}
        failures: list[Exception] = []

        def done(place: int, answer: Any) -> None:
            if isinstance(answer, WorkerLostError):
                return
            if isinstance(answer, Exception):
                failures.append(answer)
                return
            found[place], seconds = answer
            self.cpu_seconds += seconds
            on_answer(place, found[place])

        try:
            sent = [(work, task) for task in tasks]
            self._run(_timed, sent, done, lambda: bool(failures) or is_cancelled())
        except NobodyThereError:
            pass  # a plan takes longer here, but it does not fail with a cluster
        if failures:
            raise failures[0]
        for place, task in enumerate(tasks):
            if place not in found:
                found[place] = work(in_haste(task) if is_cancelled() else task, is_cancelled)
        return [found[place] for place in range(len(tasks))]


def _timed(task: tuple[Work, Any], is_cancelled: IsCancelled) -> tuple[Any, float]:
    work, given = task
    began = time.process_time()
    return work(given, is_cancelled), time.process_time() - began

"""Independent parts of a search: here one after another, or elsewhere side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from wfm.errors import NoPlanError, PlanningError

IsCancelled = Callable[[], bool]
Work = Callable[[Any, IsCancelled], Any]
"""Takes a task, and a way to ask whether to stop; a function of a module, so that processes find it."""


class RunTasks(Protocol):
    """Runs work on tasks side by side and returns when all have ended.

    ``on_done`` hears the place of a task and its answer, or the exception it raised; once ``is_cancelled``
    says so, work under way is told, and no other begins.
    """

    def __call__(
        self,
        work: Work,
        tasks: Sequence[Any],
        on_done: Callable[[int, Any], None],
        is_cancelled: IsCancelled,
    ) -> None:
        """Run ``work`` on every task."""
        ...


class Apart:
    """Who runs the parts of a search; ``cpu_seconds`` is what they took there, beside this process's own."""

    def __init__(self, run: RunTasks) -> None:
        self._run = run
        self.cpu_seconds = 0.0

    def answers(
        self, work: Work, tasks: Sequence[Any], is_cancelled: IsCancelled, on_answer: Callable[[int], None]
    ) -> list[Any]:
        """Return the answer to every task, ``None`` for those that a stop left undone.

        Parameters
        ----------
        work, tasks
            What is done, and on what; both can be pickled.
        is_cancelled
            Whether to stop.
        on_answer
            Called with the place of each task that is done.

        Raises
        ------
        PlanningError
            If whoever ran a task was lost; else what a task raised.
        """
        found: list[Any] = [None] * len(tasks)
        failures: list[Exception] = []

        def done(place: int, answer: Any) -> None:
            if isinstance(answer, Exception):
                failures.append(answer)
                return
            found[place], seconds = answer
            self.cpu_seconds += seconds
            on_answer(place)

        self._run(_timed, [(work, task) for task in tasks], done, is_cancelled)
        for failure in failures:
            is_told = isinstance(failure, (PlanningError, NoPlanError))
            raise failure if is_told else PlanningError(str(failure)) from failure
        return found


def _timed(task: tuple[Work, Any], is_cancelled: IsCancelled) -> tuple[Any, float]:
    work, given = task
    began = time.process_time()
    return work(given, is_cancelled), time.process_time() - began

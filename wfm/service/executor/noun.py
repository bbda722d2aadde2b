"""What every executor does, whatever it runs on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

IsCancelled = Callable[[], bool]
Work = Callable[[Any, IsCancelled], Any]
"""Takes a task, and a way to ask whether to stop; a function of a module, so that processes find it."""
OnDone = Callable[[int, Any], None]
MOST_TRIES = 3
LOOK_SECONDS = 0.2


class WorkerLostError(Exception):
    """The processes that tried a task were killed, each time."""


class Executor(Protocol):
    """Runs tasks side by side."""

    def run(self, work: Work, tasks: Sequence[Any], on_done: OnDone, is_cancelled: IsCancelled) -> None:
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
        """
        ...

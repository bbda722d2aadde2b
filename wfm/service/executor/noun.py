"""What every executor does, whatever it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from models.apart import IsCancelled, NobodyThereError, OnDone, Work, WorkerLostError

MOST_TRIES = 3
LOOK_SECONDS = 0.2


class Executor(Protocol):
    """Runs tasks side by side."""

    def run(self, work: Work, tasks: Sequence[Any], on_done: OnDone, is_cancelled: IsCancelled) -> None:
        """Run ``work`` on every task and return when all have ended; see ``models.apart.RunTasks``."""
        ...


__all__ = [
    "LOOK_SECONDS",
    "MOST_TRIES",
    "Executor",
    "IsCancelled",
    "NobodyThereError",
    "OnDone",
    "Work",
    "WorkerLostError",
]

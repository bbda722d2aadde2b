"""Workers of a Dask cluster, on as many machines as it has; the only file that knows Dask.

Dask's ports speak pickle and ask nobody who they are: a private network, or TLS, is the operator's to give.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from typing import Any

from distributed import Client, Event, KilledWorker, get_client

from wfm.service.executor.noun import (
    LOOK_SECONDS,
    IsCancelled,
    NobodyThereError,
    OnDone,
    Work,
    WorkerLostError,
)

CONNECT_SECONDS = 15
ASK_SECONDS = 1.0
"""A worker asks the scheduler no more often whether to stop: the search asks many times a second."""


class ClusterExecutor:
    """Runs tasks on the workers of the scheduler at ``address`` (``tcp://host:port``)."""

    def __init__(self, address: str) -> None:
        self.address = address

    def run(self, work: Work, tasks: Sequence[Any], on_done: OnDone, is_cancelled: IsCancelled) -> None:
        """Run ``work`` on every task; see ``Executor``."""
        try:
            client = Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except OSError as error:
            raise NobodyThereError(f"no Dask scheduler answers at {self.address}: {error}") from None
        with client:
            name = f"cancel-{secrets.token_hex(8)}"
            cancel, is_told = Event(name, client=client), False
            futures = client.map(_call, [work] * len(tasks), tasks, [name] * len(tasks), pure=False)
            left = dict(enumerate(futures))
            while left:
                if is_cancelled() and not is_told:
                    # What runs hears it and ends with the best it has; what has not begun, ends at once.
                    cancel.set()
                    is_told = True
                ended = [place for place, future in left.items() if future.done()]
                for place in ended:
                    answer = _answer(left.pop(place))
                    if answer != _NOT_BEGUN:
                        on_done(place, answer)
                if not ended:
                    time.sleep(LOOK_SECONDS)


_NOT_BEGUN = "not begun"


def _answer(future: Any) -> Any:
    error = future.exception()
    if isinstance(error, KilledWorker):
        return WorkerLostError(f"its process was killed, on {error.last_worker.address} last")
    return future.result() if error is None else error


def _call(work: Work, task: Any, name: str) -> Any:
    event, asked = Event(name, client=get_client()), 0.0
    if event.is_set():
        return _NOT_BEGUN
    is_set = False

    def is_cancelled() -> bool:
        nonlocal asked, is_set
        if not is_set and time.monotonic() - asked >= ASK_SECONDS:
            is_set, asked = bool(event.is_set()), time.monotonic()
        return is_set

    return work(task, is_cancelled)

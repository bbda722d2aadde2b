"""Independent solves run side by side: on the cores of this machine, or on a Dask cluster (``WFM_ENGINE``).

Both run the same function unchanged, tell each answer as it comes, pass on that somebody asked to stop, and
survive a worker that is killed: its task is done again elsewhere, three times at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wfm.service import settings
from wfm.service.executor.local import LocalExecutor
from wfm.service.executor.noun import Executor, IsCancelled, WorkerLostError

if TYPE_CHECKING:
    from models.apart import RunTasks

DASK = "dask://"


def chosen_executor(workers: int) -> Executor:
    """Return the executor the environment names; ``workers`` are the processes of one on this machine."""
    engine = settings.text(settings.ENGINE)
    if not engine.startswith(DASK):
        return LocalExecutor(workers)
    # An extra of its own: most installations never load it.
    from wfm.service.executor.cluster import ClusterExecutor

    return ClusterExecutor("tcp://" + engine.removeprefix(DASK))


def side_by_side(workers: int | None = None) -> RunTasks | None:
    """Return what runs parts of one search at once: processes here, else the cluster, else nothing."""
    if workers is not None:
        return LocalExecutor(workers).run if workers > 1 else None
    return chosen_executor(1).run if settings.text(settings.ENGINE).startswith(DASK) else None


__all__ = ["Executor", "IsCancelled", "LocalExecutor", "WorkerLostError", "chosen_executor", "side_by_side"]

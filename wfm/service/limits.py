"""What the operating system lets a worker use, so that no file and no search can hold the machine.

Where the system has no such limits (Windows) the worker runs without them.
"""

from __future__ import annotations

import os
import sys

from wfm.service import settings

if sys.platform != "win32":
    import resource

READ_MEMORY_BYTES = 6 * 1024**3
"""Address space while an unknown file is read; libraries alone reserve about two gigabytes of it."""
READ_CPU_SECONDS = 180
SPARE_CPU_SECONDS = 300
"""Beyond twice the limit of the search: positions, comparisons and the book."""


def limit_reading() -> None:
    """Limit memory and CPU time of this process while it reads a file nobody has looked at."""
    _set_soft("RLIMIT_AS", READ_MEMORY_BYTES)
    _set_soft("RLIMIT_CPU", READ_CPU_SECONDS)


def limit_search(cpu_seconds: float) -> None:
    """Lift the limits of reading, give way to the app; past twice its own limit the system ends a search."""
    if sys.platform != "win32":
        # Who turns a page waits for seconds, a search takes minutes.
        given = settings.count(settings.NICE)
        os.nice(int(settings.NICE.default) if given is None else given)
    _set_soft("RLIMIT_AS", None)
    _set_soft("RLIMIT_CPU", READ_CPU_SECONDS + 2 * int(cpu_seconds) + SPARE_CPU_SECONDS)


def _set_soft(name: str, value: int | None) -> None:
    if sys.platform == "win32":
        return
    kind = getattr(resource, name)
    _, hard = resource.getrlimit(kind)
    soft = hard if value is None else value
    if value is not None and hard != resource.RLIM_INFINITY:
        soft = min(value, hard)
    resource.setrlimit(kind, (soft, hard))

"""What happens, one line of JSON for each event, on the standard error stream: machines read it, people can.

Names of people, tokens and what a file says are no part of it; plans and jobs are named by their ids.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import UTC, datetime

from wfm.service import settings

INFO, WARNING, ERROR = settings.LEVELS


def event(name: str, level: str = INFO, **details: object) -> None:
    """Write one event: when, how grave, what, and its details; those below ``WFM_LOG_LEVEL`` are not."""
    least = settings.text(settings.LOG_LEVEL) or INFO
    if settings.LEVELS.index(level) < settings.LEVELS.index(least):
        return
    told = {"at_utc": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "event": name}
    # One write a line: lines of several threads and processes do not mix.
    sys.stderr.write(json.dumps({**told, **details}, ensure_ascii=False, default=str) + "\n")
    sys.stderr.flush()


def failure(name: str, error: BaseException, **details: object) -> None:
    """Write an error of the program's own, with its traceback."""
    trace = "".join(traceback.format_exception(error))
    event(name, ERROR, **details, error=f"{type(error).__name__}: {error}", traceback=trace)

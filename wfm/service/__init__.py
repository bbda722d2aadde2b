"""Runs that last: one process per solve, watched and stopped through the files of its folder.

The one room through which the app starts anything long. ``submit`` starts a job, ``status``,
``progress`` and ``stop`` follow it, ``results`` reads what it left.
"""

from wfm.service.job import Job, JobOptions, JobStatus, ProgressPoint, State, Until
from wfm.service.jobs import (
    data_folder,
    faults,
    find,
    input_of,
    is_stopping,
    name_of,
    options_of,
    progress,
    recent,
    status,
    stop,
    submit,
    submitted_at,
)

__all__ = [
    "Job",
    "JobOptions",
    "JobStatus",
    "ProgressPoint",
    "State",
    "Until",
    "data_folder",
    "faults",
    "find",
    "input_of",
    "is_stopping",
    "name_of",
    "options_of",
    "progress",
    "recent",
    "status",
    "stop",
    "submit",
    "submitted_at",
]

"""Runs that last: one process per solve, watched and stopped through the files of its folder.

The one room through which the app starts anything long. ``submit`` starts a job, ``status``,
``progress`` and ``stop`` follow it, ``results`` reads what it left.
"""

from wfm.service.data import data_folder
from wfm.service.job import Job, JobOptions, JobStatus, ProgressPoint, State, Until
from wfm.service.jobs import (
    NextForecast,
    before,
    faults,
    find,
    input_of,
    is_stopping,
    name_of,
    options_of,
    progress,
    recent,
    replaced_in,
    stop,
    submit,
    submit_again,
    submitted_at,
)
from wfm.service.queue import status

__all__ = [
    "Job",
    "JobOptions",
    "JobStatus",
    "NextForecast",
    "ProgressPoint",
    "State",
    "Until",
    "before",
    "data_folder",
    "faults",
    "find",
    "input_of",
    "is_stopping",
    "name_of",
    "options_of",
    "progress",
    "recent",
    "replaced_in",
    "status",
    "stop",
    "submit",
    "submit_again",
    "submitted_at",
]

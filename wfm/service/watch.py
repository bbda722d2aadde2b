"""Look at a job: find it, read what was asked, see where it stands."""

from __future__ import annotations

import re
import time
from dataclasses import fields
from pathlib import Path

from wfm.service import process
from wfm.service.data import data_folder
from wfm.service.files import age_seconds, read_json, read_lines
from wfm.service.job import Job, JobOptions, JobStatus, ProgressPoint, State, Until

GRACE_SECONDS = 10.0
"""How long a search may take to notice that it shall stop; in presolve it does not look."""
FINISH_SECONDS = 180.0
"""How long a stopped search may take to number positions and write its book."""
KILL_SECONDS = 5.0
STARTING_SECONDS = 10.0
"""Another planner may look at a job in the moment before its process has a number."""

_OPTIONS = {each.name for each in fields(JobOptions)}
ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{16}")
_FINAL_WORDS = {
    State.DONE: "Done.",
    State.STOPPED: "Stopped; the best plan found so far is kept.",
    State.FAULTS: "The file has faults.",
}
_WORDS_STOPPED_EMPTY = "Stopped before there was a plan. Your file is safe: run again when you like."
_WORDS_INTERRUPTED = (
    "The run ended without an answer: the computer was switched off, or the run passed its limit of time "
    "or memory. Your file is safe. Run again?"
)


def find(job_id: str) -> Job | None:
    """Return the job of that id, or ``None``; an id is checked before it becomes a path."""
    if not ID.fullmatch(job_id):
        return None
    job = Job(data_folder() / "jobs" / job_id)
    return job if job.request.exists() else None


def options_of(job: Job) -> JobOptions:
    """Return what the planner chose."""
    given = dict(read_json(job.request)["options"])
    known = {name: value for name, value in given.items() if name in _OPTIONS}  # earlier versions had others
    return JobOptions(**{**known, "until": Until(given["until"])})


def input_of(job: Job) -> Path:
    """Return the planner's file."""
    return next(job.input.iterdir())


def status(job: Job) -> JobStatus:
    """Return where the job stands; a job told to stop that does not is pressed harder here.

    A search inside the solver's presolve cannot hear: ten seconds after it was told to stop and did not
    notice, its process is asked to end, and then ended.
    """
    now = time.time()
    alive = process.is_alive(job)
    # Read after the look at the process: a worker writes its last word before it ends.
    told = read_json(job.state) or {"state": State.QUEUED, "words": "Starting"}
    state = State(told["state"])
    seconds = float(told.get("finished", now)) - float(read_json(job.request)["submitted"])
    has_result = (job.results / "summary.json").exists() and state in (State.DONE, State.STOPPED)
    if state.is_final:
        return JobStatus(state, told["words"] or _FINAL_WORDS[state], seconds, has_result)
    if alive:
        _press(job, now)
        return JobStatus(state, told["words"], seconds, has_result=False)
    if job.cancel.exists():
        return JobStatus(State.STOPPED, _WORDS_STOPPED_EMPTY, seconds, has_result=False)
    is_waiting = job.registered.exists() and not job.settled.exists()
    if not job.process.exists() and (is_waiting or seconds < STARTING_SECONDS):
        return JobStatus(State.QUEUED, told["words"], seconds, has_result=False)
    return JobStatus(State.INTERRUPTED, _WORDS_INTERRUPTED, seconds, has_result=False)


def progress(job: Job) -> list[ProgressPoint]:
    """Return everything the planning reported so far, in order."""
    return [ProgressPoint(**line) for line in read_lines(job.progress)]


def _press(job: Job, now: float) -> None:
    asked, noticed = age_seconds(job.cancel, now), age_seconds(job.cancel_seen, now)
    if asked is None:
        return
    late = asked - GRACE_SECONDS if noticed is None else noticed - FINISH_SECONDS
    if late > 0:
        process.end(job, at_once=late > KILL_SECONDS)

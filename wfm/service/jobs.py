"""Submit, find, watch and stop jobs.

Everything is kept in files under one data folder; nothing is kept in the app.
"""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from wfm.errors import Fault
from wfm.service import process
from wfm.service.data import data_folder
from wfm.service.files import age_seconds, read_json, read_lines, write_bytes, write_json
from wfm.service.job import Job, JobOptions, JobStatus, ProgressPoint, State, Until

GRACE_SECONDS = 10.0
"""How long a search may take to notice that it shall stop; in presolve it does not look."""
FINISH_SECONDS = 180.0
"""How long a stopped search may take to number positions and write its book."""
KILL_SECONDS = 5.0
STARTING_SECONDS = 10.0
"""Another planner may look at a job in the moment before its process has a number."""

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{16}")
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


@dataclass(frozen=True)
class NextForecast:
    """A forecast for the next plan from an earlier one: its content and name.

    ``before`` is the id of the earlier job, with whose forecast the new one is compared.
    """

    content: bytes
    name: str
    before: str = ""


def submit(
    content: bytes,
    name: str,
    options: JobOptions,
    replaced: NextForecast | None = None,
    last_roster: bytes | None = None,
) -> Job:
    """Start a job in a process of its own.

    Parameters
    ----------
    content
        The planner's file, as uploaded.
    name
        Its name; the ending says what kind of file it is.
    options
        How far to walk, and the planner's choices.
    replaced
        A forecast to take instead of the file's own; everything else of the file is kept.
    last_roster
        The roster book of the plan before this one: its shifts are those worked before it.

    Returns
    -------
    Job
        Already starting; ask ``status`` how it goes.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    job = Job(data_folder() / "jobs" / f"{stamp}-{secrets.token_hex(8)}")
    job.input.mkdir(parents=True, mode=0o700)
    write_bytes(job.input / _safe(name), content)
    if replaced is not None:
        job.forecast.mkdir(mode=0o700)
        write_bytes(job.forecast / _safe(replaced.name), replaced.content)
    if last_roster is not None:
        write_bytes(job.last_roster, last_roster)
    shown, before = (name, "") if replaced is None else (replaced.name, replaced.before)
    asked = {"name": shown, "options": asdict(options), "submitted": time.time(), "before": before}
    write_json(job.request, asked)
    process.start(job)
    return job


def submit_again(job: Job, options: JobOptions, last_roster: bytes | None = None) -> Job:
    """Start a job with all that an earlier one was given and other options, or another last roster."""
    path, known = input_of(job), job.last_roster
    if last_roster is None and known.exists():
        last_roster = known.read_bytes()
    return submit(path.read_bytes(), path.name, options, replaced_in(job), last_roster)


def find(job_id: str) -> Job | None:
    """Return the job of that id, or ``None``; an id is checked before it becomes a path."""
    if not _ID.fullmatch(job_id):
        return None
    job = Job(data_folder() / "jobs" / job_id)
    return job if job.request.exists() else None


def recent(count: int, until: Until = Until.PLAN) -> tuple[Job, ...]:
    """Return the latest ``count`` jobs that walk so far (to a plan), newest first."""
    folders = sorted((data_folder() / "jobs").iterdir(), reverse=True)
    jobs = (Job(folder) for folder in folders if _ID.fullmatch(folder.name))
    plans = (job for job in jobs if job.request.exists() and options_of(job).until is until)
    return tuple(job for job, _ in zip(plans, range(count), strict=False))


def later_than(job: Job) -> tuple[Job, ...]:
    """Return the jobs asked for since ``job`` was, newest first."""
    folders = sorted((data_folder() / "jobs").iterdir(), reverse=True)
    later = (Job(folder) for folder in folders if _ID.fullmatch(folder.name) and folder.name > job.id)
    return tuple(each for each in later if each.request.exists())


def name_of(job: Job) -> str:
    """Return the planner's name of the file: of the forecast, where one was replaced."""
    return str(read_json(job.request)["name"])


def submitted_at(job: Job) -> datetime:
    """Return when the job was asked for (UTC)."""
    return datetime.fromtimestamp(read_json(job.request)["submitted"], UTC)


def options_of(job: Job) -> JobOptions:
    """Return what the planner chose."""
    given = dict(read_json(job.request)["options"])
    return JobOptions(**{**given, "until": Until(given["until"])})


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
    if not job.process.exists() and seconds < STARTING_SECONDS:
        return JobStatus(State.QUEUED, told["words"], seconds, has_result=False)
    if job.cancel.exists():
        return JobStatus(State.STOPPED, _WORDS_STOPPED_EMPTY, seconds, has_result=False)
    return JobStatus(State.INTERRUPTED, _WORDS_INTERRUPTED, seconds, has_result=False)


def stop(job: Job) -> None:
    """Ask the job to stop and keep its best plan; it takes a few seconds, watch ``status``."""
    if not job.cancel.exists():
        job.cancel.touch()


def is_stopping(job: Job) -> bool:
    """Return whether somebody asked the job to stop."""
    return job.cancel.exists()


def progress(job: Job) -> list[ProgressPoint]:
    """Return everything the planning reported so far, in order."""
    return [ProgressPoint(**line) for line in read_lines(job.progress)]


def faults(job: Job) -> tuple[Fault, ...]:
    """Return what is wrong with the file, in workbook order; empty where nothing is."""
    return tuple(Fault(**fault) for fault in read_json(job.faults) or ())


def replaced_in(job: Job) -> NextForecast | None:
    """Return the forecast that this job took instead of its file's own; ``None``: it took none."""
    if not job.forecast.exists():
        return None
    path = next(job.forecast.iterdir())
    return NextForecast(path.read_bytes(), path.name, str(read_json(job.request).get("before", "")))


def before(job: Job) -> Job | None:
    """Return the job whose forecast this one's replaced, where there is one and it is still kept."""
    return find(str(read_json(job.request).get("before", "")))


def _press(job: Job, now: float) -> None:
    asked, noticed = age_seconds(job.cancel, now), age_seconds(job.cancel_seen, now)
    if asked is None:
        return
    late = asked - GRACE_SECONDS if noticed is None else noticed - FINISH_SECONDS
    if late > 0:
        process.end(job, at_once=late > KILL_SECONDS)


def _safe(name: str) -> str:
    """Return a file name that stays inside its folder, its ending kept."""
    plain = re.sub(r"[^\w .()+-]", "_", Path(name.replace("\\", "/")).name).lstrip(".")
    return plain[-120:] or "forecast"

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
from wfm.service import queue, rights
from wfm.service.data import data_folder
from wfm.service.files import read_json, write_bytes, write_json
from wfm.service.job import Job, JobOptions, Until
from wfm.service.store import Role
from wfm.service.watch import ID
from wfm.service.watch import find as find
from wfm.service.watch import input_of as input_of
from wfm.service.watch import options_of as options_of
from wfm.service.watch import progress as progress
from wfm.service.watch import status as status


@dataclass(frozen=True)
class NextForecast:
    """A forecast for the next plan from an earlier one: its content and name.

    ``before`` is the id of the earlier job, with whose forecast the new one is compared.
    """

    content: bytes
    name: str
    before: str = ""


@rights.needs(Role.PLANNER)
def submit(
    content: bytes,
    name: str,
    options: JobOptions,
    replaced: NextForecast | None = None,
    last_roster: bytes | None = None,
    origin: Job | None = None,
    author: str = "",
) -> Job:
    """Start a job in a process of its own, as soon as a core is free.

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
    origin
        The job it is made from, with which it shares its plan.
    author
        Who asks; blank: who is logged in, else the user of this machine.

    Returns
    -------
    Job
        Already starting, or waiting its turn; ask ``status`` how it goes.
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
    queue.register(job, origin or find(before), author)
    queue.tend()
    return job


def submit_again(job: Job, options: JobOptions, last_roster: bytes | None = None, author: str = "") -> Job:
    """Start a job with all that an earlier one was given and other options, or another last roster."""
    path, known = input_of(job), job.last_roster
    if last_roster is None and known.exists():
        last_roster = known.read_bytes()
    return submit(path.read_bytes(), path.name, options, replaced_in(job), last_roster, job, author)


def recent(count: int, until: Until = Until.PLAN) -> tuple[Job, ...]:
    """Return the latest ``count`` jobs that walk so far (to a plan), newest first; not those put away."""
    folders = sorted((data_folder() / "jobs").iterdir(), reverse=True)
    jobs = (Job(folder) for folder in folders if ID.fullmatch(folder.name))
    away = queue.put_away()
    plans = (
        job for job in jobs if job.id not in away and job.request.exists() and options_of(job).until is until
    )
    return tuple(job for job, _ in zip(plans, range(count), strict=False))


def later_than(job: Job) -> tuple[Job, ...]:
    """Return the jobs asked for since ``job`` was, newest first."""
    folders = sorted((data_folder() / "jobs").iterdir(), reverse=True)
    later = (Job(folder) for folder in folders if ID.fullmatch(folder.name) and folder.name > job.id)
    return tuple(each for each in later if each.request.exists())


def name_of(job: Job) -> str:
    """Return the planner's name of the file: of the forecast, where one was replaced."""
    return str(read_json(job.request)["name"])


def submitted_at(job: Job) -> datetime:
    """Return when the job was asked for (UTC)."""
    return datetime.fromtimestamp(read_json(job.request)["submitted"], UTC)


@rights.needs(Role.PLANNER)
def stop(job: Job) -> None:
    """Ask the job to stop and keep its best plan; it takes a few seconds, watch ``status``."""
    if not job.cancel.exists():
        write_bytes(job.cancel, rights.caller().who.encode())


def is_stopping(job: Job) -> bool:
    """Return whether somebody asked the job to stop."""
    return job.cancel.exists()


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


def _safe(name: str) -> str:
    """Return a file name that stays inside its folder, its ending kept."""
    plain = re.sub(r"[^\w .()+-]", "_", Path(name.replace("\\", "/")).name).lstrip(".")
    return plain[-120:] or "forecast"

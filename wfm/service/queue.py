"""Jobs in the store: each a run of a version, begun when a core is free, and ended there whatever happened.

A job's folder is the line between the app and its worker; the store is what lasts. Any process may look after
the queue at any moment: what one left undone when it was killed, the next one finds and ends.
"""

from __future__ import annotations

import os
import socket
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from wfm.service import log, process, rights, settings, watch
from wfm.service.files import read_json, read_lines, write_json
from wfm.service.job import Job, JobStatus, State
from wfm.service.results import BOOK, SUMMARY
from wfm.service.store import Store, create, follow, open_store, publish, put_blob, run, version
from wfm.service.store.run import QUEUED, RUNNING, Ending

MEMORY_SHARE = 0.75
"""Of the machine: a run that holds more is ended before it drags the others down."""
LANES = (("need",), ("plan", "migration", "sweep"))
"""A check takes seconds and never waits for a plan, which may take an hour."""
OF_THE_RUN = ("until", "cpu_seconds", "gap", "over")
"""Options that do not make another version of a plan: how far and long to walk, and what is only tried."""
BEGIN_SECONDS = 60.0
"""A run whose process has not begun for so long waits again."""
WORDS_MEMORY = "The run was ended because it held more than {limit:,} MB of memory. Your file is safe."


def register(job: Job, origin: Job | None, author: str = "") -> None:
    """Keep the planner's file as a version of a plan and put the job at the end of the queue.

    ``origin`` is the job it was made from: theirs is one plan. Without one a new plan begins.
    """
    store, who = open_store(), author or rights.caller().who
    path, options = watch.input_of(job), asdict(watch.options_of(job))
    parameters = {name: value for name, value in options.items() if name not in OF_THE_RUN}
    parameters = {**parameters, "file": path.name, **_extra_files(store, job)}
    known = None if origin is None else run.run_of(store, origin.id)
    if known is None:
        made = create(store, path.stem, who, path.read_bytes(), parameters)
    else:
        made = follow(store, version(store, known.version), who, path.read_bytes(), parameters)
    run.add_run(store, job.id, made.id, str(options["until"]), who)
    log.event("run asked", job=job.id, plan=made.plan, version=made.number, engine=options["until"])
    job.registered.touch()


def status(job: Job) -> JobStatus:
    """Return where the job stands, the queue moved on where this look found that it can."""
    found = watch.status(job)
    if not job.registered.exists() or job.settled.exists():
        return found
    if found.state is State.RUNNING:
        _end_where_too_large(job)
        return found
    tend()
    before = place(job)
    return watch.status(job) if before is None else replace(found, words=_waiting(before))


def tend() -> None:
    """End what has ended, end what holds too much memory, and begin what waits while cores are free."""
    store = open_store()
    for each in run.runs_in(store, RUNNING):
        _look_after(store, each)
    here = {}
    for each in run.runs_in(store, QUEUED):
        job = watch.find(each.id)
        if job is not None and job.cancel.exists():
            settle(job)
        elif job is not None:
            here[each.id] = job
    for lane in LANES:
        while here and (taken := run.take_next(store, _machine(), slots(), lane, here)) is not None:
            process.start(here.pop(taken.id))
            log.event("run begun", job=taken.id, engine=taken.engine)


def place(job: Job) -> int | None:
    """Return how many runs of its kind wait before the job's, ``None`` where it does not wait."""
    waiting = run.runs_in(open_store(), QUEUED)
    mine = [lane for each in waiting for lane in LANES if each.id == job.id and each.engine in lane]
    if not mine:
        return None
    return [each.id for each in waiting if each.engine in mine[0]].index(job.id)


def settle(job: Job) -> None:
    """Note in the store how a job ended, where it has; what it left in its folder decides."""
    store, found = open_store(), watch.status(job)
    if found.state.is_final and run.run_of(store, job.id) is not None:
        beat(job)
        if run.end_run(store, job.id, _ending(job, found)):
            log.event("run ended", job=job.id, state=found.state, seconds=round(found.seconds, 1))
        # Both marks: a submitter may have been killed before it made the first.
        job.registered.touch()
        job.settled.touch()


def note_publication(job: Job, changes: bytes) -> None:
    """Note in the store that the roster of a job was given to its readers: its version is in force.

    ``changes`` is the list of what changes for whom, kept with it.
    """
    store = open_store()
    known = run.run_of(store, job.id)
    if known is not None:
        publish(store, version(store, known.version), rights.caller().who, changes)


def put_away() -> frozenset[str]:
    """Return the ids of the jobs whose plans were put away."""
    return run.runs_put_away(open_store())


def beat(job: Job) -> None:
    """Note in the store that a job lives, how far it is, and whether somebody asked it to stop."""
    store = open_store()
    run.beat(store, job.id, read_lines(job.progress))
    if job.cancel.exists():
        run.mark_cancelled(store, job.id, _who_stopped(job))


def _look_after(store: Store, each: run.Run) -> None:
    silent = (datetime.now(UTC) - (each.heartbeat_utc or each.created_utc)).total_seconds()
    job = watch.find(each.id)
    is_ours = store.is_sqlite or each.worker == _machine()
    if not is_ours and silent < process.STALE_SECONDS:
        return
    if job is None:
        run.end_run(store, each.id, Ending(State.INTERRUPTED, "The files of this run are gone."))
    elif read_json(job.process) is None:
        if silent > BEGIN_SECONDS:
            run.put_back(store, each.id)
    else:
        _end_where_too_large(job)
        settle(job)


def _end_where_too_large(job: Job) -> None:
    held, limit = process.memory_bytes(job), _memory_bytes()
    if held is not None and held > limit:
        process.end(job, at_once=True)
        words = WORDS_MEMORY.format(limit=limit // 1024**2)
        write_json(job.state, {"state": State.FAILED, "words": words})


def _ending(job: Job, status: JobStatus) -> Ending:
    if not status.has_result:
        return Ending(status.state, status.words)
    figures = read_json(job.results / SUMMARY)
    book: Path = job.results / BOOK
    search = figures.get("shift_plan") or figures
    return Ending(
        status.state,
        status.words,
        figures,
        figures.get("cost"),
        search.get("bound"),
        book.read_bytes() if book.exists() else None,
    )


def _extra_files(store: Store, job: Job) -> dict[str, str]:
    """Keep what was given beside the planner's file and return the digests by what they are."""
    given = {"last_roster": job.last_roster} if job.last_roster.exists() else {}
    if job.forecast.exists():
        given["forecast"] = next(job.forecast.iterdir())
    with store.writing() as connection:
        return {name: put_blob(store, connection, name, path.read_bytes()) for name, path in given.items()}


def _who_stopped(job: Job) -> str:
    return job.cancel.read_text() or rights.machine_user()


def _waiting(before: int) -> str:
    if before == 0:
        return "Waiting for a free core: next in line"
    return f"Waiting for a free core: {before} {'run' if before == 1 else 'runs'} before this one"


def _machine() -> str:
    return socket.gethostname()


def slots() -> int:
    """Return how many runs this machine works on at once."""
    return settings.count(settings.SLOTS) or os.cpu_count() or 1


def _memory_bytes() -> int:
    given = settings.count(settings.MEMORY)
    if given is not None:
        return given * 1024**2
    return int(MEMORY_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))

"""The process that plans one job: ``python -m wfm.service.worker FOLDER``.

It reads the request, walks as far as asked, leaves tables and files in the folder and says how it ended
in words. It knows nothing of the app.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from itertools import count
from pathlib import Path

import wfm.planning
from wfm.errors import Fault, InputFaultsError, NoPlanError, PlanningError
from wfm.planning import PlanInput, PlanOptions, Progress
from wfm.service import answers, jobs, log, migrations, process, queue, results
from wfm.service.files import write_json
from wfm.service.job import Job, JobOptions, State, Until
from wfm.service.limits import limit_reading, limit_search
from wfm.service.listener import READING, Listener, say
from wfm.service.process import HEARTBEAT_SECONDS
from wfm.whole_file import read_whole_file
from wfm.workbook import annotated_copy

BEATS_BETWEEN_NOTES = 5
"""The store hears of a run less often than its folder."""
WORDS_SAFE = "Your file is safe: run again when you like."
WORDS_OWN_ERROR = (
    "wfm met an error of its own at the stage “{stage}”. Your file is safe. "
    "Please send the planning team the file {log} of this run."
)


def main(folder: str) -> None:
    """Walk the job in ``folder`` to its end and leave its state there, whatever happens."""
    job = Job(Path(folder))
    if not process.claim(job):
        return
    say(job, State.RUNNING, READING)
    threading.Thread(target=_beat, args=(job,), daemon=True).start()
    listener, faults = Listener(job), list[Fault]()
    try:
        state, words = _walk(job, listener)
    except InputFaultsError as error:
        faults += error.faults
        write_json(job.faults, [asdict(fault) for fault in faults])
        state, words = State.FAULTS, ""
    except NoPlanError as error:
        state = State.STOPPED if job.cancel.exists() else State.FAILED
        words = f"{str(error).rstrip('.')}. {WORDS_SAFE}"
    except PlanningError as error:
        state, words = State.FAILED, str(error)
    except MemoryError:
        state, words = State.FAILED, "The file needs more memory than one run may use."
    except Exception as error:  # the planner gets words, the log gets the traceback
        log.failure("own error", error, job=job.id)
        state, words = State.FAILED, WORDS_OWN_ERROR.format(stage=listener.stage, log=job.log)
    say(job, state, words, finished=time.time())
    if faults:
        # The faults are on the screen by now; the copy of a large file takes ten times as long as they.
        _annotate(job, faults)
    queue.settle(job)
    # The core that is free now goes to whoever waits next.
    queue.tend()


def _walk(job: Job, listener: Listener) -> tuple[State, str]:
    options = jobs.options_of(job)
    limit_reading()
    plan_input = _read(job)
    listener.on_progress(Progress("People needed", "from contacts to people on duty", 0.0))
    answers.write_input(job, plan_input)
    if options.until is Until.NEED:
        return State.DONE, ""
    given = {"cpu_seconds": options.cpu_seconds, "gap": options.gap}
    limits = PlanOptions(**{name: value for name, value in given.items() if value is not None})
    limit_search(limits.cpu_seconds)
    if options.until is Until.MIGRATION:
        migrations.make(job, plan_input, limits, listener)
        return (State.STOPPED if job.cancel.exists() else State.DONE), ""
    if options.tightens:
        _tighten(job, plan_input, limits, listener)
    else:
        result = wfm.planning.plan(plan_input, limits, listener.on_progress, listener.is_cancelled)
        if options.week_of:
            result = migrations.write_named(job, result)
        listener.on_progress(Progress("Writing the book", "", 1.0))
        answers.write_result(job, result)
    answers.ask_review(job)
    return (State.STOPPED if job.cancel.exists() else State.DONE), ""


def _tighten(job: Job, plan_input: PlanInput, limits: PlanOptions, listener: Listener) -> None:
    # The simulation is loaded by whoever tightens: other runs need none of it.
    from wfm import tightening

    found = tightening.tighten(plan_input, limits, listener.on_progress, listener.is_cancelled)
    listener.on_progress(Progress("Writing the book", "", 1.0))
    answers.write_result(job, found.result, tightening.figures(found))


def _read(job: Job) -> PlanInput:
    options = jobs.options_of(job)
    if options.week_of:
        return migrations.input_of_week(options.week_of, options.week)
    if options.moved_from:
        return migrations.kept(options.moved_from).plan_input
    plan_input = _read_file(job, options)
    return migrations.with_template(plan_input, options.template) if options.template else plan_input


def _read_file(job: Job, options: JobOptions) -> PlanInput:
    forecast = next(job.forecast.iterdir()) if job.forecast.exists() else None
    last_roster = job.last_roster if job.last_roster.exists() else None
    return read_whole_file(
        jobs.input_of(job),
        options.preset,
        options.answers,
        forecast_path=forecast,
        last_roster_path=last_roster,
        queue_answers=options.queue_answers,
    )


def _annotate(job: Job, faults: Sequence[Fault]) -> None:
    """Leave a copy of the file with its faults marked, where the file can be opened at all."""
    path = jobs.input_of(job)
    job.results.mkdir(exist_ok=True)
    half = job.results / "marked.part"
    try:
        annotated_copy(path, faults, half)
        half.replace(job.results / results.marked_name(job))
    except Exception as error:  # a file refused at the gate cannot be copied; the faults stand without it
        log.failure("no marked copy", error, job=job.id)


def _beat(job: Job) -> None:
    for beats in count():
        job.heartbeat.touch()
        if beats % BEATS_BETWEEN_NOTES == 0:
            _note(job)
        time.sleep(HEARTBEAT_SECONDS)


def _note(job: Job) -> None:
    try:
        queue.beat(job)
    except Exception as error:  # a run outlives a database that is away: what it missed comes later
        log.failure("not noted in the store", error, job=job.id)


if __name__ == "__main__":
    main(sys.argv[1])

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
from typing import TYPE_CHECKING

from wfm.errors import Fault, InputFaultsError, NoPlanError, PlanningError
from wfm.service import jobs, log, process, queue, results
from wfm.service.files import write_json
from wfm.service.job import Job, JobOptions, State
from wfm.service.limits import limit_reading
from wfm.service.listener import READING, Listener, say
from wfm.service.process import HEARTBEAT_SECONDS
from wfm.whole_file import read_whole_file
from wfm.workbook import annotated_copy

if TYPE_CHECKING:
    from wfm.plan_input import PlanInput

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
        state, words = _walk(job, listener), ""
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


def _walk(job: Job, listener: Listener) -> State:
    options = jobs.options_of(job)
    limit_reading()
    read = None if options.week_of or options.moved_from else _read_file(job, options)
    # What plans takes a second to load, which whoever waits for the faults of a file need not wait for.
    from wfm.service.walking import walk

    return walk(job, read, listener)


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

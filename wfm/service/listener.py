"""What the planning tells and asks while it works, passed on through the files of its job."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from wfm.service import jobs
from wfm.service.files import append_line, write_json
from wfm.service.job import Job, State

if TYPE_CHECKING:
    from wfm.planning import Progress

READING = "Reading the file"


class Listener:
    """Writes the progress of one job and answers whether it shall stop.

    A plan is searched week after week and site after site. To stop and keep the plan, the search at work
    ends with the best it has and each one still to come with the first it finds: a week without any plan
    would cost the planner the weeks that are done.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.stage = READING
        self._began = jobs.submitted_at(job).timestamp()
        self._search = ""
        self._has_plan = False

    def on_progress(self, progress: Progress) -> None:
        """Write one report, and the stage where it is a new one."""
        if progress.stage != self.stage:
            self.stage = progress.stage
            say(self.job, State.RUNNING, progress.stage)
        if progress.detail != self._search:
            self._search, self._has_plan = progress.detail, False
        self._has_plan = self._has_plan or progress.cost is not None
        append_line(self.job.progress, {"seconds": time.time() - self._began, **asdict(progress)})

    def is_cancelled(self) -> bool:
        """Return whether the search at work shall end: somebody asked for it, and there is a plan to keep."""
        return self.is_asked() and self._has_plan

    def is_asked(self) -> bool:
        """Return whether somebody asked the job to stop, whatever there is to keep."""
        if not self.job.cancel.exists():
            return False
        if not self.job.cancel_seen.exists():
            self.job.cancel_seen.touch()
        return True


def say(job: Job, state: State, words: str, **more: float) -> None:
    """Write where the job stands."""
    write_json(job.state, {"state": state, "words": words, **more})

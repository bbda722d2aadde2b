"""What takes longer than a click: why shifts stay open, and leave that can still be granted.

Counted in a process of its own, at the end of a run and again when a planner asks for it after changes:
``python -m wfm.service.review FOLDER REVISION``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wfm.errors import PlanningError
from wfm.roster.diagnosis import Conflict, diagnose
from wfm.roster.leave_slots import leave_slots
from wfm.service import desk, log, process, sealed
from wfm.service.beside import own_error
from wfm.service.job import Job


@dataclass(frozen=True, eq=False)
class Review:
    """Conflicts with their cures and leave slots (``wfm.roster.leave_slots.LEAVE_SLOTS``) of a revision.

    ``failed`` says in words why there are none.
    """

    revision: int
    conflicts: tuple[Conflict, ...]
    leave: pd.DataFrame
    failed: str = ""


def write(job: Job, revision: int) -> None:
    """Count the review of a revision and keep it; a failure is kept in words, its cause in the log."""
    draft = desk.draft_of(job, revision)
    terms = desk.terms_of(desk.given_of(job), draft)
    try:
        found = Review(revision, diagnose(draft.roster, terms), leave_slots(draft.roster, terms))
    except Exception as error:  # the plan stands without its review
        log.failure("review failed", error, job=job.id)
        found = Review(revision, (), pd.DataFrame(), own_error(job))
    sealed.write(desk.table_file(job, "review.seal"), found)


def review_of(job: Job) -> Review | None:
    """Return the last review counted, of whatever revision; ``None``: none is there that can be read."""
    path = desk.table_file(job, "review.seal")
    if not path.exists():
        return None
    try:
        found: Review = sealed.read(path)
    except PlanningError:  # of another version of wfm: it is counted anew
        return None
    return found


def is_under_way(job: Job) -> bool:
    """Return whether a review is being counted at this moment."""
    return process.is_other_alive(job, _asked(job))


def ask(job: Job, revision: int) -> None:
    """Start counting the review of a revision, unless one is being counted."""
    if not is_under_way(job):
        process.start_other(job, "wfm.service.review", _asked(job), str(revision))


def _asked(job: Job) -> Path:
    return desk.table_file(job, "review_process.json")


if __name__ == "__main__":
    # What is kept names its module: as __main__, this one's name here, no screen would find it.
    from wfm.service import review

    review.write(Job(Path(sys.argv[1])), int(sys.argv[2]))

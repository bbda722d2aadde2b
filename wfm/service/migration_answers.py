"""What is asked next of a migration: other paths priced, cost against risk, stress; in a process of its own.

No plan waits for it and nothing is lost when it takes long: each answer is kept as soon as it is there, and a
process that was ended is followed by one that works out the rest:
``python -m wfm.service.migration_answers FOLDER``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wfm import migrating
from wfm.errors import NoPlanError, PlanningError
from wfm.migrating import NO_ANSWER, MigrationResult
from wfm.migration.answers import MigrationAnswers
from wfm.migration.figures import prices_told
from wfm.service import log, sealed
from wfm.service.beside import Beside, own_error
from wfm.service.files import read_json, write_json
from wfm.service.job import Job
from wfm.service.limits import limit_search
from wfm.service.results import SUMMARY

MOST_SECONDS = 3600.0
"""CPU seconds of one such process, as a search would be given: what is left then can be asked for again."""

OF_ANY_PLAN = ("as_today", "frontier")
"""Answers that hold for every plan of the same case: they are kept when a queue is moved by hand."""


@dataclass(frozen=True, eq=False)
class Told:
    """The answers there are, and in words why the rest will not come; blank where it still may."""

    answers: MigrationAnswers
    failed: str = ""


def work_out(job: Job, result: MigrationResult) -> None:
    """Work out the answers that are still to come and keep each as it is there."""
    limit_search(MOST_SECONDS)
    known = told_of(job).answers
    try:
        for found in migrating.answers_in_turn(result, known, lambda: wanted(job), _stop(job).exists):
            keep(job, known := found)
        write_figures(job, result, known)
    except NoPlanError:  # stopped: what is there stays, and the rest can be asked for again
        return
    except Exception as error:  # the plan stands without its answers
        log.failure("answers failed", error, job=job.id)
        keep(job, known, own_error(job))


def keep(job: Job, answers: MigrationAnswers, failed: str = "") -> None:
    """Keep the answers there are; ``failed`` says why the rest will not come."""
    sealed.write(_told(job), Told(answers, failed))


def told_of(job: Job) -> Told:
    """Return the answers there are, none where an earlier version of wfm left them."""
    try:
        found: Told = sealed.read(_told(job))
    except (FileNotFoundError, PlanningError):
        return Told(NO_ANSWER)
    return found


def stamp(job: Job) -> int:
    """Return a number that changes with every answer kept."""
    return _told(job).stat().st_mtime_ns if _told(job).exists() else 0


def is_under_way(job: Job) -> bool:
    """Return whether answers are being worked out at this moment."""
    return Beside(job, job.answers).is_under_way


def ask(job: Job) -> None:
    """Start working out the answers that are still to come, unless that is under way."""
    if is_under_way(job) or not told_of(job).answers.pending:
        return
    _stop(job).unlink(missing_ok=True)
    Beside(job, job.answers).begin("wfm.service.migration_answers")


def stop(job: Job) -> None:
    """Leave the rest of the answers for later: another migration is on show."""
    if is_under_way(job):
        _stop(job).touch()


def want(job: Job, queue: str) -> None:
    """Have the other paths of a queue priced before those of others."""
    job.answers.mkdir(mode=0o700, exist_ok=True)
    write_json(_wanted(job), {"queue": queue})


def wanted(job: Job) -> str:
    """Return the queue whose other paths are wanted soonest; blank: no matter which."""
    return str((read_json(_wanted(job)) or {}).get("queue", ""))


def begin_from(job: Job, before: Job) -> None:
    """Keep of the answers of the migration before what holds for this one too."""
    known = told_of(before).answers
    kept = {name: getattr(known, name) for name in OF_ANY_PLAN if name not in known.pending}
    keep(job, NO_ANSWER.with_answer(**kept))


def figures_of(result: MigrationResult, answers: MigrationAnswers) -> dict[str, Any]:
    """Return the figures of a migration, the prices of other paths among them where they are there."""
    prices = None if "alternatives" in answers.pending else prices_told(answers.alternatives)
    return migrating.told_figures(result, prices)


def write_figures(job: Job, result: MigrationResult, answers: MigrationAnswers) -> None:
    """Leave the figures of a migration."""
    write_json(job.results / SUMMARY, figures_of(result, answers))


def _told(job: Job) -> Path:
    return job.answers / "told.seal"


def _stop(job: Job) -> Path:
    return job.answers / "stop"


def _wanted(job: Job) -> Path:
    return job.answers / "wanted.json"


if __name__ == "__main__":
    # What is kept names its module: as __main__, this one's name here, no screen would find it.
    from wfm.service import migration_answers, migrations

    asked = Job(Path(sys.argv[1]))
    migration_answers.work_out(asked, migrations.read(asked))

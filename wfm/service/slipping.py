"""What it costs to move queues of a migration some phases later or earlier: priced in a process of its own.

Each price is kept as soon as it is there: ``python -m wfm.service.slipping FOLDER PHASES QUEUE...``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from wfm import moving
from wfm.errors import ChangedMeanwhileError, Fault, InputFaultsError, NoPlanError
from wfm.migrating import MigrationResult
from wfm.migration.alternative import NOT_PRICED
from wfm.schema import Column, Schema
from wfm.service import migrations, rights
from wfm.service.beside import Beside
from wfm.service.files import read_json, write_json
from wfm.service.job import Job
from wfm.service.limits import limit_search
from wfm.service.store import Role

MOST_SECONDS = 1800.0
"""CPU seconds of one such process, as a search would be given."""

SLIPS = Schema(
    "Slips",
    {
        "queue": Column("str", "", "name of the queue"),
        "phases": Column("int64", "phases", "later than the plan has it; below 0 earlier"),
        "ways": Column("str", "", "its way in each phase then; blank: it has no price"),
        "cost_change": Column(
            "float64", "plan currency", "dearer than the plan; below 0 cheaper", nullable=True
        ),
        "is_tie": Column("bool", "", "closer than the computation can tell"),
        "reviews_bought": Column("float64", "reviews", "beyond the queue's own share", 0, nullable=True),
        "risk_change": Column("float64", "errors", "more errors expected to stay undetected", nullable=True),
        "breaks": Column("str", "", "rules it cannot keep, in words; blank: none"),
        "why_not": Column("str", "", "why it has no price, in words; blank: it has one"),
    },
    ("queue", "phases"),
)


@rights.needs(Role.PLANNER)
def ask(job: Job, queue: str, phases: int) -> None:
    """Start pricing a queue moved so many phases later, or every queue that moves where none is named.

    Raises
    ------
    InputFaultsError
        If the migration has no such queue, or it is moved by no phase.
    ChangedMeanwhileError
        If another price is being worked out.
    """
    result = migrations.read(job)
    known, faults = list(result.prepared.paths), list[Fault]()
    if queue and queue not in known:
        faults.append(Fault("queue", repr(queue), f"one of: {', '.join(known)}"))
    if not 0 < abs(phases) < result.plan.phases.count:
        most = result.plan.phases.count - 1
        faults.append(Fault("phases", str(phases), f"1 to {most} later, or as many earlier (below 0)"))
    if faults:
        raise InputFaultsError(faults)
    if is_under_way(job):
        raise ChangedMeanwhileError("another slip is being priced: ask again when it is there")
    queues = [queue] if queue else sorted(set(result.plan.stays.query("way != from_way")["queue"]))
    _beside(job).begin("wfm.service.slipping", str(phases), *queues)


def work_out(job: Job, phases: int, queues: Sequence[str]) -> None:
    """Price the queues one after another and keep each price; a failure is kept in words."""
    with _beside(job).failing_in_words("slip failed"):
        result = migrations.read(job)
        for queue in queues:
            others = [each for each in _kept(job) if (each["queue"], each["phases"]) != (queue, phases)]
            write_json(_told(job), [*others, _priced(result, queue, phases)])


def slips_of(job: Job) -> pd.DataFrame:
    """Return the slips priced so far (as ``SLIPS``), the latest last."""
    return SLIPS.conform(pd.DataFrame(_kept(job), columns=list(SLIPS.columns)))


def is_under_way(job: Job) -> bool:
    """Return whether a slip is being priced at this moment."""
    return _beside(job).is_under_way


def failure(job: Job) -> str:
    """Return in words why the last slip has no price; blank: no such reason."""
    return _beside(job).failed


def _priced(result: MigrationResult, queue: str, phases: int) -> dict[str, Any]:
    words = dict.fromkeys(("ways", "breaks", "why_not"), "")
    told: dict[str, Any] = {"queue": queue, "phases": phases, "is_tie": False, **words}
    try:
        found = moving.slip(result, queue, phases)
    except NoPlanError:
        return told | {"why_not": NOT_PRICED}
    if found is None:
        return told | {"why_not": moving.why_not_slipped(result, queue, phases)}
    return told | {
        "ways": found.ways,
        "cost_change": found.cost_change,
        "is_tie": found.is_tie,
        "reviews_bought": found.reviews_bought,
        "risk_change": found.risk_change,
        "breaks": found.breaks(result.plan_input.policy.settings.currency),
    }


def _kept(job: Job) -> list[dict[str, Any]]:
    return list(read_json(_told(job)) or [])


def _told(job: Job) -> Path:
    return job.slips / "told.json"


def _beside(job: Job) -> Beside:
    return Beside(job, job.slips)


if __name__ == "__main__":
    limit_search(MOST_SECONDS)
    work_out(Job(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3:])

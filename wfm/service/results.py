"""What a job answers: tables for the screens, the figures of its plan, the marked copy of a faulty file.

Only reads; it knows neither the planning nor the solver, so that the app starts light.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wfm.errors import PlanningError
from wfm.service import jobs, process, rights
from wfm.service.files import read_json
from wfm.service.job import Job
from wfm.service.store import Role

COPY_SECONDS, COPY_LOOK_SECONDS = 120.0, 0.2
"""How long a download waits for the marked copy of a large file, and how often it looks."""

BOOK = "roster_book.xlsx"
SUMMARY = "summary.json"
FACTS = "facts.json"
AWAY = "away"
"""The table of days away."""


@dataclass(frozen=True)
class Facts:
    """What holds for the whole plan: its name, money, zone and days (ISO dates, both inside)."""

    plan_name: str
    currency: str
    zone: str
    first_day: str
    last_day: str
    interval_minutes: int
    preset: str


def has_need(job: Job) -> bool:
    """Return whether the file was read and its need worked out; the facts are written last."""
    return (job.tables / FACTS).exists()


def table(job: Job, name: str) -> pd.DataFrame:
    """Return one of the tables the worker left; why somebody is away is told to planners alone."""
    found = pd.read_parquet(job.tables / f"{name}.parquet")
    return found if name != AWAY or rights.may(Role.PLANNER) else rights.without_reasons(found)


def facts(job: Job) -> Facts:
    """Return what holds for the whole plan."""
    return Facts(**read_json(job.tables / FACTS))


def figures(job: Job) -> dict[str, Any]:
    """Return the summary of a finished plan."""
    return dict(read_json(job.results / SUMMARY))


@rights.needs(Role.PLANNER)
def result_file(job: Job, name: str) -> bytes:
    """Return one file of the results, as it is downloaded: books tell why people are away."""
    return (job.results / name).read_bytes()


def marked_name(job: Job) -> str:
    """Return what the copy of the file with its faults marked is called."""
    return f"{jobs.input_of(job).stem} - faults.xlsx"


def has_marked_copy(job: Job) -> bool:
    """Return whether there is a copy with the faults marked, or one is being written."""
    return (job.results / marked_name(job)).exists() or process.is_alive(job)


@rights.needs(Role.PLANNER)
def marked_copy(job: Job) -> bytes:
    """Return the copy with the faults marked, waiting for it while it is written.

    Raises
    ------
    PlanningError
        If the file could not be copied.
    """
    path, until = job.results / marked_name(job), time.monotonic() + COPY_SECONDS
    while not path.exists() and process.is_alive(job) and time.monotonic() < until:
        time.sleep(COPY_LOOK_SECONDS)
    if not path.exists():
        raise PlanningError("this file could not be copied; the list above has every fault")
    return path.read_bytes()

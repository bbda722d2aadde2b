"""What a job answers: tables for the screens, the figures of its plan, the marked copy of a faulty file.

Only reads; it knows neither the planning nor the solver, so that the app starts light.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from wfm.service import rights
from wfm.service.files import read_json
from wfm.service.job import Job
from wfm.service.store import Role

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


def annotated_copy_of(job: Job) -> str | None:
    """Return the name of the copy with the faults marked, or ``None`` where the file could not be opened."""
    copies = sorted(job.results.glob("* - faults.xlsx")) if job.results.exists() else []
    return copies[0].name if copies else None

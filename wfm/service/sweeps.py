"""A sweep as a job: one file planned with other values again and again, its points kept as they are made.

Here one plan follows another, for the cores belong to other runs too; with ``WFM_ENGINE`` they run side by
side on the cluster.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from wfm.errors import InputFaultsError, NoPlanError, PlanningError
from wfm.planning import PlanOptions, Progress
from wfm.service import desk, jobs, sweeping
from wfm.service.executor import chosen_executor
from wfm.service.files import write_bytes, write_json
from wfm.service.job import Job, Until
from wfm.service.limits import limit_search
from wfm.service.listener import Listener
from wfm.service.results import SUMMARY
from wfm.service.sweeping import SCENARIO, Point, Source

POINTS_TABLE = "points"
STAGE = "Plans"
WHERE = "over"
"""Where a request gives the values."""


def submit_sweep(file: Job, over: Mapping[str, Sequence[str]], cpu_seconds: float, gap: float) -> Job:
    """Start planning the file of a job for every combination of values.

    Raises
    ------
    InputFaultsError
        With everything wrong with the values.
    PlanningError
        If the job's file was not read, or it plans no file but a migration's week or move.
    """
    asked = jobs.options_of(file)
    if asked.week_of or asked.moved_from:
        raise PlanningError("this job plans what a migration says: ask the job of its file")
    scenarios = over.get(SCENARIO, ())
    faults = sweeping.over_faults(over, WHERE)
    faults += sweeping.scenario_faults(scenarios, scenarios_of(file), WHERE)
    if faults:
        raise InputFaultsError(faults)
    values = {key: list(given) for key, given in over.items()}
    options = replace(
        asked, until=Until.SWEEP, cpu_seconds=cpu_seconds, gap=gap, template="", tightens=False, over=values
    )
    return jobs.submit_again(file, options)


def scenarios_of(file: Job) -> list[str]:
    """Return the scenarios a file can be planned in.

    Raises
    ------
    PlanningError
        If it was not read, or by another version of wfm.
    """
    if not desk.has_given(file):
        raise PlanningError("the file of this job was not read, so that nothing can be planned from it")
    return sweeping.scenario_names(desk.given_of(file).plan_input)


def make(job: Job, limits: PlanOptions, listener: Listener) -> None:
    """Make the plans a job asks for and keep the points there are each time one has come.

    Raises
    ------
    NoPlanError
        If it was stopped before the first.
    """
    over = jobs.options_of(job).over
    count, found = sweeping.points_of(over), list[Point]()
    # One process makes them all, one after another.
    limit_search(limits.cpu_seconds * count)

    def tell() -> None:
        listener.on_progress(Progress(STAGE, f"{len(found)} of {count}", len(found) / count))

    def keep(point: Point) -> None:
        found.append(point)
        _keep(job, found)
        tell()

    tell()
    executor = chosen_executor(1)
    points = sweeping.sweep(_source_of(job), over, limits, executor, keep, listener.is_asked)
    if not points:
        raise NoPlanError("Stopped before the first plan")
    _keep(job, points)
    job.results.mkdir(exist_ok=True)
    write_json(job.results / SUMMARY, {"plans": count, "points": _rows(sweeping.table(points))})


def _keep(job: Job, points: Sequence[Point]) -> None:
    buffer = io.BytesIO()
    sweeping.table(points).to_parquet(buffer)
    write_bytes(job.tables / f"{POINTS_TABLE}.parquet", buffer.getvalue())


def _rows(points: pd.DataFrame) -> list[dict[str, Any]]:
    """Return points as plain values; blank where a plan could not be made."""
    return [
        {str(name): None if isinstance(value, float) and math.isnan(value) else value for name, value in row}
        for row in (each.items() for each in points.to_dict("records"))
    ]


def _source_of(job: Job) -> Source:
    path, asked, replaced = jobs.input_of(job), jobs.options_of(job), jobs.replaced_in(job)
    before = job.last_roster
    return Source(
        path.read_bytes(),
        path.name,
        asked.preset,
        asked.answers,
        asked.queue_answers,
        None if replaced is None else (replaced.name, replaced.content),
        (before.name, before.read_bytes()) if before.exists() else None,
    )

"""Jobs over the API: follow one, stop it, fetch what it answered."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Response

from wfm import service
from wfm.api.bodies import Again, FaultBody, JobBody, PointBody
from wfm.api.rights import planner, reader
from wfm.service import Job, JobOptions, ProgressPoint, State, Until, queue, results
from wfm.service.store import Token

ROUTES = APIRouter(tags=["jobs"])
MIGRATION_BOOK = "migration_book.xlsx"
SUMMARY = results.SUMMARY


def job_of(job_id: str) -> Job:
    """Return the job a request names."""
    job = service.find(job_id)
    if job is None:
        raise HTTPException(404, "there is no such job")
    return job


Named = Annotated[Job, Depends(job_of)]
# Rights come first: whoever has none does not learn which jobs there are.
_READ = [Depends(reader)]
_PLAN = [Depends(planner)]


@ROUTES.get("/jobs/{job_id}", dependencies=_READ)
def status(job: Named) -> JobBody:
    """Tell where a job stands; faults of its workbook are in it, each with its cell."""
    return body(job)


@ROUTES.post("/jobs/{job_id}/cancel", status_code=202, dependencies=_PLAN)
def cancel(job: Named) -> JobBody:
    """Ask a job to stop and keep the best it has; it takes a few seconds."""
    service.stop(job)
    return body(job)


@ROUTES.post("/jobs/{job_id}/again", status_code=202, dependencies=_PLAN)
def again(job: Named, asked: Again, token: Annotated[Token, Depends(planner)]) -> JobBody:
    """Plan the workbook of a job, or its migration, as one more job."""
    return body(service.submit_again(job, options(asked), author=token.name))


@ROUTES.get("/jobs/{job_id}/summary", dependencies=_READ)
def summary(job: Named) -> dict[str, Any]:
    """Return the figures of a finished plan or migration."""
    _finished(job)
    return results.figures(job)


@ROUTES.get("/jobs/{job_id}/tables", dependencies=_READ)
def tables(job: Named) -> list[str]:
    """List the tables of a job: what was read, and the need."""
    return sorted(path.stem for path in job.tables.glob("*.parquet"))


@ROUTES.get("/jobs/{job_id}/tables/{name}", dependencies=_READ)
def table(job: Named, name: str) -> list[dict[str, Any]]:
    """Return a table, a row each."""
    if name not in tables(job):
        raise HTTPException(404, "there is no such table")
    rows: list[dict[str, Any]] = json.loads(
        results.table(job, name).to_json(orient="records", date_format="iso")
    )
    return rows


@ROUTES.get("/jobs/{job_id}/files", dependencies=_READ)
def files(job: Named) -> list[str]:
    """List the files of a job: its roster book, or the marked copy of a faulty workbook."""
    found = [path.name for path in job.results.glob("*") if path.suffix in (".xlsx", ".csv")]
    return sorted([*found, MIGRATION_BOOK] if job.migration.exists() else found)


@ROUTES.get("/jobs/{job_id}/files/{name}", dependencies=_PLAN, response_class=Response)
def file(job: Named, name: str) -> Response:
    """Return one of the files listed; for planners, since books tell why people are away."""
    # A name is looked up, never joined to a path unseen.
    if name not in files(job):
        raise HTTPException(404, "there is no such file")
    content = _migration_book(job) if name == MIGRATION_BOOK else results.result_file(job, name)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, "application/octet-stream")


def options(asked: Again) -> JobOptions:
    """Return what a request asks for as the options of a job."""
    return JobOptions(Until(asked.until), asked.preset, cpu_seconds=asked.cpu_seconds)


def body(job: Job) -> JobBody:
    """Return a job as the API tells it."""
    found = service.status(job)
    return JobBody(
        id=job.id,
        name=service.name_of(job),
        until=str(service.options_of(job).until),
        state=str(found.state),
        words=found.words,
        seconds=found.seconds,
        waits_behind=queue.place(job) if found.state is State.QUEUED else None,
        has_result=found.has_result,
        last=_last(service.progress(job)),
        faults=[FaultBody(**vars(fault)) for fault in service.faults(job)],
    )


def _finished(job: Job) -> None:
    found = service.status(job)
    if not found.has_result:
        raise HTTPException(409, f"there is no result yet: {found.words}")


def _last(points: list[ProgressPoint]) -> PointBody | None:
    """Return the last report, with the cost and the bound last heard of: not every report tells them."""
    if not points:
        return None
    heard = {name: _heard([getattr(point, name) for point in points]) for name in ("cost", "bound")}
    return PointBody(**{**vars(points[-1]), **heard})


def _heard(values: list[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None and math.isfinite(value)), None)


def _migration_book(job: Job) -> bytes:
    # Its reports load when they are asked for: most programs never do.
    from wfm.service import migrations

    return migrations.book(migrations.migrated_of(job))

"""Jobs over the API: follow one, stop it, fetch what it answered."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Response

from wfm import service
from wfm.api.asked import Again
from wfm.api.bodies import FaultBody, JobBody, PointBody
from wfm.api.named import PLAN, READ, Finished, Named
from wfm.api.rights import planner
from wfm.api.tables import Rows, rows
from wfm.errors import Fault, InputFaultsError
from wfm.service import (
    Job,
    JobOptions,
    ProgressPoint,
    State,
    Until,
    migration_tables,
    migrations,
    queue,
    results,
    trading,
)
from wfm.service.store import Token

ROUTES = APIRouter(tags=["jobs"])
_BOOKS: Mapping[str, tuple[Callable[[Job], bool], Callable[[Job], bytes]]] = {
    "migration_book.xlsx": (
        migrations.has_migration,
        lambda job: migrations.book(migrations.migrated_of(job)),
    ),
    "trade_offs.xlsx": (trading.has_trade_offs, trading.book),
}
"""Books that are written when they are asked for: whether there is one, and its content."""


@ROUTES.get("/jobs/{job_id}", dependencies=READ)
def status(job: Named) -> JobBody:
    """Tell where a job stands; faults of its workbook are in it, each with its cell."""
    return body(job)


@ROUTES.post("/jobs/{job_id}/cancel", status_code=202, dependencies=PLAN)
def cancel(job: Named) -> JobBody:
    """Ask a job to stop and keep the best it has; it takes a few seconds."""
    service.stop(job)
    return body(job)


@ROUTES.post("/jobs/{job_id}/again", status_code=202, dependencies=PLAN)
def again(job: Named, asked: Again, token: Annotated[Token, Depends(planner)]) -> JobBody:
    """Plan the workbook of a job, or its migration, as one more job; what was answered for it is kept."""
    before = service.options_of(job)
    kept = replace(options(asked), answers=before.answers, queue_answers=before.queue_answers)
    return body(service.submit_again(job, kept, author=token.name))


@ROUTES.get("/jobs/{job_id}/summary", dependencies=READ)
def summary(job: Finished) -> dict[str, Any]:
    """Return the figures of a finished plan, migration or sweep."""
    return results.figures(job)


@ROUTES.get("/jobs/{job_id}/tables", dependencies=READ)
def tables(job: Named) -> list[str]:
    """List the tables of a job: what was read, the need, the points of a sweep, those of a migration."""
    return sorted([*(path.stem for path in job.tables.glob("*.parquet")), *migration_tables.names(job)])


@ROUTES.get("/jobs/{job_id}/tables/{name}", dependencies=READ)
def table(job: Named, name: str) -> Rows:
    """Return a table, a row each."""
    if name not in tables(job):
        raise HTTPException(404, "there is no such table")
    is_of_migration = name in migration_tables.TABLES
    return rows(migration_tables.table(job, name) if is_of_migration else results.table(job, name))


@ROUTES.get("/jobs/{job_id}/files", dependencies=READ)
def files(job: Named) -> list[str]:
    """List the files of a job: its books, or the marked copy of a faulty workbook."""
    found = [path.name for path in job.results.glob("*") if path.suffix in (".xlsx", ".csv")]
    return sorted([*found, *(name for name, (is_there, _) in _BOOKS.items() if is_there(job))])


@ROUTES.get("/jobs/{job_id}/files/{name}", dependencies=PLAN, response_class=Response)
def file(job: Named, name: str) -> Response:
    """Return one of the files listed; for planners, since books tell why people are away."""
    # A name is looked up, never joined to a path unseen.
    if name not in files(job):
        raise HTTPException(404, "there is no such file")
    content = _BOOKS[name][1](job) if name in _BOOKS else results.result_file(job, name)
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, "application/octet-stream")


def options(asked: Again) -> JobOptions:
    """Return what a request asks for as the options of a job."""
    if asked.template and asked.until != Until.MIGRATION:
        raise InputFaultsError([Fault("template", repr(asked.template), "until migration beside it")])
    if asked.risk_cap is not None and asked.until != Until.MIGRATION:
        raise InputFaultsError([Fault("risk_cap", f"{asked.risk_cap:g}", "until migration beside it")])
    return JobOptions(
        Until(asked.until),
        asked.preset,
        cpu_seconds=asked.cpu_seconds,
        template=asked.template,
        tightens=asked.tightens,
        fits=asked.fits,
        risk_cap=asked.risk_cap,
    )


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


def _last(points: list[ProgressPoint]) -> PointBody | None:
    """Return the last report, with the cost and the bound last heard of: not every report tells them."""
    if not points:
        return None
    heard = {name: _heard([getattr(point, name) for point in points]) for name in ("cost", "bound")}
    return PointBody(**{**vars(points[-1]), **heard})


def _heard(values: list[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None and math.isfinite(value)), None)

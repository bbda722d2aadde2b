"""The job that a request names, and what it must have left for the request to be answered."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException

from wfm import service
from wfm.api.rights import planner, reader
from wfm.service import Job, desk, migrations

READ = [Depends(reader)]
"""Rights come first: whoever has none does not learn which jobs there are."""
PLAN = [Depends(planner)]


def job_of(job_id: str) -> Job:
    """Return the job a request names."""
    job = service.find(job_id)
    if job is None:
        raise HTTPException(404, "there is no such job")
    return job


Named = Annotated[Job, Depends(job_of)]


def finished(job: Named) -> Job:
    """Return a job that has a result."""
    found = service.status(job)
    if not found.has_result:
        raise HTTPException(409, f"there is no result yet: {found.words}")
    return job


Finished = Annotated[Job, Depends(finished)]


def planned(job: Finished) -> Job:
    """Return a job that left a roster."""
    if not desk.has_given(job) or desk.latest(job) is None:
        raise HTTPException(409, "this job left no roster: ask one that planned until plan")
    return job


def migrated(job: Finished) -> Job:
    """Return a job that left a migration."""
    if not migrations.has_migration(job):
        raise HTTPException(409, "this job left no migration: ask one that planned until migration")
    return job


Planned = Annotated[Job, Depends(planned)]
Migrated = Annotated[Job, Depends(migrated)]

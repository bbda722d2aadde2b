"""Scenarios over the API: a workbook planned again with other values, each combination a plan of its own."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from wfm.api.asked import Sweep
from wfm.api.bodies import JobBody
from wfm.api.jobs import body
from wfm.api.named import PLAN, READ, Named
from wfm.service import sweeping, sweeps

ROUTES = APIRouter(tags=["scenarios"])


class Scenarios(BaseModel):
    """What a workbook can be planned with: the keys of a sweep, and the names of its scenarios."""

    keys: list[str]
    scenarios: list[str]


@ROUTES.get("/jobs/{job_id}/scenarios", dependencies=READ)
def scenarios(job: Named) -> Scenarios:
    """Tell which values can be gone through, and which scenarios sheet Scenarios names."""
    return Scenarios(keys=list(sweeping.KEYS), scenarios=sweeps.scenarios_of(job))


@ROUTES.post("/jobs/{job_id}/scenarios", status_code=202, dependencies=PLAN)
def sweep(job: Named, asked: Sweep) -> JobBody:
    """Plan the workbook for every combination of values: one job, whose table ``points`` fills as it goes."""
    return body(sweeps.submit_sweep(job, asked.over, asked.cpu_seconds, asked.gap))

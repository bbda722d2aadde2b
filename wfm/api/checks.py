"""The service of a roster over the API: simulated, and put to the test by stress cases and own scenarios."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from wfm.api.bodies import Work
from wfm.api.named import PLAN, READ, Planned
from wfm.api.tables import ASSUMPTIONS, Rows, assumption_rows, of, rows
from wfm.reserve.noun import RESERVES, STRESSED, Stressed
from wfm.service import Job, desk, verifying
from wfm.service.verifying import Check
from wfm.verification import ROLES

ROUTES = APIRouter(prefix="/jobs/{job_id}", tags=["service"])


class Missed(BaseModel):
    """A crew's interval whose simulated service is surely below its target, and why that is likely so."""

    site: str
    role: str
    pool: str
    interval_start: datetime
    service_level: float
    half_width: float
    target: float
    cause: str


class Simulated(BaseModel):
    """The simulated service of a roster; ``promised`` is the share promised by role."""

    replications: int
    confidence: float
    is_precise: bool
    promised: dict[str, float]
    late_contacts: float
    roles: Annotated[Rows, of(ROLES)]
    worst: list[Missed]
    assumptions: Annotated[Rows, of(ASSUMPTIONS)]


class CheckBody(BaseModel):
    """How far the check of a revision of the roster is, and what was found; null until it is there."""

    revision: int
    work: Work
    found: Simulated | None


class Tested(BaseModel):
    """The service of each stress case by role, and what would hold it."""

    roles: Annotated[Rows, of(STRESSED)]
    reserves: Annotated[Rows, of(RESERVES)]
    assumptions: Annotated[Rows, of(ASSUMPTIONS)]


class StressBody(BaseModel):
    """How far the stress test of a revision of the roster is, and what was found; null until it is there."""

    revision: int
    work: Work
    found: Tested | None


@ROUTES.get("/check", dependencies=READ)
def check(job: Planned) -> CheckBody:
    """Return the simulated service of the roster as it stands, or how far the simulation is."""
    revision = _revision(job)
    found = verifying.check_of(job, revision) if verifying.has_check(job, revision) else None
    return CheckBody(
        revision=revision,
        work=_work(job, revision, found is not None),
        found=None if found is None else _simulated(found),
    )


@ROUTES.post("/check", status_code=202, dependencies=PLAN)
def simulate_service(job: Planned) -> Work:
    """Have the roster as it stands simulated, unless that is done or something is being simulated."""
    revision = _revision(job)
    verifying.ask(job, revision)
    return _work(job, revision, verifying.has_check(job, revision))


@ROUTES.get("/stress", dependencies=READ)
def stress(job: Planned) -> StressBody:
    """Return the stress cases of the roster as it stands, the scenarios of its workbook among them."""
    revision = _revision(job)
    found = verifying.stress_of(job, revision)
    return StressBody(
        revision=revision,
        work=_work(job, revision, found is not None),
        found=None if found is None else _tested(found),
    )


@ROUTES.post("/stress", status_code=202, dependencies=PLAN)
def put_to_the_test(job: Planned) -> Work:
    """Have the checked roster put to the test, unless something is being simulated."""
    revision = _revision(job)
    if not verifying.has_check(job, revision):
        raise HTTPException(409, "the service of this roster has not been simulated: ask for its check first")
    is_done = verifying.stress_of(job, revision) is not None
    if not is_done:
        verifying.ask_stress(job, revision)
    return _work(job, revision, is_done)


def _simulated(found: Check) -> Simulated:
    return Simulated(
        replications=found.verification.replications,
        confidence=found.verification.confidence,
        is_precise=found.verification.is_precise,
        promised=found.promised,
        late_contacts=found.late_contacts,
        roles=rows(found.verification.roles),
        worst=[Missed(**asdict(each)) for each in found.worst],
        assumptions=assumption_rows(found.assumptions),
    )


def _tested(found: Stressed) -> Tested:
    return Tested(
        roles=rows(found.roles),
        reserves=rows(found.reserves),
        assumptions=assumption_rows(found.assumptions),
    )


def _revision(job: Job) -> int:
    # Whoever comes here has a roster: named.planned looked.
    return desk.latest(job) or 0


def _work(job: Job, revision: int, is_done: bool) -> Work:
    if is_done:
        return Work(state="done", done=1.0)
    if verifying.is_under_way(job):
        now = verifying.progress(job)
        return Work(state="under way", words=now.case, done=now.done)
    failed = verifying.failure(job, revision)
    return Work(state="failed", words=failed) if failed else Work(state="not begun")

"""Trade-offs over the API: cost against service and risk, the next person, what the cost hangs on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from wfm import service
from wfm.api.asked import Point
from wfm.api.bodies import JobBody, Work
from wfm.api.jobs import body
from wfm.api.named import PLAN, READ, Planned
from wfm.api.tables import ASSUMPTIONS, Rows, assumption_rows, of, rows
from wfm.deciding import SHIFTS
from wfm.errors import Fault, InputFaultsError
from wfm.service import Job, trading
from wfm.trade_off import NEXT_PERSON, RISK, SERVICE, TORNADO

ROUTES = APIRouter(prefix="/jobs/{job_id}/trade-offs", tags=["trade-offs"])


class Weighed(BaseModel):
    """What a planner weighs; ``cost`` and ``heads`` are the busiest week's, people fractional: about."""

    cost: float
    heads: int
    week: str
    currency: str
    service: Annotated[Rows, of(SERVICE)]
    risk: Annotated[Rows, of(RISK)]
    next_person: Annotated[Rows, of(NEXT_PERSON)]
    tornado: Annotated[Rows, of(TORNADO)]
    assumptions: Annotated[Rows, of(ASSUMPTIONS)]


class TradeOffsBody(BaseModel):
    """How far trade-offs are, and what was found; null until they are there."""

    work: Work
    found: Weighed | None


@ROUTES.get("", dependencies=READ)
def trade_offs(job: Planned) -> TradeOffsBody:
    """Return the trade-offs of a plan, or how far the work on them is."""
    return TradeOffsBody(work=_work(job), found=_found(job) if trading.has_trade_offs(job) else None)


@ROUTES.post("", status_code=202, dependencies=PLAN)
def work_out(job: Planned) -> Work:
    """Have the trade-offs of a plan worked out, unless they are there or something is under way."""
    trading.ask(job)
    return _work(job)


@ROUTES.post("/cancel", status_code=202, dependencies=PLAN)
def cancel_trade_offs(job: Planned) -> Work:
    """End what is under way; nothing of it is kept."""
    trading.stop(job)
    return _work(job)


@ROUTES.post("/points", status_code=202, dependencies=PLAN)
def simulate(job: Planned, asked: Point) -> Work:
    """Have the whole plan of a point made and simulated, so that its service is known."""
    shift = _shift(job, asked)
    if trading.is_under_way(job):
        raise HTTPException(409, "other work on these trade-offs is under way")
    trading.ask_point(job, shift, asked.cpu_seconds)
    return _work(job)


@ROUTES.post("/plan", status_code=202, dependencies=PLAN)
def make_plan(job: Planned, asked: Point) -> JobBody:
    """Plan the workbook again with the targets of a point, as one more job."""
    shift = _shift(job, asked)
    return body(service.submit_again(job, trading.options_with_targets(job, shift, asked.cpu_seconds)))


def _found(job: Job) -> Weighed:
    found = trading.trade_offs_of(job)
    return Weighed(
        cost=found.cost,
        heads=found.heads,
        week=found.week,
        currency=found.currency,
        service=rows(found.service),
        risk=rows(found.risk),
        next_person=rows(found.next_person),
        tornado=rows(found.tornado),
        assumptions=assumption_rows(found.assumptions),
    )


def _shift(job: Job, asked: Point) -> float:
    if not trading.has_trade_offs(job):
        raise HTTPException(409, "the trade-offs of this plan have not been worked out")
    shift = round(asked.shift, 6)
    if shift not in SHIFTS:
        raise InputFaultsError([Fault("shift", f"{asked.shift:g}", f"one of: {', '.join(map(str, SHIFTS))}")])
    return shift


def _work(job: Job) -> Work:
    if trading.is_under_way(job):
        now = trading.progress(job)
        return Work(state="under way", words=f"{now.stage}: {now.detail}", done=now.done)
    if failed := trading.failure(job):
        return Work(state="failed", words=failed)
    return Work(state="done", done=1.0) if trading.has_trade_offs(job) else Work(state="not begun")

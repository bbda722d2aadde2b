"""What the API takes and gives, as its schema tells it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field


class FaultBody(BaseModel):
    """One thing wrong with a workbook: its cell, what stands there, what was expected, what to do."""

    where: str
    found: str
    expected: str
    action: str


class Problem(BaseModel):
    """What was wrong with a request (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    faults: list[FaultBody] = []


class PlanBody(BaseModel):
    """A plan and how many versions it has."""

    id: str
    name: str
    owner: str
    created_utc: datetime
    archived_utc: datetime | None
    versions: int


class VersionBody(BaseModel):
    """A version of a plan; ``input_digest`` is the SHA-256 of its workbook, ``jobs`` the runs of it."""

    number: int
    author: str
    created_utc: datetime
    parameters: dict[str, Any]
    input_digest: str
    note: str
    jobs: list[str]


class PointBody(BaseModel):
    """One report of a run: seconds since it was asked for, stage, share done, cost and bound (currency)."""

    seconds: float
    stage: str
    detail: str
    done: float
    cost: float | None
    bound: float | None


class JobBody(BaseModel):
    """Where a run stands, in a word and in words; ``faults`` of its workbook, where it has any."""

    id: str
    name: str
    until: str
    state: str
    words: str
    seconds: float
    waits_behind: int | None = Field(description="Runs before this one in the queue; null outside it")
    has_result: bool
    last: PointBody | None
    faults: list[FaultBody]


class Work(BaseModel):
    """Where work beside a finished run stands, in a word and in words; ``done`` is the share that is."""

    state: Literal["not begun", "under way", "done", "failed"]
    words: str = ""
    done: Annotated[float, Field(ge=0, le=1)] = 0.0


class Deed(BaseModel):
    """One line of the audit: who did what, when, to what."""

    at_utc: datetime
    who: str
    what: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

"""What a request may ask for, each with its limits and an example."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator

CpuSeconds = Annotated[float, Field(ge=1, le=3600, description="CPU seconds of each search", examples=[120])]
Queue = Annotated[str, Field(max_length=200, description="Name of a queue", examples=["Refills"])]
Phases = Annotated[int, Field(ge=-40, le=40, description="Later; below 0 earlier", examples=[1])]
Tightens = Annotated[bool, Field(description="Simulate the plan and add people where service falls short")]
Fits = Annotated[
    bool,
    Field(description="Measure what an hour on duty takes on a migration's own weeks"),
]
RiskCap = Annotated[
    float | None,
    Field(ge=0, description="Most critical errors a migration may leave undetected; none: the file's own"),
]
UNTIL = "^(need|plan|migration)$"
TEMPLATES = "^(healthcare|retail|finance|as today)?$"


class Again(BaseModel):
    """What to make of a workbook that was sent before; blank limits are the program's own."""

    until: str = Field("plan", pattern=UNTIL, description="How far to walk", examples=["migration"])
    cpu_seconds: float | None = Field(None, ge=1, le=3600, examples=[600])
    preset: str = Field("", pattern="^(article)?$")
    template: str = Field(
        "",
        pattern=TEMPLATES,
        description="Wishes of a migration: healthcare, retail, finance, as today; blank: the file's own",
        examples=["retail"],
    )
    tightens: Tightens = False
    fits: Fits = True
    risk_cap: RiskCap = None


class Sweep(BaseModel):
    """The values to go through, by key; every combination is a plan of its own."""

    over: dict[str, list[str]] = Field(
        min_length=1,
        description="volume (factor), scenario (name on sheet Scenarios) or a column of sheet Queues",
        examples=[{"volume": ["0.9", "1", "1.1"], "target_share": ["0.8", "0.9"]}],
    )
    cpu_seconds: CpuSeconds = 120.0
    gap: float = Field(0.005, ge=0, le=1, description="Stop when proven this close (share of the cost)")


class Point(BaseModel):
    """A point of cost against service, as ``trade-offs`` lists them by ``shift``."""

    shift: float = Field(
        ge=-1, le=1, description="Added to every target of contacts answered in time (share)", examples=[0.04]
    )
    cpu_seconds: CpuSeconds = 120.0


class Slip(BaseModel):
    """A queue to price some phases later or earlier; blank: every queue that moves."""

    queue: Queue = ""
    phases: Phases = 1


class Move(BaseModel):
    """A queue and its other path: the way of each phase, or the plan's own some phases later."""

    queue: Queue
    ways: str = Field(
        "",
        max_length=500,
        description="Way of each phase, as alternatives and slips tell it; blank: phases say",
        examples=["2, 2"],
    )
    phases: Phases = 0
    cpu_seconds: CpuSeconds = 120.0

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.ways) == bool(self.phases):
            raise ValueError("either ways or phases say where it goes")
        return self


class Week(BaseModel):
    """A week of a migration to plan down to its roster."""

    week: int = Field(ge=0, description="Week of the programme, from 0", examples=[16])
    cpu_seconds: CpuSeconds = 120.0

"""A job: one file on its way to a plan, in a folder of its own, and what can be said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Until(StrEnum):
    """How far a job walks: to the people needed (seconds), a finished plan, a migration, or many plans."""

    NEED = "need"
    PLAN = "plan"
    MIGRATION = "migration"
    SWEEP = "sweep"


class State(StrEnum):
    """Where a job stands; the last five are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAULTS = "faults"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (State.QUEUED, State.RUNNING)


@dataclass(frozen=True)
class JobOptions:
    """What the planner chose for this job.

    ``answers`` are settings the file left open (``date_order``, ``blank_volume``) and the planner
    answered, ``queue_answers`` what was answered for queues on the screen, by queue and column of sheet
    Queues; ``cpu_seconds`` and ``gap`` (share) limit the search, blank for the planning's own.
    ``template`` names the starting wishes of a migration, blank: the file's. ``week_of`` is the id of the
    job whose migration has the ``week`` (from 0) that is planned, blank: the file's own weeks are;
    ``moved_from`` of the one whose migration is kept but for ``moved_queue``, which takes ``moved_ways``
    (as ``Alternative.ways``), called ``moved_how`` in words. ``risk_cap`` is the most critical errors that a
    migration may leave undetected, blank: as sheet Settings says; ``capped_from`` the id of the job whose
    cost against risk it was chosen on. ``fits``: a migration measures on its own weeks what an hour on duty
    takes. ``tightens``: the plan is simulated and given people where it falls short. ``over`` are the values
    that a sweep goes through, by key.
    """

    until: Until = Until.PLAN
    preset: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    cpu_seconds: float | None = None
    gap: float | None = None
    queue_answers: dict[str, dict[str, str]] = field(default_factory=dict)
    template: str = ""
    week_of: str = ""
    week: int = 0
    moved_from: str = ""
    moved_queue: str = ""
    moved_ways: str = ""
    moved_how: str = ""
    risk_cap: float | None = None
    capped_from: str = ""
    fits: bool = True
    tightens: bool = False
    over: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """The folder of a job and the names of what lies in it.

    Everything about a job is in these files, so that any process that knows the folder can watch it,
    stop it and read its answer, also after the app was started anew.
    """

    folder: Path

    @property
    def id(self) -> str:
        """The name by which a link finds the job."""
        return self.folder.name

    @property
    def request(self) -> Path:
        """What was asked: file name, options, time."""
        return self.folder / "request.json"

    @property
    def input(self) -> Path:
        """The folder that holds the planner's file alone, under the planner's name for it."""
        return self.folder / "input"

    @property
    def forecast(self) -> Path:
        """The folder that holds a forecast to take instead of the planner's file's own; often not there."""
        return self.folder / "forecast"

    @property
    def last_roster(self) -> Path:
        """The roster book of the plan before this one; often not there."""
        return self.folder / "last_roster.xlsx"

    @property
    def state(self) -> Path:
        """The worker's last word on where it stands."""
        return self.folder / "state.json"

    @property
    def registered(self) -> Path:
        """Present once the store holds the job: from then on it waits its turn."""
        return self.folder / "registered"

    @property
    def settled(self) -> Path:
        """Present once the store knows how the job ended."""
        return self.folder / "settled"

    @property
    def process(self) -> Path:
        """The number of the worker's process."""
        return self.folder / "process.json"

    @property
    def heartbeat(self) -> Path:
        """Touched by the worker every few seconds."""
        return self.folder / "heartbeat"

    @property
    def progress(self) -> Path:
        """One line for each thing the planning reported."""
        return self.folder / "progress.jsonl"

    @property
    def cancel(self) -> Path:
        """Present once somebody asked the job to stop."""
        return self.folder / "cancel"

    @property
    def cancel_seen(self) -> Path:
        """Present once the search has read that it shall stop and is on its way out."""
        return self.folder / "cancel_seen"

    @property
    def faults(self) -> Path:
        """What is wrong with the file."""
        return self.folder / "faults.json"

    @property
    def log(self) -> Path:
        """What the worker wrote to its terminal, tracebacks included."""
        return self.folder / "worker.log"

    @property
    def migration(self) -> Path:
        """The finished migration, with everything it stands on; often not there."""
        return self.folder / "migration.seal"

    @property
    def answers(self) -> Path:
        """The folder of the answers beside a migration; often not there."""
        return self.folder / "answers"

    @property
    def slips(self) -> Path:
        """The folder of slips priced beside a migration; often not there."""
        return self.folder / "slips"

    @property
    def trade_offs(self) -> Path:
        """The folder of the trade-offs beside a plan; often not there."""
        return self.folder / "trade_offs"

    @property
    def checks(self) -> Path:
        """The folder of simulated services, a folder in it for each state of the roster; often not there."""
        return self.folder / "checks"

    @property
    def tables(self) -> Path:
        """The folder of tables for display."""
        return self.folder / "tables"

    @property
    def results(self) -> Path:
        """The folder of files for the planner."""
        return self.folder / "results"


@dataclass(frozen=True)
class JobStatus:
    """Where a job stands, in a word and in the planner's words.

    ``seconds`` is wall time since it began, up to its end; ``has_result`` says whether there is a plan
    to look at, which a stopped job may well have.
    """

    state: State
    words: str
    seconds: float
    has_result: bool


@dataclass(frozen=True)
class ProgressPoint:
    """One report of the planning: when (s since the job began), what, the share done, cost and bound."""

    seconds: float
    stage: str
    detail: str
    done: float
    cost: float | None
    bound: float | None

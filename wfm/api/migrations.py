"""Migrations over the API: what was found, slips priced, a queue moved, a week planned to its roster."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from wfm import service
from wfm.api.asked import Move, Slip, Week
from wfm.api.bodies import JobBody, Work
from wfm.api.jobs import body
from wfm.api.named import PLAN, READ, Migrated
from wfm.api.tables import ASSUMPTIONS, Rows, assumption_rows, of, rows
from wfm.errors import Fault, InputFaultsError
from wfm.migration.week_heads import WEEK_HEADS
from wfm.migration.week_names import WEEK_NAMES
from wfm.service import Job, desk, migration_answers, migration_tables, migrations, slipping
from wfm.service.slipping import SLIPS

ROUTES = APIRouter(prefix="/jobs/{job_id}/migration", tags=["migration"])


class Moved(BaseModel):
    """The queue that was moved by hand, from which job's migration, where to and how in words."""

    job: str
    queue: str
    ways: str
    how: str


class MigrationBody(BaseModel):
    """A migration beside its summary; phases and weeks count from 0.

    ``tables`` lists its tables there are by now; ``pending`` the answers that are still to come.
    """

    currency: str
    queues: list[str]
    phases: list[date]
    weeks: int
    tables: list[str]
    answers: Work
    pending: list[str]
    diagnosis: str
    as_today: list[float] | None
    article: list[str]
    moved: Moved | None
    assumptions: Annotated[Rows, of(ASSUMPTIONS)]


class SlipsBody(BaseModel):
    """Whether slips are being priced, and those priced so far, the latest last."""

    work: Work
    slips: Annotated[Rows, of(SLIPS)]


class WeekBody(BaseModel):
    """A week that was asked for (from 0), its first day, and the job that plans it."""

    week: int
    first_day: date
    job: JobBody


class PlannedWeek(WeekBody):
    """A week with its heads, from the migration's need to the roster, and how people came to it.

    Both are null until the week is planned; ``names`` where no staff list names people.
    """

    heads: Annotated[Rows, of(WEEK_HEADS)] | None
    names: Annotated[Rows, of(WEEK_NAMES)] | None


@ROUTES.get("", dependencies=READ)
def migration(job: Migrated) -> MigrationBody:
    """Return a migration: its queues and phases, its tables, and the answers there are."""
    found, asked = migrations.migrated_of(job), service.options_of(job)
    plan, answers, currency = found.result.plan, found.answers, found.figures["currency"]
    moved = Moved(job=asked.moved_from, queue=asked.moved_queue, ways=asked.moved_ways, how=asked.moved_how)
    return MigrationBody(
        currency=currency,
        queues=list(found.result.prepared.paths),
        phases=[plan.phases.phase_start(phase) for phase in range(plan.phases.count)],
        weeks=plan.phases.weeks,
        tables=migration_tables.names(job),
        answers=_answers(job),
        pending=sorted(answers.pending),
        diagnosis=answers.diagnosis,
        as_today=None if answers.as_today is None else list(answers.as_today.paid),
        article=answers.article_words(currency),
        moved=moved if asked.moved_from else None,
        assumptions=assumption_rows(found.result.prepared.case.assumptions),
    )


@ROUTES.post("/answers", status_code=202, dependencies=PLAN)
def answer(job: Migrated) -> Work:
    """Have the answers worked out that are still to come: other paths, cost against risk, stress."""
    migration_answers.ask(job)
    return _answers(job)


@ROUTES.get("/slips", dependencies=READ)
def slips(job: Migrated) -> SlipsBody:
    """Return what it costs to move queues some phases later or earlier, as far as it was asked for."""
    return SlipsBody(work=_slipping(job), slips=rows(slipping.slips_of(job)))


@ROUTES.post("/slips", status_code=202, dependencies=PLAN)
def slip(job: Migrated, asked: Slip) -> Work:
    """Have a queue, or every queue that moves, priced some phases later or earlier."""
    slipping.ask(job, asked.queue, asked.phases)
    return _slipping(job)


@ROUTES.post("/moves", status_code=202, dependencies=PLAN)
def move(job: Migrated, asked: Move) -> JobBody:
    """Plan the migration again with one queue on another of its paths, the others kept."""
    ways, how = migrations.path_asked(migrations.read(job), asked.queue, asked.ways, asked.phases)
    return body(migrations.submit_move(job, asked.queue, ways, how, asked.cpu_seconds))


@ROUTES.get("/weeks", dependencies=READ)
def weeks(job: Migrated) -> list[WeekBody]:
    """List the weeks that were asked for, each with the newest job that plans it."""
    phases, found = migrations.read(job).plan.phases, migrations.weeks_of(job)
    return [
        WeekBody(week=week, first_day=phases.week_start(week), job=body(found[week]))
        for week in sorted(found)
    ]


@ROUTES.post("/weeks", status_code=202, dependencies=PLAN)
def plan_week(job: Migrated, asked: Week) -> JobBody:
    """Plan a week of the migration down to its roster, as one more job: an ordinary plan."""
    count = migrations.read(job).plan.phases.weeks
    if asked.week >= count:
        raise InputFaultsError([Fault("week", str(asked.week), f"0 to {count - 1}")])
    return body(migrations.submit_week(job, asked.week, asked.cpu_seconds))


@ROUTES.get("/weeks/{week}", dependencies=READ)
def week(job: Migrated, week: int) -> PlannedWeek:
    """Return a week that was asked for: why its roster has other heads than the migration."""
    week_job = migrations.weeks_of(job).get(week)
    if week_job is None:
        raise HTTPException(404, "this week was not asked for")
    found, is_planned = migrations.migrated_of(job), desk.latest(week_job) is not None
    names = migrations.week_names_of(week_job) if is_planned else None
    return PlannedWeek(
        week=week,
        first_day=found.result.plan.phases.week_start(week),
        job=body(week_job),
        heads=rows(migrations.week_heads_of(found, week_job)) if is_planned else None,
        names=None if names is None else rows(names),
    )


def _answers(job: Job) -> Work:
    told = migration_answers.told_of(job)
    if migration_answers.is_under_way(job):
        return Work(state="under way")
    if told.failed:
        return Work(state="failed", words=told.failed)
    return Work(state="not begun") if told.answers.pending else Work(state="done", done=1.0)


def _slipping(job: Job) -> Work:
    if slipping.is_under_way(job):
        return Work(state="under way")
    if failed := slipping.failure(job):
        return Work(state="failed", words=failed)
    return Work(state="not begun") if slipping.slips_of(job).empty else Work(state="done", done=1.0)

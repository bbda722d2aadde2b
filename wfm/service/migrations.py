"""Migrations as jobs: start one, plan a week of it, read both back.

A week of a migration is an ordinary plan: its job reads the week from the migration's job instead of a file,
and everything after that, from the need to the roster, is the plan's own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

import reports.migration
from wfm import fitting, migrating, moving
from wfm.errors import Fault, InputFaultsError, PlanningError
from wfm.migrating import NO_ANSWER, MigrationResult
from wfm.migration import gate_table, migration_case, template_wishes
from wfm.migration.actions import actions
from wfm.migration.alternative import path_named, shifted, shifted_words, ways_of
from wfm.migration.answers import MigrationAnswers
from wfm.migration.bands import bands
from wfm.migration.gate_noun import GateTable
from wfm.migration.template import with_wishes
from wfm.migration.week_heads import week_heads
from wfm.migration.week_input import week_input
from wfm.migration.week_names import named_week
from wfm.migration.who import who
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, PlanResult
from wfm.service import desk, jobs, migration_answers, sealed
from wfm.service.job import Job, JobOptions, Until
from wfm.service.listener import Listener
from wfm.service.migration_answers import Told

WEEK_GAP = 0.02
"""A week months ahead is a look at its roster: proven this close (share of its cost) is enough."""


CAP_PARTS = 1e6
"""A cap on critical errors is told in millionths of an error."""

WEEK_NAMES_TABLE, ACTIONS_TABLE = "week_names", "actions"


@dataclass(frozen=True, eq=False)
class Migrated:
    """A migration with what its screen tells of it; ``told`` are the answers there are by now."""

    result: MigrationResult
    actions: pd.DataFrame
    bands: pd.DataFrame
    told: Told

    @property
    def answers(self) -> MigrationAnswers:
        """The answers there are by now."""
        return self.told.answers

    @cached_property
    def figures(self) -> dict[str, Any]:
        """What stands in its summary."""
        return migration_answers.figures_of(self.result, self.answers)

    @cached_property
    def gates(self) -> GateTable:
        """The gates of moves that come next, with the price of waiting once it is known."""
        return gate_table(self.result.prepared.case, self.answers.entering)


def submit_migration(file: Job, template: str, cpu_seconds: float, *, fits: bool = True) -> Job:
    """Start the migration of a file that was read, with the file's own wishes or those of a template.

    ``fits``: what an hour on duty takes is measured on the shifts of its own weeks, which takes longer.
    """
    asked = _options(file, Until.MIGRATION, cpu_seconds, template=template)
    return jobs.submit_again(file, replace(asked, fits=fits))


def submit_week(migration: Job, week: int, cpu_seconds: float) -> Job:
    """Start the plan of a week (from 0) of a finished migration."""
    asked = _options(migration, Until.PLAN, cpu_seconds, week_of=migration.id, week=week)
    return jobs.submit_again(migration, replace(asked, gap=WEEK_GAP))


def submit_move(migration: Job, queue: str, ways: str, how: str, cpu_seconds: float) -> Job:
    """Start a migration like another but for one queue, on the path with these ways; ``how``: in words."""
    asked = _options(migration, Until.MIGRATION, cpu_seconds)
    moved = replace(asked, moved_from=migration.id, moved_queue=queue, moved_ways=ways, moved_how=how)
    migration_answers.stop(migration)
    return jobs.submit_again(migration, moved)


def path_asked(result: MigrationResult, queue: str, ways: str, phases: int) -> tuple[str, str]:
    """Return the way of each phase of a queue's other path and, in words, what it is.

    Parameters
    ----------
    result
        The migration.
    queue, ways
        The queue, and the way of each phase as ``Alternative.ways`` has it; blank: the plan's own, moved.
    phases
        So many phases later (earlier below 0).

    Raises
    ------
    InputFaultsError
        If the migration has no such queue, or its rules no such path.
    """
    if queue not in result.prepared.paths:
        known = ", ".join(result.prepared.paths)
        raise InputFaultsError([Fault("queue", repr(queue), f"one of: {known}")])
    paths = result.prepared.paths[queue]
    if ways:
        if path_named(paths, ways) is None:
            raise InputFaultsError([Fault("ways", repr(ways), "modes by phase that the rules allow")])
        return ways, f"modes {ways}"
    path = shifted(paths, moving.path_of(result, queue), phases)
    if path is None:
        why = moving.why_not_slipped(result, queue, phases)
        raise InputFaultsError([Fault("phases", str(phases), f"a move that the rules allow: {why}")])
    return ways_of(path), shifted_words(phases)


def submit_capped(migration: Job, risk: float, cpu_seconds: float) -> Job:
    """Start the migration of the same file and wishes with at most so many critical errors undetected.

    Queues that were moved by hand go by cost again.
    """
    asked = _options(migration, Until.MIGRATION, cpu_seconds, template=jobs.options_of(migration).template)
    # The cap of a point is the risk of a choice: told a little looser, that choice keeps it after rounding.
    cap = math.ceil(risk * CAP_PARTS) / CAP_PARTS
    migration_answers.stop(migration)
    return jobs.submit_again(migration, replace(asked, risk_cap=cap, capped_from=migration.id))


def weeks_of(migration: Job) -> dict[int, Job]:
    """Return the jobs that plan weeks of a migration, the newest of each week."""
    found: dict[int, Job] = {}
    for job in jobs.later_than(migration):
        options = jobs.options_of(job)
        if options.week_of == migration.id:
            found.setdefault(options.week, job)
    return found


def with_template(plan_input: PlanInput, name: str) -> PlanInput:
    """Return a file's input with the wishes of a template."""
    return with_wishes(plan_input, template_wishes(name, migration_case(plan_input)))


def input_of_week(migration_id: str, week: int) -> PlanInput:
    """Return the input of a week of the migration that a job found.

    Raises
    ------
    PlanningError
        If that job is no longer kept or has no migration.
    """
    found = kept(migration_id)
    return week_input(found.plan_input, found.prepared.case, found.plan, week)


def kept(migration_id: str) -> MigrationResult:
    """Return the migration that a job found, by its id.

    Raises
    ------
    PlanningError
        If that job is no longer kept or has no migration.
    """
    return read(_kept(migration_id))


def _kept(migration_id: str) -> Job:
    job = jobs.find(migration_id)
    if job is None or not has_migration(job):
        raise PlanningError("the migration this belongs to is no longer kept: plan it again")
    return job


def make(job: Job, plan_input: PlanInput, limits: PlanOptions, listener: Listener) -> None:
    """Find the migration that a job asks for, leave it, and have what is asked next of it worked out.

    There is nothing to keep before the first migration is found: asked to stop then, it stops. Under a cap
    the fits are those of the migration whose chart the cap was chosen on.
    """
    asked, tell, is_asked = jobs.options_of(job), listener.on_progress, listener.is_asked
    if asked.moved_from:
        before = _kept(asked.moved_from)
        result = moving.moved(read(before), asked.moved_queue, asked.moved_ways, limits, tell, is_asked)
        migration_answers.begin_from(job, before)
    elif asked.capped_from and has_migration(before := Job(job.folder.parent / asked.capped_from)):
        result = migrating.migrate(plan_input, limits, tell, is_asked, asked.risk_cap, read(before).fits)
        migration_answers.begin_from(job, before)
    else:
        find = fitting.migrate_fitted if asked.fits else migrating.migrate
        result = find(plan_input, limits, tell, is_asked, asked.risk_cap)
    write_migration(job, result)
    migration_answers.ask(job)


def write_migration(job: Job, result: MigrationResult) -> None:
    """Leave a finished migration, what there is to do, and its figures."""
    sealed.write(job.migration, result)
    job.results.mkdir(parents=True, exist_ok=True)
    job.tables.mkdir(exist_ok=True)
    actions(result.plan, result.prepared.case).to_parquet(job.tables / f"{ACTIONS_TABLE}.parquet")
    # The figures come last: where they are, the rest is there too.
    migration_answers.write_figures(job, result, NO_ANSWER)


def has_migration(job: Job) -> bool:
    """Return whether a job left a migration."""
    return job.migration.exists()


def read(job: Job) -> MigrationResult:
    """Return the migration that a job found."""
    found: MigrationResult = sealed.read(job.migration)
    return found


def migrated_of(job: Job) -> Migrated:
    """Return the migration of a job with what its screen tells of it."""
    result = read(job)
    case, plan = result.prepared.case, result.plan
    return Migrated(result, actions(plan, case), bands(plan, case), migration_answers.told_of(job))


def book(migrated: Migrated) -> bytes:
    """Return the migration book (.xlsx)."""
    result = migrated.result
    return reports.migration.workbook(result.plan, result.prepared, migrated.figures, migrated.answers)


def write_named(job: Job, result: PlanResult) -> PlanResult:
    """Return the plan of a week with the migration's people on its positions, where a staff list names them.

    How they came to it is left beside the plan (as ``WEEK_NAMES``).
    """
    asked = jobs.options_of(job)
    found = kept(asked.week_of)
    people = who(found.prepared.case, found.plan, asked.week)
    if not people:
        return result
    named = named_week(result.roster, result.plan_input.skill_sets, found.plan, people)
    named.names.to_parquet(job.tables / f"{WEEK_NAMES_TABLE}.parquet")
    return replace(result, roster=named.roster)


def week_names_of(week_job: Job) -> pd.DataFrame | None:
    """Return how the people of a planned week came to it (as ``WEEK_NAMES``); None: no list names people."""
    path = week_job.tables / f"{WEEK_NAMES_TABLE}.parquet"
    return pd.read_parquet(path) if path.exists() else None


def week_heads_of(migrated: Migrated, week_job: Job) -> pd.DataFrame:
    """Return the heads of a planned week beside the migration's (as ``WEEK_HEADS``)."""
    given, first = desk.given_of(week_job), desk.draft_of(week_job, 0)
    return week_heads(
        migrated.result.prepared.case,
        migrated.result.plan,
        jobs.options_of(week_job).week,
        given.requirement,
        given.plan_input.skill_sets,
        first.roster,
    )


def _options(
    job: Job,
    until: Until,
    cpu_seconds: float,
    *,
    template: str = "",
    week_of: str = "",
    week: int = 0,
) -> JobOptions:
    return replace(
        jobs.options_of(job),
        until=until,
        cpu_seconds=cpu_seconds,
        gap=None,
        template=template,
        week_of=week_of,
        week=week,
        moved_from="",
        risk_cap=None,
        capped_from="",
    )

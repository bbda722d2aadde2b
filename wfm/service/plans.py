"""A plan as its planners handle it: copied, held against others, put away and brought back, never deleted."""

from __future__ import annotations

import secrets
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime

from wfm.errors import PlanningError
from wfm.service import desk, queue, rights, watch
from wfm.service.data import data_folder
from wfm.service.files import read_json, write_json
from wfm.service.job import Job
from wfm.service.store import (
    Plan,
    Role,
    archive,
    baseline,
    copy_version,
    open_store,
    plan_of,
    plans,
    revive,
    run,
    set_baseline,
    version,
)

NOT_COPIED = ("desk", "process.json", "heartbeat", "registered", "settled", "cancel", "cancel_seen", "*.part")
"""Files of a run that are about itself; of its desk the roster as it stands is copied."""


def plan_of_job(job: Job) -> Plan | None:
    """Return the plan a job belongs to, ``None`` where the store does not know the job."""
    store = open_store()
    known = run.run_of(store, job.id)
    return None if known is None else plan_of(store, version(store, known.version).plan)


def put_away_plans() -> tuple[Plan, ...]:
    """Return the plans that were put away, newest first."""
    return tuple(plan for plan in plans(open_store(), with_archived=True) if plan.archived_utc is not None)


def is_baseline(job: Job) -> bool:
    """Return whether the others are held against this run."""
    plan = plan_of_job(job)
    return plan is not None and baseline(open_store(), plan.id) == job.id


def baseline_of(job: Job) -> Job | None:
    """Return the run this one is held against, ``None`` where none was chosen or its files are gone."""
    plan = plan_of_job(job)
    found = None if plan is None else baseline(open_store(), plan.id)
    return None if found is None else watch.find(found)


@rights.needs(Role.PLANNER)
def make_baseline(job: Job) -> None:
    """Hold the other runs of the plan, and of its copies, against this one."""
    set_baseline(open_store(), _known(job).id, job.id, rights.caller().who)


@rights.needs(Role.PLANNER)
def put_away(job: Job) -> None:
    """Put the plan of a run away with all its runs: kept, and no longer offered."""
    archive(open_store(), _known(job).id, rights.caller().who)


@rights.needs(Role.PLANNER)
def bring_back(plan: Plan) -> None:
    """Offer a plan again that was put away."""
    revive(open_store(), plan.id, rights.caller().who)


@rights.needs(Role.PLANNER)
def copy(job: Job) -> Job:
    """Return a copy of a finished run, a plan of its own: the same file, the roster as it stands, a draft.

    Raises
    ------
    PlanningError
        If the run has not ended, or has no roster.
    """
    status, number = watch.status(job), desk.latest(job)
    if not status.has_result or number is None:
        raise PlanningError("only a finished plan can be copied")
    store, who, plan = open_store(), rights.caller().who, _known(job)
    source = run.run_of(store, job.id)
    assert source is not None
    name = f"{plan.name} (copy)"
    made = copy_version(store, version(store, source.version), name, who)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    twin = Job(data_folder() / "jobs" / f"{stamp}-{secrets.token_hex(8)}")
    shutil.copytree(job.folder, twin.folder, ignore=shutil.ignore_patterns(*NOT_COPIED))
    twin.folder.chmod(0o700)
    asked = read_json(job.request)
    now = time.time()
    write_json(twin.request, {**asked, "name": f"Copy of {asked['name']}", "submitted": now})
    write_json(twin.state, {**read_json(job.state), "finished": now})
    given, draft = desk.given_of(job), desk.draft_of(job, number)
    desk.write_given(twin, given)
    first = replace(draft, words=f"Copied from {plan.name}", version=None, published_in=None)
    desk.write_copy(twin, given, first, desk.made_of(job))
    run.add_run(store, twin.id, made.id, source.engine, who)
    queue.settle(twin)
    return twin


def _known(job: Job) -> Plan:
    plan = plan_of_job(job)
    if plan is None:
        raise PlanningError("an earlier version of wfm made this plan: run it again first")
    return plan

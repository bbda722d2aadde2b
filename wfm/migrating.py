"""The migration's walk, in order: what the command line, the app and the tests call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import models.migration
from models.limits import SolveLimits
from wfm.migration import MigrationPlan, Prepared, migration_case, prepared
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, Progress, ProgressListener


@dataclass(frozen=True, eq=False)
class MigrationResult:
    """A finished migration with everything it stands on."""

    plan_input: PlanInput
    prepared: Prepared
    plan: MigrationPlan
    cpu_seconds: float


def migrate(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    risk_cap: float | None = None,
) -> MigrationResult:
    """Return the migration of a checked workbook.

    Parameters
    ----------
    plan_input
        What ``read_plan_input`` gave; its migration sheets are read here.
    options
        CPU seconds of the whole run and the gap at which to stop.
    on_progress, is_cancelled
        As for ``wfm.planning.plan``.
    risk_cap
        Most critical errors that may stay undetected over the programme; ``None``: as sheet Settings says.

    Raises
    ------
    InputFaultsError
        If the sheets of the migration cannot be understood, with every fault.
    NoPlanError
        If it was stopped before there was a plan.
    """
    started = time.process_time()
    tell = on_progress or (lambda _: None)
    tell(Progress("Reading", "queues, gates and people", 0.02))
    case = migration_case(plan_input)
    if risk_cap is not None:
        case = replace(case, rules=replace(case.rules, risk_cap=risk_cap))
    found = prepared(case)
    tell(Progress("Paths", "what every way asks of people", 0.1))
    left = options.cpu_seconds - (time.process_time() - started)
    plan = models.migration.solve(
        found,
        SolveLimits(left, options.gap, is_cancelled or (lambda: False)),
        lambda done, detail, cost, bound: tell(Progress("Migration", detail, 0.1 + 0.9 * done, cost, bound)),
    )
    tell(Progress("Done", "", 1.0))
    return MigrationResult(plan_input, found, plan, time.process_time() - started)

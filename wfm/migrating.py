"""The migration's walk, in order: what the command line, the app and the tests call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from wfm.errors import NoPlanError
from wfm.migration import MigrationPlan, Prepared, migration_case, prepared
from wfm.migration.alternative import Alternative, shifted, table_of
from wfm.migration.answers import MigrationAnswers
from wfm.migration.reading.given import way_named
from wfm.modes import mode_advice
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, Progress, ProgressListener

PRICE_SECONDS, LINEAR_GAP = 60.0, 1e-6
"""Limits of one priced alternative: a linear model of seconds at a hundred queues."""


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
    # The solver is loaded by whoever plans: reading a finished migration needs none of it.
    import models.migration
    from models.limits import SolveLimits

    started = time.process_time()
    cancelled = is_cancelled or (lambda: False)
    tell = on_progress or (lambda _: None)
    tell(Progress("Reading", "queues, gates and people", 0.02))
    case = migration_case(plan_input)
    if risk_cap is not None:
        case = replace(case, rules=replace(case.rules, risk_cap=risk_cap))
    found = prepared(case)
    tell(Progress("Paths", "what every way asks of people", 0.1))
    left = options.cpu_seconds - (time.process_time() - started)
    try:
        plan = models.migration.solve(
            found,
            SolveLimits(left, options.gap, cancelled),
            lambda done, detail, cost, bound: tell(
                Progress("Migration", detail, 0.1 + 0.9 * done, cost, bound)
            ),
        )
    except NoPlanError:
        if cancelled():
            raise NoPlanError("Stopped before there was a migration") from None
        raise
    tell(Progress("Done", "", 1.0))
    return MigrationResult(plan_input, found, plan, time.process_time() - started)


def other_paths(result: MigrationResult) -> dict[str, list[Alternative]]:
    """Return by queue what its other paths cost: as today, a phase earlier and later, and as advised.

    The others keep their paths; where nothing but one path is allowed the list is empty.
    """
    advice = mode_advice(result.plan_input.policy, result.plan_input.forecast)
    aims = {each.queue: way_named(each.stages[-1].label).label for each in advice if each.stages}
    return models.migration.reasons(_prices(result), aims)


def slip(result: MigrationResult, queue: str, phases: int) -> Alternative | None:
    """Return what it costs to move a queue so many phases later (earlier below 0); None: it cannot be."""
    prices = _prices(result)
    path = shifted(result.prepared.paths[queue], prices.paths[queue], phases)
    if path is None:
        return None
    kind = f"{abs(phases)} phase{'s' if abs(phases) > 1 else ''} {'later' if phases > 0 else 'earlier'}"
    return prices.of(queue, path, kind)


def answers_of(result: MigrationResult) -> MigrationAnswers:
    """Return what a planner asks next of a migration; where rules had to be broken, which one is at fault."""
    prices = _prices(result)
    others = [each for found in other_paths(result).values() for each in found]
    is_broken = not result.plan.breaches.empty
    return MigrationAnswers(
        table_of(others),
        models.migration.frontier(result.prepared, prices.limits),
        models.migration.stress(result.prepared, result.plan, prices.limits),
        models.migration.waiting_costs(prices),
        models.migration.paid_as_today(prices),
        models.migration.diagnose(result.prepared, prices.limits).sentence if is_broken else "",
    )


def _prices(result: MigrationResult) -> models.migration.Prices:
    return models.migration.Prices(result.prepared, result.plan, SolveLimits(PRICE_SECONDS, LINEAR_GAP))

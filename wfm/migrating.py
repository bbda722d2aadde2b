"""The migration's walk, in order: what the command line, the app and the tests call."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from wfm.errors import NoPlanError, RulesConflictError
from wfm.migration import MigrationPlan, Prepared, migration_case, prepared
from wfm.migration.alternative import moves_of, table_of
from wfm.migration.answers import EVERY_ANSWER, MigrationAnswers
from wfm.migration.article import Trajectory, trajectory_of
from wfm.migration.figures import Prices, figures
from wfm.migration.reading.given import way_named
from wfm.migration.shift_fit import with_fits
from wfm.modes import mode_advice
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, Progress, ProgressListener
from wfm.roles import Role

if TYPE_CHECKING:
    import models.migration
    from models.limits import SolveLimits

PRICE_SECONDS = 60.0
"""Limit of one priced alternative: a linear model of seconds at a hundred queues."""

NO_ANSWER = MigrationAnswers(pending=EVERY_ANSWER)


@dataclass(frozen=True, eq=False)
class MigrationResult:
    """A finished migration with everything it stands on.

    ``fits`` is what hours rostered take in paid ones (as ``SHIFT_FITS``), where that was measured.
    """

    plan_input: PlanInput
    prepared: Prepared
    plan: MigrationPlan
    cpu_seconds: float
    fits: pd.DataFrame | None = None


def migrate(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    risk_cap: float | None = None,
    fits: pd.DataFrame | None = None,
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
    fits
        What hours rostered take in paid ones, as ``wfm.fitting`` measures it; ``None``: as the file or the
        reference says.

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
    if fits is not None:
        case = with_fits(case, fits)
    found = prepared(case)
    tell(Progress("Paths", "what every way asks of people", 0.1))
    left = replace(options, cpu_seconds=options.cpu_seconds - (time.process_time() - started))
    migration = solved(found, left, tell, is_cancelled)
    tell(Progress("Done", "", 1.0))
    return MigrationResult(plan_input, found, migration, time.process_time() - started, fits)


def solved(
    found: Prepared,
    options: PlanOptions,
    tell: ProgressListener,
    is_cancelled: Callable[[], bool] | None,
) -> MigrationPlan:
    """Return the plan of a prepared case; as for ``migrate``."""
    # The solver is loaded by whoever plans: reading a finished migration needs none of it.
    import models.migration
    from models.limits import SolveLimits

    cancelled = is_cancelled or (lambda: False)
    try:
        return models.migration.solve(
            found,
            SolveLimits(options.cpu_seconds, options.gap, cancelled),
            lambda done, detail, cost, bound: tell(
                Progress("Migration", detail, 0.1 + 0.9 * done, cost, bound)
            ),
        )
    except NoPlanError:
        if cancelled():
            raise NoPlanError("Stopped before there was a migration") from None
        raise


def answers_of(result: MigrationResult) -> MigrationAnswers:
    """Return what a planner asks next of a migration; where rules had to be broken, which one is at fault."""
    *_, found = answers_in_turn(result)
    return found


def answers_in_turn(
    result: MigrationResult,
    known: MigrationAnswers = NO_ANSWER,
    asked_first: Callable[[], str] = str,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[MigrationAnswers]:
    """Yield what a planner asks next as it comes, each time with all there is; the last has every answer.

    Parameters
    ----------
    result
        The migration.
    known
        What is known already: its ``pending`` answers are worked out.
    asked_first
        Gives the queue whose other paths are wanted soonest; blank: no matter which.
    is_cancelled
        Whether to stop.

    Raises
    ------
    NoPlanError
        If it was stopped.
    """
    import models.migration

    prices = prices_of(result, is_cancelled)
    yield known
    if "diagnosis" in known.pending:
        is_broken = not result.plan.breaches.empty
        said = models.migration.diagnose(result.prepared, prices.limits).sentence if is_broken else ""
        yield (known := known.with_answer(diagnosis=said))
    trajectories = _trajectories(result)
    if "alternatives" in known.pending:
        ends = {queue: way[-1].label for queue, way in trajectories.items()}
        for found in _priced_in_turn(prices, ends, known, asked_first):
            yield (known := found)
    rest: dict[str, Callable[[], Any]] = {
        "as_today": lambda: models.migration.staying(prices),
        "frontier": lambda: frontier_of(result, prices.limits),
        "article": lambda: models.migration.article_way(prices, trajectories),
        "entering": lambda: models.migration.entering(prices),
        "stress": lambda: models.migration.stress(result.prepared, result.plan, prices.limits),
    }
    for name, answer in rest.items():
        if name in known.pending:
            try:
                found = answer()
            except RulesConflictError:  # of a plan that had to break a rule: no such answer keeps it either
                found = getattr(known, name)
            yield (known := known.with_answer(**{name: found}))


def frontier_of(result: MigrationResult, limits: SolveLimits) -> pd.DataFrame:
    """Return cost against risk (as ``FRONTIER``), never below what the plan's own search has proven."""
    import models.migration

    # Under a cap of its own the plan's bound says nothing of looser ones.
    is_free = math.isnan(result.prepared.case.rules.risk_cap)
    at_least = result.plan.proof.bound if is_free else -math.inf
    return models.migration.frontier(result.prepared, limits, at_least=at_least)


def _priced_in_turn(
    prices: models.migration.Prices,
    article: Mapping[str, str],
    known: MigrationAnswers,
    asked_first: Callable[[], str],
) -> Iterator[MigrationAnswers]:
    """Yield the answers with the other paths of one queue after another: first of those that move."""
    import models.migration

    left = [queue for queue in prices.paths if queue not in known.priced]
    left.sort(key=lambda queue: not moves_of(prices.paths[queue]))
    while left:
        first = asked_first()
        queue = first if first in left else left[0]
        left.remove(queue)
        others = models.migration.other_paths(prices, queue, article.get(queue, ""))
        found = table_of(others, prices.prepared.case.policy.settings.currency)
        known = known.with_priced(queue, found, is_last=not left)
        yield known


def told_figures(result: MigrationResult, prices: Prices | None = None) -> dict[str, Any]:
    """Return a migration's figures, as ``wfm.migration.figures.figures``; ``prices``: of other paths."""
    staff = result.plan_input.staff
    leaders = 0 if staff is None else int((staff.people["role"] == Role.SUPERVISOR).sum())
    return figures(result.plan, result.prepared.case, result.cpu_seconds, prices, leaders)


def _trajectories(result: MigrationResult) -> dict[str, Trajectory]:
    advice = mode_advice(result.plan_input.policy, result.plan_input.forecast)
    return {
        each.queue: trajectory_of([way_named(stage.label) for stage in each.stages])
        for each in advice
        if each.stages
    }


def prices_of(
    result: MigrationResult, is_cancelled: Callable[[], bool] = lambda: False
) -> models.migration.Prices:
    """Return the migration with what prices its queues' other paths, one at a time."""
    import models.migration
    from models.limits import SolveLimits

    return models.migration.Prices(
        result.prepared, result.plan, SolveLimits(PRICE_SECONDS, 0.0, is_cancelled)
    )

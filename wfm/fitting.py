"""A migration at what hours on duty take in the shifts of its own weeks, not at an average."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from wfm.errors import NoPlanError
from wfm.migrating import MigrationResult, migrate
from wfm.migration.shift_fit import measured_fits
from wfm.migration.week_heads import week_heads
from wfm.migration.week_input import week_input
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, Progress, ProgressListener, plan

FIRST, MEASURED = 0.35, 0.65
"""Share of the time at which the first migration, and the weeks planned for the measure, have ended."""

MEASURE_GAP = 0.02
"""Gap at which a week is planned well enough to measure: shifts differ by less from one plan to another."""


def migrate_fitted(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    risk_cap: float | None = None,
) -> MigrationResult:
    """Return the migration at what hours on duty take in the shifts of its own weeks.

    It is planned at the averages of the reference first. Its first and its last week, in which the ways left
    and entered stand, are then planned down to their shifts, and all of it once more with what they take.
    Stopped after the first it is that one. As for ``wfm.migrating.migrate``.
    """
    started = time.process_time()
    tell, is_stopped = on_progress or (lambda _: None), is_cancelled or (lambda: False)
    first = migrate(
        plan_input,
        _part(options, FIRST),
        lambda now: tell(replace(now, done=FIRST * now.done)),
        is_cancelled,
        risk_cap,
    )
    weeks = (0, first.plan.phases.weeks - 1)
    limits = PlanOptions(_part(options, MEASURED - FIRST).cpu_seconds / len(weeks), MEASURE_GAP)
    try:
        fits = measured_on(first, weeks, limits, _during(tell, FIRST, MEASURED), is_cancelled)
        if is_stopped():
            return first
        fitted = migrate(
            plan_input,
            _part(options, 1 - MEASURED),
            lambda now: tell(replace(now, done=MEASURED + (1 - MEASURED) * now.done)),
            is_cancelled,
            risk_cap,
            fits,
        )
    except NoPlanError:
        if is_stopped():
            return first
        raise
    return replace(fitted, cpu_seconds=time.process_time() - started)


def measured_on(
    result: MigrationResult,
    weeks: Sequence[int],
    options: PlanOptions,
    on_progress: Callable[[int, float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> pd.DataFrame:
    """Return what an hour rostered takes in paid ones (as ``SHIFT_FITS``) in some weeks of a migration.

    Parameters
    ----------
    result
        The migration.
    weeks
        Weeks of the programme, from 0, to be planned down to their shifts and positions.
    options, is_cancelled
        Of each week, as for ``wfm.planning.plan``, which also tells what is raised.
    on_progress
        Called with the week and the share of all weeks done.
    """
    case, found = result.prepared.case, []
    for place, week in enumerate(weeks):

        def tell(now: Progress, place: int = place, week: int = week) -> None:
            if on_progress is not None:
                on_progress(week, (place + now.done) / len(weeks))

        given = week_input(result.plan_input, case, result.plan, week)
        planned = plan(given, options, tell, is_cancelled)
        people = planned.plan_input.skill_sets
        found.append(week_heads(case, result.plan, week, planned.requirement, people, planned.roster))
    return measured_fits(case, found, weeks)


def _part(options: PlanOptions, share: float) -> PlanOptions:
    return replace(options, cpu_seconds=options.cpu_seconds * share)


def _during(tell: ProgressListener, begin: float, end: float) -> Callable[[int, float], None]:
    """Tell of the weeks without their own cost, which is not the migration's."""
    return lambda week, done: tell(
        Progress("Shifts", f"what they take in week {week + 1}", begin + (end - begin) * done)
    )

"""From a file that is read to what the planner asked of it: who is needed, a plan, a migration, a sweep."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import wfm.planning
from wfm.planning import PlanInput, PlanOptions, Progress
from wfm.service import answers, jobs, migrations
from wfm.service.executor import side_by_side
from wfm.service.job import Job, JobOptions, State, Until
from wfm.service.limits import limit_search
from wfm.service.listener import Listener

if TYPE_CHECKING:
    from models.apart import RunTasks


def walk(job: Job, read: PlanInput | None, listener: Listener) -> State:
    """Walk as far as a job asks and leave tables and files in its folder.

    Parameters
    ----------
    job
        Its options say how far.
    read
        The planner's file; ``None`` where the job plans from a migration that was made before.
    listener
        Told how far the walk is, and asked whether to stop.

    Returns
    -------
    State
        Done, or stopped with the best there was.
    """
    options = jobs.options_of(job)
    plan_input = _input_of(options, read)
    listener.on_progress(Progress("People needed", "from contacts to people on duty", 0.0))
    answers.write_input(job, plan_input)
    if options.until is Until.NEED:
        return State.DONE
    given = {"cpu_seconds": options.cpu_seconds, "gap": options.gap}
    limits = PlanOptions(**{name: value for name, value in given.items() if value is not None})
    if options.until is Until.SWEEP:
        # Loaded by whoever goes through values: other runs need none of it.
        from wfm.service import sweeps

        sweeps.make(job, limits, listener)
        return _ended(job)
    limit_search(limits.cpu_seconds)
    if options.until is Until.MIGRATION:
        migrations.make(job, plan_input, limits, listener)
    elif options.tightens:
        _tighten(job, plan_input, limits, listener)
    else:
        _plan(job, plan_input, limits, listener)
    return _ended(job)


def _ended(job: Job) -> State:
    return State.STOPPED if job.cancel.exists() else State.DONE


def _input_of(options: JobOptions, read: PlanInput | None) -> PlanInput:
    if options.week_of:
        return migrations.input_of_week(options.week_of, options.week)
    if read is None:
        return migrations.kept(options.moved_from).plan_input
    return migrations.with_template(read, options.template) if options.template else read


def _plan(job: Job, plan_input: PlanInput, limits: PlanOptions, listener: Listener) -> None:
    result = wfm.planning.plan(plan_input, limits, listener.on_progress, *_how(listener))
    if jobs.options_of(job).week_of:
        result = migrations.write_named(job, result)
    listener.on_progress(Progress("Writing the book", "", 1.0))
    answers.write_result(job, result)
    answers.ask_review(job)


def _tighten(job: Job, plan_input: PlanInput, limits: PlanOptions, listener: Listener) -> None:
    # The simulation is loaded by whoever tightens: other runs need none of it.
    from wfm import tightening

    found = tightening.tighten(plan_input, limits, listener.on_progress, *_how(listener))
    listener.on_progress(Progress("Writing the book", "", 1.0))
    answers.write_result(job, found.result, tightening.figures(found))
    answers.ask_review(job)


def _how(listener: Listener) -> tuple[Callable[[], bool], RunTasks | None]:
    """Return how a search hears of a stop, and who runs its parts: the cores here belong to other runs too.

    Parts searched apart each end with what they have, and those that have not begun with a plan in haste:
    they need not wait for a plan of all before they stop.
    """
    run_tasks = side_by_side()
    return (listener.is_cancelled if run_tasks is None else listener.is_asked), run_tasks

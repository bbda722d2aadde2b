"""The trade-offs of a finished plan: cost against service and risk, the next person, what the cost hangs on.

Worked out in a process of its own when a planner asks; what a plan weighs follows from its file alone, so
that changes by hand leave it as it is: ``python -m wfm.service.trading FOLDER``. With a point's shift and CPU
seconds behind it the whole plan of that point is made and simulated.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

import reports.trade_offs
from wfm import deciding
from wfm.assumption import Assumption
from wfm.errors import NoPlanError, PlanningError
from wfm.planning import PlanOptions, Progress
from wfm.policy.queue_answers import merged
from wfm.service import desk, jobs, results
from wfm.service.beside import Beside
from wfm.service.files import read_json, write_json
from wfm.service.job import Job, JobOptions, Until
from wfm.service.limits import limit_search
from wfm.trade_off import SimulatedPoint, TradeOffs, with_simulated

MOST_SECONDS = 1800.0
"""CPU seconds of one such process, as a search would be given."""
TABLES = ("service", "risk", "next_person", "tornado")
VALUES = ("cost", "heads", "week", "currency", "seconds")
HEADS_STAGE, HEADS_WEEKS = "Heads", 3
"""The run's own stage in which so many linear weeks were solved: what trade-offs take is told by it."""

LINEAR_WEEKS = 20
"""Linear weeks that trade-offs are about as long as; measured, see ARCHITECTURE."""


def about_seconds(job: Job) -> float | None:
    """Return about how long the work takes, by how long this run's own linear weeks took; None: not known."""
    points = jobs.progress(job)
    began = next((point.seconds for point in points if point.stage == HEADS_STAGE), None)
    if began is None:
        return None
    ended = next((point.seconds for point in points if point.seconds > began), None)
    return None if ended is None else (ended - began) / HEADS_WEEKS * LINEAR_WEEKS


def work_out(job: Job) -> None:
    """Work out the trade-offs of a plan and keep them; a failure is kept in words, its cause in the log."""
    plan_input = desk.given_of(job).plan_input
    _attempt(
        job,
        lambda: keep(
            job, deciding.trade_offs(plan_input, PlanOptions(gap=gap(job)), lambda now: _say(job, now))
        ),
    )


def simulate_point(job: Job, shift: float, cpu_seconds: float) -> None:
    """Make the whole plan of a point, simulate it, and keep what was found; a failure is kept in words."""
    plan_input, options = desk.given_of(job).plan_input, PlanOptions(cpu_seconds, gap(job))

    def act() -> None:
        found = deciding.simulated_point(plan_input, shift, options, lambda now: _say(job, now))
        kept = [asdict(each) for each in points_of(job) if each.shift != shift]
        write_json(_points(job), [*kept, asdict(found)])

    _attempt(job, act)


def points_of(job: Job) -> list[SimulatedPoint]:
    """Return the points whose plans were simulated."""
    return [SimulatedPoint(**each) for each in read_json(_points(job)) or []]


def _attempt(job: Job, act: Callable[[], None]) -> None:
    job.trade_offs.mkdir(exist_ok=True, mode=0o700)
    with _beside(job).failing_in_words("trade-offs failed"):
        try:
            act()
        except NoPlanError as error:
            _beside(job).fail(f"{str(error).rstrip('.')}.")


def gap(job: Job) -> float:
    """Return the share of the cost within which the plan was proven: points closer than it are a tie."""
    return max(PlanOptions().gap, float(results.figures(job)["gap"]))


def keep(job: Job, found: TradeOffs) -> None:
    """Leave trade-offs as tables and plain values; these come last: where they are, the rest is there too."""
    job.trade_offs.mkdir(exist_ok=True, mode=0o700)
    for name in TABLES:
        getattr(found, name).to_parquet(_table(job, name))
    told = {name: getattr(found, name) for name in VALUES}
    write_json(_told(job), {**told, "assumptions": [asdict(item) for item in found.assumptions]})


def has_trade_offs(job: Job) -> bool:
    """Return whether the trade-offs of a plan are there."""
    return _told(job).exists()


def trade_offs_of(job: Job) -> TradeOffs:
    """Return the trade-offs of a plan that has them."""
    told = read_json(_told(job))
    assumptions = tuple(Assumption(**item) for item in told.pop("assumptions"))
    service, risk, next_person, tornado = (pd.read_parquet(_table(job, name)) for name in TABLES)
    service = with_simulated(service, points_of(job))
    return TradeOffs(service, risk, next_person, tornado, **told, assumptions=assumptions)


def stamp(job: Job) -> int:
    """Return a number that changes when the trade-offs, or a simulated point, have come."""
    return len(points_of(job)) + sum(int(path.stat().st_mtime_ns) for path in _kept(job))


def _kept(job: Job) -> list[Path]:
    return [path for path in (_told(job), _points(job)) if path.exists()]


def failure(job: Job) -> str:
    """Return in words why a plan has no trade-offs though they were asked for; blank: no such reason."""
    beside = _beside(job)
    if beside.failed or has_trade_offs(job) or not beside.was_begun or beside.is_under_way:
        return beside.failed
    return "The work was ended before it was complete."


def is_under_way(job: Job) -> bool:
    """Return whether the trade-offs are being worked out at this moment."""
    return _beside(job).is_under_way


def progress(job: Job) -> Progress:
    """Return how far the work under way is."""
    return Progress(**(read_json(_progress(job)) or {"stage": "Getting ready", "detail": "", "done": 0.0}))


def ask(job: Job) -> None:
    """Start working out the trade-offs, unless they are there or something is under way."""
    if not has_trade_offs(job):
        _start(job)


def ask_point(job: Job, shift: float, cpu_seconds: float) -> None:
    """Start making and simulating the plan of a point, unless something is under way."""
    _start(job, repr(shift), repr(cpu_seconds))


def stop(job: Job) -> None:
    """End what is under way; nothing of it is kept."""
    _beside(job).end()


def _start(job: Job, *arguments: str) -> None:
    if not is_under_way(job):
        _progress(job).unlink(missing_ok=True)
        _beside(job).begin("wfm.service.trading", *arguments)


def book(job: Job) -> bytes:
    """Return the book of trade-offs, as the command ``tradeoffs`` writes it."""
    read = desk.given_of(job).plan_input
    return reports.trade_offs.workbook(trade_offs_of(job), read.policy, read.forecast.horizon.first_day)


def options_with_targets(job: Job, shift: float, cpu_seconds: float) -> JobOptions:
    """Return the options of a run of the same file with ``shift`` (share) added to its targets.

    Raises
    ------
    PlanningError
        If answers on the screen cannot say these targets.
    """
    options = jobs.options_of(job)
    if options.week_of:
        raise PlanningError("a week of a migration is planned as the migration says, not as answers do")
    answers = deciding.queue_answers(desk.given_of(job).plan_input, shift)
    return replace(
        options,
        until=Until.PLAN,
        queue_answers=merged(options.queue_answers, answers),
        cpu_seconds=cpu_seconds,
        gap=None,
        tightens=False,
    )


def _say(job: Job, now: Progress) -> None:
    write_json(_progress(job), {"stage": now.stage, "detail": now.detail, "done": now.done})


def _told(job: Job) -> Path:
    return job.trade_offs / "told.json"


def _points(job: Job) -> Path:
    return job.trade_offs / "points.json"


def _beside(job: Job) -> Beside:
    return Beside(job, job.trade_offs)


def _progress(job: Job) -> Path:
    return job.trade_offs / "progress.json"


def _table(job: Job, name: str) -> Path:
    return job.trade_offs / f"{name}.parquet"


if __name__ == "__main__":
    limit_search(MOST_SECONDS)
    if len(sys.argv) > 2:
        simulate_point(Job(Path(sys.argv[1])), float(sys.argv[2]), float(sys.argv[3]))
    else:
        work_out(Job(Path(sys.argv[1])))

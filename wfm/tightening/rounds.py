"""Plan, simulate, raise the need of the worst intervals, plan again: three rounds at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wfm.errors import NoPlanError
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, Progress, ProgressListener, Run
from wfm.requirement import Requirement
from wfm.roster import Roster
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import coverage, with_carried_in
from wfm.shift_plan.reviews import reviews
from wfm.simulation import Precision, simulate, simulation_case
from wfm.tightening.need import raised
from wfm.tightening.noun import Round, Tightened
from wfm.tightening.service import falling_short, service_table, with_modest_promise
from wfm.verification import Verification

if TYPE_CHECKING:
    from models.apart import RunTasks

SEED, JUDGE_SEED = 1001, 1002
"""Apart from the seeds a planner is likely to check with: their customers, too, are other ones."""

MOST_ROUNDS = 3
NAMES_FROM, POSITIONS_FROM = 0.65, 0.9
"""The part of the run's CPU seconds after which no other round begins: what is left gives names."""

LIKE_FIRST = 0.5
"""The least part of the first search's seconds for each other: with much less there may be no plan at all."""

LEAST_SHARE = 0.05
"""The least part of the run's CPU seconds with which another plan is begun."""

PRECISION = Precision(at_least=30)
"""Single intervals are judged here, not roles alone: no fewer than thirty plays."""

OUT_OF_TIME = "the CPU seconds of the run were used up before another round"
OUT_OF_ROUNDS = f"{MOST_ROUNDS} rounds of one person more an interval were not enough"
NOTHING_TO_RAISE = "in no interval would asking for more people bring any"
STOPPED = "it was stopped"
ENOUGH = "the customers it was tightened with find it near enough"


@dataclass(frozen=True, eq=False)
class _Attempt:
    """Shifts for a need, and what their simulation found."""

    need: Requirement
    shift_plan: ShiftPlan
    found: Verification
    told: Round


def tighten(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    run_tasks: RunTasks | None = None,
    *,
    seed: int = SEED,
    judge_seed: int = JUDGE_SEED,
) -> Tightened:
    """Return the plan of a checked input, simulated and given more people where its service falls short.

    Parameters
    ----------
    plan_input, options, on_progress, is_cancelled, run_tasks
        As for ``wfm.planning.plan``; the CPU seconds are those of all rounds and simulations.
    seed
        Customers of the rounds.
    judge_seed
        Customers the finished plan is judged by.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a first plan.

    Notes
    -----
    What counts is the target; where a plan is knowingly short of people, what it promises. A role more than
    the tolerance below that gets people, three rounds at most, and the shifts of the best round are kept.
    Ingolfsson, Campello, Wu and Cabral (2010) and Cezik and L'Ecuyer (2008) tighten alike. Rounds are of
    shifts, which decide the service; names are given once, to the shifts that are kept, and the judge sees
    the roster with the shifts that nobody took left out.
    """
    run = Run(plan_input, options, on_progress, is_cancelled, run_tasks)
    most = (NAMES_FROM if run.has_names else POSITIONS_FROM) * options.cpu_seconds
    shifts = run.shifts(run.need, run.search_share * options.cpu_seconds)
    first_seconds = float(shifts.weeks["seconds"].sum())
    attempts = [_simulated(run, shifts, run.need, seed)]
    while True:
        last, why = attempts[-1], ENOUGH
        missing = falling_short(last.told.service)
        if missing.empty:
            break
        need = raised(last.need, last.shift_plan, last.found, missing, plan_input.policy)
        left = most - run.used
        why = STOPPED if run.is_cancelled() else _obstacle(attempts, need, left / options.cpu_seconds)
        if why:
            break
        fair = left / (MOST_ROUNDS + 1 - len(attempts))
        try:
            shifts = run.shifts(need, max(fair, min(left, LIKE_FIRST * first_seconds)))
        except NoPlanError:
            why = OUT_OF_TIME
            break
        attempts.append(_simulated(run, shifts, need, seed))
    kept = int(np.argmin([each.told.worst_miss for each in attempts]))
    result = run.staffed(run.need, attempts[kept].shift_plan)
    counted = replace(result.roster, shift_plan=_against(run, result.roster.shift_plan))
    run.tell(Progress("Simulation", "other customers judge the plan", 0.98))
    judged = service_table(run, counted.shift_plan, _played(run, counted, judge_seed))
    judged = with_modest_promise(judged, attempts[kept].told.service)
    run.tell(Progress("Done", "", 1.0))
    result = replace(result, roster=counted, cpu_seconds=run.used)
    return Tightened(result, tuple(each.told for each in attempts), kept, seed, judge_seed, judged, why)


def _obstacle(attempts: list[_Attempt], need: Requirement, share_left: float) -> str:
    """Return in words why there is no other round, nothing where there is one."""
    last = attempts[-1].need
    if len(attempts) > MOST_ROUNDS:
        return OUT_OF_ROUNDS
    if need.table.equals(last.table) and need.deferred.equals(last.deferred):
        return NOTHING_TO_RAISE
    return OUT_OF_TIME if share_left < LEAST_SHARE else ""


def _simulated(run: Run, shift_plan: ShiftPlan, need: Requirement, seed: int) -> _Attempt:
    """Return shifts made for a need with their simulation, told against the need as computed."""
    run.tell(Progress("Simulation", "random customers", 0.45))
    counted = _against(run, shift_plan)
    found = _played(run, counted, seed)
    told = Round(
        float((need.table["on_duty"] - run.need.table["on_duty"]).sum() * need.horizon.interval_hours),
        float(need.deferred["hours"].sum() - run.need.deferred["hours"].sum()),
        shift_plan.cost,
        float(shift_plan.weeks["objective"].sum()),
        float(shift_plan.weeks["bound"].sum()),
        service_table(run, counted, found),
    )
    return _Attempt(need, shift_plan, found, told)


def _against(run: Run, shift_plan: ShiftPlan) -> ShiftPlan:
    """Return the shift plan with coverage and reviews counted against the need as computed."""
    need, policy = run.need, run.plan_input.policy
    at_work = with_carried_in(shift_plan.lines, shift_plan.activities, shift_plan.carried_in)
    return replace(
        shift_plan,
        coverage=coverage(*at_work, need, policy),
        reviews=reviews(need.deferred, *at_work, need.horizon, policy),
    )


def _played(run: Run, plan: Roster | ShiftPlan, seed: int) -> Verification:
    return simulate(simulation_case(run.plan_input, run.workload, run.need, plan), seed, PRECISION)

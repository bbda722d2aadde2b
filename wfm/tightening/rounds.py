"""Plan, simulate, raise the need of the worst intervals, plan again: three rounds at most."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from wfm.errors import NoPlanError
from wfm.plan_input import PlanInput
from wfm.planning import PlanOptions, PlanResult, Progress, ProgressListener, plan
from wfm.requirement import Requirement
from wfm.shift_plan.recount import coverage, with_carried_in
from wfm.shift_plan.reviews import reviews
from wfm.simulation import Precision, SimulationCase, simulate, simulation_case
from wfm.tightening.need import raised
from wfm.tightening.noun import Round, Tightened
from wfm.tightening.service import falling_short, service_table
from wfm.verification import Verification

SEED, JUDGE_SEED = 1001, 1002
"""Apart from the seeds a planner is likely to check with: their customers, too, are other ones."""

MOST_ROUNDS = 3
FIRST_SHARE = 0.4
"""The part of the run's CPU seconds for the first plan; the rounds share what is left."""

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
    """A plan for a need, simulated; its coverage is counted against the need as computed."""

    need: Requirement
    result: PlanResult
    found: Verification
    told: Round


def tighten(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    *,
    seed: int = SEED,
    judge_seed: int = JUDGE_SEED,
) -> Tightened:
    """Return the plan of a checked input, simulated and given more people where its service falls short.

    Parameters
    ----------
    plan_input, options, on_progress, is_cancelled
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
    the tolerance below that gets people, three rounds at most, and the best of the plans is kept.
    Ingolfsson, Campello, Wu and Cabral (2010) and Cezik and L'Ecuyer (2008) tighten alike.
    """
    started, stopped = time.process_time(), is_cancelled or (lambda: False)
    tell = on_progress or (lambda _: None)

    def planned(seconds: float, need: Requirement | None) -> PlanResult:
        return plan(plan_input, replace(options, cpu_seconds=seconds), on_progress, is_cancelled, need)

    result = planned(FIRST_SHARE * options.cpu_seconds, None)
    original = result.requirement
    attempts = [_simulated(result, original, original, seed, tell)]
    while True:
        last, why = attempts[-1], ENOUGH
        missing = falling_short(last.told.service)
        if missing.empty:
            break
        need = raised(last.need, last.result.roster.shift_plan, last.found, missing, plan_input.policy)
        left = options.cpu_seconds - (time.process_time() - started)
        why = STOPPED if stopped() else _obstacle(attempts, need, left / options.cpu_seconds)
        if why:
            break
        try:
            result = planned(left / (MOST_ROUNDS + 1 - len(attempts)), need)
        except NoPlanError:
            why = OUT_OF_TIME
            break
        attempts.append(_simulated(result, need, original, seed, tell))
    kept = int(np.argmin([each.told.worst_miss for each in attempts]))
    result = attempts[kept].result
    tell(Progress("Simulation", "other customers judge the plan", 0.98))
    judged = service_table(result, simulate(_case(result), judge_seed, PRECISION))
    tell(Progress("Done", "", 1.0))
    result = replace(result, cpu_seconds=time.process_time() - started)
    return Tightened(result, tuple(each.told for each in attempts), kept, seed, judge_seed, judged, why)


def _obstacle(attempts: list[_Attempt], need: Requirement, share_left: float) -> str:
    """Return in words why there is no other round, nothing where there is one."""
    last = attempts[-1].need
    if len(attempts) > MOST_ROUNDS:
        return OUT_OF_ROUNDS
    if need.table.equals(last.table) and need.deferred.equals(last.deferred):
        return NOTHING_TO_RAISE
    return OUT_OF_TIME if share_left < LEAST_SHARE else ""


def _simulated(
    result: PlanResult, need: Requirement, original: Requirement, seed: int, tell: ProgressListener
) -> _Attempt:
    """Return a plan for a need with its simulation, its coverage counted against the original need."""
    weeks = result.roster.shift_plan.weeks
    result = _against(result, original)
    tell(Progress("Simulation", "random customers", 0.97))
    found = simulate(_case(result), seed, PRECISION)
    hours = need.horizon.interval_hours
    told = Round(
        float((need.table["on_duty"] - original.table["on_duty"]).sum() * hours),
        float(need.deferred["hours"].sum() - original.deferred["hours"].sum()),
        result.roster.shift_plan.cost,
        float(weeks["objective"].sum()),
        float(weeks["bound"].sum()),
        service_table(result, found),
    )
    return _Attempt(need, result, found, told)


def _against(result: PlanResult, original: Requirement) -> PlanResult:
    """Return the plan with coverage and reviews counted against the need as computed."""
    shift_plan, policy = result.roster.shift_plan, result.plan_input.policy
    at_work = with_carried_in(shift_plan.lines, shift_plan.activities, shift_plan.carried_in)
    counted = replace(
        shift_plan,
        coverage=coverage(*at_work, original, policy),
        reviews=reviews(original.deferred, *at_work, original.horizon, policy),
    )
    return replace(result, requirement=original, roster=replace(result.roster, shift_plan=counted))


def _case(result: PlanResult) -> SimulationCase:
    return simulation_case(result.plan_input, result.workload, result.requirement, result.roster)

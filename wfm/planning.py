"""The walk, in order: what the command line, the app and the tests all call."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from wfm.assumption import Assumption
from wfm.commercial import Commercial, plan_commercial
from wfm.commercial import figures as commercial_figures
from wfm.forecast import Forecast
from wfm.modes import all_people_policy, first_days_policy, overhead, without_given_rates
from wfm.people import needed_skill_sets
from wfm.plan_input import PlanInput as PlanInput
from wfm.plan_input import read_plan_input as read_plan_input
from wfm.plan_input import requirement_of as requirement_of
from wfm.policy import Policy
from wfm.promise import day_service, promised_service
from wfm.requirement import Requirement, requirement
from wfm.roster import Roster
from wfm.shift_plan import before_first_shift
from wfm.summary import summary as summary_figures
from wfm.workload import Workload, turned_away, workload

SOLVE_FROM, SOLVE_TO = 0.05, 0.9
"""The part of a run that the shift plan takes, for the progress bar."""

SEARCH_SHARE = 0.6
"""The part of a run's CPU seconds the search may use: the rest builds, deals positions, compares heads."""

PLAN_SHARE = 0.36
"""The same for the shift plan alone, where a staff list gives names that are then dealt out."""

NAMED_BY, NAMING_LEAST = 0.95, 0.2
"""The part of a run's CPU seconds gone when names are dealt out, and the least that they get of them."""


@dataclass(frozen=True)
class Progress:
    """How far a plan is: the stage, a word about it, the share done, and the best and least possible cost."""

    stage: str
    detail: str
    done: float
    cost: float | None = None
    bound: float | None = None


@dataclass(frozen=True)
class PlanOptions:
    """How hard to try: CPU seconds of the whole run, and the gap (share of cost) at which to stop."""

    cpu_seconds: float = 600.0
    gap: float = 0.005


@dataclass(frozen=True)
class Heads:
    """Heads to employ: with people alone, as planned, and in the AI's first 30 days."""

    all_people: int
    settled: int
    first_30_days: int


@dataclass(frozen=True, eq=False)
class PlanResult:
    """The finished plan with everything it stands on."""

    plan_input: PlanInput
    workload: Workload
    requirement: Requirement
    roster: Roster
    heads: Heads
    cpu_seconds: float

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Everything taken for granted, contacts and hours that nobody answers included."""
        return (
            *self.plan_input.assumptions,
            *turned_away(self.workload),
            *before_first_shift(self.roster.shift_plan),
        )


ProgressListener = Callable[[Progress], None]


def plan(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    need: Requirement | None = None,
) -> PlanResult:
    """Return the shift plan of a checked input, with a name or a numbered position on every duty line.

    Parameters
    ----------
    plan_input
        What ``read_plan_input`` gave.
    options
        Limits of the search.
    on_progress
        Called with a ``Progress`` at each stage and each better plan.
    is_cancelled
        Asked often; once true, the best plan so far is kept and the walk goes on to its end.
    need
        People to plan for in place of those the contacts ask for; None: those.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a plan.
    """
    # Solvers are loaded by whoever plans: reading a file needs none of them.
    import models.positions
    import models.roster
    import models.shift_plan
    from models.limits import SolveLimits

    started = time.process_time()
    tell = on_progress or (lambda _: None)
    policy, has_names = plan_input.policy, not plan_input.staff.people.empty
    cancelled = is_cancelled or (lambda: False)
    search = (PLAN_SHARE if has_names else SEARCH_SHARE) * options.cpu_seconds
    planned_by = _share(SOLVE_FROM, SOLVE_TO, 0.5 if has_names else 1.0)
    tell(Progress("Requirement", "from contacts to people on duty", 0.02))
    work = workload(plan_input.forecast, policy)
    required = need or requirement_of(plan_input, work)
    tell(Progress("Shift plan", f"{len(plan_input.patterns)} shift patterns", SOLVE_FROM))
    shift_plan = models.shift_plan.solve(
        required,
        plan_input.skill_sets,
        plan_input.patterns,
        policy,
        SolveLimits(search, options.gap, cancelled),
        lambda done, detail, cost, bound: tell(
            Progress("Shift plan", detail, _share(SOLVE_FROM, planned_by, done), cost, bound)
        ),
        rule_book=plan_input.rule_book,
        prior=plan_input.staff,
    )
    if has_names:
        left = NAMED_BY * options.cpu_seconds - (time.process_time() - started)
        naming = max(NAMING_LEAST * options.cpu_seconds, left)
        roster = models.roster.solve(
            shift_plan,
            plan_input.staff,
            plan_input.skill_sets,
            plan_input.patterns,
            plan_input.rule_book,
            policy,
            SolveLimits(naming, options.gap, cancelled),
            lambda done, detail, cost, bound: tell(
                Progress("Roster", detail, _share(planned_by, SOLVE_TO, done), cost, bound)
            ),
        )
    else:
        tell(Progress("Positions", "days off and the heads to hire", SOLVE_TO))
        roster = models.positions.solve(
            shift_plan, plan_input.skill_sets, policy, rule_book=plan_input.rule_book
        )
    tell(Progress("Heads", "beside all people and the first 30 days", 0.95))
    heads = _heads(plan_input, roster)
    tell(Progress("Done", "", 1.0))
    return PlanResult(plan_input, work, required, roster, heads, time.process_time() - started)


def by_hand(plan_input: PlanInput, roster: Roster) -> PlanResult:
    """Return a roster that was changed by hand as a plan's result: counted anew, without a search's proof."""
    work = workload(plan_input.forecast, plan_input.policy)
    required = requirement_of(plan_input, work)
    return PlanResult(plan_input, work, required, roster, _heads(plan_input, roster), 0.0)


def commercial_view(result: PlanResult, service: Mapping[str, float] | None = None) -> Commercial:
    """Return what a finished plan earns and costs, at the service promised or at another, by queue."""
    return plan_commercial(
        result.plan_input, result.roster, result.workload, result.requirement, service=service
    )


def summary(result: PlanResult) -> dict[str, object]:
    """Return the figures of a finished plan as plain values, ready for JSON."""
    policy, shift_plan = result.plan_input.policy, result.roster.shift_plan
    money = commercial_view(result)
    days = day_service(shift_plan, result.requirement, policy)
    return summary_figures(
        result.roster,
        policy,
        promised_service(shift_plan, result.requirement, result.workload, policy),
        overhead(policy),
        asdict(result.heads),
        (*result.assumptions, *money.assumptions),
        result.cpu_seconds,
        result.plan_input.staff,
        commercial_figures(money),
        days,
    )


def _share(first: float, last: float, done: float) -> float:
    return first + (last - first) * done


def _heads(plan_input: PlanInput, roster: Roster) -> Heads:
    """Count heads for the plan from its positions, for the two comparisons by what the relaxed model adds.

    The relaxed model's people are fractional and a little too few; the difference of two such figures keeps
    the plan's own loss to whole people and days off.
    """
    policy, forecast = plan_input.policy, plan_input.forecast
    named = roster.people["leads"].eq("").sum()
    settled = int(named if roster.positions.empty else roster.positions["heads"].sum())
    relaxed = _relaxed_heads(plan_input, forecast, policy)
    everyone = _relaxed_heads(plan_input, forecast, all_people_policy(policy))
    untaught = _relaxed_heads(plan_input, without_given_rates(forecast), first_days_policy(policy))
    return Heads(settled + everyone - relaxed, settled, settled + untaught - relaxed)


def _relaxed_heads(plan_input: PlanInput, forecast: Forecast, policy: Policy) -> int:
    import models.shift_plan

    required = requirement(workload(forecast, policy), policy, forecast.horizon, None)
    return models.shift_plan.relaxed_heads(required, needed_skill_sets(policy), plan_input.patterns, policy)

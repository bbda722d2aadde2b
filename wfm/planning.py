"""The walk, in order: what the command line, the app and the tests all call."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

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
from wfm.shift_plan import ShiftPlan, before_first_shift
from wfm.summary import summary as summary_figures
from wfm.workload import Workload, turned_away, workload

if TYPE_CHECKING:
    from models.apart import RunTasks

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
    run_tasks: RunTasks | None = None,
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
    run_tasks
        Runs sites, and groups of people to be named, side by side; without it one follows the other.

    Raises
    ------
    NoPlanError
        If it was stopped before there was a plan.
    """
    run = Run(plan_input, options, on_progress, is_cancelled, run_tasks)
    return run.staffed(run.need, run.shifts(run.need, run.search_share * options.cpu_seconds))


class Run:
    """The walk of one run, step by step, under one limit of CPU seconds that begins with it.

    ``need`` are the people its contacts ask for; ``search_share`` is the part of the CPU seconds that one
    search for shifts may use.
    """

    def __init__(
        self,
        plan_input: PlanInput,
        options: PlanOptions,
        on_progress: ProgressListener | None = None,
        is_cancelled: Callable[[], bool] | None = None,
        run_tasks: RunTasks | None = None,
    ) -> None:
        from models.apart import Apart

        self._began = time.process_time()
        self._apart = None if run_tasks is None else Apart(run_tasks)
        self.plan_input, self.options = plan_input, options
        self.tell = on_progress or (lambda _: None)
        self.is_cancelled = is_cancelled or (lambda: False)
        self.has_names = not plan_input.staff.people.empty
        self.search_share = PLAN_SHARE if self.has_names else SEARCH_SHARE
        self._planned_by = _share(SOLVE_FROM, SOLVE_TO, 0.5 if self.has_names else 1.0)
        self.tell(Progress("Requirement", "from contacts to people on duty", 0.02))
        self.workload = workload(plan_input.forecast, plan_input.policy)
        self.need = requirement_of(plan_input, self.workload)

    @property
    def used(self) -> float:
        """CPU seconds used so far, here and by whoever ran parts of the search."""
        return time.process_time() - self._began + (self._apart.cpu_seconds if self._apart else 0.0)

    def shifts(self, need: Requirement, cpu_seconds: float) -> ShiftPlan:
        """Return the best shift plan found for a need; raises NoPlanError where none was."""
        # Solvers are loaded by whoever plans: reading a file needs none of them.
        import models.shift_plan
        from models.limits import SolveLimits

        given = self.plan_input
        self.tell(Progress("Shift plan", f"{len(given.patterns)} shift patterns", SOLVE_FROM))
        return models.shift_plan.solve(
            need,
            given.skill_sets,
            given.patterns,
            given.policy,
            SolveLimits(cpu_seconds, self.options.gap, self.is_cancelled),
            lambda done, detail, cost, bound: self.tell(
                Progress("Shift plan", detail, _share(SOLVE_FROM, self._planned_by, done), cost, bound)
            ),
            rule_book=given.rule_book,
            prior=given.staff,
            apart=self._apart,
        )

    def staffed(self, need: Requirement, shift_plan: ShiftPlan) -> PlanResult:
        """Return the finished plan: names or positions on the lines, and heads to employ."""
        roster = self._named(shift_plan) if self.has_names else self._numbered(shift_plan)
        self.tell(Progress("Heads", "beside all people and the first 30 days", 0.95))
        heads = _heads(self.plan_input, roster)
        self.tell(Progress("Done", "", 1.0))
        return PlanResult(self.plan_input, self.workload, need, roster, heads, self.used)

    def _named(self, shift_plan: ShiftPlan) -> Roster:
        import models.roster
        from models.limits import SolveLimits

        given, most = self.plan_input, self.options.cpu_seconds
        naming = max(NAMING_LEAST * most, NAMED_BY * most - self.used)
        return models.roster.solve(
            shift_plan,
            given.staff,
            given.skill_sets,
            given.patterns,
            given.rule_book,
            given.policy,
            SolveLimits(naming, self.options.gap, self.is_cancelled),
            lambda done, detail, cost, bound: self.tell(
                Progress("Roster", detail, _share(self._planned_by, SOLVE_TO, done), cost, bound)
            ),
            self._apart,
        )

    def _numbered(self, shift_plan: ShiftPlan) -> Roster:
        import models.positions

        given = self.plan_input
        self.tell(Progress("Positions", "days off and the heads to hire", SOLVE_TO))
        return models.positions.solve(shift_plan, given.skill_sets, given.policy, rule_book=given.rule_book)


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

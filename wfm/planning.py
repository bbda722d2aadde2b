"""The walk, in order: what the command line, the app and the tests all call."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pandas as pd

import models.positions
import models.shift_plan
from models.limits import SolveLimits
from wfm.assumption import Assumption
from wfm.errors import Fault, InputFaultsError
from wfm.forecast import Forecast, ForecastRules, read_forecast, with_forecast_of
from wfm.modes import all_people_policy, first_days_policy, overhead, without_given_rates
from wfm.people import SkillSets, needed_skill_sets, read_skill_sets
from wfm.policy import Policy, Settings, cell_faults, read_policy, read_settings
from wfm.promise import promised_service
from wfm.reference import load_reference, preset_names
from wfm.requirement import Requirement, read_client_requirement, requirement
from wfm.roster import Roster
from wfm.shift_pattern import ShiftPattern, read_patterns
from wfm.shift_plan import before_first_shift
from wfm.summary import summary as summary_figures
from wfm.workbook import Workbook, in_workbook_order, open_workbook
from wfm.workload import Workload, turned_away, workload

SOLVE_FROM, SOLVE_TO = 0.05, 0.9
"""The part of a run that the shift plan takes, for the progress bar."""

SEARCH_SHARE = 0.6
"""The part of a run's CPU seconds the search may use: the rest builds, deals positions, compares heads."""


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


@dataclass(frozen=True, eq=False)
class PlanInput:
    """A planner's file, read and checked, with every choice resolved."""

    workbook: Workbook
    forecast: Forecast
    policy: Policy
    patterns: tuple[ShiftPattern, ...]
    skill_sets: SkillSets
    client: pd.DataFrame | None

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Everything taken for granted, in the order of the walk."""
        return (*self.forecast.assumptions, *self.policy.assumptions, *self.skill_sets.assumptions)


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


def read_plan_input(
    path: Path,
    preset: str = "",
    answers: Mapping[str, str] | None = None,
    *,
    forecast_path: Path | None = None,
) -> PlanInput:
    """Return the planner's file as nouns.

    Parameters
    ----------
    path
        An ``.xlsx`` or ``.csv`` file that holds at least a forecast.
    preset
        Name of a set of reference values (``article``); blank: the workbook's own, else none.
    answers
        Settings the file left open and the planner answered on the screen: ``date_order``, ``blank_volume``.
    forecast_path
        A file whose forecast replaces that of ``path``; everything else of ``path`` is kept.

    Raises
    ------
    InputFaultsError
        With every fault of every sheet, in workbook order.
    """
    faults: list[Fault] = []
    workbook = open_workbook(path)
    if forecast_path is not None:
        workbook = with_forecast_of(workbook, open_workbook(forecast_path))
    settings = read_settings(workbook, faults)
    said = answers or {}
    settings = replace(
        settings,
        preset=preset or settings.preset,
        date_order=said.get("date_order", settings.date_order),
        blank_volume=said.get("blank_volume", settings.blank_volume),
    )
    if preset and preset not in preset_names():
        faults.append(Fault("preset", repr(preset), f"one of: {', '.join(preset_names())}"))
        raise InputFaultsError(faults)
    found = _understood(workbook, settings, faults)
    if found is None or faults:
        faults.extend(cell_faults(workbook, settings.date_order))
        raise InputFaultsError(in_workbook_order(faults, workbook))
    return found


def _understood(workbook: Workbook, settings: Settings, faults: list[Fault]) -> PlanInput | None:
    """Return the nouns of a workbook; None, with faults, from the first that cannot be made."""
    rules = ForecastRules(
        settings.time_zone, settings.date_order, settings.blank_volume, settings.interval_minutes
    )
    forecast = read_forecast(workbook, rules, faults)
    if forecast is None:
        return None
    policy = read_policy(workbook, forecast, settings, load_reference(settings.preset), faults)
    if policy is None:
        return None
    skill_sets = read_skill_sets(workbook, policy, faults)
    patterns = read_patterns(workbook, policy, faults, forecast.horizon)
    client = read_client_requirement(workbook, policy, forecast.horizon, faults)
    if skill_sets is None:
        return None
    return PlanInput(workbook, forecast, policy, patterns, skill_sets, client)


def requirement_of(plan_input: PlanInput) -> Requirement:
    """Return the people needed on duty for a checked input."""
    work = workload(plan_input.forecast, plan_input.policy)
    return requirement(work, plan_input.policy, plan_input.forecast.horizon, plan_input.client)


def plan(
    plan_input: PlanInput,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> PlanResult:
    """Return the shift plan of a checked input, with a position on every duty line.

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

    Raises
    ------
    NoPlanError
        If it was stopped before there was a plan.
    """
    started = time.process_time()
    tell = on_progress or (lambda _: None)
    policy, skill_sets = plan_input.policy, plan_input.skill_sets
    tell(Progress("Requirement", "from contacts to people on duty", 0.02))
    work = workload(plan_input.forecast, policy)
    required = requirement(work, policy, plan_input.forecast.horizon, plan_input.client)
    tell(Progress("Shift plan", f"{len(plan_input.patterns)} shift patterns", SOLVE_FROM))
    shift_plan = models.shift_plan.solve(
        required,
        skill_sets,
        plan_input.patterns,
        policy,
        SolveLimits(SEARCH_SHARE * options.cpu_seconds, options.gap, is_cancelled or (lambda: False)),
        lambda done, detail, cost, bound: tell(
            Progress("Shift plan", detail, SOLVE_FROM + (SOLVE_TO - SOLVE_FROM) * done, cost, bound)
        ),
    )
    tell(Progress("Positions", "days off and the heads to hire", SOLVE_TO))
    roster = models.positions.solve(shift_plan, skill_sets, policy)
    tell(Progress("Heads", "beside all people and the first 30 days", 0.95))
    heads = _heads(plan_input, roster)
    tell(Progress("Done", "", 1.0))
    return PlanResult(plan_input, work, required, roster, heads, time.process_time() - started)


def summary(result: PlanResult) -> dict[str, object]:
    """Return the figures of a finished plan as plain values, ready for JSON."""
    policy, shift_plan = result.plan_input.policy, result.roster.shift_plan
    return summary_figures(
        result.roster,
        policy,
        promised_service(shift_plan, result.requirement, result.workload, policy),
        overhead(policy),
        asdict(result.heads),
        result.assumptions,
        result.cpu_seconds,
    )


def _heads(plan_input: PlanInput, roster: Roster) -> Heads:
    """Count heads for the plan from its positions, for the two comparisons by what the relaxed model adds.

    The relaxed model's people are fractional and a little too few; the difference of two such figures keeps
    the plan's own loss to whole people and days off.
    """
    policy, forecast = plan_input.policy, plan_input.forecast
    settled = int(roster.positions["heads"].sum())
    relaxed = _relaxed_heads(plan_input, forecast, policy)
    everyone = _relaxed_heads(plan_input, forecast, all_people_policy(policy))
    untaught = _relaxed_heads(plan_input, without_given_rates(forecast), first_days_policy(policy))
    return Heads(settled + everyone - relaxed, settled, settled + untaught - relaxed)


def _relaxed_heads(plan_input: PlanInput, forecast: Forecast, policy: Policy) -> int:
    required = requirement(workload(forecast, policy), policy, forecast.horizon, None)
    return models.shift_plan.relaxed_heads(required, needed_skill_sets(policy), plan_input.patterns, policy)

"""A planner's file as nouns: read whole, checked whole, with every choice resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault, InputFaultsError
from wfm.forecast import Forecast, ForecastRules, read_forecast, with_forecast_of
from wfm.people import SkillSets, Staff, read_people, with_last_roster
from wfm.policy import Policy, Settings, cell_faults, read_policy, read_settings
from wfm.policy.migration_sheets import MIGRATION_SHEETS
from wfm.policy.queue_answers import QueueAnswers, with_queue_answers
from wfm.policy.sheet_rows import rows_of
from wfm.reference import load_reference, preset_names
from wfm.requirement import Requirement, read_client_requirement, requirement
from wfm.rule_book import RuleBook, default_rule_book, lawful_patterns, read_rule_book
from wfm.shift_pattern import ShiftPattern, part_time_alone, read_patterns
from wfm.workbook import Workbook, in_workbook_order, open_workbook
from wfm.workload import Workload, workload


@dataclass(frozen=True, eq=False)
class PlanInput:
    """A planner's file, read and checked, with every choice resolved."""

    workbook: Workbook
    forecast: Forecast
    policy: Policy
    patterns: tuple[ShiftPattern, ...]
    skill_sets: SkillSets
    staff: Staff
    rule_book: RuleBook
    client: pd.DataFrame | None

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Everything taken for granted, in the order of the walk."""
        parts = (self.forecast, self.policy, self.rule_book, self.skill_sets, self.staff)
        return tuple(note for part in parts for note in part.assumptions)


def names_a_migration(workbook: Workbook) -> bool:
    """Return whether a workbook says anything about a migration."""
    return any(rows_of(workbook, sheet, []) for sheet in MIGRATION_SHEETS)


def read_plan_input(
    path: Path,
    preset: str = "",
    answers: Mapping[str, str] | None = None,
    *,
    forecast_path: Path | None = None,
    last_roster_path: Path | None = None,
    queue_answers: QueueAnswers | None = None,
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
    last_roster_path
        A roster book of this product: its shifts before the plan are those worked before it.
    queue_answers
        What the planner answered on the screen for queues, in place of cells of sheet Queues.

    Raises
    ------
    InputFaultsError
        With every fault of every sheet, in workbook order.
    """
    workbook = opened_input(path, forecast_path)
    last_roster = None if last_roster_path is None else open_workbook(last_roster_path)
    return plan_input_of(workbook, preset, answers, last_roster=last_roster, queue_answers=queue_answers)


def opened_input(path: Path, forecast_path: Path | None = None) -> Workbook:
    """Return the planner's file opened; a forecast file takes the place of its own forecast."""
    workbook = open_workbook(path)
    return workbook if forecast_path is None else with_forecast_of(workbook, open_workbook(forecast_path))


def plan_input_of(
    workbook: Workbook,
    preset: str = "",
    answers: Mapping[str, str] | None = None,
    *,
    last_roster: Workbook | None = None,
    queue_answers: QueueAnswers | None = None,
) -> PlanInput:
    """Return an opened file as nouns; as for ``read_plan_input``."""
    faults: list[Fault] = []
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
    found = _understood(workbook, settings, faults, last_roster, queue_answers or {})
    if found is None or faults:
        faults.extend(cell_faults(workbook, settings.date_order))
        raise InputFaultsError(in_workbook_order(faults, workbook))
    return found


def _understood(
    workbook: Workbook,
    settings: Settings,
    faults: list[Fault],
    last_roster: Workbook | None,
    queue_answers: QueueAnswers,
) -> PlanInput | None:
    """Return the nouns of a workbook; None, with faults, from the first that cannot be made."""
    rules = ForecastRules(
        settings.time_zone, settings.date_order, settings.blank_volume, settings.interval_minutes
    )
    forecast = read_forecast(workbook, rules, faults)
    if forecast is None:
        return None
    workbook = with_queue_answers(workbook, queue_answers, forecast.queues)
    settings = replace(settings, plan_name=settings.plan_name or forecast.horizon.name)
    policy = read_policy(workbook, forecast, settings, load_reference(settings.preset), faults)
    if policy is None:
        return None
    horizon = forecast.horizon
    if last_roster is not None:
        workbook = with_last_roster(workbook, last_roster, horizon.first_day, faults, settings.date_order)
    offered = read_patterns(workbook, policy, faults, horizon)
    rule_book = read_rule_book(workbook, policy, faults, horizon.first_day)
    # People are read even where a rule cannot be, so that their faults are told in the same round.
    known = rule_book or default_rule_book(policy, horizon.first_day)
    patterns, left_out = lawful_patterns(offered, known, faults)
    people = read_people(workbook, policy, patterns, horizon, known, faults)
    client = read_client_requirement(workbook, policy, horizon, faults)
    if people is None or rule_book is None:
        return None
    short = part_time_alone(patterns, policy.reference.assumption("part_time_share_max", ""))
    rule_book = replace(rule_book, assumptions=(*rule_book.assumptions, *left_out, *short))
    return PlanInput(workbook, forecast, policy, patterns, *people, rule_book, client)


def requirement_of(plan_input: PlanInput, work: Workload | None = None) -> Requirement:
    """Return the people needed on duty for a checked input; ``work`` is its workload, where it is at hand."""
    if work is None:
        work = workload(plan_input.forecast, plan_input.policy)
    return requirement(work, plan_input.policy, plan_input.forecast.horizon, plan_input.client)

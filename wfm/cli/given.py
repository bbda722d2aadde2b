"""What several commands ask for and do alike: the input, its preset, files written, books made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import reports.roster
from reports.rule_checks import RulesKnown
from wfm.plan_input import PlanInput
from wfm.planning import PlanResult

Input = Annotated[Path, typer.Argument(metavar="IN", help="Forecast workbook (.xlsx) or .csv")]
Preset = Annotated[str, typer.Option(help="Named set of reference values: article")]
NewForecast = Annotated[
    Path | None, typer.Option("--forecast", help="File whose forecast replaces that of IN")
]
LastRoster = Annotated[
    Path | None,
    typer.Option("--last-roster", help="Roster book worked before: rest, runs, fairness"),
]


def rules_known(plan_input: PlanInput) -> RulesKnown:
    """Return what a roster of this input is held against."""
    return RulesKnown(plan_input.rule_book, plan_input.staff, plan_input.patterns, plan_input.skill_sets)


def book_of(result: PlanResult, figures: dict[str, object]) -> bytes:
    """Return the roster book of a finished plan."""
    plan_input = result.plan_input
    return reports.roster.workbook(
        result.roster,
        result.requirement,
        plan_input.policy,
        result.assumptions,
        figures,
        staff=plan_input.staff,
        rules=rules_known(plan_input),
    )


def write(path: Path, content: bytes) -> None:
    """Write a file, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

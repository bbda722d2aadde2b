"""The command that holds a plan against what came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.outcome
from wfm.actuals import estimates, new_values, outcome, people_changed, read_actuals
from wfm.cli.given import Input, Preset, write
from wfm.planning import read_plan_input
from wfm.workbook import open_workbook

COMMANDS = typer.Typer()


@COMMANDS.command("outcome")
def outcome_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Outcome book to write (.xlsx)")],
    actuals: Annotated[Path | None, typer.Option(help="Workbook with sheet Actuals; else that of IN")] = None,
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    preset: Preset = "",
) -> None:
    """Hold a plan against what came: accuracy, hours by cause, and values for the next plan."""
    plan_input = read_plan_input(source, preset)
    came = read_actuals(open_workbook(actuals or source), plan_input)
    policy = plan_input.policy
    reviewed = outcome(plan_input.forecast, policy, came)
    found = estimates(reviewed, policy)
    values = new_values(found)
    people = people_changed(plan_input, values)
    title = policy.settings.plan_name
    write(out, reports.outcome.workbook(reviewed, found, values, people, came.assumptions, title))
    figures = reports.outcome.summary(reviewed, found, values, people, came.assumptions)
    if summary_file is not None:
        write(summary_file, json.dumps(figures, indent=2, allow_nan=False, default=str).encode())
    typer.echo("\n".join(reports.outcome.sentences(reviewed, found, people)))

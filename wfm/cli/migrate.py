"""The command that plans a migration: which way each queue is worked in each phase, and the people of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.migration
import reports.migration_headline
from wfm.cli.given import Input, Preset, write
from wfm.cli.progress import print_progress
from wfm.migrating import migrate
from wfm.migration.actions import actions
from wfm.migration.figures import figures
from wfm.planning import PlanOptions, read_plan_input

COMMANDS = typer.Typer()


@COMMANDS.callback()
def room() -> None:
    """Keep the command's name where it is alone in its room."""


@COMMANDS.command("migrate")
def migrate_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Migration book to write (.xlsx)")],
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of the run")] = 600.0,
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Stop when proven this close")] = 0.005,
    risk_cap: Annotated[
        float | None,
        typer.Option(min=0.0, help="Most critical errors undetected over the programme; else of Settings"),
    ] = None,
    preset: Preset = "",
) -> None:
    """Plan how queues move through modes, phase by phase, and who is hired, retrained or let go when."""
    plan_input = read_plan_input(source, preset)
    result = migrate(plan_input, PlanOptions(cpu_seconds, gap), print_progress, risk_cap=risk_cap)
    plan, case = result.plan, result.prepared.case
    told = figures(plan, case, result.cpu_seconds)
    write(out, reports.migration.workbook(plan, result.prepared, told))
    if summary_file is not None:
        write(summary_file, json.dumps(told, indent=2, allow_nan=False).encode())
    typer.echo(reports.migration_headline.text(told, actions(plan, case)))

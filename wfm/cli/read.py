"""Commands that plan nothing: check a file, tell who is needed, write the template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import reports.requirement
import reports.template
from wfm.cli.given import Input, Preset, write
from wfm.errors import InputFaultsError
from wfm.plan_input import names_a_migration, read_plan_input, requirement_of
from wfm.whole_file import read_whole_file
from wfm.workbook import annotated_copy

COMMANDS = typer.Typer()


@COMMANDS.command("requirement")
def requirement_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Requirement to write (.csv)")],
    preset: Preset = "",
) -> None:
    """Write the people needed on duty in each interval, and what sets each number."""
    plan_input = read_plan_input(source, preset)
    write(out, reports.requirement.csv(requirement_of(plan_input), plan_input.policy))


@COMMANDS.command("template")
def template_command(out: Annotated[Path, typer.Option(help="Template to write (.xlsx)")]) -> None:
    """Write an empty workbook with every sheet, examples and checks."""
    write(out, reports.template.workbook())


@COMMANDS.command("check")
def check_command(
    source: Input,
    annotate: Annotated[Path | None, typer.Option(help="Copy with every fault marked (.xlsx)")] = None,
    preset: Preset = "",
) -> None:
    """Read a workbook and list every fault, without planning."""
    try:
        plan_input = read_whole_file(source, preset)
        if names_a_migration(plan_input.workbook):
            # Gates bring statistics, which take longer to load than a small file to check.
            from wfm.migration import migration_case

            migration_case(plan_input)
    except InputFaultsError as error:
        if annotate is not None:
            annotated_copy(source, error.faults, annotate)
        raise
    forecast = plan_input.forecast
    typer.echo(
        f"No fault: {len(forecast.queues)} queues, {forecast.horizon.first_day} to "
        f"{forecast.horizon.last_day}, every {forecast.horizon.interval_minutes} minutes; "
        f"{len(plan_input.assumptions)} assumptions."
    )

"""Commands that plan: from a forecast to the roster book, and the steps on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.explanations
import reports.headline
import reports.roster
from wfm import tightening
from wfm.cli.book import book_of
from wfm.cli.given import Input, LastRoster, NewForecast, Preset, write
from wfm.cli.progress import print_progress
from wfm.planning import PlanOptions, plan, read_plan_input, summary
from wfm.service.executor import side_by_side

COMMANDS = typer.Typer()


@COMMANDS.command("plan")
def plan_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Roster book to write (.xlsx)")],
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    csv_folder: Annotated[Path | None, typer.Option("--csv", help="Folder for the same as CSV")] = None,
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of the run")] = 600.0,
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Stop when proven this close")] = 0.005,
    preset: Preset = "",
    forecast: NewForecast = None,
    last_roster: LastRoster = None,
    explanations: Annotated[
        Path | None, typer.Option(help="How each number of the need came about, with formulas (.xlsx)")
    ] = None,
    check_service: Annotated[
        bool, typer.Option("--check-service", help="Simulate the plan; more people where it falls short")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Sites planned at once here; not given: on WFM_ENGINE, if set")
    ] = None,
) -> None:
    """Turn a forecast into a shift roster in Excel."""
    plan_input = read_plan_input(source, preset, forecast_path=forecast, last_roster_path=last_roster)
    options, run_tasks = PlanOptions(cpu_seconds, gap), side_by_side(workers)
    if check_service:
        found = tightening.tighten(plan_input, options, print_progress, run_tasks=run_tasks)
        result = found.result
        figures = tightening.with_service(summary(result), tightening.figures(found))
    else:
        result = plan(plan_input, options, print_progress, run_tasks=run_tasks)
        figures = summary(result)
    write(out, book_of(result, figures))
    if summary_file is not None:
        write(summary_file, json.dumps(figures, indent=2).encode())
    if explanations is not None:
        content = reports.explanations.workbook(plan_input, result.roster.shift_plan.coverage)
        write(explanations, content)
    if csv_folder is not None:
        for name, content in reports.roster.csv_files(result.roster, result.plan_input.policy).items():
            write(csv_folder / name, content)
    typer.echo(reports.headline.text(figures, result.roster, result.plan_input.policy))

"""Commands that plan: from a forecast to the roster book, and the steps on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.explanations
import reports.headline
import reports.migration
import reports.migration_headline
import reports.requirement
import reports.roster
import reports.template
from wfm.cli.book import book_of
from wfm.cli.given import Input, LastRoster, NewForecast, Preset, write
from wfm.cli.progress import print_progress
from wfm.migrating import migrate
from wfm.migration.actions import actions
from wfm.migration.figures import figures as migration_figures
from wfm.planning import (
    PlanOptions,
    plan,
    read_plan_input,
    summary,
)
from wfm.reference import data_folder

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
) -> None:
    """Turn a forecast into a shift roster in Excel."""
    plan_input = read_plan_input(source, preset, forecast_path=forecast, last_roster_path=last_roster)
    result = plan(plan_input, PlanOptions(cpu_seconds, gap), print_progress)
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


@COMMANDS.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option(help="Folder for the books")] = Path("out/demo"),
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds for each client")] = 60.0,
) -> None:
    """Plan the three example clients and say what a planner wants to know."""
    for source in sorted((data_folder() / "examples").glob("*.xlsx")):
        typer.echo(f"\n=== {source.stem} ===")
        result = plan(read_plan_input(source), PlanOptions(cpu_seconds), print_progress)
        figures = summary(result)
        book = out / f"{source.stem}_roster.xlsx"
        write(book, book_of(result, figures))
        write(out / f"{source.stem}_summary.json", json.dumps(figures, indent=2).encode())
        typer.echo(reports.headline.text(figures, result.roster, result.plan_input.policy))
        typer.echo(f"The book: {book}")
        _demo_migration(source, out, cpu_seconds)
    typer.echo("\nOpen the screens with: make app")


def _demo_migration(source: Path, out: Path, cpu_seconds: float) -> None:
    """Plan the client's migration beside its roster."""
    moved = migrate(read_plan_input(source), PlanOptions(cpu_seconds), print_progress)
    told = migration_figures(moved.plan, moved.prepared.case, moved.cpu_seconds)
    book = out / f"{source.stem}_migration.xlsx"
    write(book, reports.migration.workbook(moved.plan, moved.prepared, told))
    typer.echo(reports.migration_headline.text(told, actions(moved.plan, moved.prepared.case)))
    typer.echo(f"The migration: {book}")

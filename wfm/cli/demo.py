"""The command that shows the example clients: a roster and a migration of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.headline
import reports.migration
import reports.migration_headline
from wfm.cli.book import book_of
from wfm.cli.given import write
from wfm.cli.progress import print_progress
from wfm.fitting import migrate_fitted
from wfm.migration.actions import actions
from wfm.migration.figures import figures as migration_figures
from wfm.planning import PlanOptions, plan, read_plan_input, summary
from wfm.reference import data_folder

COMMANDS = typer.Typer()


@COMMANDS.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option(help="Folder for the books")] = Path("out/demo"),
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds for each client")] = 60.0,
) -> None:
    """Plan the three example clients and say what a planner wants to know."""
    for source in sorted((data_folder() / "examples").glob("*.xlsx")):
        typer.echo(f"\n=== {source.stem} ===")
        plan_input, options = read_plan_input(source), PlanOptions(cpu_seconds)
        result = plan(plan_input, options, print_progress)
        figures = summary(result)
        book = out / f"{source.stem}_roster.xlsx"
        write(book, book_of(result, figures))
        write(out / f"{source.stem}_summary.json", json.dumps(figures, indent=2).encode())
        typer.echo(reports.headline.text(figures, result.roster, result.plan_input.policy))
        typer.echo(f"The book: {book}")
        moved = migrate_fitted(plan_input, options, print_progress)
        told = migration_figures(moved.plan, moved.prepared.case, moved.cpu_seconds)
        book = out / f"{source.stem}_migration.xlsx"
        write(book, reports.migration.workbook(moved.plan, moved.prepared, told))
        typer.echo(reports.migration_headline.text(told, actions(moved.plan, moved.prepared.case)))
        typer.echo(f"The migration: {book}")
    typer.echo("\nOpen the screens with: make app")

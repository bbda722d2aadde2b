"""Commands of the store: the whole of it into one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wfm.errors import PlanningError
from wfm.service.store import NotEmptyError, back_up, open_store, restore

COMMANDS = typer.Typer()


@COMMANDS.command("backup")
def backup_command(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="Backup to write (.zip)")],
) -> None:
    """Write all plans, runs and files to one file, while planners work on."""
    rows = back_up(open_store(), out)
    typer.echo(f"{out}: {rows['plan']} plans, {rows['plan_version']} versions, {rows['run']} runs.")


@COMMANDS.command("restore")
def restore_command(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="What wfm backup wrote; your own only")],
    replace: Annotated[bool, typer.Option("--replace", help="Put the plans that are there aside")] = False,
) -> None:
    """Fill an empty store from a backup; stop the app before."""
    try:
        rows = restore(open_store(), source, replace)
    except (NotEmptyError, PlanningError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Back: {rows['plan']} plans, {rows['plan_version']} versions, {rows['run']} runs.")

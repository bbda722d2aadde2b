"""Staff data: what is kept about a person told or taken away, and what is old taken away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from wfm.cli.given import write
from wfm.errors import PlanningError
from wfm.service import settings
from wfm.service.erasing import erase_old
from wfm.service.person import Deleted, as_json, delete_person, find_person
from wfm.service.store import Version

COMMANDS = typer.Typer()
PERSON = typer.Typer(no_args_is_help=True, help="Tell or take away what is kept about a person.")
COMMANDS.add_typer(PERSON, name="person")
Who = Annotated[str, typer.Argument(help="Agent ID or name, as sheet Staff writes it")]
Name = Annotated[str, typer.Option("--name", help="Their name, where the ID is another's elsewhere")]
Plan = Annotated[str, typer.Option("--plan", help="Look in this plan and its copies alone")]


@PERSON.command("export")
def export_command(
    who: Who,
    out: Annotated[Path, typer.Option(help="File to write (.json), to be handed to them")],
    name: Name = "",
    plan: Plan = "",
) -> None:
    """Write all that is kept about a person: rows of every file kept, and their days in rosters."""
    try:
        found = find_person(who, name, plan)
    except PlanningError as error:
        raise _refused(error) from None
    write(out, json.dumps(as_json(found), indent=2, ensure_ascii=False).encode())
    rows, kept, days = len(found.mentions), len(found.versions), len(found.days)
    typer.echo(f"{out}: {rows} rows of {kept} versions, {days} days.")


@PERSON.command("delete")
def delete_command(
    who: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else only tell what would go")] = False,
    with_current: Annotated[
        bool, typer.Option("--with-current", help="Erase even versions that plans in use stand on")
    ] = False,
    name: Name = "",
    plan: Plan = "",
) -> None:
    """Call a person otherwise in all that is kept, for good; colleagues' rows stay as they are.

    A version that cannot be rewritten with certainty is erased whole. Nothing undoes it.
    """
    try:
        told = delete_person(who, with_current, name, plan, only_tell=not yes)
    except PlanningError as error:
        raise _refused(error) from None
    for version in told.rewritten:
        typer.echo(f"{_named(told, version)}: they are called {told.called if yes else 'otherwise'}")
    for version, why in told.erased:
        typer.echo(f"{_named(told, version)}: erased whole, for everybody in it, since {why}")
    if yes:
        typer.echo("Done. Backups taken before still hold them, and so does what planners downloaded.")
    else:
        typer.echo("Nothing was done yet. To do it: --yes")


def _named(told: Deleted, version: Version) -> str:
    name = told.found.plan_names[version.plan]
    return f"{name}, version {version.number} of {version.created_utc:%d %b %Y}"


@COMMANDS.command("prune")
def prune_command(
    days: Annotated[int | None, typer.Option(min=1, help="Older than; else WFM_KEEP_DAYS")] = None,
) -> None:
    """Take away the files, runs and rosters of versions older than so many days; figures stay."""
    limit = days or settings.count(settings.KEEP_DAYS)
    if limit is None:
        raise _refused(PlanningError("say --days, or set WFM_KEEP_DAYS"))
    typer.echo(f"{erase_old(limit)} versions older than {limit} days taken away.")


def _refused(error: PlanningError) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(1)

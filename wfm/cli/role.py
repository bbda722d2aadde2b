"""Roles of the people who log in: given, listed, taken away."""

from __future__ import annotations

from typing import Annotated

import typer

from wfm.errors import PlanningError
from wfm.service.rights import machine_user
from wfm.service.store import Role, open_store, remove_role, roles, set_role

COMMANDS = typer.Typer()
ROLE = typer.Typer(no_args_is_help=True, help="Say who may look, plan, or do all.")
COMMANDS.add_typer(ROLE, name="role")
Who = Annotated[str, typer.Argument(help="The address they log in with")]


@ROLE.command("set")
def set_command(
    who: Who, role: Annotated[Role, typer.Argument(help="viewer, planner (and viewer) or admin (all)")]
) -> None:
    """Give somebody a role, in the place of the one they had."""
    set_role(open_store(), who, role, machine_user())
    typer.echo(f"{who}: {role}.")


@ROLE.command("list")
def list_command() -> None:
    """List everybody's role."""
    for who, role in roles(open_store()).items():
        typer.echo(f"{who}: {role}")


@ROLE.command("remove")
def remove_command(who: Who) -> None:
    """Take somebody's role away: they see nothing from their next click on."""
    try:
        remove_role(open_store(), who, machine_user())
    except PlanningError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{who}: no role.")

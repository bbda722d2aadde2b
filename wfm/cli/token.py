"""Tokens for programs that use the API: made, listed, revoked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from wfm.errors import PlanningError
from wfm.service.rights import machine_user
from wfm.service.store import Scope, create_token, open_store, revoke_token, tokens

COMMANDS = typer.Typer()
TOKEN = typer.Typer(no_args_is_help=True, help="Make, list and revoke the tokens of programs.")
COMMANDS.add_typer(TOKEN, name="token")


@TOKEN.command("create")
def create_command(
    name: Annotated[str, typer.Argument(help="Whose it is")],
    scope: Annotated[Scope, typer.Option(help="read, plan (and read) or admin (all)")] = Scope.READ,
) -> None:
    """Make a token and tell it, this once."""
    _in_words(lambda: typer.echo(create_token(open_store(), name, scope, machine_user())))


@TOKEN.command("list")
def list_command() -> None:
    """List the tokens by name, those revoked too."""
    for token in tokens(open_store()):
        until = f", revoked {token.revoked_utc:%d %b %Y}" if token.revoked_utc else ""
        typer.echo(f"{token.name}: {token.scope}, since {token.created_utc:%d %b %Y}{until}")


@TOKEN.command("revoke")
def revoke_command(name: Annotated[str, typer.Argument(help="Whose it is")]) -> None:
    """Refuse a token from now on."""
    _in_words(lambda: revoke_token(open_store(), name, machine_user()))
    typer.echo(f"{name}: revoked.")


def _in_words(deed: Callable[[], object]) -> None:
    try:
        deed()
    except PlanningError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None

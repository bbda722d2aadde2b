"""The commands in one place, each loaded when it is called, and how the program ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from wfm.errors import InputFaultsError, NoPlanError

EXIT_FAULTS = 2
EXIT_NO_PLAN = 3

ROOMS = {
    "plan": "wfm.cli.plan",
    "requirement": "wfm.cli.read",
    "template": "wfm.cli.read",
    "check": "wfm.cli.read",
    "app": "wfm.cli.serve",
    "demo": "wfm.cli.demo",
    "migrate": "wfm.cli.migrate",
    "slip": "wfm.cli.migrate",
    "outcome": "wfm.cli.outcome",
    "tradeoffs": "wfm.cli.decide",
    "compare": "wfm.cli.decide",
    "advise": "wfm.cli.people",
    "explain": "wfm.cli.people",
    "revise": "wfm.cli.people",
    "files": "wfm.cli.people",
    "simulate": "wfm.cli.simulate",
    "backup": "wfm.cli.store",
    "restore": "wfm.cli.store",
    "token": "wfm.cli.token",
    "role": "wfm.cli.role",
    "person": "wfm.cli.person",
    "prune": "wfm.cli.person",
    "sweep": "wfm.cli.sweep",
    "serve": "wfm.cli.serve",
}
"""Where each command stands: solvers and reports take longer to load than a small file to check."""


class Commands(TyperGroup):
    """The commands by name; the room of one is loaded when it is called or told about."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order in which help tells them."""
        return list(ROOMS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command by its name, ``None`` where there is none."""
        if cmd_name not in ROOMS:
            return None
        room: Any = typer.main.get_group(import_module(ROOMS[cmd_name]).COMMANDS)
        return room.get_command(ctx, cmd_name)


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False)


@app.callback()
def program() -> None:
    """Plan the people around AI."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exit 0 done, 2 faults in the input, 3 stopped without a plan."""
    sys.exit(_exit_code(lambda: app(arguments, standalone_mode=True)))


def _exit_code(run: Callable[[], object]) -> int:
    try:
        run()
    except InputFaultsError as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        return EXIT_FAULTS
    except NoPlanError as error:
        typer.echo(str(error), err=True)
        return EXIT_NO_PLAN
    return 0

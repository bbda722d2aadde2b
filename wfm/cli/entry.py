"""The commands in one place, and how the program ends."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from wfm.cli import people, plan
from wfm.errors import InputFaultsError, NoPlanError

EXIT_FAULTS = 2
EXIT_NO_PLAN = 3

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Plan the people around AI.")
for command in (plan.COMMANDS, people.COMMANDS):
    app.add_typer(command)


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

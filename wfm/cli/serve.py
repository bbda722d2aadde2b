"""The command that serves screens and API on one port."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Annotated

import typer

from wfm.errors import InputFaultsError, PlanningError
from wfm.reference import data_folder
from wfm.service import login, settings

COMMANDS = typer.Typer()


@COMMANDS.command("app")
@COMMANDS.command("serve")
def serve_command(
    port: Annotated[int | None, typer.Option(help="Port on this machine; else WFM_PORT, else 8501")] = None,
) -> None:
    """Serve the screens, and the API under /api/v1; /healthz tells whether it works."""
    wrong = settings.faults()
    if wrong:
        raise InputFaultsError(wrong)
    address = _address()
    screens = data_folder().parent / "app.py"
    options = {
        "server.port": port or settings.count(settings.PORT) or 8501,
        "server.address": address,
    }
    command = [sys.executable, "-m", "streamlit", "run", str(screens)]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    raise typer.Exit(_ended(subprocess.Popen(command)))


def _address() -> str:
    """Return the address to listen on, and say so where nobody logs in."""
    try:
        address = login.checked_address(settings.text(settings.ADDRESS) or login.THIS_MACHINE[0])
        if not login.is_configured():
            typer.echo(login.WORDS_ALONE.format(address=address))
    except PlanningError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    return address


def _ended(server: subprocess.Popen[bytes]) -> int:
    """Return how the server ended; who ends this process, ends it too."""
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            # The terminal told the server too: it ends by itself.
            continue

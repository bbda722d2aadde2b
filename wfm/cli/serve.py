"""The command that serves screens and API on one port."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from wfm.reference import data_folder

COMMANDS = typer.Typer()


@COMMANDS.command("app")
@COMMANDS.command("serve")
def serve_command(port: Annotated[int, typer.Option(help="Port on this machine")] = 8501) -> None:
    """Serve the screens, and the API under /api/v1; /healthz tells whether it works."""
    screens = data_folder().parent / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(screens), "--server.port", str(port)]
    raise typer.Exit(subprocess.call(command))

"""What several commands ask for and do alike: the input, its preset, files written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Input = Annotated[Path, typer.Argument(metavar="IN", help="Forecast workbook (.xlsx) or .csv")]
Preset = Annotated[str, typer.Option(help="Named set of reference values: article")]
NewForecast = Annotated[
    Path | None, typer.Option("--forecast", help="File whose forecast replaces that of IN")
]
LastRoster = Annotated[
    Path | None,
    typer.Option("--last-roster", help="Roster book worked before: rest, runs, fairness"),
]


def write(path: Path, content: bytes) -> None:
    """Write a file, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

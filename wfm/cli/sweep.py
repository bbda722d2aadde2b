"""The command that plans a workbook again and again with other values, side by side."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from wfm.cli.given import Input, write
from wfm.errors import Fault, InputFaultsError, PlanningError
from wfm.planning import PlanOptions
from wfm.service.executor import chosen_executor
from wfm.service.queue import slots
from wfm.service.sweeping import KEYS, Point, Source, read_over, sweep, table

COMMANDS = typer.Typer()


@COMMANDS.command("sweep")
def sweep_command(
    source: Input,
    over: Annotated[list[str], typer.Option(help=f"KEY=a,b,c; again for each key: {', '.join(KEYS)}")],
    out: Annotated[Path, typer.Option(help="Table to write (.csv), a row for each plan")],
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of each plan")] = 120.0,
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Stop when proven this close")] = 0.005,
    workers: Annotated[int | None, typer.Option(min=1, help="Plans at once here; else WFM_SLOTS")] = None,
) -> None:
    """Plan for every combination of values, on the cores of this machine or on WFM_ENGINE."""
    values = read_over(over)
    if not source.is_file():
        raise InputFaultsError([Fault(str(source), "there is no such file", "a forecast workbook")])
    stop = threading.Event()
    # The first Ctrl-C keeps what there is; the second ends at once.
    before = signal.signal(signal.SIGINT, lambda *_: _stopping(stop))
    try:
        points = sweep(
            Source(source.read_bytes(), source.name),
            values,
            PlanOptions(cpu_seconds, gap),
            chosen_executor(workers or slots()),
            _told,
            stop.is_set,
        )
    except PlanningError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    finally:
        signal.signal(signal.SIGINT, before)
    found = table(points)
    write(out, found.to_csv(index=False).encode())
    typer.echo(found.drop(columns=["words", "bound"], errors="ignore").to_string(index=False))
    if any(point.words for point in points):
        raise typer.Exit(3)


def _stopping(stop: threading.Event) -> None:
    if stop.is_set():
        raise KeyboardInterrupt
    typer.echo("Stopping: plans under way end with the best they have.", err=True)
    stop.set()


def _told(point: Point) -> None:
    values = ", ".join(f"{key} {value}" for key, value in point.values.items())
    cost = point.figures.get("cost")
    typer.echo(f"{values}: {point.words or f'cost {cost:,.0f}'}", err=True)

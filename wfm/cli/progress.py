"""How far a run is, told while it lasts."""

from __future__ import annotations

import typer

from wfm.planning import Progress


def print_progress(progress: Progress) -> None:
    """Tell how far a run is, on the stream of errors."""
    cost = "" if progress.cost is None else f"; cost now {progress.cost:,.0f}"
    bound = "" if progress.bound is None else f"; cannot be below {progress.bound:,.0f}"
    stage = ": ".join(part for part in (progress.stage, progress.detail) if part)
    typer.echo(f"{progress.done:4.0%} {stage}{cost}{bound}", err=True)

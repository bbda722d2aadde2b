"""Commands for a decision: what more service costs, what a person is worth, and plans side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

import reports.trade_offs
from wfm.cli.compared import plans_compared
from wfm.cli.given import Input, Preset, write
from wfm.cli.progress import print_progress
from wfm.comparison import cost_verdicts, differences
from wfm.deciding import SHIFTS, simulated_point, trade_offs
from wfm.errors import Fault, InputFaultsError
from wfm.plan_input import read_plan_input
from wfm.planning import PlanOptions
from wfm.trade_off import with_simulated

COMMANDS = typer.Typer()

LEAST, MOST = 2, 4


@COMMANDS.command("tradeoffs")
def tradeoffs_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Book of trade-offs to write (.xlsx)")],
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Points closer than this are a tie")] = 0.005,
    simulate: Annotated[
        list[float] | None,
        typer.Option(help="Plan and simulate the point with so many points on its targets: 0, -4; repeat it"),
    ] = None,
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of each such plan")] = 120.0,
    preset: Preset = "",
) -> None:
    """Tell what more service costs, what the next person is worth, and what the cost hangs on."""
    shifts = [_shift(points) for points in simulate or []]
    plan_input = read_plan_input(source, preset)
    found = trade_offs(plan_input, PlanOptions(gap=gap), print_progress)
    options = PlanOptions(cpu_seconds, gap)
    played = [simulated_point(plan_input, shift, options, print_progress) for shift in shifts]
    found = replace(found, service=with_simulated(found.service, played))
    policy, first_day = plan_input.policy, plan_input.forecast.horizon.first_day
    write(out, reports.trade_offs.workbook(found, policy, first_day))
    typer.echo("\n".join(reports.trade_offs.lines(found)))


@COMMANDS.command("compare")
def compare_command(
    plans: Annotated[
        list[Path], typer.Argument(help="Two to four roster books (.xlsx) or summaries (.json)")
    ],
) -> None:
    """Show two to four finished plans side by side: figures that differ, nothing else."""
    if not LEAST <= len(plans) <= MOST:
        raise InputFaultsError([Fault("compare", f"{len(plans)} plans", f"{LEAST} to {MOST} of them")])
    told = plans_compared(plans)
    found = differences(told)
    rows = [list(found.columns), *([_shown(value) for value in row] for row in found.to_numpy().tolist())]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        typer.echo(_line(row, widths))
    for verdict in cost_verdicts(told):
        typer.echo(f"{verdict}.")


def _shift(points: float) -> float:
    """Return a point's shift (share) from its percentage points; raises InputFaultsError for others."""
    shift = round(points / 100, 6)
    if shift not in SHIFTS:
        known = ", ".join(f"{each * 100:g}" for each in SHIFTS)
        raise InputFaultsError([Fault("--simulate", f"{points:g} points", f"one of {known}")])
    return shift


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        text.ljust(width) if n == 0 else text.rjust(width)
        for n, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest])

"""The command that plays a roster against random customers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import reports.verification
from wfm.cli.given import LastRoster, Preset, write
from wfm.cli.people import roster_of
from wfm.plan_input import read_plan_input, requirement_of
from wfm.reserve import Trial, put_to_test
from wfm.reserve import figures as stress_figures
from wfm.simulation import Precision, simulate, simulation_case
from wfm.verification import after_hours, figures, worst_intervals
from wfm.workbook import open_workbook
from wfm.workload import workload

COMMANDS = typer.Typer()


@COMMANDS.command("simulate")
def simulate_command(
    book: Annotated[Path, typer.Argument(metavar="ROSTER", help="Roster book made from IN (.xlsx)")],
    source: Annotated[Path, typer.Option("--forecast", help="IN: the workbook the roster was made from")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed meets the same customers")] = 1,
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    half_width: Annotated[
        float, typer.Option(min=0.0005, max=0.2, help="Half the interval of each role's service, a share")
    ] = 0.01,
    worst: Annotated[int, typer.Option(min=1, help="Worst intervals to tell")] = 3,
    stress: Annotated[
        bool,
        typer.Option(
            "--stress", help="Put it to the test: more contacts, absence, escalation, AI down, scenarios"
        ),
    ] = False,
    preset: Preset = "",
    last_roster: LastRoster = None,
) -> None:
    """Simulate a roster: service by role with its interval, the worst hours and why, late work."""
    plan_input = read_plan_input(source, preset, last_roster_path=last_roster)
    roster = roster_of(plan_input, open_workbook(book))
    work = workload(plan_input.forecast, plan_input.policy)
    need, precision = requirement_of(plan_input, work), Precision(half_width)
    case = simulation_case(plan_input, work, need, roster)
    found, assumed = simulate(case, seed, precision), case.assumptions
    tested = put_to_test(Trial(plan_input, need, roster, case, found, precision)) if stress else None
    told = figures(found)
    if tested is not None:
        assumed += tested.assumptions
        told["stress"] = stress_figures(tested)
    if summary_file is not None:
        told["assumptions"] = [asdict(item) for item in assumed]
        write(summary_file, json.dumps(told, indent=2, allow_nan=False).encode())
    intervals = worst_intervals(found, roster.shift_plan, worst)
    late = after_hours(found, roster.shift_plan)
    typer.echo(reports.verification.text(found, intervals, plan_input.policy, late))
    if tested is not None:
        currency = plan_input.policy.settings.currency
        lines = reports.verification.stress_lines(tested.roles, tested.reserves, currency)
        typer.echo("\n".join(["If it comes worse than planned:", *lines]))
    for item in assumed:
        typer.echo(f"Assumed: {item.quantity} = {item.value} {item.unit} ({item.source})")

"""The command line: the same walk as the app, for scripts and for those who prefer a prompt."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

import reports.headline
import reports.mode_advice
import reports.requirement
import reports.roster
import reports.template
from wfm.errors import InputFaultsError, NoPlanError
from wfm.modes import mode_advice
from wfm.planning import (
    PlanOptions,
    PlanResult,
    Progress,
    plan,
    read_plan_input,
    requirement_of,
    summary,
)
from wfm.reference import data_folder
from wfm.workbook import annotated_copy

EXIT_FAULTS = 2
EXIT_NO_PLAN = 3

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Plan the people around AI.")

Input = Annotated[Path, typer.Argument(metavar="IN", help="Forecast workbook (.xlsx) or .csv")]
Preset = Annotated[str, typer.Option(help="Named set of reference values: article")]


@app.command("plan")
def plan_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Roster book to write (.xlsx)")],
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    csv_folder: Annotated[Path | None, typer.Option("--csv", help="Folder for the same as CSV")] = None,
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of the run")] = 600.0,
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Stop when proven this close")] = 0.005,
    preset: Preset = "",
) -> None:
    """Turn a forecast into a shift roster in Excel."""
    result = plan(read_plan_input(source, preset), PlanOptions(cpu_seconds, gap), _print_progress)
    figures = summary(result)
    _write(out, _book(result, figures))
    if summary_file is not None:
        _write(summary_file, json.dumps(figures, indent=2).encode())
    if csv_folder is not None:
        for name, content in reports.roster.csv_files(result.roster, result.plan_input.policy).items():
            _write(csv_folder / name, content)
    typer.echo(reports.headline.text(figures, result.roster, result.plan_input.policy))


@app.command("requirement")
def requirement_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Requirement to write (.csv)")],
    preset: Preset = "",
) -> None:
    """Write the people needed on duty in each interval, and what sets each number."""
    plan_input = read_plan_input(source, preset)
    _write(out, reports.requirement.csv(requirement_of(plan_input), plan_input.policy))


@app.command("template")
def template_command(out: Annotated[Path, typer.Option(help="Template to write (.xlsx)")]) -> None:
    """Write an empty workbook with every sheet, examples and checks."""
    _write(out, reports.template.workbook())


@app.command("check")
def check_command(
    source: Input,
    annotate: Annotated[Path | None, typer.Option(help="Copy with every fault marked (.xlsx)")] = None,
    preset: Preset = "",
) -> None:
    """Read a workbook and list every fault, without planning."""
    try:
        plan_input = read_plan_input(source, preset)
    except InputFaultsError as error:
        if annotate is not None:
            annotated_copy(source, error.faults, annotate)
        raise
    forecast = plan_input.forecast
    typer.echo(
        f"No fault: {len(forecast.queues)} queues, {forecast.horizon.first_day} to "
        f"{forecast.horizon.last_day}, every {forecast.horizon.interval_minutes} minutes; "
        f"{len(plan_input.assumptions)} assumptions."
    )


@app.command("advise")
def advise_command(source: Input, preset: Preset = "") -> None:
    """Say which mode each queue should run in, by which trajectory, and why."""
    plan_input = read_plan_input(source, preset)
    typer.echo(reports.mode_advice.text(mode_advice(plan_input.policy, plan_input.forecast)))


@app.command("app")
def app_command(port: Annotated[int, typer.Option(help="Port on this machine")] = 8501) -> None:
    """Open the screens in a browser."""
    screens = data_folder().parent / "app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(screens), "--server.port", str(port)]
    raise typer.Exit(subprocess.call(command))


@app.command("demo")
def demo_command(
    out: Annotated[Path, typer.Option(help="Folder for the books")] = Path("out/demo"),
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds for each client")] = 60.0,
) -> None:
    """Plan the three example clients and say what a planner wants to know."""
    for source in sorted((data_folder() / "examples").glob("*.xlsx")):
        typer.echo(f"\n=== {source.stem} ===")
        result = plan(read_plan_input(source), PlanOptions(cpu_seconds), _print_progress)
        figures = summary(result)
        book = out / f"{source.stem}_roster.xlsx"
        _write(book, _book(result, figures))
        _write(out / f"{source.stem}_summary.json", json.dumps(figures, indent=2).encode())
        typer.echo(reports.headline.text(figures, result.roster, result.plan_input.policy))
        typer.echo(f"The book: {book}")
    typer.echo("\nOpen the screens with: make app")


def _book(result: PlanResult, figures: dict[str, object]) -> bytes:
    plan_input = result.plan_input
    return reports.roster.workbook(
        result.roster, result.requirement, plan_input.policy, result.assumptions, figures
    )


def _print_progress(progress: Progress) -> None:
    cost = "" if progress.cost is None else f"; cost now {progress.cost:,.0f}"
    bound = "" if progress.bound is None else f"; cannot be below {progress.bound:,.0f}"
    typer.echo(f"{progress.done:4.0%} {progress.stage}: {progress.detail}{cost}{bound}", err=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


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


if __name__ == "__main__":
    main()

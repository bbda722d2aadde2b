"""The command that plans a migration: which way each queue is worked in each phase, and the people of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

import reports.migration
import reports.migration_headline
from wfm.cli.given import Input, Preset, write
from wfm.cli.progress import print_progress
from wfm.errors import Fault, InputFaultsError
from wfm.fitting import migrate_fitted
from wfm.migrating import answers_of, migrate, told_figures
from wfm.migration.actions import actions
from wfm.migration.answers import MigrationAnswers
from wfm.migration.figures import prices_told
from wfm.migration.staying_words import staying_words
from wfm.migration.verdict import verdict
from wfm.moving import moves_priced, slip
from wfm.planning import PlanOptions
from wfm.whole_file import read_whole_file

COMMANDS = typer.Typer()

RiskCap = Annotated[
    float | None,
    typer.Option(min=0.0, help="Most critical errors undetected over the programme; else of Settings"),
]

Fit = Annotated[
    bool,
    typer.Option(
        help="Measure what an hour on duty takes on the shifts of the first and the last week; else the "
        "average of the reference: faster, and too cheap for small crews"
    ),
]


@COMMANDS.command("migrate")
def migrate_command(
    source: Input,
    out: Annotated[Path, typer.Option(help="Migration book to write (.xlsx)")],
    summary_file: Annotated[Path | None, typer.Option("--summary", help="Summary to write (.json)")] = None,
    cpu_seconds: Annotated[float, typer.Option(min=1.0, help="CPU seconds of the run")] = 600.0,
    gap: Annotated[float, typer.Option(min=0.0, max=1.0, help="Stop when proven this close")] = 0.005,
    risk_cap: RiskCap = None,
    answers: Annotated[
        bool, typer.Option(help="Price other paths, stress and risk beside the plan: takes time of its own")
    ] = True,
    fit: Fit = True,
    preset: Preset = "",
) -> None:
    """Plan how queues move through modes, phase by phase, and who is hired, retrained or let go when."""
    plan_input = read_whole_file(source, preset)
    find = migrate_fitted if fit else migrate
    result = find(plan_input, PlanOptions(cpu_seconds, gap), print_progress, risk_cap=risk_cap)
    plan, case = result.plan, result.prepared.case
    found = answers_of(result) if answers else MigrationAnswers()
    told = told_figures(result, prices_told(found.alternatives))
    write(out, reports.migration.workbook(plan, result.prepared, told, found))
    if summary_file is not None:
        write(summary_file, json.dumps(told, indent=2, allow_nan=False).encode())
    typer.echo(
        reports.migration_headline.text(
            told,
            actions(plan, case),
            found.article_words(told["currency"]),
            verdict(plan, result.prepared, found.as_today),
        )
    )
    if found.diagnosis:
        typer.echo(found.diagnosis)


@COMMANDS.command("slip")
def slip_command(
    source: Input,
    queue: Annotated[str, typer.Option(help="Queue to move; else every queue that moves")] = "",
    phases: Annotated[int, typer.Option(help="Phases later; below 0 earlier")] = 1,
    cpu_seconds: Annotated[
        float, typer.Option(min=1.0, help="CPU seconds of the plan it is held against")
    ] = 120.0,
    risk_cap: RiskCap = None,
    fit: Fit = True,
    preset: Preset = "",
) -> None:
    """Tell what it costs to move queues some phases later or earlier than the plan does."""
    plan_input = read_whole_file(source, preset)
    known = plan_input.policy.queues["queue"].tolist()
    if queue and queue not in known:
        raise InputFaultsError([Fault("--queue", repr(queue), f"one of: {', '.join(known)}")])
    find = migrate_fitted if fit else migrate
    result = find(plan_input, PlanOptions(cpu_seconds), print_progress, risk_cap=risk_cap)
    moved = set(result.plan.stays.query("way != from_way")["queue"])
    for name in [queue] if queue else result.prepared.paths:
        found = slip(result, name, phases)
        priced = ""
        if name not in moved:
            way = str(result.plan.stays.set_index("queue").loc[[name], "way"].iloc[0])
            currency = result.prepared.case.policy.settings.currency
            priced = staying_words(name, way, moves_priced(result, name), currency)
        line = reports.migration_headline.slip_line(
            result.prepared, name, phases, found, moves=name in moved, priced=priced
        )
        typer.echo(line)

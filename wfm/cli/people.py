"""Commands around a roster that is there: explain a cell, take an edited book back, make its files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

import reports.calendar
import reports.cxone
import reports.mode_advice
import reports.payroll
import reports.roster
import reports.team_pack
from wfm.cli.book import rules_known
from wfm.cli.given import Input, LastRoster, NewForecast, Preset, write
from wfm.errors import Fault, InputFaultsError
from wfm.explain.command import explained
from wfm.explain.command import text as explanation_text
from wfm.modes import mode_advice
from wfm.plan_input import PlanInput, read_plan_input, requirement_of
from wfm.planning import by_hand, commercial_view, summary
from wfm.roster import Roster, lanes
from wfm.roster.by_hand import Terms, read_edited_grid
from wfm.roster.from_book import roster_from_book
from wfm.roster.versions import changes, draft, publish
from wfm.workbook import Workbook, open_workbook

COMMANDS = typer.Typer()

RosterBook = Annotated[Path, typer.Option("--book", help="Roster book made from IN (.xlsx)")]


@COMMANDS.command("advise")
def advise_command(source: Input, preset: Preset = "") -> None:
    """Say which mode each queue should run in, by which trajectory, and why."""
    plan_input = read_plan_input(source, preset)
    typer.echo(reports.mode_advice.text(mode_advice(plan_input.policy, plan_input.forecast)))


@COMMANDS.command("explain")
def explain_command(
    source: Input,
    cell: Annotated[str, typer.Argument(metavar='"Sheet!Cell"', help="Cell to explain, as Coverage!E20")],
    book: Annotated[Path | None, typer.Option(help="Roster book made from IN; else a cell of IN")] = None,
    preset: Preset = "",
    forecast: NewForecast = None,
    last_roster: LastRoster = None,
) -> None:
    """Say how the number in a cell came about, down to the cells it came from."""
    opened = None if book is None else open_workbook(book)
    plan_input = read_plan_input(source, preset, forecast_path=forecast, last_roster_path=last_roster)
    typer.echo(explanation_text(explained(plan_input, cell, opened)))


@COMMANDS.command("revise")
def revise_command(
    source: Input,
    book: RosterBook,
    out: Annotated[Path, typer.Option(help="Roster book with the moves that were accepted (.xlsx)")],
    preset: Preset = "",
    forecast: NewForecast = None,
    last_roster: LastRoster = None,
) -> None:
    """Take back a roster book edited on sheet Grid: keep what is legal, refuse the rest by its cell."""
    plan_input = read_plan_input(source, preset, forecast_path=forecast, last_roster_path=last_roster)
    workbook, faults = open_workbook(book), list[Fault]()
    published = roster_of(plan_input, workbook)
    found = read_edited_grid(workbook, published, _terms(plan_input), faults)
    if found is None or faults:
        raise InputFaultsError(faults)
    for refusal in found.refusals:
        typer.echo(f"Refused {refusal}")
    typer.echo(f"{len(found.accepted)} moves taken over, {len(found.refusals)} refused.")
    result = by_hand(plan_input, found.roster)
    money = commercial_view(result)
    content = reports.roster.workbook(
        result.roster,
        result.requirement,
        plan_input.policy,
        (*result.assumptions, *money.assumptions),
        summary(result),
        staff=plan_input.staff,
        changes=changes(published, found.roster),
        version=draft(found.roster),
        rules=rules_known(plan_input),
        commercial=money,
    )
    write(out, content)


@COMMANDS.command("files")
def files_command(
    source: Input,
    book: RosterBook,
    out: Annotated[Path, typer.Option(help="Folder for the files")],
    week: Annotated[int, typer.Option(min=1, help="Week whose days the team pack lays out")] = 1,
    leave_out: Annotated[bool, typer.Option(help="CXone: leave out who has no user name")] = False,
    preset: Preset = "",
    forecast: NewForecast = None,
    last_roster: LastRoster = None,
) -> None:
    """Write the files of a roster book: team-leader pack, payroll hours, calendars, CXone schedule."""
    plan_input = read_plan_input(source, preset, forecast_path=forecast, last_roster_path=last_roster)
    roster = roster_of(plan_input, open_workbook(book))
    policy, staff = plan_input.policy, plan_input.staff
    version = publish(roster, None, datetime.now(UTC))
    monitored = lanes(roster, plan_input.rule_book)
    write(
        out / "team_pack.xlsx",
        reports.team_pack.workbook(
            roster, policy, staff, None, version, monitored, policy.holidays, day_week=week
        ),
    )
    write(out / "payroll.xlsx", reports.payroll.workbook(roster, policy, staff, version))
    write(out / "calendars.zip", reports.calendar.zip_file(roster, policy, version))
    write(out / "cxone.csv", reports.cxone.csv(roster, policy, leave_out))
    typer.echo(reports.cxone.TEMPLATE_NOTE)


def _terms(plan_input: PlanInput) -> Terms:
    return Terms(
        plan_input.staff,
        plan_input.skill_sets,
        plan_input.rule_book,
        plan_input.policy,
        plan_input.patterns,
    )


def roster_of(plan_input: PlanInput, workbook: Workbook) -> Roster:
    """Return the roster of a book; raise with every fault where it cannot be read."""
    faults: list[Fault] = []
    roster = roster_from_book(
        workbook, _terms(plan_input), plan_input.forecast.horizon, requirement_of(plan_input), faults
    )
    if roster is None:
        raise InputFaultsError(faults)
    return roster

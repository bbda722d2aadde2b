"""The files of a roster as it stands, made when somebody asks for them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd

import reports.calendar
import reports.cxone
import reports.explanations
import reports.own_layout
import reports.payroll
import reports.requirement
import reports.roster
import reports.team_pack
from reports.layout import Layout
from reports.rule_checks import RulesKnown
from wfm.commercial import Commercial, plan_commercial
from wfm.commercial import figures as commercial_figures
from wfm.errors import Fault
from wfm.modes import overhead
from wfm.people import Staff
from wfm.promise import promised_service
from wfm.roster import lanes
from wfm.roster.versions import Version, draft
from wfm.service import desk
from wfm.service.desk import Draft, Given, Made
from wfm.service.files import read_json, write_json
from wfm.service.job import Job
from wfm.summary import summary, with_simulated
from wfm.tightening.figures import with_service

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP, CSV, JSON = "application/zip", "text/csv", "application/json"


@dataclass(frozen=True, eq=False)
class Content:
    """A roster with all that its files tell: what was read, what the run knew, days changed since published.

    ``week`` is the week of the plan, from 1, whose days the team pack lays out half-hour by half-hour;
    ``simulated`` the service of the roster as it stands, as ``wfm.verification.services`` tells it, None: it
    was not simulated.
    """

    given: Given
    made: Made
    draft: Draft
    changes: pd.DataFrame
    week: int = 1
    simulated: Mapping[str, Any] | None = None

    @property
    def staff(self) -> Staff | None:
        """The named people, ``None`` where positions are numbered."""
        return None if self.draft.staff.people.empty else self.draft.staff

    @property
    def version(self) -> Version:
        """The version of the roster, a draft where it differs from the last one published."""
        return draft(self.draft.roster, self.draft.version)


@dataclass(frozen=True)
class Format:
    """One kind of file: its name on the screen, what is in it, the end of its file name."""

    key: str
    label: str
    meaning: str
    ending: str
    mime: str
    make: Callable[[Content], bytes]


def figures(content: Content) -> dict[str, object]:
    """Return the summary of the roster as it stands; the proof is the run's."""
    given, roster = content.given, content.draft.roster
    policy, money = given.plan_input.policy, commercial_view(content)
    told = summary(
        roster,
        policy,
        promised_service(roster.shift_plan, given.requirement, given.workload, policy),
        overhead(policy),
        content.made.heads,
        (*content.made.assumptions, *money.assumptions),
        content.made.cpu_seconds,
        content.draft.staff,
        commercial_figures(money),
    )
    if content.simulated is not None:
        told = with_simulated(told, content.simulated)
    check = content.made.service_check
    # What was simulated is the run's own roster: of one changed by hand the check tells nothing.
    return told if check is None or content.draft.revision else with_service(told, check)


def commercial_view(content: Content) -> Commercial:
    """Return what the roster as it stands earns and costs, at the service it promises."""
    given, now = content.given, content.draft
    return plan_commercial(given.plan_input, now.roster, given.workload, given.requirement, staff=now.staff)


def book(content: Content) -> bytes:
    """Return the roster book."""
    read, now, money = content.given.plan_input, content.draft, commercial_view(content)
    return reports.roster.workbook(
        now.roster,
        content.given.requirement,
        read.policy,
        (*content.made.assumptions, *money.assumptions),
        figures(content),
        content.staff,
        content.changes,
        content.version,
        RulesKnown(read.rule_book, now.staff, read.patterns, read.skill_sets),
        money,
    )


def layout_format(layout: Layout) -> Format:
    """Return a client's own layout as a kind of file."""

    def make(content: Content) -> bytes:
        now, policy = content.draft, content.given.plan_input.policy
        return reports.own_layout.own_layout(now.roster, policy, layout, content.staff, content.version)

    return Format(
        f"layout_{layout.name}",
        layout.name,
        f"Own layout: {', '.join(column.header for column in layout.columns)}",
        f".{layout.file_type}",
        EXCEL if layout.file_type == "xlsx" else CSV,
        make,
    )


def cxone_faults(content: Content) -> tuple[Fault, ...]:
    """Return what keeps people out of the CXone file."""
    return reports.cxone.user_name_faults(content.draft.roster)


def cxone_format(leave_out: bool) -> Format:
    """Return the CXone file, people without a usable user name left out or refused."""

    def make(content: Content) -> bytes:
        return reports.cxone.csv(content.draft.roster, content.given.plan_input.policy, leave_out)

    return Format("cxone", "NICE CXone", reports.cxone.TEMPLATE_NOTE, ".csv", CSV, make)


def _pack(content: Content) -> bytes:
    """Return every file in one zip; the CXone file only where nobody is missing from it."""
    kinds = [*FORMATS] if cxone_faults(content) else [*FORMATS, cxone_format(leave_out=False)]
    return _zip({f"{each.key}{each.ending}": each.make(content) for each in kinds})


def note_use(job: Job, key: str) -> None:
    """Remember that a file was taken just now."""
    path = desk.table_file(job, "exports.json")
    write_json(path, {**(read_json(path) or {}), key: datetime.now(UTC).isoformat()})


def last_used(job: Job) -> dict[str, datetime]:
    """Return when each kind of file was last taken (UTC)."""
    kept = read_json(desk.table_file(job, "exports.json")) or {}
    return {key: datetime.fromisoformat(at) for key, at in kept.items()}


def _csv_zip(content: Content) -> bytes:
    return _zip(reports.roster.csv_files(content.draft.roster, content.given.plan_input.policy))


def _team_pack(content: Content) -> bytes:
    read, now = content.given.plan_input, content.draft
    return reports.team_pack.workbook(
        now.roster,
        read.policy,
        content.staff,
        content.changes,
        content.version,
        lanes(now.roster, read.rule_book),
        read.policy.holidays,
        content.week,
    )


def _payroll(content: Content) -> bytes:
    policy = content.given.plan_input.policy
    roster = content.draft.roster
    return reports.payroll.workbook(roster, policy, content.staff, content.version)


def _calendars(content: Content) -> bytes:
    policy = content.given.plan_input.policy
    return reports.calendar.zip_file(content.draft.roster, policy, content.version, content.changes)


def _explanations(content: Content) -> bytes:
    return reports.explanations.workbook(content.given.plan_input, content.draft.roster.shift_plan.coverage)


def _requirement(content: Content) -> bytes:
    return reports.requirement.csv(content.given.requirement, content.given.plan_input.policy)


def _summary(content: Content) -> bytes:
    return json.dumps(figures(content), indent=2, ensure_ascii=False).encode()


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


FORMATS = (
    Format(
        "roster",
        "Roster book",
        "For planners: grid, shifts, coverage, summary. Change its Grid and bring it back on Roster",
        ".xlsx",
        EXCEL,
        book,
    ),
    Format(
        "team_pack",
        "Team-leader pack",
        "A sheet per team: a page a week, days half-hour by half-hour. No wages, no reasons of absence",
        ".xlsx",
        EXCEL,
        _team_pack,
    ),
    Format("payroll", "Payroll hours", "Hours and wages by person and week", ".xlsx", EXCEL, _payroll),
    Format(
        "calendars", "Calendars", "One .ics file per person; a later import replaces the shifts", ".zip", ZIP,
        _calendars,
    ),
    Format(
        "explanations",
        "Explanations",
        "The worst day and every peak with formulas that recompute it",
        ".xlsx",
        EXCEL,
        _explanations,
    ),
    Format("roster_csv", "Roster as CSV", "The tables of the book for other systems", ".zip", ZIP, _csv_zip),
    Format(
        "requirement",
        "Requirement",
        "People needed on duty in each interval, and what sets the number",
        ".csv",
        CSV,
        _requirement,
    ),
    Format("summary", "Summary", "Cost, closeness, heads, service and assumptions", ".json", JSON, _summary),
)  # fmt: skip
"""Every kind of file that needs no choice; CXone and own layouts ask for some."""

PACK = Format("pack", "Download pack", "Everything above but own layouts", ".zip", ZIP, _pack)

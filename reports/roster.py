"""The roster book: what planners, team leaders and other systems read of a finished plan."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reports._excel import csv_bytes, new_book, write_table
from reports._wording import version_words
from reports.commercial import write_commercial
from reports.day_cells import day_marks
from reports.roster_grid import write_grid
from reports.roster_legend import write_assumptions, write_legend
from reports.roster_summary import write_summary
from reports.roster_tables import ACTIVITIES, AGENT_DAYS, COVERAGE, REVIEWS, roster_tables
from reports.rule_checks import RulesKnown, rule_checks
from wfm.assumption import Assumption
from wfm.commercial import Commercial
from wfm.people import Staff
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.roster import Roster
from wfm.roster.versions import Version


def workbook(
    roster: Roster,
    requirement: Requirement,
    policy: Policy,
    assumptions: tuple[Assumption, ...],
    summary: Mapping[str, object],
    staff: Staff | None = None,
    changes: pd.DataFrame | None = None,
    version: Version | None = None,
    rules: RulesKnown | None = None,
    commercial: Commercial | None = None,
) -> bytes:
    """Return the roster book as an ``.xlsx`` file.

    Its sheets are Grid, Agent-days, Activities, Coverage, Reviews, Summary, Legend and Assumptions. Equal
    arguments give equal bytes.

    Parameters
    ----------
    roster
        Who works which duty line.
    requirement
        People needed on duty, for the need beside the people.
    policy
        Settings, sites and pay.
    assumptions
        Everything taken for granted, listed on its own sheet.
    summary
        Figures of the plan, as ``wfm.summary.summary`` returns them.
    staff
        Named people: their days away stand on the Grid with the planner's code; ``None``: positions.
    changes
        Columns ``person_id`` and ``date``: days marked as changed since the last publication.
    version
        Version of the roster; ``None``: nothing is said of it.
    rules
        Rule book, staff, windows of breaks and skills that the roster is held against; ``None``: the labour
        packs alone.
    commercial
        What the plan earns and costs: where it has contracts, the sheets Commercial and Billing follow.
    """
    tables = roster_tables(roster, policy)
    horizon = roster.shift_plan.horizon
    book = new_book(f"Roster {policy.settings.plan_name}".strip(), horizon.first_day)
    note = "" if version is None else version_words(version, horizon.zone)
    write_grid(book, roster, policy, day_marks(staff, changes), note)
    write_table(book, "Agent-days", AGENT_DAYS, tables.agent_days)
    write_table(book, "Activities", ACTIVITIES, tables.activities)
    write_table(book, "Coverage", COVERAGE, tables.coverage)
    write_table(book, "Reviews", REVIEWS, tables.reviews)
    write_summary(book, roster, requirement, policy, summary, rule_checks(roster, policy, rules))
    write_legend(book, roster, policy)
    write_assumptions(book, assumptions)
    if commercial is not None:
        write_commercial(book, commercial)
    return book.to_bytes()


def csv_files(roster: Roster, policy: Policy) -> dict[str, bytes]:
    """Return the four tables of the roster book as CSV files, by file name.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Gives each site's time zone.
    """
    tables = roster_tables(roster, policy)
    return {
        "agent_days.csv": csv_bytes(AGENT_DAYS, tables.agent_days),
        "activities.csv": csv_bytes(ACTIVITIES, tables.activities),
        "coverage.csv": csv_bytes(COVERAGE, tables.coverage),
        "reviews.csv": csv_bytes(REVIEWS, tables.reviews),
    }

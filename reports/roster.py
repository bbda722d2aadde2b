"""The roster book: what planners, team leaders and other systems read of a finished plan."""

from __future__ import annotations

from collections.abc import Mapping

from reports._excel import csv_bytes, new_book, write_table
from reports.roster_grid import write_grid
from reports.roster_legend import write_assumptions, write_legend
from reports.roster_summary import write_summary
from reports.roster_tables import ACTIVITIES, AGENT_DAYS, COVERAGE, REVIEWS, roster_tables
from wfm.assumption import Assumption
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.roster import Roster


def workbook(
    roster: Roster,
    requirement: Requirement,
    policy: Policy,
    assumptions: tuple[Assumption, ...],
    summary: Mapping[str, object],
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
    """
    tables = roster_tables(roster, policy)
    horizon = roster.shift_plan.horizon
    book = new_book(f"Roster {policy.settings.plan_name}".strip(), horizon.first_day)
    write_grid(book, roster, policy)
    write_table(book, "Agent-days", AGENT_DAYS, tables.agent_days)
    write_table(book, "Activities", ACTIVITIES, tables.activities)
    write_table(book, "Coverage", COVERAGE, tables.coverage)
    write_table(book, "Reviews", REVIEWS, tables.reviews)
    write_summary(book, roster, requirement, policy, summary)
    write_legend(book, roster, policy)
    write_assumptions(book, assumptions)
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

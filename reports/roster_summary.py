"""The Summary sheet: result, cost, heads, roles, rule checks, and need against have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import pandas as pd

from reports._excel import Book
from reports._look import OUTLINE, UNDER, role_look
from reports._summary_cells import write_title, write_value
from reports._summary_service import write_days, write_simulated
from reports._wording import gap_words, status_words
from reports.need_and_have import busiest_crew, need_and_have_by_day, write_need_charts
from reports.rule_checks import BROKEN
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.roster import Roster
from wfm.units import MINUTES_PER_HOUR

ROLE_HEADERS = ("Role", "People", "FTE", "Paid hours", "Hours short", "Target", "Promised service")
OVERHEAD_HEADERS = ("Role", "Site", "For each", "Of these", "One carries", "People")
POSITION_HEADERS = ("Site", "Skill set", "Positions", "No fewer than", "Because of", "Heads to employ")
WEEK_HEADERS = (
    "Week",
    "Status",
    "Cost and priced shortage",
    "Cannot be below",
    "Staffing cost",
    "Gap",
    "CPU s",
)
CHECK_HEADERS = (
    "Staffing rule",
    "Kept",
    "Breaches",
    "Price",
    "Level",
    "Limit",
    "Sites",
    "Worst or closest case",
    "The rule",
)

Line = tuple[str, object, str, str, str]


def write_summary(
    book: Book,
    roster: Roster,
    requirement: Requirement,
    policy: Policy,
    summary: Mapping[str, object],
    checks: pd.DataFrame,
) -> None:
    """Add the Summary sheet.

    Parameters
    ----------
    book
        The workbook to add to.
    roster
        The finished roster.
    requirement
        People needed, drawn beside the people on duty.
    policy
        Settings, sites and currency.
    summary
        Figures of the plan, as ``wfm.summary.summary`` returns them.
    checks
        How well each rule is kept, as ``reports.rule_checks.rule_checks`` returns it.
    """
    sheet = book.sheet("Summary")
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 7, 17)
    sheet.write_string(
        0, 0, f"Summary {policy.settings.plan_name}".strip(), book.look(bold=True, font_size=14)
    )
    row = _write_lines(book, sheet, 2, _result_lines(roster, policy, summary))
    row = write_title(book, sheet, row + 1, "Heads to employ, leave included", ("If", "Heads"))
    row = _write_lines(book, sheet, row, _head_lines(roster, summary))
    row = _write_roles(book, sheet, row + 1, roster, summary)
    row = write_simulated(book, sheet, row + 1, summary)
    row = write_days(book, sheet, row + 1, summary)
    row = _write_overhead(book, sheet, row + 1, summary)
    row = _write_checks(book, sheet, row + 1, checks)
    row = _write_weeks(book, sheet, row + 1, roster)
    row = _write_positions(book, sheet, row + 1, roster)
    days = need_and_have_by_day(roster, policy)
    write_need_charts(book, sheet, row + 1, days, busiest_crew(roster, requirement, policy))


def _result_lines(roster: Roster, policy: Policy, summary: Mapping[str, object]) -> list[Line]:
    """Give the figures at the top: label, value, kind, unit, a word about it."""
    plan = roster.shift_plan
    currency = policy.settings.currency
    costs = cast(Mapping[str, float], summary["costs"])
    weeks = plan.weeks
    above = float((weeks["objective"] - weeks["bound"]).clip(lower=0).sum())
    staffing = float(weeks["staffing_cost"].sum())
    share = above / staffing if staffing else 0.0
    late = float(plan.reviews["hours_late"].sum())
    return [
        ("First day", pd.Timestamp(plan.horizon.first_day), "date", "", ""),
        ("Last day", pd.Timestamp(plan.horizon.last_day), "date", "", ""),
        ("Time zone of the plan", plan.horizon.zone, "text", "", ""),
        ("Result", status_words(plan.status), "text", "", ""),
        ("How close", gap_words(above, share, currency), "text", "", ""),
        ("Above the cheapest possible, at most", above, "money", currency, "shortage priced in"),
        ("The same as a share of staffing cost", share, "percent", "", ""),
        ("The same in the worst week", plan.gap, "percent", "", ""),
        ("Total cost", summary["cost"], "money", currency, "of everyone on this roster"),
        ("Wages", costs["wages"], "money", currency, "paid hours by wage"),
        ("Premiums", costs["premiums"], "money", currency, "night and holiday hours by premium"),
        ("Supervisors", costs["supervisors"], "money", currency, "wages and premiums of those who lead"),
        ("People-hours short", summary["shortage"], "hours", "h", "needed but not on duty"),
        (
            "Late hours of work that may wait",
            late,
            "hours",
            "h",
            "reviews, callbacks and email not done by due",
        ),
        ("Computing time", summary["seconds"], "whole", "CPU s", ""),
        *_name_lines(roster, currency),
    ]


def _name_lines(roster: Roster, currency: str) -> list[Line]:
    """Say how good the choice of names is and what nobody took; nothing where positions are numbered."""
    found, opened = roster.solution, roster.open_lines
    if found is None:
        return []
    above = max(0.0, found.cost - found.bound)
    hours = float((opened["people"] * opened["paid_minutes"]).sum()) / MINUTES_PER_HOUR
    return [
        ("Names", status_words(found.status), "text", "", ""),
        ("Price of the wishes and rules broken", found.cost, "money", currency, "open shifts priced in"),
        ("Names, how close", gap_words(above, found.gap, currency), "text", "", "share of staffing cost"),
        ("Open shifts", int(opened["people"].sum()), "whole", "shifts", "nobody took them: sheet Grid"),
        ("Paid hours of open shifts", hours, "hours", "h", ""),
    ]


def _head_lines(roster: Roster, summary: Mapping[str, object]) -> list[Line]:
    heads = cast(Mapping[str, float], summary["heads"])
    positions = float(roster.positions["positions"].sum())
    return [
        ("Heads, all people", heads["all_people"], "whole", "people", "if people handled every contact"),
        ("Heads, settled", heads["settled"], "whole", "people", "this plan, once the AI has learned"),
        ("Heads, first 30 days", heads["first_30_days"], "whole", "people", "while the AI still learns"),
        ("Positions on this roster", positions, "whole", "positions", "without supervisors"),
    ]


def _write_lines(book: Book, sheet: Any, row: int, lines: Sequence[Line]) -> int:
    for label, value, kind, unit, remark in lines:
        sheet.write_string(row, 0, label, book.look(bold=True))
        write_value(book, sheet, row, 1, value, kind)
        sheet.write_string(row, 2, unit)
        sheet.write_string(row, 3, remark)
        row += 1
    return row


def _write_roles(book: Book, sheet: Any, row: int, roster: Roster, summary: Mapping[str, object]) -> int:
    """Write a row per role; FTE counts contracts against the longest one on the roster."""
    row = write_title(book, sheet, row, "Roles", ROLE_HEADERS)
    roles = cast(Mapping[str, Mapping[str, float | None]], summary["roles"])
    contracts = roster.people.groupby("role")["contract_hours"].sum()
    full_time = float(roster.people["contract_hours"].max()) if len(roster.people) else 1.0
    for role, figures in roles.items():
        look = role_look(role)
        colours = book.look(bg_color=look.fill, font_color=look.text, border=1, border_color=OUTLINE)
        sheet.write_string(row, 0, f"{look.letter} {look.name}", colours)
        values = (
            (figures["people"], "whole"),
            (float(contracts.get(role, 0.0)) / full_time, "people"),
            (figures["paid_hours"], "hours"),
            (figures["shortage_hours"], "hours"),
            (figures["target"], "percent"),
            (figures["promised_service"], "percent"),
        )
        for column, (value, kind) in enumerate(values, start=1):
            write_value(book, sheet, row, column, value, kind)
        row += 1
    return row


def _write_overhead(book: Book, sheet: Any, row: int, summary: Mapping[str, object]) -> int:
    """Write the roles that follow from how many others there are."""
    row = write_title(book, sheet, row, "People by ratio", OVERHEAD_HEADERS)
    overhead = cast(Sequence[Mapping[str, object]], summary["overhead"])
    rows = [
        (
            role_look(str(line["role"])).name,
            *(line[name] for name in ("site", "driver", "count", "span", "people")),
        )
        for line in overhead
    ]
    return _write_rows(book, sheet, row, rows, ("text", "text", "text", "people", "people", "whole"))


def _write_checks(book: Book, sheet: Any, row: int, checks: pd.DataFrame) -> int:
    """Write a row per rule; broken ones in the colour of too few people."""
    row = write_title(book, sheet, row, "Rule checks (planning aid, not legal advice)", CHECK_HEADERS)
    broken = book.look(font_color=UNDER, bold=True)
    kinds = ("text", "text", "whole", "money", "text", "text", "text", "text", "text")
    for check in checks.itertuples(index=False):
        for column, (value, kind) in enumerate(zip(check, kinds, strict=True)):
            write_value(book, sheet, row, column, value, kind)
        if check.kept == BROKEN:
            sheet.write_string(row, 1, BROKEN, broken)
        row += 1
    return row


def _write_weeks(book: Book, sheet: Any, row: int, roster: Roster) -> int:
    row = write_title(book, sheet, row, "Weeks as solved", WEEK_HEADERS)
    kinds = ("whole", "text", "money", "money", "money", "percent", "whole")
    columns = ["week", "status", "objective", "bound", "staffing_cost", "gap", "seconds"]
    return _write_rows(book, sheet, row, roster.shift_plan.weeks[columns].itertuples(index=False), kinds)


def _write_positions(book: Book, sheet: Any, row: int, roster: Roster) -> int:
    row = write_title(book, sheet, row, "Positions", POSITION_HEADERS)
    kinds = ("text", "text", "whole", "whole", "text", "whole")
    columns = ["site", "skill_set", "positions", "bound", "bound_reason", "heads"]
    return _write_rows(book, sheet, row, roster.positions[columns].itertuples(index=False), kinds)


def _write_rows(
    book: Book, sheet: Any, row: int, rows: Iterable[tuple[object, ...]], kinds: Sequence[str]
) -> int:
    for values in rows:
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            write_value(book, sheet, row, column, value, kind)
        row += 1
    return row

"""The Grid sheet: people down, dates across, the shift's code in the cell, counts at the bottom."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, Book
from reports._look import CHANGED_DOT, OUTLINE, UNDER, role_look
from reports.day_cells import DayMarks, away_look, off_look, shift_look, with_dot, write_cell
from reports.person_days import in_grid_order, open_days, shift_words
from wfm.horizon import local_dates, weekday_and_minute
from wfm.policy import Policy
from wfm.roster import Roster
from wfm.units import MINUTES_PER_HOUR

HEADER_ROW = 2
PEOPLE_COLUMNS = (
    ("Agent ID", 14.0),
    ("Name", 20.0),
    ("Site", 12.0),
    ("Team", 12.0),
    ("Role", 20.0),
    ("Contract h/week", 9.0),
)
TOTALS = ("Shifts", "Paid hours", "Night hours")
FROZEN_COLUMNS = 2
DATE_WIDTH = 10
CELL_WORDS = (
    "Shift codes stand on the date on which the shift starts, at the site's own clock; blank is a day off,"
    " italic a day away."
)
"""What the cells of the grid are; the rest is on sheet Legend."""


def write_grid(
    book: Book, roster: Roster, policy: Policy, marks: DayMarks | None = None, version_note: str = ""
) -> None:
    """Add the Grid sheet.

    Parameters
    ----------
    book
        The workbook to add to.
    roster
        Who works which duty line.
    policy
        Gives the plan's name and each site's time zone.
    marks
        Days away, shown by their code, and days changed since the last publication.
    version_note
        Which version this is, in words.
    """
    sheet = book.sheet("Grid")
    days = pd.DatetimeIndex([pd.Timestamp(day) for day in roster.shift_plan.horizon.days])
    shifts = _shifts(roster, policy)
    days = days.union(pd.DatetimeIndex(shifts["date"])).union(pd.DatetimeIndex(roster.open_lines["date"]))
    days = days.unique()
    people = in_grid_order(roster.people)
    _write_head(book, sheet, policy, days, version_note)
    _write_people(book, sheet, people)
    _write_shifts(book, sheet, people, shifts, days, marks or DayMarks())
    last = _write_totals(book, sheet, people, shifts, HEADER_ROW + 1, len(days))
    # A blank row ends the people: whoever reads the book back stops there.
    below = _write_counts(book, sheet, _counts(roster, people, shifts, policy, days), last + 2)
    _write_open(book, sheet, open_days(roster, policy), days, below + 1)
    sheet.freeze_panes(HEADER_ROW + 1, FROZEN_COLUMNS)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0, FROZEN_COLUMNS - 1)
    columns = len(PEOPLE_COLUMNS) + len(days) + len(TOTALS)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(people), columns - 1)


def _shifts(roster: Roster, policy: Policy) -> pd.DataFrame:
    """List every person-day with its code and the local minute at which it starts."""
    lines = roster.shift_plan.lines
    minute = pd.Series(0, index=lines.index)
    for site in lines["site"].unique():
        at_site = lines["site"] == site
        minute[at_site] = weekday_and_minute(lines.loc[at_site, "shift_start"], policy.zone_of(site))[1]
    lines = lines.assign(start_minute=minute).drop(columns=["date", "site", "skill_set", "people"])
    shifts = roster.duties.merge(lines, on="line", how="left")
    return shifts.merge(roster.people[["person_id", "role"]], on="person_id", how="left")


def _write_head(book: Book, sheet: Any, policy: Policy, days: pd.DatetimeIndex, version_note: str) -> None:
    first, last = (f"{day:%a} {day.day} {day:%b %Y}" for day in (days[0], days[-1]))
    name = policy.settings.plan_name
    title = f"Roster {name}, {first} to {last}" + (f", {version_note}" if version_note else "")
    sheet.write_string(0, 0, title, book.look(bold=True, font_size=14))
    words = f"{CELL_WORDS} {CHANGED_DOT} changed since last publication. Codes and colours: sheet Legend."
    sheet.write_string(1, 0, words, book.look(italic=True))
    head = book.look(**HEADER_LOOK)
    for index, (title, width) in enumerate(PEOPLE_COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write_string(HEADER_ROW, index, title, head)
    date_head = book.look(**HEADER_LOOK, num_format="ddd d mmm", align="center")
    first_day = len(PEOPLE_COLUMNS)
    sheet.set_column(first_day, first_day + len(days) - 1, DATE_WIDTH)
    for offset, day in enumerate(days):
        sheet.write_datetime(HEADER_ROW, first_day + offset, day.to_pydatetime(), date_head)
    for offset, title in enumerate(TOTALS):
        sheet.write_string(HEADER_ROW, first_day + len(days) + offset, title, head)


def _write_people(book: Book, sheet: Any, people: pd.DataFrame) -> None:
    plain, hours = book.look(), book.look(num_format=NUMBER_FORMATS["hours"])
    for row, person in enumerate(people.to_dict("records"), start=HEADER_ROW + 1):
        look = role_look(person["role"])
        for column, name in enumerate(("person_id", "name", "site", "team")):
            sheet.write_string(row, column, person[name], plain)
        colours = book.look(bg_color=look.fill, font_color=look.text, border=1, border_color=OUTLINE)
        sheet.write_string(row, 4, f"{look.letter} {look.name}", colours)
        sheet.write_number(row, 5, person["contract_hours"], hours)


def _write_shifts(
    book: Book,
    sheet: Any,
    people: pd.DataFrame,
    shifts: pd.DataFrame,
    days: pd.DatetimeIndex,
    marks: DayMarks,
) -> None:
    keys = zip(shifts["person_id"], shifts["date"], strict=True)
    worked = dict(zip(keys, zip(shifts["pattern"], shifts["start_minute"], strict=True), strict=True))
    for row, person in enumerate(people["person_id"], start=HEADER_ROW + 1):
        for column, day in enumerate(days, start=len(PEOPLE_COLUMNS)):
            is_changed = (person, day) in marks.changed
            if (person, day) in worked:
                text, minute = worked[(person, day)]
                look = shift_look(book, minute, is_changed)
            elif (person, day) in marks.away:
                text, look = marks.away[(person, day)], away_look(book, is_changed)
            else:
                text, look = "", off_look(book, is_changed)
            write_cell(sheet, row, column, with_dot(text, is_changed), look)


def _write_totals(
    book: Book, sheet: Any, people: pd.DataFrame, shifts: pd.DataFrame, first_row: int, days: int
) -> int:
    """Write each person's shifts and hours at the right; return the last row used."""
    worked = shifts.groupby("person_id").agg(
        shifts=("date", "size"), paid=("paid_minutes", "sum"), night=("night_minutes", "sum")
    )
    worked = worked.reindex(people["person_id"], fill_value=0)
    column = len(PEOPLE_COLUMNS) + days
    hours = book.look(num_format=NUMBER_FORMATS["hours"])
    for row, person in enumerate(worked.to_dict("records"), start=first_row):
        sheet.write_number(row, column, person["shifts"])
        sheet.write_number(row, column + 1, person["paid"] / MINUTES_PER_HOUR, hours)
        sheet.write_number(row, column + 2, person["night"] / MINUTES_PER_HOUR, hours)
    return first_row + len(people) - 1


def _counts(
    roster: Roster, people: pd.DataFrame, shifts: pd.DataFrame, policy: Policy, days: pd.DatetimeIndex
) -> pd.DataFrame:
    """Give, per role and date, people on shift, the most people needed at once, and people-hours short."""
    on_shift = shifts.groupby(["role", "date"]).size().rename("people on shift")
    coverage = roster.shift_plan.coverage
    dates = pd.Series(pd.NaT, index=coverage.index, dtype="datetime64[us]")
    for site in coverage["site"].unique():
        at_site = coverage["site"] == site
        local = local_dates(coverage.loc[at_site, "interval_start"], policy.zone_of(site))
        dates[at_site] = pd.to_datetime(local).as_unit("us")
    coverage = coverage.assign(date=dates)
    needed = coverage.groupby(["role", "date", "interval_start"])["required"].sum()
    needed = needed.groupby(["role", "date"]).max().rename("most needed at once")
    short = coverage.groupby(["role", "date"])["shortage"].sum() * roster.shift_plan.horizon.interval_hours
    table = pd.concat([on_shift, needed, short.rename("people-hours short")], axis=1)
    roles = [role for role in dict.fromkeys(people["role"]) if role in on_shift.index.get_level_values(0)]
    roles += [role for role in needed.index.get_level_values(0).unique() if role not in roles]
    grid = pd.MultiIndex.from_product([roles, days], names=["role", "date"])
    return table.reindex(grid)


def _write_counts(book: Book, sheet: Any, counts: pd.DataFrame, first_row: int) -> int:
    """Write three rows per role under the dates, hours short in the colour of too few; return next row."""
    first_day = len(PEOPLE_COLUMNS)
    under = book.look(font_color=UNDER, bold=True)
    row = first_row
    for role in counts.index.get_level_values("role").unique():
        look = role_look(role)
        colours = book.look(bg_color=look.fill, font_color=look.text, border=1, border_color=OUTLINE)
        for title in counts.columns:
            values = counts.loc[role, title]
            if values.isna().all():
                continue
            kind = "hours" if title == "people-hours short" else "whole"
            number = book.look(num_format=NUMBER_FORMATS[kind], align="center")
            sheet.write_string(row, 0, f"{look.letter} {look.name}", colours)
            sheet.write_string(row, 1, title)
            for offset, value in enumerate(values.fillna(0.0)):
                sheet.write_number(row, first_day + offset, value, number)
            if title == "people-hours short":
                rule = {"type": "cell", "criteria": ">", "value": 0, "format": under}
                sheet.conditional_format(row, first_day, row, first_day + len(values) - 1, rule)
            row += 1
    return row


def _write_open(book: Book, sheet: Any, opened: pd.DataFrame, days: pd.DatetimeIndex, first_row: int) -> None:
    """Write a row for each kind of shift that nobody took, people missing under the dates."""
    if opened.empty:
        return
    column_of = {day: column for column, day in enumerate(days, start=len(PEOPLE_COLUMNS))}
    title = book.look(bold=True, font_color=UNDER)
    number = book.look(num_format=NUMBER_FORMATS["whole"], align="center", font_color=UNDER, bold=True)
    shifts = [
        shift_words(code, start, end)
        for code, start, end in zip(opened["pattern"], opened["start_wall"], opened["end_wall"], strict=True)
    ]
    row = first_row
    for (site, skill_set, shift), alike in opened.assign(shift=shifts).groupby(
        ["site", "skill_set", "shift"]
    ):
        sheet.write_string(row, 0, "Open shifts", title)
        sheet.write_string(row, 1, shift)
        sheet.write_string(row, 2, site)
        sheet.write_string(row, 4, skill_set)
        missing = alike.groupby("date")["people"].sum()
        for day, people in zip(missing.index, missing, strict=True):
            sheet.write_number(row, column_of[day], people, number)
        row += 1

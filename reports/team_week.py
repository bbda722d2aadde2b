"""The weeks of a team on paper: people down, days across, one landscape page a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, Book
from reports._look import (
    AWAY_FILL,
    BANDS,
    CHANGED,
    CHANGED_DOT,
    GRID_LINE,
    MEDIUM_LINE,
    OUTLINE,
    role_look,
)
from reports._pages import rows_at_least_scale, set_pages
from reports._wording import day_words
from reports.day_cells import AWAY_WORD, away_look, off_look, shift_look, with_dot, write_cell
from reports.person_days import shift_words
from reports.team_below import PERSON_COLUMNS, lines_below, write_line
from reports.team_plan import TeamPlan
from wfm.units import MINUTES_PER_HOUR

TITLE_ROWS = 3
ROW_HEIGHT = 18.0
NAME_WIDTH, ID_WIDTH, ROLE_WIDTH, DAY_WIDTH, HOURS_WIDTH = 24.0, 11.0, 5.0, 16.5, 7.0


def write_team_weeks(
    book: Book, name: str, team: TeamPlan, weeks: Sequence[Sequence[pd.Timestamp]], footer: str
) -> None:
    """Add the sheet of a team's weeks.

    Parameters
    ----------
    book
        The workbook to add to.
    name
        Name of the sheet.
    team
        What to show.
    weeks
        Dates of each week, in order; each week begins a page.
    footer
        In Excel's code, as ``reports._pages.footer`` returns it.
    """
    sheet = book.sheet(name)
    longest = max((len(week) for week in weeks), default=0)
    widths = [NAME_WIDTH, ID_WIDTH, ROLE_WIDTH, *[DAY_WIDTH] * longest, HOURS_WIDTH]
    sheet.set_default_row(ROW_HEIGHT)
    _write_title(book, sheet, team)
    row, breaks, tallest = TITLE_ROWS, [], 0
    for number, week in enumerate(weeks, start=1):
        for part in _parts(team, week):
            first = row
            row = _write_part(book, sheet, row, team, number, week, part)
            tallest = max(tallest, row - first)
            breaks.append(row)
    sheet.freeze_panes(TITLE_ROWS, PERSON_COLUMNS)
    set_pages(sheet, widths, (tallest + TITLE_ROWS) * ROW_HEIGHT, breaks[:-1], TITLE_ROWS, footer)


def _parts(team: TeamPlan, week: Sequence[pd.Timestamp]) -> list[pd.DataFrame]:
    """Cut the team where it outgrows a page, so that every page has the dates above its people."""
    below = len(lines_below(team, week))
    room = max(1, rows_at_least_scale(ROW_HEIGHT) - TITLE_ROWS - below - 1)
    starts = range(0, max(1, len(team.people)), room)
    return [team.people.iloc[start : start + room] for start in starts]


def _write_title(book: Book, sheet: Any, team: TeamPlan) -> None:
    sheet.write_string(0, 0, team.title, book.look(bold=True, font_size=14))
    sheet.write_string(
        1, 0, f"Blank: day off. {CHANGED_DOT} changed since last published.", book.look(italic=True)
    )
    column = PERSON_COLUMNS
    for band in BANDS:
        start = f"{band.first_minute // MINUTES_PER_HOUR:02d}:00"
        look = book.look(bg_color=band.fill, border=1, border_color=GRID_LINE, align="center", font_size=9)
        sheet.write_string(1, column, f"{band.name}, from {start}", look)
        column += 1
    away = book.look(
        bg_color=AWAY_FILL, italic=True, border=1, border_color=GRID_LINE, align="center", font_size=9
    )
    sheet.write_string(1, column, AWAY_WORD, away)
    changed = book.look(left=MEDIUM_LINE, left_color=CHANGED, font_size=9)
    sheet.write_string(1, column + 1, f"{CHANGED_DOT} changed", changed)


def _write_part(
    book: Book,
    sheet: Any,
    row: int,
    team: TeamPlan,
    number: int,
    week: Sequence[pd.Timestamp],
    people: pd.DataFrame,
) -> int:
    """Write dates, these people and, below the team's last, open shifts and cover; return the next row."""
    _write_header(book, sheet, row, team, number, week)
    shifts = team.days[team.days["date"].isin(list(week))]
    for person in people.to_dict("records"):
        row += 1
        _write_person(
            book, sheet, row, person, shifts[shifts["person_id"] == person["person_id"]], team, week
        )
    if len(people) and people.index[-1] == team.people.index[-1]:
        for line in lines_below(team, week):
            row += 1
            write_line(book, sheet, row, line)
    return row + 1


def _write_header(
    book: Book, sheet: Any, row: int, team: TeamPlan, number: int, week: Sequence[pd.Timestamp]
) -> None:
    head = book.look(**HEADER_LOOK)
    for column, text in enumerate((f"Week {number}", "Agent ID", "Role")):
        sheet.write_string(row, column, text, head)
    middle = book.look(**HEADER_LOOK, align="center")
    for column, day in enumerate(week, start=PERSON_COLUMNS):
        holiday = ", holiday" if day in team.holidays else ""
        sheet.write_string(row, column, f"{day_words(day)}{holiday}", middle)
    sheet.write_string(row, PERSON_COLUMNS + len(week), "Hours", middle)


def _write_person(
    book: Book,
    sheet: Any,
    row: int,
    person: dict[Any, Any],
    shifts: pd.DataFrame,
    team: TeamPlan,
    week: Sequence[pd.Timestamp],
) -> None:
    is_leader = bool(person["leads"]) or person["name"] == team.leader
    sheet.write_string(row, 0, person["name"], book.look(bold=is_leader, border=1, border_color=GRID_LINE))
    sheet.write_string(row, 1, person["person_id"], book.look(border=1, border_color=GRID_LINE, font_size=9))
    look = role_look(person["role"])
    colours = book.look(
        bg_color=look.fill, font_color=look.text, border=1, border_color=OUTLINE, align="center"
    )
    sheet.write_string(row, 2, look.letter, colours)
    by_date = {shift["date"]: shift for shift in shifts.to_dict("records")}
    for column, day in enumerate(week, start=PERSON_COLUMNS):
        _write_day(book, sheet, row, column, person["person_id"], day, by_date.get(day), team)
    hours = book.look(num_format=NUMBER_FORMATS["hours"], border=1, border_color=GRID_LINE)
    paid = float(shifts["paid_minutes"].sum()) / MINUTES_PER_HOUR
    sheet.write_number(row, PERSON_COLUMNS + len(week), paid, hours)


def _write_day(
    book: Book,
    sheet: Any,
    row: int,
    column: int,
    person_id: str,
    day: pd.Timestamp,
    shift: dict[Any, Any] | None,
    team: TeamPlan,
) -> None:
    is_changed, is_holiday = (person_id, day) in team.marks.changed, day in team.holidays
    if shift is not None:
        wall = shift["start_wall"]
        text = shift_words(shift["pattern"], wall, shift["end_wall"])
        look = shift_look(book, wall.hour * MINUTES_PER_HOUR + wall.minute, is_changed, is_holiday)
    elif (person_id, day) in team.marks.away:
        text, look = AWAY_WORD, away_look(book, is_changed, is_holiday)
    else:
        text, look = "", off_look(book, is_changed, is_holiday)
    write_cell(sheet, row, column, with_dot(text, is_changed), look)

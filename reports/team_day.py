"""The days of a team on paper: people down, half-hours across, what each does in a letter, a page a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from reports._excel import HEADER_LOOK, Book
from reports._look import (
    ACTIVITY_LETTERS,
    BOOKED_LETTER,
    GRID_LINE,
    PAUSE_FILL,
    ROLE_LOOKS,
    UNDER,
    activity_letter,
    role_look,
)
from reports._pages import set_pages
from reports._wording import day_words
from reports.crew_days import crew_slots
from reports.day_cells import with_dot, write_cell
from reports.person_days import PAUSES, clock, shift_words
from reports.team_plan import TeamPlan
from wfm.horizon import local_times, midnight
from wfm.roles import Role

TITLE_ROWS = 3
HALF_HOUR = pd.Timedelta(minutes=30)
ROW_HEIGHT, HEADER_HEIGHT = 18.0, 36.0
NAME_WIDTH, SHIFT_WIDTH, PAUSE_WIDTH, SLOT_WIDTH = 21.0, 15.5, 26.0, 2.8
PERSON_COLUMNS = 3
MONITOR_LETTER = role_look(Role.MONITOR).letter
SMALL_NET = "+0.0;-0.0;0"


def write_team_days(book: Book, name: str, team: TeamPlan, days: Sequence[pd.Timestamp], footer: str) -> None:
    """Add the sheet of a team's days, each a page: the shifts that start on its date, to their end.

    Only the half-hours in which someone of the team is on shift are shown, the same ones every day; a
    night's run past midnight of the site.

    Parameters
    ----------
    book
        The workbook to add to.
    name
        Name of the sheet.
    team
        What to show.
    days
        Local dates, in order.
    footer
        In Excel's code, as ``reports._pages.footer`` returns it.
    """
    sheet = book.sheet(name)
    shown = _slots_shown(team, days)
    widths = [NAME_WIDTH, SHIFT_WIDTH, PAUSE_WIDTH, *[SLOT_WIDTH] * len(shown)]
    sheet.set_default_row(ROW_HEIGHT)
    _write_title(book, sheet, team)
    row, breaks, tallest = TITLE_ROWS, [], 0
    for day in days:
        first = row
        row = _write_day(book, sheet, row, team, day, shown)
        tallest = max(tallest, row - first)
        breaks.append(row)
    sheet.freeze_panes(TITLE_ROWS, PERSON_COLUMNS)
    height = (tallest + TITLE_ROWS) * ROW_HEIGHT + HEADER_HEIGHT
    set_pages(sheet, widths, height, breaks[:-1], TITLE_ROWS, footer)


def slots_of(day: pd.Timestamp, zone: str) -> pd.DatetimeIndex:
    """Return the first instants (UTC) of the half-hours of a local date and the one after it."""
    end = midnight((day + pd.Timedelta(days=2)).date(), zone)
    return pd.date_range(midnight(day.date(), zone), end, freq=HALF_HOUR, inclusive="left", unit="us")


def letters(activities: pd.DataFrame, lanes: pd.DataFrame, slots: pd.DatetimeIndex) -> list[str]:
    """Return what one person does in each half-hour: letters in order of time, blank off shift.

    Parameters
    ----------
    activities
        The person's ``activity``, ``role``, ``start`` and ``end``.
    lanes
        The person's ``lane``, ``start`` and ``end``: which conversations a monitor watches; may be empty.
    slots
        First instants (UTC) of the half-hours.
    """
    stretches = sorted(
        (row["start"], row["end"], activity_letter(row["activity"], row["role"]))
        for row in activities.to_dict("records")
    )
    watched = sorted((row["start"], row["end"], str(row["lane"])) for row in lanes.to_dict("records"))
    return [_letters_at(stretches, watched, slot) for slot in slots]


def _letters_at(
    stretches: list[tuple[pd.Timestamp, pd.Timestamp, str]],
    watched: list[tuple[pd.Timestamp, pd.Timestamp, str]],
    slot: pd.Timestamp,
) -> str:
    shown: list[str] = []
    for start, end, letter in stretches:
        first, last = max(start, slot), min(end, slot + HALF_HOUR)
        if first >= last:
            continue
        numbers = [lane for begin, until, lane in watched if max(first, begin) < min(last, until)]
        watches = letter == MONITOR_LETTER
        names = [f"{letter}{lane.removeprefix(letter)}" for lane in numbers] if watches else []
        for name in names or [letter]:
            if not shown or shown[-1] != name:
                shown.append(name)
    return "".join(shown)


def _slots_shown(team: TeamPlan, days: Sequence[pd.Timestamp]) -> range:
    """Return the half-hours after midnight, by number, in which someone is on shift on one of these days."""
    used: set[int] = set()
    for day in days:
        slots = slots_of(day, team.zone)
        on = team.days[team.days["date"] == day]
        for start, end in zip(on["shift_start"], on["shift_end"], strict=True):
            used |= set(np.flatnonzero((slots < end) & (slots + HALF_HOUR > start)).tolist())
    return range(min(used), max(used) + 1) if used else range(0)


def _write_title(book: Book, sheet: Any, team: TeamPlan) -> None:
    sheet.write_string(0, 0, team.title, book.look(bold=True, font_size=14))
    done = set(team.activities["activity"])
    at_work = set(team.activities.loc[team.activities["activity"] == "work", "role"])
    words = [f"{look.letter} {look.name}" for role, look in ROLE_LOOKS.items() if str(role) in at_work]
    words += [f"{letter} {word}" for word, letter in ACTIVITY_LETTERS.items() if word in done]
    if (~team.activities["activity"].isin(list(ACTIVITY_LETTERS)) & (team.activities["role"] == "")).any():
        words.append(f"{BOOKED_LETTER} off the phone, booked")
    if len(team.lanes):
        words.append(f"{MONITOR_LETTER}1, {MONITOR_LETTER}2 which conversations to watch")
    text = "; ".join(words) + ". Letters in one cell follow each other within the half-hour."
    sheet.write_string(1, 0, text, book.look(italic=True, font_size=9))


def _write_day(book: Book, sheet: Any, row: int, team: TeamPlan, day: pd.Timestamp, shown: range) -> int:
    """Write one day from ``row``; return the row after it."""
    slots = slots_of(day, team.zone)
    columns = list(shown)
    _write_header(book, sheet, row, day, slots[columns], team)
    for shift in team.days[team.days["date"] == day].to_dict("records"):
        row += 1
        _write_person(book, sheet, row, shift, team, slots[columns])
    row += 2
    for crew in team.crews:
        row = _write_crew(book, sheet, row, team, crew, day, columns)
    return row + 1


def _write_header(
    book: Book, sheet: Any, row: int, day: pd.Timestamp, slots: pd.DatetimeIndex, team: TeamPlan
) -> None:
    head = book.look(**HEADER_LOOK)
    upright = book.look(**{**HEADER_LOOK, "text_wrap": False}, rotation=90, align="center", font_size=9)
    sheet.set_row(row, HEADER_HEIGHT)
    for column, text in enumerate((day_words(day), "Shift", "Pauses")):
        sheet.write_string(row, column, text, head)
    for column, wall in enumerate(local_times(slots, team.zone), start=PERSON_COLUMNS):
        sheet.write_string(row, column, clock(wall), upright)


def _write_person(
    book: Book,
    sheet: Any,
    row: int,
    shift: dict[Any, Any],
    team: TeamPlan,
    slots: pd.DatetimeIndex,
) -> None:
    is_changed = (shift["person_id"], shift["date"]) in team.marks.changed
    line = {"border": 1, "border_color": GRID_LINE}
    is_leader = bool(shift["leads"]) or shift["name"] == team.leader
    sheet.write_string(row, 0, with_dot(shift["name"], is_changed), book.look(bold=is_leader, **line))
    times = shift_words(shift["pattern"], shift["start_wall"], shift["end_wall"])
    sheet.write_string(row, 1, times, book.look(font_size=9, shrink=True, **line))
    mine = team.activities[
        (team.activities["person_id"] == shift["person_id"]) & (team.activities["date"] == shift["date"])
    ]
    sheet.write_string(row, 2, _pauses(mine, team.zone), book.look(font_size=9, shrink=True, **line))
    lanes = team.lanes[team.lanes["person_id"] == shift["person_id"]]
    for column, text in enumerate(letters(mine, lanes, slots), start=PERSON_COLUMNS):
        write_cell(sheet, row, column, text, _slot_look(book, text))


def _slot_look(book: Book, text: str) -> Any:
    """Fill by the first role in the half-hour; grey where it is all pause, white off shift."""
    look: dict[str, object] = {"border": 1, "border_color": GRID_LINE, "align": "center", "font_size": 9}
    capitals = [letter for letter in text if letter.isupper()]
    fills = {role.letter: (role.fill, role.text) for role in ROLE_LOOKS.values()}
    review = ROLE_LOOKS[Role.QA_REVIEWER]
    fills |= {ACTIVITY_LETTERS["review"]: (review.fill, review.text)}
    if capitals:
        fill, ink = fills.get(capitals[0], ("#FFFFFF", "#000000"))
        look |= {"bg_color": fill, "font_color": ink}
    elif text:
        look |= {"bg_color": PAUSE_FILL, "bold": True}
    return book.look(**look, shrink=True)


def _pauses(activities: pd.DataFrame, zone: str) -> str:
    """Say when a person pauses, to the minute: ``b 10:00, m 12:00-12:30, b 14:00``."""
    pauses = activities[activities["activity"].isin(PAUSES)].sort_values("start")
    starts, ends = local_times(pauses["start"], zone), local_times(pauses["end"], zone)
    words = [
        f"{ACTIVITY_LETTERS[kind]} {clock(start)}" + (f"-{clock(end)}" if kind == "meal" else "")
        for kind, start, end in zip(pauses["activity"], starts, ends, strict=True)
    ]
    return ", ".join(words)


def _write_crew(
    book: Book,
    sheet: Any,
    row: int,
    team: TeamPlan,
    crew: tuple[str, str, str],
    day: pd.Timestamp,
    columns: list[int],
) -> int:
    """Write people needed and net of one crew of the site, a mean each half-hour; return the next row."""
    numbers = crew_slots(team.crew_intervals, crew, slots_of(day, team.zone), team.interval_minutes)
    numbers = numbers.iloc[columns]
    if not numbers["required"].sum():
        return row
    look = role_look(crew[1])
    title = book.look(font_size=9, bold=True, text_wrap=True, valign="top")
    label = f"{look.letter} {look.name}, {crew[2]}: everyone at {team.site}, less absence"
    sheet.merge_range(row, 0, row + 1, 1, "", title)
    sheet.write_string(row, 0, label, title)
    for figure, name in (("people needed", "required"), ("net", "net")):
        sheet.write_string(row, 2, figure, book.look(font_size=9, align="right"))
        for column, value in enumerate(numbers[name], start=PERSON_COLUMNS):
            if numbers["required"].iloc[column - PERSON_COLUMNS] > 0:
                sheet.write_number(row, column, value, _number_look(book, figure, value))
        row += 1
    return row


def _number_look(book: Book, title: str, value: float) -> Any:
    is_under = title == "net" and value < 0
    under: dict[str, object] = {"font_color": UNDER, "bold": True} if is_under else {}
    shown = SMALL_NET if title == "net" else "0.#" if value % 1 else "0"
    return book.look(num_format=shown, align="center", font_size=8, shrink=True, **under)

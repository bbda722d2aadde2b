"""What a person's day looks like in a cell: a shift by its band, away, off, and changed since publication."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from reports._excel import Book
from reports._look import (
    AWAY_FILL,
    CHANGED,
    CHANGED_DOT,
    GRID_LINE,
    MEDIUM_LINE,
    OUTLINE,
    band_of,
)
from wfm.people import Staff

PersonDay = tuple[str, pd.Timestamp]

AWAY_WORD = "away"
"""All that peers read of an absence; its kind concerns the person and the planner alone."""


@dataclass(frozen=True)
class DayMarks:
    """What is known of days beside their shifts: who is away (with the code), and what has changed."""

    away: dict[PersonDay, str] = field(default_factory=dict)
    changed: frozenset[PersonDay] = frozenset()


def day_marks(staff: Staff | None, changes: pd.DataFrame | None) -> DayMarks:
    """Return the marks of days.

    Parameters
    ----------
    staff
        Named people with their days away; ``None`` where positions are numbered.
    changes
        Columns ``person_id`` and ``date`` (others are not read): days that differ from the last publication.
    """
    rows = [] if staff is None else staff.away.to_dict("records")
    away = {(str(row["person_id"]), row["date"]): str(row["code"]) for row in rows}
    changed = () if changes is None else zip(changes["person_id"], changes["date"], strict=True)
    return DayMarks(away, frozenset(changed))


def with_dot(text: str, is_changed: bool) -> str:
    """Return the text of a cell, behind a dot where the day has changed."""
    return f"{CHANGED_DOT} {text}".rstrip() if is_changed else text


def shift_look(book: Book, start_minute: int, is_changed: bool, is_holiday: bool = False) -> Any:
    """Return the look of a shift, filled by the band in which it starts (minutes after midnight)."""
    return _look(book, is_changed, is_holiday, bg_color=band_of(start_minute).fill)


def away_look(book: Book, is_changed: bool, is_holiday: bool = False) -> Any:
    """Return the look of a day away."""
    return _look(book, is_changed, is_holiday, bg_color=AWAY_FILL, italic=True)


def off_look(book: Book, is_changed: bool, is_holiday: bool = False) -> Any:
    """Return the look of a day off."""
    return _look(book, is_changed, is_holiday)


def write_cell(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text in its look, or the look alone: an empty text is not a blank cell."""
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _look(book: Book, is_changed: bool, is_holiday: bool, **more: object) -> Any:
    lines: dict[str, object] = {"border": 1, "border_color": OUTLINE if is_holiday else GRID_LINE}
    if is_changed:
        # The later of two settings wins: the left side stands out from the four.
        lines |= {"left": MEDIUM_LINE, "left_color": CHANGED}
    return book.look(**lines, align="center", valign="vcenter", shrink=True, **more)

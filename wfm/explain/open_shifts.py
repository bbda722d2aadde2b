"""Shifts that nobody took, as the grid of a roster book lists them below the people."""

from __future__ import annotations

import re
from datetime import date, datetime

import numpy as np
import pandas as pd

from wfm.explain.book_table import BookTable, book_table
from wfm.explain.record import Record
from wfm.explain.replay import Replay
from wfm.explain.words import minute_of_day
from wfm.horizon import local_instant
from wfm.shift_plan import LINES
from wfm.shift_plan.night import night_clock
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook import Workbook

TITLE = "Open shifts"
HOURS = re.compile(r"(.*) (\d{2}):(\d{2})-(\d{2}):(\d{2})")
"""A shift's code, its start and its end on the site's clock."""

MINUTE = pd.Timedelta(minutes=1)


def open_lines(book: Workbook, replay: Replay) -> pd.DataFrame:
    """Return the shifts that nobody took, as ``LINES`` numbered below 0.

    Parameters
    ----------
    book
        The roster book: its grid names code, times, site, skill set and how many are missing by date.
    replay
        Gives zones, paid time by code, and each site's night; breaks of a shift nobody took are not known,
        so its night is that of the whole shift, at most its paid time.
    """
    table = book_table(book, "Grid", "Agent ID")
    rows = [row for number in table.rows() for row in open_lines_of_row(table, number, replay)]
    lines = pd.DataFrame(rows, columns=[name for name in LINES.columns if name != "line"])
    return LINES.conform(lines.assign(line=-1 - np.arange(len(lines)))) if rows else LINES.empty()


def open_lines_of_row(table: BookTable, number: int, replay: Replay) -> list[Record]:
    """Return one row of the grid as lines without a number, one for each date with people missing.

    Parameters
    ----------
    table
        The grid.
    number
        Number of the row, counted from 0; a row that is no row of open shifts has none.
    replay
        As for ``open_lines``.
    """
    cells = table.sheet.cells[number]
    found = HOURS.fullmatch(str(cells[1] or ""))
    if cells[0] != TITLE or found is None:
        return []
    code, site, skill_set = found.group(1), str(cells[2]), str(cells[4])
    starts, ends = (int(found.group(k)) * MINUTES_PER_HOUR + int(found.group(k + 1)) for k in (2, 4))
    zone = replay.given.policy.zone_of(site)
    # The grid writes the start once: a code that holds it stands without.
    codes = (code, f"{code} {minute_of_day(starts)}")
    fits = [p for p in replay.given.patterns if p.site == site and p.code in codes]
    rows: list[Record] = []
    for place, value in enumerate(table.sheet.cells[table.header_row]):
        missing = cells[place]
        if not isinstance(value, (datetime, date)) or not isinstance(missing, (int, float)) or missing <= 0:
            continue
        on = pd.Timestamp(value).normalize()
        begin = local_instant(on.date(), starts, zone)
        over = on if ends > starts else on + pd.Timedelta(days=1)
        end = local_instant(over.date(), ends, zone)
        length = int((end - begin) / MINUTE)
        paid = fits[0].paid_minutes if fits else length
        rows.append(
            {
                "site": site,
                "skill_set": skill_set,
                "date": on.as_unit("us"),
                "pattern": fits[0].code if fits else code,
                "shift_start": begin,
                "shift_end": end,
                "paid_minutes": paid,
                "night_minutes": min(paid, _night(replay, site, skill_set, begin, length)),
                "people": int(missing),
            }
        )
    return rows


def _night(replay: Replay, site: str, skill_set: str, start: pd.Timestamp, length: int) -> int:
    """Return the minutes of a shift inside the night of those who would work it."""
    skills = replay.given.skill_sets.skills
    home = skills[(skills["site"] == site) & (skills["skill_set"] == skill_set) & skills["is_primary"]]
    pay = replay.given.policy.pay
    rows = pay[(pay["site"] == site) & pay["role"].isin(home["role"])]
    if rows.empty:
        return 0
    window = (int(rows[name].to_numpy()[0]) for name in ("night_start_minute", "night_end_minute"))
    clock = night_clock(start, length + 1, replay.given.policy.zone_of(site), *window)
    return int(clock.minutes(np.array([0]), np.array([length]))[0])

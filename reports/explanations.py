"""The requirement explained as a workbook: the worst day and each crew's peak, with formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, Book, new_book
from wfm.explain.crew import Crew
from wfm.explain.need_row import NeedRow, need_row
from wfm.explain.replay import Replay
from wfm.explain.words import clock, role_words
from wfm.plan_input import PlanInput
from wfm.roles import Role
from wfm.units import SECONDS_PER_MINUTE

NEED_HEADERS = (
    *("No", "Site", "Role", "Pool", "Interval", "Load (erlang)", "Planned for (erlang)"),
    *("Take-overs (erlang)", "By service or watching", "Occupancy cap", "Conversations a person holds"),
    *("By occupancy", "Minimum crew", "Open (1 or 0)", "People needed", "What sets the number"),
)
LOAD_HEADERS = (
    *("No", "Queue", "Contacts of", "Contacts", "Pieces of work per contact", "Seconds each"),
    *("Interval (s)", "Share that falls here", "Erlang", "Cells"),
)
STEP_HEADERS = ("No", "Step", "In words")
WIDTHS = {
    "In words": 140,
    "What sets the number": 34,
    "Cells": 26,
    "Queue": 24,
    "Interval": 24,
    "Contacts of": 24,
}
PLAIN_WIDTH = 16
ROUNDING = 1e-9
"""What the arithmetic leaves above a whole number is no person."""


def workbook(plan_input: PlanInput, coverage: pd.DataFrame | None = None) -> bytes:
    """Return the explanations as an ``.xlsx`` file with the sheets Need, Load and Steps.

    Formulas compute each load from its contacts and each number of people from its load; what the service
    rule asks for is given as a number, as no formula of a sheet holds its law. Equal arguments give equal
    bytes.

    Parameters
    ----------
    plan_input
        The planner's file.
    coverage
        Coverage of a finished plan: the worst day is then the one most short, else the one most needed.
    """
    replay = Replay(plan_input)
    rows = [need_row(replay, crew, place) for crew, place in _chosen(replay, coverage)]
    book = new_book("Explanations", replay.horizon.first_day)
    need = _sheet(book, "Need", NEED_HEADERS)
    load = _sheet(book, "Load", LOAD_HEADERS)
    steps = _sheet(book, "Steps", STEP_HEADERS)
    at = spoken = 1
    for number, row in enumerate(rows, start=1):
        last = _write_load(load, replay, row, number, at)
        _write_need(need, replay, row, number, (at, last))
        spoken = _write_steps(steps, row, number, spoken)
        at = last + 1
    return book.to_bytes()


def worst_day(replay: Replay, coverage: pd.DataFrame | None = None) -> pd.Timestamp:
    """Return the client's date with most people-hours short or, where nobody is short, most needed."""
    table = replay.requirement.table if coverage is None else coverage
    dates = pd.Series(replay.dates, index=replay.intervals)
    of_row = table["interval_start"].map(dates)
    short = table["shortage"] if "shortage" in table else table["on_duty"] * 0
    needed = table["required"] if "required" in table else table["on_duty"]
    sums = pd.DataFrame({"date": of_row, "short": short, "needed": needed}).groupby("date").sum()
    return pd.Timestamp(sums.sort_values(["short", "needed"]).index[-1])


def _chosen(replay: Replay, coverage: pd.DataFrame | None) -> list[tuple[Crew, int]]:
    """Return the crews and intervals to explain: all of the worst day that need people, and each peak."""
    table = replay.requirement.table
    on = worst_day(replay, coverage).date()
    chosen: dict[tuple[Crew, int], None] = {}
    for crew in replay.crews:
        own = table[
            (table["site"] == crew.site) & (table["role"] == crew.role) & (table["pool"] == crew.pool)
        ].reset_index(drop=True)
        if not replay.members(crew):
            continue
        that_day = [place for place in own.index[own["on_duty"] > 0] if replay.dates[place] == on]
        peak = int(own["load_erlangs"].to_numpy().argmax())
        chosen |= dict.fromkeys((crew, int(place)) for place in [*that_day, peak])
    return list(chosen)


def _write_load(sheet: Any, replay: Replay, row: NeedRow, number: int, at: int) -> int:
    """Write the parts of a load from row ``at``, each a product; return the last row written."""
    seconds = replay.horizon.interval_minutes * SECONDS_PER_MINUTE
    for offset, part in enumerate(row.parts):
        line = at + offset
        queue = replay.queue(part.queue)
        contacts = float(queue.rates.conversations[0, part.place])
        counted, per_contact = (contacts, part.pieces / contacts) if contacts > 0 else (part.pieces, 1.0)
        work = part.pieces * part.seconds / seconds
        cells = replay.sources.forecast(queue.first_row + part.place, "conversations").cells
        values = (
            *(number, part.queue, clock(replay.intervals[part.place], replay.zone), counted, per_contact),
            *(part.seconds, seconds, part.erlangs / work if work > 0 else 0.0),
        )
        _write(sheet, line, values)
        excel = line + 1
        sheet.write_formula(line, 8, f"=D{excel}*E{excel}*F{excel}/G{excel}*H{excel}", None, part.erlangs)
        sheet.write_string(line, 9, ", ".join(cells))
    return at + len(row.parts) - 1


def _write_need(sheet: Any, replay: Replay, row: NeedRow, number: int, span: tuple[int, int]) -> None:
    """Write one number of the requirement: its load, what each rule asks for, and the largest."""
    crew, rule, line = row.crew, row.rule, number
    is_watched = crew.role == str(Role.MONITOR)
    when = clock(replay.intervals[row.place], replay.zone)
    _write(sheet, line, (number, crew.site, role_words(crew.role), crew.pool, when))
    excel = line + 1
    sheet.write_formula(line, 5, f"=SUM(Load!I{span[0] + 1}:I{span[1] + 1})", None, row.load_erlangs)
    factor = row.planned_erlangs / row.load_erlangs if row.load_erlangs > 0 else 1.0
    sheet.write_formula(line, 6, f"=F{excel}*{factor!r}", None, row.planned_erlangs)
    _write(sheet, line, (row.takeover_erlangs, row.by_rule, rule.max_occupancy, rule.concurrency), 7)
    by_occupancy = f"=IF(G{excel}<{ROUNDING:g},0,ROUNDUP(G{excel}/(K{excel}*J{excel})-{ROUNDING:g},0))"
    busy = 0 if is_watched else _rounded_up(row.planned_erlangs / (rule.concurrency * rule.max_occupancy))
    if is_watched:
        _write(sheet, line, (0,), 11)
    else:
        sheet.write_formula(line, 11, by_occupancy, None, busy)
    _write(sheet, line, (_rounded_up(rule.min_crew), int(row.is_open)), 12)
    largest = f"=N{excel}*MAX(I{excel},L{excel},M{excel})"
    computed = int(row.is_open) * max(row.by_rule, busy, _rounded_up(rule.min_crew))
    if computed == row.on_duty:
        sheet.write_formula(line, 14, largest, None, row.on_duty)
    else:
        # The client's own number: no sum of this row.
        _write(sheet, line, (row.on_duty,), 14)
    sheet.write_string(line, 15, row.active_bound)


def _rounded_up(value: float) -> int:
    return -int(-(value - ROUNDING) // 1) if value > ROUNDING else 0


def _write_steps(sheet: Any, row: NeedRow, number: int, at: int) -> int:
    """Write the steps in words from row ``at``; return the row after them."""
    for step, words in enumerate(row.words, start=1):
        _write(sheet, at, (number, step, words))
        at += 1
    return at


def _write(sheet: Any, row: int, values: Sequence[object], column: int = 0) -> None:
    for place, value in enumerate(values, start=column):
        if isinstance(value, str):
            sheet.write_string(row, place, value)
        else:
            sheet.write_number(row, place, value)


def _sheet(book: Book, name: str, headers: Sequence[str]) -> Any:
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for column, header in enumerate(headers):
        sheet.set_column(column, column, WIDTHS.get(header, PLAIN_WIDTH))
        sheet.write_string(0, column, header, book.look(**HEADER_LOOK))
    return sheet

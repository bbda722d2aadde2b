"""The Gantt sheet: every queue's way in every week, how its traffic goes over, its gates, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, Book
from reports._look import WayLook, way_look
from reports._wording import day_words
from wfm.horizon import PHASE_WEEKS
from wfm.migration import WAYS, MigrationPlan, Prepared, way_of
from wfm.migration.staying_words import staying_words
from wfm.roles import in_mode, with_mode_names
from wfm.units import percent

STAYS = "Stays: "
GATE = "\u25c6"
HATCH, DOTS = 13, 17
"""XlsxWriter's numbers of thin diagonal lines and of sparse dots."""

FIRST_ROW, FIRST_WEEK = 4, 3
WEEK_WIDTH, WHY_WIDTH = 2.2, 90
WHY_LETTERS = 95
"""Letters that fit on a line of the last column."""

LINE_HEIGHT, ROOM = 15, 5
PHASES_ON_A_PAGE = 4
PERCENT = 100


def write_gantt(book: Book, plan: MigrationPlan, prepared: Prepared, alternatives: pd.DataFrame) -> None:
    """Add the Gantt sheet.

    Parameters
    ----------
    book
        The workbook to add to.
    plan
        Ways, traffic and gates.
    prepared
        Sites of the queues, and why those that stay may not do more.
    alternatives
        As ``wfm.migration.answers.ALTERNATIVES``: what it costs to move a queue that stays.
    """
    sheet = book.sheet("Gantt")
    weeks = plan.phases.weeks
    sheet.fit_to_pages(-(-plan.phases.count // PHASES_ON_A_PAGE), 0)
    sheet.freeze_panes(FIRST_ROW, FIRST_WEEK)
    sheet.repeat_rows(FIRST_ROW - 1)
    sheet.repeat_columns(0, FIRST_WEEK - 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 10)
    sheet.set_column(FIRST_WEEK, FIRST_WEEK + weeks - 1, WEEK_WIDTH)
    sheet.set_column(FIRST_WEEK + weeks, FIRST_WEEK + weeks, WHY_WIDTH)
    sheet.write_string(
        0, 0, "Which way each queue is worked, week by week", book.look(bold=True, font_size=14)
    )
    sheet.write_string(
        1,
        0,
        "Hatched: the traffic goes over, with the percent already in the new way. Dotted: part of the old "
        f"crew is kept for a rollback. {GATE}: a gate is passed on that day.",
    )
    header = book.look(**HEADER_LOOK)
    for column, text in enumerate(("Queue", "Site", "Today")):
        sheet.write_string(FIRST_ROW - 1, column, text, header)
    for phase in range(plan.phases.count):
        start = plan.phases.phase_start(phase)
        first = FIRST_WEEK + phase * PHASE_WEEKS
        text = f"Phase {phase + 1}, from {day_words(pd.Timestamp(start))} {start.year}"
        _merge(sheet, FIRST_ROW - 1, first, first + PHASE_WEEKS - 1, text, header)
    sheet.write_string(FIRST_ROW - 1, FIRST_WEEK + weeks, "Why", header)
    gates = {(row["queue"], row["phase"]): row for row in plan.gates.to_dict("records")}
    shares = plan.shares.set_index(["queue", "week", "way"]).sort_index()
    stays: dict[str, list[dict[Any, Any]]] = {}
    for row in plan.stays.sort_values("phase", kind="stable").to_dict("records"):
        stays.setdefault(row["queue"], []).append(row)
    queues, currency = prepared.case.queues["queue"].tolist(), prepared.case.policy.settings.currency
    for line, queue in enumerate(queues, start=FIRST_ROW):
        middle = book.look(valign="vcenter")
        sheet.write_string(line, 0, queue, middle)
        sheet.write_string(line, 1, prepared.case.attributes[queue]["site"], middle)
        _write_way(book, sheet, line, 2, stays[queue][0]["from_way"])
        traffic = shares.loc[queue]
        for stay in stays[queue]:
            _write_stay(book, sheet, line, stay, traffic, (queue, stay["phase"]) in gates)
        why = _why(stays[queue], gates, prepared.freedoms[queue].because)
        if all(stay["way"] == stay["from_way"] for stay in stays[queue]):
            priced = staying_words(queue, stays[queue][0]["way"], alternatives, currency)
            why = f"{priced} {_sentence(why.removeprefix(STAYS))}" if priced else why
        wrapped = book.look(text_wrap=True, valign="vcenter", indent=1)
        sheet.write_string(line, FIRST_WEEK + weeks, why, wrapped)
        sheet.set_row(line, LINE_HEIGHT * max(1, -(-len(why) // WHY_LETTERS)) + ROOM)
    _write_legend(book, sheet, FIRST_ROW + len(queues) + 1)


def _write_stay(
    book: Book, sheet: Any, line: int, stay: Mapping[Any, Any], traffic: pd.DataFrame, is_gated: bool
) -> None:
    """Write the 13 weeks of a queue's phase: weeks of the move one by one, the settled rest as one cell."""
    look = way_look(way_of(stay["way"]))
    old = way_look(way_of(stay["from_way"]))
    first = stay["phase"] * PHASE_WEEKS
    settled = 0
    if stay["way"] != stay["from_way"]:
        for week in range(PHASE_WEEKS):
            share = float(traffic["share"].get((first + week, stay["way"]), 0.0))
            reserve = float(traffic["reserve"].get((first + week, stay["from_way"]), 0.0))
            if share >= 1.0 and reserve == 0.0:
                break
            text = GATE if is_gated and week == 0 else "" if share >= 1.0 else f"{share * PERCENT:.0f}"
            cell = book.look(
                pattern=HATCH if share < 1.0 else DOTS,
                bg_color=look.fill,
                fg_color=old.fill,
                font_color=look.text,
                font_size=8,
                align="center",
                valign="vcenter",
                top=1,
                bottom=1,
            )
            if text:
                sheet.write_string(line, FIRST_WEEK + first + week, text, cell)
            else:
                sheet.write_blank(line, FIRST_WEEK + first + week, None, cell)
            settled = week + 1
    left, right = FIRST_WEEK + first + settled, FIRST_WEEK + first + PHASE_WEEKS - 1
    if left <= right:
        _merge(sheet, line, left, right, look.label, _cell(book, look))


def _merge(sheet: Any, row: int, left: int, right: int, text: str, look: Any) -> None:
    """Write a text over cells of a row; a single cell cannot be merged."""
    if left < right:
        sheet.merge_range(row, left, row, right, "", look)
    sheet.write_string(row, left, text, look)


def _cell(book: Book, look: WayLook) -> Any:
    return book.look(
        bg_color=look.fill,
        font_color=look.text,
        border=1,
        border_color=look.edge,
        align="center",
        valign="vcenter",
    )


def _write_way(book: Book, sheet: Any, row: int, column: int, label: str) -> None:
    look = way_look(way_of(label))
    sheet.write_string(row, column, look.label, _cell(book, look))


def _why(
    stays: list[dict[Any, Any]], gates: Mapping[tuple[str, int], Mapping[Any, Any]], because: str
) -> str:
    """Return the reason of every move of a queue; of one that stays, what it may do."""
    told = []
    for stay in stays:
        if stay["way"] != stay["from_way"]:
            gate = gates.get((stay["queue"], stay["phase"]))
            chance = f" (chance to pass {percent(gate['chance'])})" if gate else ""
            told.append(
                f"Phase {stay['phase'] + 1}, {in_mode(stay['from_way'])} to {in_mode(stay['way'])}: "
                f"{stay['reason']}{chance}"
            )
    return "; ".join(told) if told else with_mode_names(f"{STAYS}{because}")


def _write_legend(book: Book, sheet: Any, row: int) -> None:
    for line, way in enumerate(WAYS, start=row):
        look = way_look(way)
        sheet.write_string(line, 0, look.name)
        sheet.write_string(line, 1, look.label, _cell(book, look))


def _sentence(text: str) -> str:
    """Return text with a capital first letter and a full stop, names inside it untouched."""
    return f"{text[:1].upper()}{text[1:]}."

"""What a planner answers on the screen for a queue, in place of cells of sheet Queues: read as they are.

Answers are a sheet of their own beside those of the file, so that they are read, refused and explained like
any other cell, and the planner's file stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.policy.queue_sheets import QUEUES_SHEET
from wfm.policy.sheet_rows import cell, rows_of, text
from wfm.reference import shown_number
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workbook.table import InputRow, read_rows

SHEET = "Screen Requirements"
HANDLE_COLUMNS = ("escalated_seconds", "augmented_seconds", "segment_seconds")
ANSWERED = ("target_share", "target_seconds", "max_occupancy", "escalation_settled", *HANDLE_COLUMNS)
"""Columns of sheet Queues that can be answered on the screen."""
COLUMNS = tuple(column for column in QUEUES_SHEET if column.name in ("queue", *ANSWERED))

QueueAnswers = Mapping[str, Mapping[str, str]]
"""What was answered, as written: by queue, then by column of sheet Queues."""


def with_queue_answers(workbook: Workbook, answers: QueueAnswers, queues: tuple[str, ...]) -> Workbook:
    """Return the workbook with the answers as a sheet; those of queues the forecast lacks are left out."""
    names = [column.name for column in COLUMNS]
    rows = [
        (queue, *(answers[queue].get(name) for name in names[1:])) for queue in queues if queue in answers
    ]
    if not rows:
        return workbook
    sheet = Sheet(SHEET, (tuple(names), *rows))
    return replace(workbook, sheets={**workbook.sheets, SHEET: sheet})


def merged(kept: QueueAnswers, changed: QueueAnswers) -> dict[str, dict[str, str]]:
    """Return the answers of before with the new ones laid over; an empty one is dropped."""
    both = {
        queue: {**kept.get(queue, {}), **changed.get(queue, {})} for queue in dict.fromkeys((*kept, *changed))
    }
    told = {queue: {name: value for name, value in row.items() if value} for queue, row in both.items()}
    return {queue: row for queue, row in told.items() if row}


def answered_rows(workbook: Workbook, faults: list[Fault]) -> dict[str, InputRow]:
    """Return the row of answers of each queue that has one; values out of bounds are appended as faults."""
    sheet = workbook.sheets.get(SHEET)
    rows = [] if sheet is None else read_rows(sheet, COLUMNS, faults)
    return {text(row, "queue"): row for row in rows}


def answer_faults(queue: str, answers: Mapping[str, str]) -> list[Fault]:
    """Return what is wrong with the answers for one queue."""
    faults: list[Fault] = []
    answered_rows(with_queue_answers(Workbook("", {}, ""), {queue: answers}, (queue,)), faults)
    return faults


def laid_over(row: InputRow, answered: InputRow) -> InputRow:
    """Return a queue's row of the file with what was answered in place of its cells."""
    cells = {name: answered.cells[name] for name in answered.values}
    return InputRow({**row.values, **answered.values}, {**row.cells, **cells})


def answer_notes(workbook: Workbook) -> tuple[Assumption, ...]:
    """Return what was answered as assumptions, each with what the file says instead."""
    own = {text(row, "queue").casefold(): row for row in rows_of(workbook, "Queues", [])}
    notes = []
    for queue, row in answered_rows(workbook, []).items():
        told = own.get(queue.casefold(), InputRow({}))
        for column in COLUMNS[1:]:
            if column.name not in row.values:
                continue
            value, low, high = (
                shown_number(float(str(number)), column.unit)
                for number in (row.values[column.name], column.low, column.high)
            )
            said = "your file says nothing"
            if column.name in told.values:
                own_value = shown_number(float(text(told, column.name)), column.unit)
                said = f"your file has {own_value} at {cell(told, column.name)}"
            source = f"Answered on the screen Requirements; {said}"
            notes.append(Assumption(column.name, queue, value, column.unit, low, high, source))
    return tuple(notes)

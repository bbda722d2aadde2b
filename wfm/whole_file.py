"""A planner's file read whole: the faults of its migration sheets in the same round as all others.

What a migration asks stands on other sheets too: its sheets are understood once the plan's are. Where these
have faults, they are taken out of a copy, and the migration's sheets are read beside what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from wfm.errors import Fault, InputFaultsError
from wfm.plan_input import PlanInput, names_a_migration, opened_input, plan_input_of
from wfm.policy.migration_sheets import MIGRATION_SETTINGS, MIGRATION_SHEETS
from wfm.policy.queue_answers import QueueAnswers
from wfm.policy.settings import setting_cell
from wfm.workbook import Workbook, in_workbook_order, open_workbook
from wfm.workbook.mended import mended
from wfm.workbook.order import cell_of

OWN_SHEETS = (*MIGRATION_SHEETS, "Headcount")
"""Sheets that only a migration understands."""

ROUNDS = 6
"""A cell taken out may leave a row without what it needs: more than these rounds no file needed."""


def read_whole_file(
    path: Path,
    preset: str = "",
    answers: Mapping[str, str] | None = None,
    *,
    forecast_path: Path | None = None,
    last_roster_path: Path | None = None,
    queue_answers: QueueAnswers | None = None,
) -> PlanInput:
    """Return the planner's file as nouns, as :func:`wfm.plan_input.read_plan_input` does.

    Raises
    ------
    InputFaultsError
        With every fault of every sheet in workbook order, those of a migration among them. A file whose only
        faults are a migration's is read: who plans no migration needs none of its sheets.
    """
    workbook = opened_input(path, forecast_path)
    try:
        last_roster = None if last_roster_path is None else open_workbook(last_roster_path)
        return plan_input_of(workbook, preset, answers, last_roster=last_roster, queue_answers=queue_answers)
    except InputFaultsError as error:
        more = migration_faults_beside(workbook, error.faults, preset, answers or {})
        raise InputFaultsError(in_workbook_order((*error.faults, *more), workbook)) from None


def migration_faults_beside(
    workbook: Workbook, faults: Iterable[Fault], preset: str, answers: Mapping[str, str]
) -> list[Fault]:
    """Return the faults of a migration in a file whose other sheets have faults already.

    None where the other sheets do not make sense without their faulty cells either: without queues and days
    nothing can be said of a migration. Nor is a name held against it that stands in a cell taken out.
    """
    if not names_a_migration(workbook):
        return []  # most files: a large one is then not read again
    plan_input = _beside(workbook, faults, preset, answers)
    if plan_input is None:
        return []
    # Gates bring statistics, which take longer to load than a small file to read.
    from wfm.migration import read_migration_case

    found: list[Fault] = []
    read_migration_case(plan_input, found)
    own = {setting_cell(workbook, column.name) for column in MIGRATION_SETTINGS} - {"Settings"}
    gone = _taken_out(workbook, plan_input.workbook)
    return [
        fault
        for fault in found
        if (fault.where in own or cell_of(fault.where)[0] in OWN_SHEETS)
        and not any(name in fault.found for name in gone)
    ]


def _beside(
    workbook: Workbook, faults: Iterable[Fault], preset: str, answers: Mapping[str, str]
) -> PlanInput | None:
    lenient = {**answers, "blank_volume": "zero"}
    for _ in range(ROUNDS):
        before, workbook = workbook, mended(workbook, faults)
        if workbook == before:
            return None
        try:
            return plan_input_of(workbook, preset, lenient)
        except InputFaultsError as error:
            faults = error.faults
    return None


def _taken_out(whole: Workbook, left: Workbook) -> set[str]:
    """Return the words that stand in a file and no longer in its mended copy."""
    pairs = ((sheet, left.sheets[name]) for name, sheet in whole.sheets.items() if name in left.sheets)
    return {
        was
        for sheet, other in pairs
        if sheet is not other
        for row, now in zip(sheet.cells, other.cells, strict=True)
        for was, is_now in zip(row, now, strict=True)
        if isinstance(was, str) and is_now is None
    }

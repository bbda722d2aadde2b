"""The explanation of a cell as lines of text: what ``wfm explain`` prints."""

from __future__ import annotations

from wfm.explain.book_table import sheet_and_cell
from wfm.explain.cell import explain_cell
from wfm.explain.compare import as_text
from wfm.explain.noun import Explanation
from wfm.explain.planner_cell import explain_planner_cell
from wfm.explain.replay import Replay
from wfm.explain.words import unit_words
from wfm.explain.worked_book import worked_of_book
from wfm.plan_input import PlanInput
from wfm.workbook import Workbook


def explained(plan_input: PlanInput, where: str, book: Workbook | None = None) -> Explanation:
    """Return a cell explained: of the planner's workbook, or of a roster book made from it.

    Parameters
    ----------
    plan_input
        The planner's file, read and checked.
    where
        The cell, as ``Forecast!D17``; with a book, as ``Coverage!E20``. Without one the sheet ``Requirement``
        means the file that ``wfm requirement`` writes.
    book
        A roster book of this plan, opened; None: a cell of the planner's workbook is meant.

    Raises
    ------
    InputFaultsError
        If there is no such cell, or nothing to explain in it.
    """
    replay = Replay(plan_input)
    sheet, cell = sheet_and_cell(where)
    if book is None:
        return explain_planner_cell(replay, sheet, cell)
    return explain_cell(replay, worked_of_book(book, replay), book, sheet, cell, with_others=True)


def text(explanation: Explanation) -> str:
    """Return an explanation as lines: the number, then each step with its cells, then what is assumed."""
    unit = f" {unit_words(explanation.value, explanation.unit)}" if explanation.unit else ""
    lines = [explanation.title, f"{explanation.cell} = {as_text(explanation.value) or 'nothing'}{unit}"]
    for number, step in enumerate(explanation.steps, start=1):
        cells = f"  [{', '.join(step.cells)}]" if step.cells else ""
        lines.append(f"{number:3d}. {step.words}{cells}")
    if explanation.assumptions:
        lines.append("Assumed:")
    for note in explanation.assumptions:
        bounds = f", credible {note.low} to {note.high}" if note.low or note.high else ""
        unit = f" {unit_words(note.value, note.unit)}" if note.unit not in ("", "share") else ""
        words = f"{note.quantity} = {note.value}{unit}{bounds}, for {note.applies_to}"
        lines.append(f"  - {words} ({note.source})")
    return "\n".join(lines)

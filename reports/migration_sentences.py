"""Sentences on the Summary of the migration book: under a title each, as many lines high as they need."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports._excel import Book
from reports._look import UNDER

FIRST = 1
LETTERS_A_COLUMN, LINE_HEIGHT = 11, 15
"""Letters that fit into a column of the page on one line, and the height of a line (points)."""


@dataclass(frozen=True)
class Sentences:
    """A title with a remark beside it, and sentences below; ``is_warning``: in bold and red."""

    title: str
    remark: str
    said: Sequence[str]
    is_warning: bool = False


def write_sentences(book: Book, sheet: Any, row: int, sentences: Sentences, last: int) -> int:
    """Write sentences from a row on, up to a last column, and return the row after them."""
    letters = (last - FIRST + 1) * LETTERS_A_COLUMN
    sheet.write_string(row, 0, sentences.title, book.look(bold=True))
    if sentences.remark:
        sheet.write_string(row, FIRST, sentences.remark)
        row += 1
    marked = {"font_color": UNDER, "bold": True} if sentences.is_warning else {}
    look = book.look(text_wrap=True, valign="top", **marked)
    for sentence in sentences.said:
        sheet.merge_range(row, FIRST, row, last, "", look)
        sheet.write_string(row, FIRST, sentence, look)
        sheet.set_row(row, LINE_HEIGHT * max(1, math.ceil(len(sentence) / letters)))
        row += 1
    return row

"""Pages that come out of a printer as they were meant: scale, breaks, footers and names of sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

POINTS_PER_INCH = 72
PIXELS_TO_POINTS = 0.75
A4_LANDSCAPE = (842.0, 595.0)
"""Width and height in points."""
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.3, 0.35, 0.6
"""Margins in inches; the footer stands in the lowest."""
PIXELS_PER_CHARACTER, PIXELS_OF_PADDING = 7, 5
"""Width of a column in Excel's usual font."""
LEAST_SCALE = 0.45
"""Share of full size; below it nobody can read a page on a wall."""
SAFETY = 0.95
"""Fonts differ a little from one office to the next; a page a hair too wide would print on two."""

SHEET_NAME_LENGTH = 31
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
RESERVED_SHEET_NAME = "history"
FOOTER_LENGTH = 255


def fitted_widths(widths: Sequence[float], height: float) -> list[float]:
    """Return column widths with which a page that is fitted to its width holds ``height`` as well.

    Excel and its kin shrink a sheet to one page wide; a page too tall for the scale that follows is given
    wider columns, so that the scale falls until the rows have room.

    Parameters
    ----------
    widths
        Widths of the columns (characters of Excel's usual font).
    height
        Height of the tallest page (points).
    """
    wide, high = printable()
    by_width = wide / points_wide(widths)
    by_height = max(high / height * SAFETY, LEAST_SCALE)
    stretch = by_width / by_height if by_height < min(1.0, by_width) else 1.0
    return [width * stretch for width in widths]


def points_wide(widths: Sequence[float]) -> float:
    """Return how wide columns of these widths (characters) are together (points)."""
    return PIXELS_TO_POINTS * sum(width * PIXELS_PER_CHARACTER + PIXELS_OF_PADDING for width in widths)


def rows_at_least_scale(row_height: float) -> int:
    """Return how many rows of this height (points) one page can hold at the smallest scale."""
    return int(printable()[1] / row_height * SAFETY / LEAST_SCALE)


def printable() -> tuple[float, float]:
    """Return width and height (points) inside the margins of a landscape page of A4."""
    wide, high = A4_LANDSCAPE
    inside_high = high - (TOP_MARGIN + BOTTOM_MARGIN) * POINTS_PER_INCH
    return wide - 2 * SIDE_MARGIN * POINTS_PER_INCH, inside_high


def set_pages(
    sheet: Any, widths: Sequence[float], height: float, breaks: Sequence[int], title_rows: int, footer: str
) -> None:
    """Make a landscape sheet print: one page wide, a new page at every break, titles on each.

    Parameters
    ----------
    sheet
        The sheet, already landscape, on A4 and one page wide.
    widths
        Widths its columns need (characters); wider ones are set where the rows ask for a smaller scale.
    height
        Height of the tallest page (points).
    breaks
        Rows (from 0) with which a new page begins.
    title_rows
        Rows at the top repeated on every page.
    footer
        As ``footer`` returns it.
    """
    for column, width in enumerate(fitted_widths(widths, height)):
        sheet.set_column(column, column, width)
    sheet.set_margins(left=SIDE_MARGIN, right=SIDE_MARGIN, top=TOP_MARGIN, bottom=BOTTOM_MARGIN)
    sheet.set_h_pagebreaks(list(breaks))
    sheet.repeat_rows(0, title_rows - 1)
    sheet.set_footer(footer)


def footer(left: str, centre: str) -> str:
    """Return a footer in Excel's code: two texts, then page and pages; an ampersand stays itself.

    A left text too long for Excel's 255 characters is cut, the centre never.
    """
    middle, right = centre.replace("&", "&&"), "Page &P of &N"
    room = FOOTER_LENGTH - len(f"&L&8 &C&8 {middle}&R&8 {right}")
    kept = left
    while len(kept.replace("&", "&&")) > room:
        kept = kept[:-1]
    return f"&L&8 {kept.replace('&', '&&')}&C&8 {middle}&R&8 {right}"


def sheet_name(wanted: str, taken: set[str], suffix: str = "") -> str:
    """Return a name that Excel accepts for a sheet and that none of ``taken`` has; it is added to them.

    Parameters
    ----------
    wanted
        Name as planners say it.
    taken
        Names used so far, in small letters.
    suffix
        Ending that must survive where the name is cut, as `` days``.
    """
    plain = NOT_IN_SHEET_NAMES.sub("-", wanted).strip().strip("'") or "No team"
    number = 1
    while True:
        ending = suffix if number == 1 else f" {number}{suffix}"
        name = plain[: SHEET_NAME_LENGTH - len(ending)].rstrip() + ending
        if name.lower() not in taken | {RESERVED_SHEET_NAME}:
            taken.add(name.lower())
            return name
        number += 1

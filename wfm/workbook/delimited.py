"""Tables as text: encoding, delimiter and decimal mark found from the file itself."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+")
_DECIMAL_POINT = re.compile(r"[+-]?(?:0\.\d+|\d+\.(?:\d{1,2}|\d{4,}))")
_DOTTED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_COMMA_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def read_delimited(data: bytes) -> list[list[str]]:
    """Return the rows of a table as text.

    Parameters
    ----------
    data
        The file's bytes: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252.

    Returns
    -------
    list of list of str
        Cells as they stand, but numbers in the notation of the file brought to a decimal point: in a file
        apart by semicolons the comma is the decimal mark, in one apart by commas it groups thousands.
    """
    text, _ = decoded(data)
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared:
        # Excel's own first line, which names the delimiter.
        text = text[declared.end() :]
    delimiter = declared[1] if declared else delimiter_of(text)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    if delimiter == ";":
        return _with_points(rows)
    if delimiter == ",":
        return [[_without_groups(cell) if "," in cell else cell for cell in row] for row in rows]
    return rows


def _without_groups(cell: str) -> str:
    return cell.replace(",", "") if _COMMA_THOUSANDS.fullmatch(cell.strip()) else cell


def decoded(data: bytes) -> tuple[str, str]:
    """Return a table's text and the name of its encoding, by which it can be written again."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), "utf-16"
    try:
        marked = data.startswith(codecs.BOM_UTF8)
        return data.decode("utf-8-sig"), "utf-8-sig" if marked else "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def delimiter_of(text: str) -> str:
    """Return the delimiter under which most rows have the same number of cells, and more than one."""
    lines = text.splitlines()[:_SAMPLE_ROWS]

    def score(delimiter: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            return 0.0, 0
        width = max(wide, key=lambda w: (wide[w], w))
        return wide[width] / widths.total(), width

    return max(DELIMITERS, key=score)


def _with_points(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with decimal commas as points, unless the file proves that it writes points itself."""
    cells = {cell.strip() for row in rows for cell in row}
    has_comma = any(_DECIMAL_COMMA.fullmatch(cell) for cell in cells)
    if not has_comma and any(_DECIMAL_POINT.fullmatch(cell) for cell in cells):
        return rows

    def plain(cell: str) -> str:
        bare = cell.strip()
        if _DECIMAL_COMMA.fullmatch(bare) or _DOTTED_THOUSANDS.fullmatch(bare):
            return bare.replace(".", "").replace(",", ".")
        return cell

    return [[plain(cell) for cell in row] for row in rows]

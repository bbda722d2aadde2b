"""A file with one person called otherwise, and everything else in it as it was.

The parts of an .xlsx are changed as text: a program that reads a workbook and writes it anew drops its charts
and what its formulas had come to. Both files are then read and held against each other, cell by cell.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from functools import lru_cache
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from wfm.errors import InputFaultsError
from wfm.workbook.alias import Alias, DoubtError, header_of
from wfm.workbook.delimited import decoded, delimiter_of
from wfm.workbook.header import header_key
from wfm.workbook.reader import open_workbook
from wfm.workbook.sheet import Sheet

_ZIP = b"PK"
_TEXT = re.compile(r"<((?:\w+:)?(\w+))((?:\s[^<>]*)?)>([^<]+)</")
_CELL = re.compile(r"<c\s([^>]*?)(?<!/)>(.*?)</c>", re.DOTALL)
_NUMBERED = re.compile(r'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(r"<v>([^<]*)</v>")
_WORDS = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")


# The file and the book of a run lie in its folder and in the store.
@lru_cache(maxsize=4)
def renamed(content: bytes, alias: Alias) -> bytes:
    """Return a planner's file or a roster book with the person called otherwise; itself where nothing is.

    Raises
    ------
    DoubtError
        If the file cannot be opened, or not every mention could be changed and everything else kept.
    """
    change = _xlsx if content.startswith(_ZIP) else _table
    try:
        was = sheets_of(content)
        after = change(content, alias)
        now = sheets_of(after)
    except InputFaultsError as error:
        raise DoubtError(f"a file cannot be opened: {error.faults[0].found}") from None
    if tuple(alias.sheet(sheet) for sheet in was) != now:
        raise DoubtError("a file would not be the same but for them")
    return after


@lru_cache(maxsize=8)
def sheets_of(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a file that was kept, an .xlsx or a table as text.

    Raises
    ------
    InputFaultsError
        If it cannot be opened.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("book.xlsx" if content.startswith(_ZIP) else "table.csv")
        path.write_bytes(content)
        return tuple(open_workbook(path).sheets.values())


def _xlsx(content: bytes, alias: Alias) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        shared = _shared(before)
        for entry in before.infolist():
            part = before.read(entry)
            if entry.filename.endswith((".xml", ".rels", ".vml")):
                text = part.decode()
                if entry.filename.startswith("xl/worksheets/"):
                    text = _with_cells(text, shared, alias)
                part = _TEXT.sub(lambda found: _in_element(found, alias), text).encode()
            alias.refuse_left(unescape(part.decode("utf-8", "ignore")).encode(), entry.filename)
            after.writestr(entry, part)
    return out.getvalue()


def _shared(book: zipfile.ZipFile) -> list[str]:
    """Return the texts to which cells refer by their number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    items = re.findall(r"<si>(.*?)</si>|<si/>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    return [unescape("".join(_WORDS.findall(item))) for item in items]


def _in_element(found: re.Match[str], alias: Alias) -> str:
    tag, local, attributes, text = found.groups()
    # Values that are numbers: of a cell, or of a text's place among the shared ones.
    if local in ("v", "f") and text.strip().isdigit():
        return found[0]
    plain = unescape(text)
    changed = alias.text(plain)
    return found[0] if changed == plain else f"<{tag}{attributes}>{escape(changed)}</"


def _with_cells(sheet: str, shared: list[str], alias: Alias) -> str:
    """Return a sheet whose cells that are the person's by their column say so themselves.

    These are agent IDs that are numbers, and leaders named by a word.
    """
    rows: dict[int, dict[str, str]] = {}
    for attributes, inside in _CELL.findall(sheet):
        column, row = _NUMBERED.search(attributes).groups()  # type: ignore[union-attr]
        rows.setdefault(int(row), {})[column] = _said(attributes, inside, shared)
    lines = tuple(tuple(rows[row].values()) for row in sorted(rows))
    top, _ = header_of(lines)
    if top < 0:
        return sheet
    header = rows[sorted(rows)[top]]

    def change(found: re.Match[str]) -> str:
        attributes, inside = found.groups()
        column, value = _NUMBERED.search(attributes), _VALUE.search(inside)
        if column is None or value is None or "<f" in inside or re.search(r'\bt="(?![ns]")', attributes):
            return found[0]
        cell = _said(attributes, inside, shared) if 't="s"' in attributes else float(value[1])
        key = header_key(header.get(column[1], ""))
        if alias.cell(cell, key) != alias.name or (isinstance(cell, str) and alias.text(cell) == alias.name):
            return found[0]
        kind = re.sub(r'\s*\bt="\w+"', "", attributes)
        return f'<c {kind} t="inlineStr"><is><t>{escape(alias.name)}</t></is></c>'

    return _CELL.sub(change, sheet)


def _said(attributes: str, inside: str, shared: list[str]) -> str:
    value = _VALUE.search(inside)
    if 't="s"' in attributes and value is not None:
        return shared[int(value[1])]
    return unescape("".join(_WORDS.findall(inside)))


def _table(content: bytes, alias: Alias) -> bytes:
    text, encoding = decoded(content)
    delimiter = delimiter_of(text)
    lines = text.splitlines(keepends=True)
    rows = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
    top, header = header_of(tuple(tuple(row) for row in rows))
    for place, (line, row) in enumerate(zip(lines, rows, strict=True)):
        keys = header if place > top and len(header) == len(row) else ["name"] * len(row)
        changed = [str(alias.cell(cell, key)) for cell, key in zip(row, keys, strict=True)]
        if changed != row:
            out = io.StringIO()
            csv.writer(out, delimiter=delimiter, lineterminator="").writerow(changed)
            lines[place] = out.getvalue() + line[len(line.rstrip("\r\n")) :]
    after = "".join(lines).encode(encoding)
    alias.refuse_left("".join(lines).encode(), "a table")
    return content if after == content else after

"""The child process that reads a file's cells: run as a module, it limits its own memory, then parses.

Whatever the file does to a parser happens here; the parent gets plain cells or the reason why not.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import pickle
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from posixpath import join, normpath

import openpyxl
import python_calamine

from wfm.workbook.delimited import read_delimited
from wfm.workbook.sheet import BrokenCell

SheetCells = tuple[str, bool, list[list[object]]]

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION_ID = re.compile(r"\{.*relationships\}id")
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_NO_VALUE = rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
_ODD = re.compile(rb"""\bt=["']e["']|</(?:\w+:)?f>""" + _NO_VALUE + rb"|<(?:\w+:)?f\b[^<>]*/>" + _NO_VALUE)
_ODD_MARKS = (b't="e"', b"t='e'", b"<f", b":f")
_VALUES_KEPT = 2**17
"""Values that are made once and stand in many cells: the answer is half as long and twice as soon read."""
_UNSAVED = BrokenCell("has a formula without a saved value", "Open the workbook in Excel and save it.")


def read_cells(path: Path) -> list[SheetCells]:
    """Return name, whether hidden, and cells from A1 of each sheet, in order; blank cells are ``None``."""
    if path.suffix.lower() != ".xlsx":
        text_rows = read_delimited(path.read_bytes())
        return [(path.stem, False, [[_value(cell) for cell in row] for row in text_rows])]
    book = python_calamine.CalamineWorkbook.from_path(path)
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            cells = [[_value(cell) for cell in row] for row in rows]
            sheets.append((meta.name, meta.visible != python_calamine.SheetVisibleEnum.Visible, cells))
    odd = _odd_sheets(path)
    for name, _, cells in sheets:
        if name in odd:
            _mark_broken(path, name, cells)
    return sheets


@functools.lru_cache(maxsize=_VALUES_KEPT, typed=True)
def _value(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if text in _ERRORS:
        return BrokenCell(f"shows {text}", "Mend the formula, or write the value itself.")
    return cell if text else None


def _odd_sheets(path: Path) -> set[str]:
    """Return the sheets with an error or a formula without a saved value: calamine gives both as blank."""
    with zipfile.ZipFile(path) as archive:
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links.iter(_RELATIONS)}
        odd = set()
        for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            if not element.tag.endswith("}sheet"):
                continue
            link = next((value for key, value in element.items() if _RELATION_ID.fullmatch(key)), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            with contextlib.suppress(KeyError):
                xml = archive.read(part)
                # Few sheets have any of these marks, and to look for them is quicker than to match.
                if any(mark in xml for mark in _ODD_MARKS) and _ODD.search(xml):
                    odd.add(element.get("name", ""))
    return odd


def _mark_broken(path: Path, name: str, cells: list[list[object]]) -> None:
    """Put a ``BrokenCell`` wherever a sheet shows an error or holds a formula without a saved value."""
    with_values = openpyxl.load_workbook(path, read_only=True, data_only=True)
    with_formulas = openpyxl.load_workbook(path, read_only=True, data_only=False)
    values, formulas = with_values[name], with_formulas[name]
    # A sheet may declare a size smaller than it has.
    values.reset_dimensions()
    formulas.reset_dimensions()
    for y, (valued, formed) in enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=False)):
        for x, (value, formula) in enumerate(zip(valued, formed, strict=False)):
            if value.data_type == "e":
                _put(cells, y, x, _value(str(value.value)))
            elif formula.data_type == "f" and value.value is None and value.data_type != "str":
                _put(cells, y, x, _UNSAVED)
    with_values.close()
    with_formulas.close()


def _put(cells: list[list[object]], y: int, x: int, value: object) -> None:
    while len(cells) <= y:
        cells.append([])
    row = cells[y]
    row.extend([None] * (x + 1 - len(row)))
    row[x] = value


def _limit_memory(limit: int) -> None:
    """Let this process have no more than ``limit`` bytes of memory, where the system can say so."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))


def main() -> None:
    """Read the file named first with the bytes of memory named second; write the pickled answer."""
    _limit_memory(int(sys.argv[2]))
    # A million cells and no cycle among them: to look for one takes as long as to read them.
    gc.disable()
    answer: tuple[str, object]
    try:
        answer = ("sheets", read_cells(Path(sys.argv[1])))
    except MemoryError:
        answer = ("memory", "")
    except Exception as error:
        # A damaged file can raise anything in a parser; the planner needs one line, not a traceback.
        answer = ("damaged", f"{type(error).__name__}: {error}")
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()

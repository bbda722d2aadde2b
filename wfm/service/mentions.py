"""The rows of all files kept that are about somebody: where each stands, and by which IDs and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wfm.errors import InputFaultsError
from wfm.service import erasing
from wfm.service.store import Store, Version, blob, publications, run
from wfm.workbook import Sheet
from wfm.workbook.alias import IDS, NAMES, header_of
from wfm.workbook.header import header_key
from wfm.workbook.renamed import sheets_of


@dataclass(frozen=True)
class Mention:
    """One row of a file that names the person: where it stands, and its cells by their header."""

    plan: str
    version: int
    file: str
    sheet: str
    row: int
    cells: dict[str, str]


@dataclass(frozen=True)
class PersonRow:
    """A row about somebody: the version and the row, and the IDs and names it gives them, in lower case."""

    version: Version
    mention: Mention
    ids: frozenset[str]
    names: frozenset[str]

    @property
    def sheet(self) -> tuple[int, str, str]:
        """The sheet it stands on, told apart from those of other files and versions."""
        return self.version.id, self.mention.file, self.mention.sheet


def person_rows(store: Store, version: Version, plan_name: str) -> Iterator[PersonRow]:
    """Give every row of the files of a version that has an ID or a name; none where these were erased."""
    if erasing.is_erased(store, version):
        return
    for kind, digest in _files(store, version):
        try:
            sheets = sheets_of(blob(store, digest))
        except InputFaultsError:
            # What cannot be opened was never read: nobody was planned from it.
            continue
        for sheet in sheets:
            for row, cells in _rows(sheet):
                ids, names = _keys(cells, IDS), _keys(cells, NAMES)
                if ids or names:
                    mention = Mention(plan_name, version.number, kind, sheet.name, row + 1, cells)
                    yield PersonRow(version, mention, ids, names)


def _files(store: Store, version: Version) -> Iterator[tuple[str, str]]:
    """Give kind and digest of the files of a version that can name people."""
    yield "input", version.input_digest
    if version.parameters.get("last_roster"):
        yield "last roster", str(version.parameters["last_roster"])
    for each in run.runs_of(store, version.id):
        if each.result_digest:
            yield "roster book", each.result_digest
    for published in publications(store, version.plan):
        if published.version == version.id and published.changes_digest:
            yield "change list", published.changes_digest


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a sheet that lists people, below its header: number and cells by header."""
    top, header = header_of(sheet.cells)
    if header:
        names = [_text(cell) for cell in sheet.cells[top]]
        for row, cells in enumerate(sheet.cells[top + 1 :], top + 1):
            yield row, {name: _text(cell) for name, cell in zip(names, cells, strict=True) if name}


def _keys(cells: dict[str, str], headers: frozenset[str]) -> frozenset[str]:
    return frozenset(text.casefold() for name, text in cells.items() if text and header_key(name) in headers)


def _text(cell: object) -> str:
    # Excel keeps the agent ID 1001 as the number 1001.0.
    whole = isinstance(cell, float) and cell.is_integer()
    return "" if cell is None else str(int(cell) if whole else cell).strip()  # type: ignore[call-overload]

"""What is kept about one person, to be told to them or taken away: both are their right.

A person is who sheet Staff, or a roster book, lists under an agent ID or a name. They are looked for in every
file kept, whatever became of the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wfm.errors import InputFaultsError, PlanningError
from wfm.service import desk, erasing, rights, uploads, watch
from wfm.service.store import Role, Store, Version, blob, open_store, plans, publications, run, versions
from wfm.workbook import Sheet

IDS = frozenset({"agent id", "agent_id", "employee id", "person_id", "person"})
NAMES = frozenset({"name", "agent name", "agent_name"})
HEADER_ROWS = 5


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
class Found:
    """All that is kept about a person: rows of files, days of rosters, and the versions that hold them."""

    known_as: tuple[str, ...]
    mentions: tuple[Mention, ...]
    days: tuple[dict[str, str], ...]
    versions: tuple[Version, ...]
    plan_names: dict[str, str]


@rights.needs(Role.ADMIN)
def find_person(who: str) -> Found:
    """Return all that is kept about a person, by agent ID or name as the files write it.

    Raises
    ------
    PlanningError
        If no file names them.
    """
    store = open_store()
    names = {plan.id: plan.name for plan in plans(store, with_archived=True)}
    rows = [row for version in erasing.all_versions(store) for row in _rows(store, version, names)]
    known = {who.strip().casefold()}
    # A row with both tells the other one by which they are known too.
    for _, _, keys in rows:
        if known & keys:
            known |= keys
    mine = [(version, mention) for version, mention, keys in rows if known & keys]
    if not mine:
        raise PlanningError(f"no file that is kept names “{who}”")
    holding = tuple({version.id: version for version, _ in mine}.values())
    days = tuple(day for version in holding for day in _days(store, version, known))
    return Found(tuple(sorted(known)), tuple(mention for _, mention in mine), days, holding, names)


@rights.needs(Role.ADMIN)
def delete_person(who: str, with_current: bool = False) -> Found:
    """Take away every version that names a person, whole, and return what was there.

    Raises
    ------
    PlanningError
        If no file names them, or the newest version of a plan in use does and that was not allowed.
    """
    found, store = find_person(who), open_store()
    current = {versions(store, plan.id)[-1].id: plan.name for plan in plans(store)}
    still = [current[version.id] for version in found.versions if version.id in current]
    if still and not with_current:
        told = ", ".join(f"“{name}”" for name in still)
        raise PlanningError(
            f"the newest version of {told} names them: plan again without them or put the plan away "
            "first, or say --with-current to take these versions away too"
        )
    erasing.erase(found.versions, "a person's data deleted")
    return found


def as_json(found: Found) -> dict[str, Any]:
    """Return what is kept about a person, to be handed to them."""
    return {
        "known_as": list(found.known_as),
        "rows": [vars(mention) for mention in found.mentions],
        "days": list(found.days),
    }


def _rows(
    store: Store, version: Version, plan_names: dict[str, str]
) -> Iterator[tuple[Version, Mention, set[str]]]:
    """Give every row of the files of a version that is about a person, with the keys they are known by."""
    if erasing.is_erased(store, version):
        return
    name = plan_names[version.plan]
    for kind, digest, file in _files(store, version):
        try:
            book = uploads.opened_upload(blob(store, digest), file)
        except InputFaultsError:
            # What cannot be opened was never read: nobody was planned from it.
            continue
        for sheet in book.sheets.values():
            for row, cells in _people_rows(sheet):
                keys = {
                    value.casefold()
                    for header, value in cells.items()
                    if value and header.casefold() in IDS | NAMES
                }
                yield version, Mention(name, version.number, kind, sheet.name, row + 1, cells), keys


def _files(store: Store, version: Version) -> Iterator[tuple[str, str, str]]:
    """Give kind, digest and name of the files of a version that can name people."""
    yield "input", version.input_digest, str(version.parameters.get("file") or "input.xlsx")
    if version.parameters.get("last_roster"):
        yield "last roster", str(version.parameters["last_roster"]), "last_roster.xlsx"
    for each in run.runs_of(store, version.id):
        if each.result_digest:
            yield "roster book", each.result_digest, "roster_book.xlsx"
    for published in publications(store, version.plan):
        if published.version == version.id and published.changes_digest:
            yield "change list", published.changes_digest, "changes.csv"


def _people_rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows of a sheet that lists people, below its header: number and cells by header."""
    for top, header in enumerate(sheet.cells[:HEADER_ROWS]):
        names = [_text(cell) for cell in header]
        if {name.casefold() for name in names} & IDS:
            for row, cells in enumerate(sheet.cells[top + 1 :], top + 1):
                yield row, {name: _text(cell) for name, cell in zip(names, cells, strict=True) if name}
            return


def _text(cell: object) -> str:
    # Excel keeps the agent ID 1001 as the number 1001.0.
    whole = isinstance(cell, float) and cell.is_integer()
    return "" if cell is None else str(int(cell) if whole else cell).strip()  # type: ignore[call-overload]


def _days(store: Store, version: Version, known: set[str]) -> Iterator[dict[str, str]]:
    """Give the person's days of each roster as it stands now, changes by hand included."""
    for each in run.runs_of(store, version.id):
        job = watch.find(each.id)
        number = None if job is None else desk.latest(job)
        if job is None or number is None:
            continue
        duties = desk.draft_of(job, number).roster.duties
        mine = duties[duties["person_id"].str.casefold().isin(known)]
        for row in mine.to_dict("records"):
            yield {"run": each.id, "revision": str(number), **{str(k): str(v) for k, v in row.items()}}

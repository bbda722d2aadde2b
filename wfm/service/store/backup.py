"""The whole store in one file, from either database into either, and the folders of runs with it.

A backup is a zip: ``manifest.json``, a file of JSON lines for each table, every blob under its digest, and
the folders of runs. It is taken at one moment while planners work on. Restoring brings the tables to the
revision the backup was taken at, fills them, and upgrades them as any store. Restore only what you backed up
yourself: folders of runs hold the program's own notes, which it trusts.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, DateTime, LargeBinary, MetaData, Table, func, insert, select, text

from wfm.errors import PlanningError
from wfm.service.store.blob import blob_row, read_blob
from wfm.service.store.database import Store, revision_of, upgrade
from wfm.service.store.tables import PLAN

FORMAT = 1
MANIFEST = "manifest.json"
JOBS = "jobs"
FOLDERS = (JOBS, "layouts")
"""Kept beside the database: the runs, and how each client wants its files laid out."""
PART = ".part"
ROWS_AT_ONCE = 1000


class NotEmptyError(Exception):
    """A backup is not restored over plans that are there, unless that is said."""


def back_up(store: Store, path: Path) -> dict[str, int]:
    """Write the whole store to ``path`` and return how many rows of each table it holds.

    The file appears when it is complete, not before.
    """
    half = path.with_name(path.name + PART)
    with store.reading() as connection, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = _tables(connection)
        rows = {table.name: _write_table(archive, connection, table) for table in tables}
        blobs = _named(tables, "blob").c
        for digest in connection.execute(select(blobs.sha256).where(blobs.erased_utc.is_(None))).scalars():
            archive.writestr(f"blobs/{digest}", read_blob(store, connection, digest))
        # After the rows: a run that is in the store has its folder in the backup too.
        for file in _files(store):
            archive.write(file, file.relative_to(store.folder).as_posix())
        manifest = {
            "format": FORMAT,
            "revision": revision_of(connection),
            "taken_utc": datetime.now(UTC).isoformat(),
            "rows": rows,
        }
        archive.writestr(MANIFEST, json.dumps(manifest))
    half.replace(path)
    return rows


def restore(store: Store, path: Path, replace: bool = False) -> dict[str, int]:
    """Fill the store from a backup and return how many rows of each table came back.

    Parameters
    ----------
    store
        An empty store, unless ``replace``.
    path
        What ``back_up`` wrote.
    replace
        Whether plans that are there make way; they are backed up first, in the data folder.

    Raises
    ------
    NotEmptyError
        If plans are there and nobody said that they may go.
    PlanningError
        If the file is no backup, or is damaged. The store is then as it was.
    """
    with zipfile.ZipFile(_checked(path)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if not _is_empty(store):
            if not replace:
                raise NotEmptyError("there are plans in the store: restore with --replace to put these aside")
            stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
            back_up(store, store.folder / f"before-restore-{stamp}.zip")
        with store.writing() as connection:
            _clear(connection)
            upgrade(connection, manifest["revision"])
            tables = _tables(connection)
            _read_blobs(store, archive, connection, _named(tables, "blob"))
            for table in tables:
                if table.name != "blob":
                    _read_table(archive, connection, table)
            _go_on_counting(store, connection, tables)
            upgrade(connection)
            _put_back_folders(archive, store.folder)
    return dict(manifest["rows"])


def _tables(connection: Connection) -> list[Table]:
    """Return the tables there are, those referred to before those that refer."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _named(tables: list[Table], name: str) -> Table:
    return next(table for table in tables if table.name == name)


def _write_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> int:
    count = 0
    columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
    # In the order of the key: a version comes after the one it was made from.
    asked = select(*columns).order_by(*table.primary_key.columns)
    with archive.open(f"tables/{table.name}.jsonl", "w") as file:
        for row in connection.execute(asked).mappings():
            values = {name: _told(value) for name, value in row.items()}
            file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _told(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with archive.open(f"tables/{name}.jsonl") as file:
        for line in file:
            yield json.loads(line)


def _read_table(archive: zipfile.ZipFile, connection: Connection, table: Table) -> None:
    instants = {column.name for column in table.columns if isinstance(column.type, DateTime)}
    waiting: list[dict[str, Any]] = []
    for row in _rows(archive, table.name):
        waiting.append(
            {
                name: datetime.fromisoformat(value) if name in instants and value else value
                for name, value in row.items()
            }
        )
        if len(waiting) == ROWS_AT_ONCE:
            connection.execute(insert(table), waiting)
            waiting = []
    if waiting:
        connection.execute(insert(table), waiting)


def _read_blobs(store: Store, archive: zipfile.ZipFile, connection: Connection, table: Table) -> None:
    for row in _rows(archive, table.name):
        if row.get("erased_utc"):
            erased = {**row, "erased_utc": datetime.fromisoformat(row["erased_utc"])}
            connection.execute(insert(table).values(erased))
            continue
        content = archive.read(f"blobs/{row['sha256']}")
        found = blob_row(store, row["kind"], content)
        if found["sha256"] != row["sha256"]:
            raise PlanningError(f"the backup is damaged: blob {row['sha256']} is not what was saved")
        connection.execute(insert(table).values(found))


def _go_on_counting(store: Store, connection: Connection, tables: list[Table]) -> None:
    """PostgreSQL counts apart from its rows: let new ones follow the highest number restored."""
    if store.is_sqlite:
        return
    for table in tables:
        key = table.primary_key.columns.values()[0]
        if key.type.python_type is int:
            highest = connection.execute(select(func.max(key))).scalar()
            sequence = func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))


def _checked(path: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            manifest = json.loads(archive.read(MANIFEST))
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise PlanningError(f"{path} is not a backup of wfm: {error}") from None
    if damaged is not None:
        raise PlanningError(f"{path} is damaged at {damaged}")
    if manifest.get("format") != FORMAT:
        raise PlanningError(f"{path} is a backup of another version of wfm")
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in names):
        raise PlanningError(f"{path} names files outside the data folder")
    return path


def _is_empty(store: Store) -> bool:
    with store.reading() as connection:
        rows = connection.execute(select(func.count()).select_from(PLAN)).scalar()
    return not rows and not any((store.folder / JOBS).glob("*/request.json"))


def _clear(connection: Connection) -> None:
    """Take all tables away, those that only grow too."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)
    if connection.dialect.name != "sqlite":
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))


def _files(store: Store) -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((store.folder / folder).rglob("*")):
            if file.is_file() and not file.name.endswith(PART):
                yield file


def _put_back_folders(archive: zipfile.ZipFile, folder: Path) -> None:
    """Put the folders of the backup in the place of those there are, which were backed up."""
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True, mode=0o700)
    for name in archive.namelist():
        if PurePosixPath(name).parts[0] in FOLDERS:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(archive.read(name))
            target.chmod(0o600)

"""Content by its digest: what was saved once is there once, and is checked whenever it is read.

Small content is a row; in SQLite content above a mebibyte is a file named by its digest beside the database,
so that the database stays small. PostgreSQL holds all content itself, for machines that share nothing else.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wfm.errors import PlanningError
from wfm.service.store.database import Store
from wfm.service.store.tables import BLOB

ROW_BYTES = 1024**2
"""SQLite: more than this is kept as a file."""


class DamagedError(Exception):
    """Content is not what was saved: its digest differs, or its file is gone."""


class ErasedError(PlanningError):
    """Content was erased, as staff data must be one day; says when."""


def put_blob(store: Store, connection: Connection, kind: str, content: bytes) -> str:
    """Keep ``content`` and return its digest; what is there already is not written again.

    Parameters
    ----------
    store, connection
        The store, and the transaction in which the content becomes part of it.
    kind
        What it is: ``input``, ``roster book`` and so on.
    content
        The bytes.
    """
    row = blob_row(store, kind, content)
    insert = sqlite.insert if store.is_sqlite else postgresql.insert
    put = insert(BLOB).values(row)
    # What was erased is there again for whoever still has it.
    back = {"content": put.excluded.content, "erased_utc": None}
    connection.execute(
        put.on_conflict_do_update(index_elements=["sha256"], set_=back, where=BLOB.c.erased_utc.is_not(None))
    )
    return str(row["sha256"])


def blob_row(store: Store, kind: str, content: bytes) -> dict[str, Any]:
    """Return the row of content; content too large for a row is a file from now on."""
    digest = hashlib.sha256(content).hexdigest()
    as_file = store.is_sqlite and len(content) > ROW_BYTES
    if as_file:
        # Before its row: a file without a row is harmless, a row without a file would be a loss.
        _write_file(file_of(store, digest), content)
    return {
        "sha256": digest,
        "kind": kind,
        "size_bytes": len(content),
        "content": None if as_file else content,
    }


def erase_blob(store: Store, connection: Connection, digest: str) -> None:
    """Take the content of that digest away for good; that there was one stays known."""
    connection.execute(
        update(BLOB)
        .where(BLOB.c.sha256 == digest, BLOB.c.erased_utc.is_(None))
        .values(content=None, erased_utc=datetime.now(UTC))
    )
    file_of(store, digest).unlink(missing_ok=True)


def blob(store: Store, digest: str) -> bytes:
    """Return the content of that digest.

    Raises
    ------
    DamagedError
        If there is none, or it is not what was saved.
    ErasedError
        If it was erased.
    """
    with store.reading() as connection:
        return read_blob(store, connection, digest)


def read_blob(store: Store, connection: Connection, digest: str) -> bytes:
    """Return the content of that digest, as one transaction sees it; see ``blob``."""
    asked = select(BLOB.c.content, BLOB.c.erased_utc).where(BLOB.c.sha256 == digest)
    row = connection.execute(asked).one_or_none()
    if row is None:
        raise DamagedError(f"nothing was saved under {digest}")
    if row.erased_utc is not None:
        raise ErasedError(f"this file was erased on {row.erased_utc:%d %b %Y}")
    path = file_of(store, digest)
    try:
        content = bytes(row.content) if row.content is not None else path.read_bytes()
    except FileNotFoundError:
        raise DamagedError(f"the file {path} is gone") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedError(f"the content {digest} is not what was saved")
    return content


def damaged(store: Store) -> tuple[str, ...]:
    """Return the digests of all content that is not what was saved; none should be."""
    found = []
    there = select(BLOB.c.sha256).where(BLOB.c.erased_utc.is_(None))
    with store.reading() as connection:
        for digest in connection.execute(there).scalars().all():
            try:
                read_blob(store, connection, digest)
            except DamagedError:
                found.append(digest)
    return tuple(found)


def file_of(store: Store, digest: str) -> Path:
    """Return where the content of that digest is, where it is a file."""
    return store.folder / "blobs" / digest[:2] / digest


def _write_file(path: Path, content: bytes) -> None:
    if path.exists() and path.stat().st_size == len(content):
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f"{path.name}.{secrets.token_hex(8)}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)

"""The database behind the store: opened, brought up to date, read and written in transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.pool import NullPool

from wfm.errors import PlanningError
from wfm.service.data import data_folder, database_url

HEAD = "0006"
"""The revision this version of wfm works with; a test holds it against the revisions there are."""
BUSY_MILLISECONDS = 10_000
"""How long a writer of SQLite waits for its turn."""
UPGRADE_LOCK = 20_261_129
"""PostgreSQL: any number, the same for all processes that might upgrade at once."""
_WRITES = "wfm_writes"


@dataclass(frozen=True)
class Store:
    """An open store: its database, and the folder of the files beside it."""

    engine: Engine
    folder: Path

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file in the data folder."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees the store at one moment, and changes nothing."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept whole when it ends, and not at all when it fails.

        SQLite lets one writer in at a time: it waits at the start, where waiting is safe, and not in the
        middle, where it could only fail.
        """
        with self.engine.connect() as connection:
            connection = connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection


def open_store(url: str | None = None, folder: Path | None = None) -> Store:
    """Return the store at ``url`` (``DATABASE_URL``, else the data folder), made or upgraded if need be.

    Raises
    ------
    PlanningError
        If a newer version of wfm has worked with it.
    """
    return _opened(url or database_url(), folder or data_folder())


def is_sound(store: Store) -> bool:
    """Return whether the database passes its own check; PostgreSQL, which has none to ask, always does."""
    if not store.is_sqlite:
        return True
    with store.reading() as connection:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    return list(found) == ["ok"] and not broken


def let_go(store: Store) -> None:
    """Take what was erased out of the database's own files too, as far as it can be told to."""
    if store.is_sqlite:
        connection = store.engine.raw_connection()
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    else:
        with store.engine.connect() as alone:
            alone.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables there are, ``None`` where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, inside the transaction given."""
    from alembic import command

    command.upgrade(alembic_settings(connection), revision)


def alembic_settings(connection: Connection) -> Any:
    """Return what alembic must know to work inside the transaction given."""
    # Loaded by whoever upgrades: a store that is up to date opens without it.
    from alembic.config import Config

    # Alembic's own choice is the terminal there was when it was loaded, which may be closed by now.
    settings = Config(stdout=StringIO())
    settings.set_main_option("script_location", str(Path(__file__).parents[1] / "revisions"))
    settings.attributes["connection"] = connection
    return settings


@lru_cache(maxsize=8)
def _opened(url: str, folder: Path) -> Store:
    if url.startswith("sqlite"):
        # A connection each time: cheap with a file, and none is ever shared by two threads or processes.
        engine = create_engine(url, poolclass=NullPool)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    else:
        engine = create_engine(url, pool_pre_ping=True)
    store = Store(engine, folder)
    with store.reading() as connection:
        found = revision_of(connection)
    if found != HEAD:
        _upgrade_alone(store)
    return store


def _upgrade_alone(store: Store) -> None:
    """Upgrade unless another process has just done it."""
    with store.writing() as connection:
        if not store.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        found = revision_of(connection)
        if found is not None and found > HEAD:
            raise PlanningError(
                f"the store is of a newer version of wfm (revision {found}; this one knows {HEAD}): "
                "install that version, or restore a backup into an empty store"
            )
        if found != HEAD:
            upgrade(connection)


def _set_up(connection: Any, _: Any) -> None:
    # Transactions are begun by us, so that a writer can say so at once.
    connection.isolation_level = None
    for setting in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        # What is erased is written over, not only let go.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

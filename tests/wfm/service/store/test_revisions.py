"""From the first revision on: a store of any age becomes one of today with all that was in it."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from wfm.errors import PlanningError
from wfm.service import store as kept
from wfm.service.store import database
from wfm.service.store.tables import METADATA

FIRST = "0001"
DIGEST = "a" * 64
NOW = "2026-11-29 10:00:00+00:00"
ROWS = {
    "blob": {"sha256": DIGEST, "kind": "input", "size_bytes": 1, "content": b"x"},
    "plan": {"id": "p", "name": "Bank", "owner": "ana", "created_utc": NOW},
    "plan_version": {
        "id": 7,
        "plan": "p",
        "number": 1,
        "author": "ana",
        "created_utc": NOW,
        "parameters": "{}",
        "input_digest": DIGEST,
        "note": "",
    },
    "publication": {"id": 3, "version": 7, "author": "ana", "published_utc": NOW},
    "run": {
        "id": "r",
        "version": 7,
        "engine": "plan",
        "status": "done",
        "is_cancelled": False,
        "worker": "",
        "created_utc": NOW,
        "packages": "{}",
        "termination": "",
    },
    "progress": {"id": 1, "run": "r", "seconds": 1.5, "stage": "s", "detail": "", "done": 0.5},
    "audit": {"id": 1, "at_utc": NOW, "who": "ana", "what": "create plan", "subject": "p"},
    "user_role": {"who": "ana", "role": "admin"},
}


@pytest.fixture
def bare(new_url, tmp_path, monkeypatch):
    """Return a store whose database is still empty."""
    monkeypatch.setattr(database, "_upgrade_alone", lambda store: None)
    store = database.open_store(new_url(), tmp_path)
    yield store
    store.engine.dispose()
    database._opened.cache_clear()


def revisions():
    settings = database.alembic_settings(None)
    return [each.revision for each in ScriptDirectory.from_config(settings).walk_revisions()][::-1]


def plant(connection):
    for table, row in ROWS.items():
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def test_this_version_works_with_the_last_revision_and_they_form_one_line():
    assert revisions()[0] == FIRST
    assert revisions()[-1] == database.HEAD
    assert revisions() == sorted(revisions())


def test_the_tables_of_the_code_are_those_of_the_last_revision(store):
    with store.writing() as connection:
        # Raises where they differ.
        command.check(database.alembic_settings(connection))
        assert set(sa.inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


def test_rows_of_the_first_revision_come_through_every_later_one(bare):
    with bare.writing() as connection:
        database.upgrade(connection, FIRST)
        plant(connection)
    for revision in revisions():
        with bare.writing() as connection:
            database.upgrade(connection, revision)
        with bare.reading() as connection:
            assert database.revision_of(connection) == revision
            for table, row in ROWS.items():
                names = ", ".join(name for name in row if name not in ("created_utc", "content"))
                found = connection.execute(sa.text(f"SELECT {names} FROM {table}")).mappings().all()
                assert len(found) == 1, table
    (version,) = kept.versions(bare, "p")
    assert (version.id, version.parameters, version.created_utc.hour) == (7, {}, 10)
    # What only grows still does, and the next number follows.
    with pytest.raises(sa.exc.DBAPIError, match="only grows"), bare.writing() as connection:
        connection.execute(sa.text("DELETE FROM audit"))


def test_every_revision_can_be_undone_down_to_nothing(bare):
    with bare.writing() as connection:
        database.upgrade(connection)
        command.downgrade(database.alembic_settings(connection), "base")
        assert sa.inspect(connection).get_table_names() == ["alembic_version"]
        database.upgrade(connection)
    assert kept.plans(bare) == ()


def test_a_revision_that_fails_half_way_leaves_the_store_as_it_was(bare):
    def fail():
        with bare.writing() as connection:
            database.upgrade(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with bare.reading() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_a_store_of_a_newer_version_is_refused_in_words(store):
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database._opened.cache_clear()
    with pytest.raises(PlanningError, match="newer version of wfm"):
        kept.open_store(store.engine.url.render_as_string(hide_password=False), store.folder)

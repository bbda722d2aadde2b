"""Roles by address, and the one change that content allows: to be erased, and brought back by who has it."""

import pytest
import sqlalchemy as sa

from wfm.errors import PlanningError
from wfm.service import store as kept
from wfm.service.store import Role
from wfm.service.store.tables import BLOB, PLAN_VERSION

LARGE = b"x" * (2 * 1024**2)


def test_a_role_is_given_changed_taken_and_every_deed_is_in_the_audit(store):
    kept.set_role(store, "Ana@Example.org", Role.VIEWER, "root")
    kept.set_role(store, "ana@example.org ", Role.PLANNER, "root")
    assert kept.roles(store) == {"ana@example.org": Role.PLANNER}
    assert kept.role_of(store, "ANA@example.org") is Role.PLANNER
    kept.remove_role(store, "ana@example.org", "root")
    assert kept.role_of(store, "ana@example.org") is None
    with pytest.raises(PlanningError, match="has no role"):
        kept.remove_role(store, "ana@example.org", "root")
    trail = [(entry.what, entry.before, entry.after) for entry in kept.audit_trail(store, "ana@example.org")]
    assert trail == [
        ("set role", None, {"role": "viewer"}),
        ("set role", {"role": "viewer"}, {"role": "planner"}),
        ("remove role", None, None),
    ]


@pytest.mark.parametrize("content", [b"small", LARGE])
def test_erased_content_is_gone_its_row_stays_and_who_has_it_can_bring_it_back(store, content):
    with store.writing() as connection:
        digest = kept.put_blob(store, connection, "input", content)
        kept.erase_blob(store, connection, digest)
    with pytest.raises(kept.ErasedError, match="was erased on"):
        kept.blob(store, digest)
    assert kept.damaged(store) == ()
    assert not any(path.is_file() for path in (store.folder / "blobs").rglob("*"))
    with store.writing() as connection:
        assert kept.put_blob(store, connection, "input", content) == digest
    assert kept.blob(store, digest) == content


@pytest.mark.parametrize("change", [{"content": b"other"}, {"kind": "other"}, {"sha256": "f" * 64}])
def test_no_other_change_of_content_is_possible(store, change):
    with store.writing() as connection:
        kept.put_blob(store, connection, "input", b"small")
    with pytest.raises(sa.exc.DatabaseError), store.writing() as connection:
        connection.execute(sa.update(BLOB).values(**change))


@pytest.mark.parametrize("change", [{"number": 2}, {"author": "ben"}, {"note": "other"}, {"parent": 1}])
def test_of_a_version_its_content_alone_may_change(store, change):
    made = kept.create(store, "March", "ana", b"first", {})
    with store.writing() as connection:
        digest = kept.put_blob(store, connection, "input", b"second")
        connection.execute(sa.update(PLAN_VERSION).values(input_digest=digest))
    assert kept.version(store, made.id).input_digest == digest
    with pytest.raises(sa.exc.DatabaseError), store.writing() as connection:
        connection.execute(sa.update(PLAN_VERSION).values(**change))


def test_a_backup_brings_back_what_is_there_and_no_more(store, new_store, tmp_path):
    with store.writing() as connection:
        gone = kept.put_blob(store, connection, "input", b"gone")
        there = kept.put_blob(store, connection, "input", b"there")
        kept.erase_blob(store, connection, gone)
    kept.back_up(store, tmp_path / "all.zip")
    other = new_store()
    kept.restore(other, tmp_path / "all.zip")
    assert kept.blob(other, there) == b"there"
    with pytest.raises(kept.ErasedError):
        kept.blob(other, gone)

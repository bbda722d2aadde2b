"""What a planner may rely on: nothing saved is changed, and nobody overwrites anybody."""

import hashlib

import pytest
import sqlalchemy as sa

from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.service import store as kept
from wfm.service.store.run import add_run
from wfm.service.store.tables import APPEND_ONLY


def test_a_new_plan_has_version_one_with_its_file(store):
    first = kept.create(store, "Bank", "ana", b"forecast", {"preset": "article"}, "as sent")
    assert (first.number, first.parent, first.author, first.note) == (1, None, "ana", "as sent")
    assert first.input_digest == hashlib.sha256(b"forecast").hexdigest()
    assert kept.blob(store, first.input_digest) == b"forecast"
    assert [(plan.name, plan.owner) for plan in kept.plans(store)] == [("Bank", "ana")]
    assert kept.versions(store, first.plan) == (first,)
    assert kept.version(store, first.id) == first


def test_of_two_planners_on_the_same_version_the_second_is_told(store):
    first = kept.create(store, "Bank", "ana", b"one", {})
    second = kept.save(store, first, "ana", b"two", {})
    with pytest.raises(ChangedMeanwhileError, match=r"ana saved version 2 of “Bank” .* you hold version 1"):
        kept.save(store, first, "ben", b"three", {})
    assert kept.versions(store, first.plan) == (first, second)
    assert (second.number, second.parent) == (2, first.id)


def test_a_run_of_an_older_version_follows_all_and_tells_what_it_came_from(store):
    first = kept.create(store, "Bank", "ana", b"one", {})
    kept.save(store, first, "ana", b"two", {})
    third = kept.follow(store, first, "ben", b"three", {})
    assert (third.number, third.parent) == (3, first.id)
    # Said before: no version of its own.
    assert kept.follow(store, first, "ben", b"three", {}) == third
    assert kept.follow(store, third, "ben", b"one", {}) == first


def test_an_archived_plan_is_kept_and_takes_nothing_new_until_it_is_back(store):
    first = kept.create(store, "Bank", "ana", b"one", {})
    kept.archive(store, first.plan, "ana")
    assert kept.plans(store) == ()
    assert [plan.id for plan in kept.plans(store, with_archived=True)] == [first.plan]
    with pytest.raises(PlanningError, match="“Bank” was put away"):
        kept.save(store, first, "ana", b"two", {})
    with pytest.raises(PlanningError, match="put away"):
        kept.publish(store, first, "ana")
    kept.revive(store, first.plan, "ben")
    assert kept.save(store, first, "ana", b"two", {}).number == 2


def test_the_last_publication_is_the_last_in_the_list(store):
    first = kept.create(store, "Bank", "ana", b"one", {})
    second = kept.save(store, first, "ana", b"two", {})
    for what in (first, second, first):
        kept.publish(store, what, "ana")
    assert [each.version for each in kept.publications(store, first.plan)] == [first.id, second.id, first.id]


def test_the_audit_tells_every_deed_with_before_and_after(store):
    first = kept.create(store, "Bank", "ana", b"one", {})
    second = kept.save(store, first, "ben", b"two", {"gap": 0.01})
    kept.publish(store, second, "ana")
    kept.archive(store, first.plan, "cy")
    trail = kept.audit_trail(store, first.plan)
    assert [(entry.who, entry.what) for entry in trail] == [
        ("ana", "create plan"),
        ("ana", "save version"),
        ("ben", "save version"),
        ("ana", "publish"),
        ("cy", "archive plan"),
    ]
    assert (trail[2].before, trail[2].after["version"]) == ({"parent": first.id}, 2)
    assert trail[4].before == {"archived_utc": None}
    assert kept.audit_trail(store, "another plan") == ()
    # Archiving twice is one deed.
    kept.archive(store, first.plan, "cy")
    assert kept.audit_trail(store, first.plan) == trail


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("deed", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_written(store, table, deed):
    first = kept.create(store, "Bank", "ana", b"one", {})
    kept.publish(store, first, "ana")
    add_run(store, "a run", first.id, "highs", "ana")
    kept.set_baseline(store, first.plan, "a run", "ana")
    key = "sha256" if table == "blob" else "id"
    with pytest.raises(sa.exc.DBAPIError, match=f"{table} only grows"), store.writing() as connection:
        connection.execute(sa.text(deed.format(table, key, key)))


def test_a_failed_deed_leaves_nothing_behind(store):
    def fail():
        with store.writing() as connection:
            kept.put_blob(store, connection, "input", b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with pytest.raises(kept.DamagedError, match="nothing was saved"):
        kept.blob(store, hashlib.sha256(b"half").hexdigest())


def test_content_that_was_tampered_with_is_not_given_out(new_store):
    store = new_store()
    if not store.is_sqlite:
        pytest.skip("PostgreSQL keeps no content in files")
    content = b"x" * 2_000_000
    first = kept.create(store, "Bank", "ana", content, {})
    (file,) = (store.folder / "blobs").rglob(first.input_digest)
    assert kept.blob(store, first.input_digest) == content
    assert kept.damaged(store) == ()
    file.write_bytes(content[:-1] + b"y")
    with pytest.raises(kept.DamagedError, match="is not what was saved"):
        kept.blob(store, first.input_digest)
    file.unlink()
    with pytest.raises(kept.DamagedError, match="is gone"):
        kept.blob(store, first.input_digest)
    assert kept.damaged(store) == (first.input_digest,)


def test_a_plan_nobody_made_cannot_be_put_away(store):
    with pytest.raises(PlanningError, match="there is no plan"):
        kept.archive(store, "nothing", "ana")
    assert kept.plan_of(store, "nothing") is None

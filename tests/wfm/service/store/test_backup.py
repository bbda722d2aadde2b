"""A backup gives everything back, into either database, and never over what is there unasked."""

import json
import zipfile

import pytest
import sqlalchemy as sa

from wfm.errors import PlanningError
from wfm.service import store as kept
from wfm.service.store import backup
from wfm.service.store.tables import METADATA, PUBLICATION


def fill(store):
    first = kept.create(store, "Bank", "ana", b"one", {"preset": "article"})
    second = kept.save(store, first, "ben", b"x" * 2_000_000, {}, "larger")
    kept.publish(store, second, "ana")
    kept.archive(store, kept.create(store, "Old", "cy", b"one", {}).plan, "cy")
    folder = store.folder / "jobs" / "20270101-000000-0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "request.json").write_text("{}")
    (folder / "half.part").write_text("")
    return second


def everything(store):
    with store.reading() as connection:
        return {
            name: sorted(str(tuple(row)) for row in connection.execute(sa.select(table)))
            for name, table in METADATA.tables.items()
            if name != "blob"
        }


def test_what_was_backed_up_comes_back_whole(new_store, tmp_path):
    one, other = new_store(), new_store()
    second = fill(one)
    rows = kept.back_up(one, tmp_path / "b.zip")
    # Versions 1 and 2 of Bank, 1 of Old; "one" is one blob though two plans have it.
    assert (rows["plan"], rows["plan_version"], rows["blob"], rows["publication"]) == (2, 3, 2, 1)
    assert kept.restore(other, tmp_path / "b.zip") == rows
    assert everything(other) == everything(one)
    assert kept.blob(other, second.input_digest) == b"x" * 2_000_000
    assert kept.damaged(other) == ()
    assert kept.is_sound(other)
    files = [path.name for path in (other.folder / "jobs").rglob("*") if path.is_file()]
    assert files == ["request.json"]
    # Numbers go on where they stood.
    third = kept.save(other, kept.versions(other, second.plan)[-1], "ana", b"three", {})
    assert (third.number, third.id) == (3, 4)


def test_a_backup_of_one_database_fills_the_other(socket_folder, tmp_path):
    from tests.wfm.service.store import postgres

    lite = kept.open_store(f"sqlite:///{tmp_path / 'a.sqlite'}", tmp_path / "a")
    large = kept.open_store(postgres.make_database(socket_folder, "moved"), tmp_path / "b")
    second = fill(lite)
    kept.back_up(lite, tmp_path / "b.zip")
    kept.restore(large, tmp_path / "b.zip")
    assert everything(large) == everything(lite)
    assert kept.blob(large, second.input_digest) == b"x" * 2_000_000
    assert not (large.folder / "blobs").exists()
    large.engine.dispose()


def test_a_store_with_plans_is_left_alone_unless_that_is_said(new_store, tmp_path):
    one, other = new_store(), new_store()
    fill(one)
    kept.back_up(one, tmp_path / "b.zip")
    mine = kept.create(other, "Mine", "dee", b"mine", {})
    with pytest.raises(kept.NotEmptyError, match="--replace"):
        kept.restore(other, tmp_path / "b.zip")
    assert kept.versions(other, mine.plan) == (mine,)
    kept.restore(other, tmp_path / "b.zip", replace=True)
    assert everything(other) == everything(one)
    # What made way can be had again.
    (before,) = other.folder.glob("before-restore-*.zip")
    kept.restore(other, before, replace=True)
    assert kept.versions(other, mine.plan) == (mine,)


def test_a_damaged_backup_changes_nothing(new_store, tmp_path):
    one, other = new_store(), new_store()
    fill(one)
    kept.back_up(one, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as good, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content + b"!" if name.startswith("blobs/") else content)
    with pytest.raises(PlanningError, match="is not what was saved"):
        kept.restore(other, tmp_path / "bad.zip")
    assert kept.plans(other, with_archived=True) == ()
    assert kept.create(other, "Mine", "dee", b"mine", {}).number == 1


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (None, "is not a backup"),
        ({"a": "b"}, "is not a backup"),
        ({"manifest.json": json.dumps({"format": 99})}, "another version"),
        (
            {"manifest.json": json.dumps({"format": backup.FORMAT}), "jobs/../../etc/x": "y"},
            "outside the data folder",
        ),
    ],
)
def test_what_is_no_backup_is_refused_in_words(store, tmp_path, members, words):
    path = tmp_path / "b.zip"
    if members is None:
        path.write_bytes(b"text")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)
    with pytest.raises(PlanningError, match=words):
        kept.restore(store, path)


def test_a_backup_that_fails_leaves_no_file_that_looks_like_one(new_store, tmp_path):
    store = new_store()
    first = fill(store)
    if not store.is_sqlite:
        pytest.skip("PostgreSQL keeps no content in files")
    (file,) = (store.folder / "blobs").rglob(first.input_digest)
    file.unlink()
    with pytest.raises(kept.DamagedError):
        kept.back_up(store, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_a_backup_is_of_one_moment_while_others_write(new_store, tmp_path, monkeypatch):
    store, other = new_store(), new_store()
    first = kept.create(store, "Bank", "ana", b"one", {})
    write = backup._write_table

    def write_beside(archive, connection, table):
        # Between two tables somebody publishes a version that the backup has not seen.
        if table is not None and table.name == PUBLICATION.name:
            kept.publish(store, kept.save(store, first, "ben", b"two", {}), "ben")
        return write(archive, connection, table)

    monkeypatch.setattr(backup, "_write_table", write_beside)
    rows = kept.back_up(store, tmp_path / "b.zip")
    assert (rows["plan_version"], rows["publication"]) == (1, 0)
    kept.restore(other, tmp_path / "b.zip")
    assert len(kept.versions(store, first.plan)) == 2
    assert kept.versions(other, first.plan) == (first,)

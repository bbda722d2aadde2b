"""A deleted person is called otherwise in every file of their plans, and nothing else of these changes."""

import io
import json
import zipfile
import zlib

import pandas as pd
import pytest

from tests.wfm.screens import planted, small_client
from wfm import service
from wfm.errors import PlanningError
from wfm.roster.by_hand import apply, give_up
from wfm.service import JobOptions, by_hand, desk, erasing, person, plans, queue, results
from wfm.service import store as kept
from wfm.service.change_lists import change_lists
from wfm.service.store import run
from wfm.workbook import open_workbook

pytestmark = pytest.mark.usefixtures("data")

BEN, TOM = "ZQ-4711", 40017
"""An ID with signs, and one that is a number in the file."""
RENUMBERED = {"C1": BEN, "T1": TOM}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Leave the small client with other agent IDs: its file, and the folder of its run."""
    folder = tmp_path_factory.mktemp("world")
    with pytest.MonkeyPatch.context() as patch:
        staff = [[RENUMBERED.get(cell, cell) for cell in row] for row in small_client.STAFF]
        worked = {str(RENUMBERED.get(who, who)): days for who, days in small_client.WORKED.items()}
        patch.setattr(small_client, "STAFF", staff)
        patch.setattr(small_client, "WORKED", worked)
        small_client.given.cache_clear()
        yield planted.make_world(folder), (folder / "week.xlsx").read_bytes()
        small_client.given.cache_clear()


@pytest.fixture
def finished(data, world):
    """Return a run that was published, changed by hand, and published again."""
    made, content = world
    job = service.submit(content, "week.xlsx", JobOptions())
    planted.plant_result(job, made)
    job.state.write_text('{"state": "done", "words": "", "finished": 1800000125.0}')
    job.process.write_text('{"pid": 999999999}')
    queue.settle(job)
    given = desk.given_of(job)
    first = by_hand.publish(job, given, desk.draft_of(job, 0))
    day = first.roster.duties.loc[first.roster.duties["person_id"] == BEN, "date"].iat[0]
    off = apply(first.roster, give_up(first.roster, BEN, day), desk.terms_of(given, first))
    by_hand.publish(job, given, by_hand.carry_out(job, given, first, off))
    return job


def plain(path):
    """Return a file with all that is packed in it unpacked."""
    content = path.read_bytes()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return b"".join(book.read(name) for name in book.namelist())
    if path.suffix == ".seal":
        return zlib.decompress(content)
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv().encode()
    return content


def everything(data):
    """Return all bytes of the data folder and of the contents of the store, unpacked, in lower case."""
    store = kept.open_store()
    scratch = data / "scratch.bin"
    # All tables as text, from either database.
    kept.back_up(store, scratch)
    found = [plain(path) for path in data.rglob("*") if path.is_file()]
    for plan in kept.plans(store, with_archived=True):
        for version in kept.versions(store, plan.id):
            for digest in erasing.digests(store, version):
                scratch.write_bytes(kept.blob(store, digest))
                found.append(plain(scratch))
    scratch.unlink(missing_ok=True)
    return b"\n".join(found).lower()


def duties(job, revision):
    return desk.draft_of(job, revision).roster.duties


def renamed(table, old, new):
    return table.assign(person_id=table["person_id"].replace(str(old), new))


@pytest.mark.parametrize(
    ("database", "who", "number", "traces"),
    [
        ("sqlite", "Ben Cruz", BEN, [b"ben cruz", b"zq-4711", b"ben.cruz"]),
        ("postgresql", "Ben Cruz", BEN, [b"ben cruz", b"zq-4711", b"ben.cruz"]),
        ("sqlite", str(TOM), TOM, [b"tom ash", b"tom.ash"]),
    ],
    indirect=["database"],
)
def test_nothing_names_them_any_more_and_every_other_shift_is_as_it_was(finished, data, who, number, traces):
    before = [duties(finished, revision) for revision in range(4)]
    lists = [each.changes for each in change_lists(finished)]
    figures = results.figures(finished)
    assert all(trace in everything(data) for trace in traces)
    told = person.delete_person(who)
    assert [version.number for version in told.rewritten] == [1], told.erased
    assert told.erased == ()
    left = everything(data)
    assert [trace for trace in traces if trace in left] == []
    with pytest.raises(PlanningError, match="no file that is kept names"):
        person.find_person(who)
    for revision in range(4):
        pd.testing.assert_frame_equal(
            duties(finished, revision), renamed(before[revision], number, told.called)
        )
    for was, now in zip(lists, change_lists(finished), strict=True):
        pd.testing.assert_frame_equal(now.changes, renamed(was, number, told.called))
    assert results.figures(finished) == figures
    assert person.find_person(told.called).known_as == (told.called,)


def test_only_their_cells_change_in_the_file_and_in_the_book(finished, tmp_path):
    store = kept.open_store()
    (version,) = kept.versions(store, plans.plan_of_job(finished).id)
    digests = (version.input_digest, run.run_of(store, finished.id).result_digest)

    def cells(digest):
        path = tmp_path / "book.xlsx"
        path.write_bytes(kept.blob(store, digest))
        return {
            (sheet.name, row, column): value
            for sheet in open_workbook(path).sheets.values()
            for row, values in enumerate(sheet.cells)
            for column, value in enumerate(values)
        }

    before = [cells(digest) for digest in digests]
    told = person.delete_person("Tom Ash")
    after_version = kept.version(store, version.id)
    after = [
        cells(digest) for digest in (after_version.input_digest, run.run_of(store, finished.id).result_digest)
    ]
    theirs = {TOM, str(TOM), "Tom Ash", "tom.ash"}
    for was, now in zip(before, after, strict=True):
        assert was.keys() == now.keys()
        changed = {place for place in was if was[place] != now[place]}
        assert changed
        assert {was[place] for place in changed} <= theirs
        assert {now[place] for place in changed} == {told.called}


def test_the_plan_still_opens_is_published_and_is_planned_on(finished):
    before = desk.glance(finished)
    told = person.delete_person("Ben Cruz")
    store = kept.open_store()
    assert kept.is_sound(store)
    assert kept.damaged(store) == ()
    after = desk.glance(finished)
    assert (after.status, after.version) == (before.status, before.version) == ("published", 2)
    given, draft = desk.given_of(finished), desk.draft_of(finished, desk.latest(finished))
    assert told.called in set(given.plan_input.staff.people["person_id"])
    day = draft.roster.duties.loc[draft.roster.duties["person_id"] == told.called, "date"].iat[0]
    terms = desk.terms_of(given, draft)
    changed = by_hand.carry_out(
        finished, given, draft, apply(draft.roster, give_up(draft.roster, told.called, day), terms)
    )
    assert by_hand.publish(finished, given, changed).version.number == 3
    again = service.submit_again(finished, JobOptions())
    assert plans.plan_of_job(again).id == plans.plan_of_job(finished).id
    assert len(kept.versions(store, plans.plan_of_job(finished).id)) == 1


def test_the_audit_says_that_content_was_rewritten_and_why_and_names_nobody(finished):
    store = kept.open_store()
    (version,) = kept.versions(store, plans.plan_of_job(finished).id)
    person.delete_person("Ben Cruz")
    (entry,) = [each for each in kept.audit_trail(store) if each.what == "rewrite version"]
    assert entry.after["why"] == "a person's data deleted"
    assert entry.after["content"][version.input_digest] == kept.version(store, version.id).input_digest
    assert "cruz" not in json.dumps([each.after for each in kept.audit_trail(store)]).lower()
    for old in entry.after["content"]:
        with pytest.raises(kept.ErasedError):
            kept.blob(store, old)


def test_a_backup_taken_afterwards_comes_back_without_them(finished, tmp_path, monkeypatch):
    told = person.delete_person("Ben Cruz")
    path = tmp_path / "all.zip"
    kept.back_up(kept.open_store(), path)
    other = tmp_path / "other"
    other.mkdir()
    store = kept.open_store(f"sqlite:///{other / 'wfm.sqlite'}", other)
    kept.restore(store, path)
    assert kept.damaged(store) == ()
    monkeypatch.setenv("WFM_DATA_DIR", str(other))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert person.find_person(told.called).days
    assert b"cruz" not in everything(other)


@pytest.mark.parametrize("break_it", ["a run under way", "a file of another kind"])
def test_what_cannot_be_rewritten_is_erased_whole_and_that_is_said(finished, break_it, monkeypatch):
    if break_it == "a run under way":
        monkeypatch.setattr("wfm.service.renaming.process.is_other_alive", lambda job, record: True)
    else:
        (finished.folder / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(PlanningError, match="the newest version of “week”"):
        person.delete_person("Ben Cruz")
    assert person.find_person("Ben Cruz").days
    told = person.delete_person("Ben Cruz", with_current=True)
    assert told.rewritten == ()
    assert [why for _, why in told.erased] == [
        {"a run under way": "a run is under way"}.get(
            break_it, "photo.png is of a kind that cannot be changed"
        )
    ]
    assert not finished.folder.exists()


def test_telling_what_would_be_done_does_nothing(finished, data):
    told = person.delete_person("Ben Cruz", only_tell=True)
    assert [version.number for version in told.rewritten] == [1]
    assert not (data / "rewriting").exists()
    assert person.find_person("Ben Cruz").days

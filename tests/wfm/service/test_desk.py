import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pytest

from tests.wfm.screens import small_client
from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.roster.by_hand import apply, give_up, move, worked_codes
from wfm.roster.versions import from_json
from wfm.service import Job, by_hand, desk, sealed

THURSDAY = pd.Timestamp("2027-02-04")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return small_client.given(tmp_path_factory.mktemp("client"))


@pytest.fixture
def job(data, given):
    job = Job(data)
    desk.write_given(job, given)
    desk.write_made(job, given, small_client.roster(given), small_client.made())
    return job


def edited(given, draft, person="C1", day=THURSDAY):
    return apply(draft.roster, give_up(draft.roster, person, day), desk.terms_of(given, draft))


def test_opening_a_desk_loads_no_model_and_no_solver(job):
    code = (
        "import sys; from pathlib import Path; from wfm.service import Job, by_hand, desk, exports, review; "
        f"desk.draft_of(Job(Path({str(job.folder)!r})), 0); "
        "print([name for name in sys.modules if name.split('.')[0] in ('pyomo', 'highspy', 'models')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_each_change_is_a_revision_and_the_one_before_stays(job, given):
    first = desk.draft_of(job, 0)
    after = by_hand.carry_out(job, given, first, edited(given, first))
    assert (after.revision, after.back_to, desk.latest(job)) == (1, 0, 1)
    assert (("C1", THURSDAY) in worked_codes(desk.draft_of(job, 0).roster)) is True
    assert (("C1", THURSDAY) in worked_codes(desk.draft_of(job, 1).roster)) is False
    assert desk.glance(job).standing.open_shifts == desk.glance(job, 0).standing.open_shifts + 1
    assert [each.words for each in desk.history(job, 0)] == ["Taking Ben Cruz off E on Thu 4 Feb"]


def test_of_two_planners_the_second_is_told_and_nothing_is_overwritten(job, given):
    seen = desk.draft_of(job, 0)
    by_hand.carry_out(job, given, seen, edited(given, seen, "C1"))
    with pytest.raises(ChangedMeanwhileError, match="Taking Ben Cruz off E on Thu 4 Feb, "):
        by_hand.carry_out(job, given, seen, edited(given, seen, "O1"))
    assert desk.latest(job) == 1
    assert worked_codes(desk.draft_of(job, 1).roster)[("O1", THURSDAY)] == "L"


def test_a_revision_is_written_once_however_many_try(tmp_path):
    path = tmp_path / "revision-000001.seal"
    assert sealed.write_new(path, "first")
    assert not sealed.write_new(path, "second")
    assert sealed.read(path) == "first"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_what_somebody_else_could_have_written_is_not_opened(tmp_path):
    path = tmp_path / "x.seal"
    sealed.write(path, "ours")
    path.chmod(0o662)
    with pytest.raises(PlanningError, match="somebody else"):
        sealed.read(path)


def test_what_another_version_left_is_refused_in_words(tmp_path):
    path = tmp_path / "x.seal"
    path.write_bytes(b"not sealed by us")
    path.chmod(0o600)
    with pytest.raises(PlanningError, match="run this plan again"):
        sealed.read(path)


def test_undoing_goes_back_step_by_step_and_stops_at_a_publication(job, given):
    first = by_hand.publish(job, given, desk.draft_of(job, 0))
    second = by_hand.carry_out(job, given, first, edited(given, first, "C1"))
    third = by_hand.carry_out(job, given, second, edited(given, second, "O1"))
    once = by_hand.undo(job, given, third)
    assert ("O1", THURSDAY) in worked_codes(once.roster)
    assert ("C1", THURSDAY) not in worked_codes(once.roster)
    twice = by_hand.undo(job, given, once)
    assert ("C1", THURSDAY) in worked_codes(twice.roster)
    assert desk.glance(job).status == "published"
    with pytest.raises(PlanningError, match="nothing to undo"):
        by_hand.undo(job, given, twice)


def test_a_publication_is_numbered_dated_and_left_as_json(job, given):
    kept = by_hand.publish(job, given, desk.draft_of(job, 0))
    assert from_json((job.folder / "desk" / "version-0001.json").read_text()) == kept.version
    assert (desk.glance(job).version, desk.glance(job).status) == (1, "published")
    with pytest.raises(PlanningError, match="nothing has changed"):
        by_hand.publish(job, given, kept)


def test_changes_are_counted_from_the_last_publication(job, given):
    kept = by_hand.publish(job, given, desk.draft_of(job, 0))
    assert by_hand.changed_days(job, kept).empty
    edit = move(kept.roster, "C1", "I1", THURSDAY)
    after = by_hand.carry_out(job, given, kept, apply(kept.roster, edit, desk.terms_of(given, kept)))
    changed = by_hand.changed_days(job, after)
    assert changed[["person_id", "was", "now"]].to_numpy().tolist() == [["C1", "E", ""], ["I1", "", "E"]]
    assert desk.glance(job).standing.changed_days == 2


def test_frozen_days_refuse_edits_and_cannot_be_unlocked(job, given):
    kept = by_hand.publish(job, given, desk.draft_of(job, 0), date(2027, 2, 4))
    refused = edited(given, kept)
    assert refused.is_refused
    assert "locked" in refused.refusals[0].words
    with pytest.raises(PlanningError, match="frozen"):
        by_hand.unlock(job, given, kept, "C1", THURSDAY)
    assert not edited(given, kept, "C1", pd.Timestamp("2027-02-05")).is_refused


def test_a_draft_cannot_be_frozen(job, given):
    with pytest.raises(PlanningError, match="publish it first"):
        by_hand.freeze(job, given, desk.draft_of(job, 0), date(2027, 2, 2))


def test_a_refused_edit_is_not_carried_out(job, given):
    draft = desk.draft_of(job, 0)
    edit = move(draft.roster, "C1", "R1", THURSDAY)
    refused = apply(draft.roster, edit, desk.terms_of(given, draft))
    with pytest.raises(PlanningError, match="11 h rest"):
        by_hand.carry_out(job, given, draft, refused)
    assert desk.latest(job) == 0
    allowed = by_hand.carry_out(job, given, draft, refused.allow_once("Ana asked for it"))
    assert [each.reason for each in allowed.allowed] == ["Ana asked for it"]
    assert desk.glance(job).standing.hard_breaks == 1


def test_before_any_run_the_roster_has_everybody_and_no_shift(given):
    empty = desk.unstaffed(given)
    assert len(empty.roster.people) == 6
    assert empty.roster.duties.empty
    assert empty.roster.shift_plan.coverage["shortage"].sum() == given.requirement.table["on_duty"].sum()


@dataclass(frozen=True)
class Kept:
    """A noun as a run keeps it."""

    name: str
    inner: tuple[object, ...] = field(default_factory=tuple)


def test_a_noun_that_lacks_a_field_of_this_version_is_refused_when_read(tmp_path):
    # As an earlier version would have left it: the field came later, deep inside what is kept.
    older = Kept("older")
    del older.__dict__["inner"]
    path = tmp_path / "given.seal"
    sealed.write(path, Kept("newer", (older,)))
    with pytest.raises(PlanningError, match=r"another version of wfm .*inner.*: run this plan again"):
        sealed.read(path)
    sealed.write(path, Kept("newer", (Kept("whole"),)))
    assert sealed.read(path) == Kept("newer", (Kept("whole"),))

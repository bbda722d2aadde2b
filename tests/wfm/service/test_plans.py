"""Plans as planners handle them: copied, held against a baseline, put away; two planners on one roster."""

import pandas as pd
import pytest

from tests.wfm.screens import planted
from tests.wfm.service.store.postgres import ON_BOTH
from wfm import service
from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.roster.by_hand import apply, give_up
from wfm.service import JobOptions, by_hand, desk, erasing, plans, queue, rights
from wfm.service import store as kept
from wfm.service.change_lists import change_lists
from wfm.service.store import Role, run

pytestmark = [pytest.mark.usefixtures("data"), ON_BOTH]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return planted.make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def finished(data, world):
    """Return a run the store knows, ended with a roster as a worker leaves it."""
    job = service.submit(b"Queue,Date,Interval,Offered\n", "march.csv", JobOptions())
    planted.plant_result(job, world)
    job.state.write_text('{"state": "done", "words": "", "finished": 1800000125.0}')
    job.process.write_text('{"pid": 999999999}')
    queue.settle(job)
    return job


def taken_off(job, draft, person):
    given, roster = desk.given_of(job), draft.roster
    day = roster.duties.loc[roster.duties["person_id"] == person, "date"].iat[0]
    return by_hand.carry_out(
        job, given, draft, apply(roster, give_up(roster, person, day), desk.terms_of(given, draft))
    )


def test_a_copy_is_a_plan_of_its_own_with_the_roster_as_it_stands(finished):
    changed = taken_off(finished, desk.draft_of(finished, 0), "C1")
    twin = plans.copy(finished)
    assert service.status(twin).has_result
    assert service.name_of(twin) == "Copy of march.csv"
    store = kept.open_store()
    assert sorted(plan.name for plan in kept.plans(store)) == ["march", "march (copy)"]
    assert run.run_of(store, twin.id).status == "done"
    mine, theirs = desk.draft_of(twin, 0), changed
    assert mine.roster.duties.equals(theirs.roster.duties)
    assert mine.version is None
    with pytest.raises(PlanningError, match="nothing to undo"):
        by_hand.undo(twin, desk.given_of(twin), mine)
    # What is done to the copy is not done to the plan.
    taken_off(twin, mine, "O1")
    assert (desk.latest(twin), desk.latest(finished)) == (1, 1)


def test_a_published_plan_has_a_draft_for_a_copy(finished):
    by_hand.publish(finished, desk.given_of(finished), desk.draft_of(finished, 0))
    twin = plans.copy(finished)
    assert (desk.glance(twin).version, desk.glance(twin).status) == (0, "draft")


def test_a_plan_and_its_copies_have_one_baseline_and_the_last_one_set_holds(finished):
    twin = plans.copy(finished)
    assert plans.baseline_of(twin) is None
    plans.make_baseline(finished)
    assert plans.baseline_of(twin) == plans.baseline_of(finished) == finished
    plans.make_baseline(twin)
    assert (plans.is_baseline(twin), plans.is_baseline(finished)) == (True, False)
    other = service.submit(b"Queue,Date,Interval,Offered,x\n", "april.csv", JobOptions())
    assert plans.baseline_of(other) is None


def test_a_plan_is_put_away_with_its_runs_and_comes_back_whole(finished):
    content = kept.blob(kept.open_store(), run.run_of(kept.open_store(), finished.id).result_digest)
    plans.put_away(finished)
    assert service.recent(8) == ()
    assert service.find(finished.id) == finished
    (away,) = plans.put_away_plans()
    plans.bring_back(away)
    assert service.recent(8) == (finished,)
    assert plans.put_away_plans() == ()
    assert kept.blob(kept.open_store(), run.run_of(kept.open_store(), finished.id).result_digest) == content


def test_publishing_a_roster_is_noted_with_its_plan(finished):
    by_hand.publish(finished, desk.given_of(finished), desk.draft_of(finished, 0))
    store, plan = kept.open_store(), plans.plan_of_job(finished)
    (published,) = kept.publications(store, plan.id)
    assert (published.version, published.author) == (
        kept.versions(store, plan.id)[0].id,
        rights.machine_user(),
    )


def test_each_publication_keeps_what_it_changed_for_whom_until_its_version_is_erased(finished):
    first = by_hand.publish(finished, desk.given_of(finished), desk.draft_of(finished, 0))
    changed = by_hand.changed_days(finished, taken_off(finished, first, "C1"))
    by_hand.publish(finished, desk.given_of(finished), desk.draft_of(finished, desk.latest(finished)))
    second, before = change_lists(finished)
    assert second.published_utc >= before.published_utc
    assert (second.author, before.author) == (rights.machine_user(),) * 2
    assert before.changes.empty
    pd.testing.assert_frame_equal(second.changes, changed)
    assert changed["person_id"].tolist() == ["C1"]
    store, plan = kept.open_store(), plans.plan_of_job(finished)
    lists = [each.changes_digest for each in kept.publications(store, plan.id)]
    erasing.erase(kept.versions(store, plan.id), "a test")
    for digest in lists:
        with pytest.raises(kept.ErasedError):
            kept.blob(store, digest)


def test_of_two_planners_the_second_is_told_who_was_first_and_nothing_is_overwritten(finished, monkeypatch):
    seen = desk.draft_of(finished, 0)
    monkeypatch.setattr(rights, "caller", lambda: rights.Caller("ana@example.org", Role.PLANNER))
    taken_off(finished, seen, "C1")
    monkeypatch.setattr(rights, "caller", lambda: rights.Caller("ben@example.org", Role.PLANNER))
    with pytest.raises(ChangedMeanwhileError, match=r"ana@example\.org changed this roster after you opened"):
        taken_off(finished, seen, "O1")
    assert desk.latest(finished) == 1
    assert desk.glance(finished).author == "ana@example.org"
    # Seen anew, the second change is made upon the first.
    both = taken_off(finished, desk.draft_of(finished, 1), "O1")
    assert both.revision == 2


def test_what_the_store_does_not_know_can_be_neither_copied_nor_put_away(data, world):
    job = planted.plant_job(data, planted.RUN_ID, "plan")
    planted.plant_result(job, world)
    for act in (plans.copy, plans.put_away, plans.make_baseline):
        with pytest.raises(PlanningError, match="run it again first"):
            act(job)


def test_a_run_without_a_roster_cannot_be_copied(data):
    job = service.submit(b"Queue,Date,Interval,Offered\n", "march.csv", JobOptions())
    with pytest.raises(PlanningError, match="only a finished plan can be copied"):
        plans.copy(job)

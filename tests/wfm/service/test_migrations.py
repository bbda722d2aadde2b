"""What a migration's job leaves, and the weeks planned from it."""

import json

import pytest

from tests.wfm.screens import small_migration
from tests.wfm.screens.planted import plant_job
from wfm import migrating
from wfm.errors import PlanningError
from wfm.migration.answers import EVERY_ANSWER
from wfm.migration.template import names_wishes
from wfm.planning import PlanOptions
from wfm.service import JobOptions, Until, jobs, migration_answers, migrations, results
from wfm.service.listener import Listener

MIGRATION_ID = "20270103-080000-00000000000000dd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("migration")


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA", str(tmp_path))
    (tmp_path / "jobs").mkdir()
    return tmp_path


@pytest.fixture
def job(data, folder):
    job = plant_job(data, MIGRATION_ID, "migration")
    migrations.write_migration(job, small_migration.result(folder))
    return job


@pytest.fixture
def submitted(monkeypatch):
    kept = []

    def submit_again(job, options, last_roster=None):
        kept.append((job, options))
        return job

    monkeypatch.setattr(jobs, "submit_again", submit_again)
    return kept


def week_job(data, number, week, of=MIGRATION_ID):
    job = plant_job(data, f"20270104-08000{number}-00000000000000ee", "plan")
    asked = json.loads(job.request.read_text())
    job.request.write_text(json.dumps({**asked, "options": {"until": "plan", "week_of": of, "week": week}}))
    return job


def test_a_migration_is_read_back_as_it_was_found(job, folder):
    found = small_migration.result(folder)
    read = migrations.migrated_of(job)
    assert read.result.plan.stays.equals(found.plan.stays)
    assert read.result.plan.proof == found.plan.proof
    assert results.figures(job)["cost"] == pytest.approx(found.plan.proof.cost)
    # Refills leaves monitoring for escalation, and nothing else may move.
    assert read.gates.gates[["queue", "from_way", "to_way"]].values.tolist() == [["Refills", "2", "3"]]


def test_a_job_without_a_migration_has_none(data):
    assert not migrations.has_migration(plant_job(data, MIGRATION_ID, "migration"))


def test_a_migration_keeps_what_was_answered_for_its_file(data, submitted):
    file = plant_job(data, MIGRATION_ID, "need")
    migrations.submit_migration(file, "retail", 60.0)
    ((_, options),) = submitted
    assert options == JobOptions(Until.MIGRATION, template="retail", cpu_seconds=60.0)


def test_a_week_is_asked_for_by_its_migration_and_number(job, submitted):
    migrations.submit_week(job, 16, 60.0)
    ((_, options),) = submitted
    assert (options.until, options.week_of, options.week) == (Until.PLAN, MIGRATION_ID, 16)


def test_weeks_planned_are_found_again_the_newest_of_each(data, job):
    week_job(data, 1, 16)
    newest = week_job(data, 2, 16)
    other = week_job(data, 3, 2)
    week_job(data, 4, 5, of="another migration")
    assert migrations.weeks_of(job) == {16: newest, 2: other}


def test_the_input_of_a_week_is_read_from_the_job_of_the_migration(job):
    found = migrations.input_of_week(MIGRATION_ID, 16)
    assert found.policy.settings.plan_name == "Week 5: week 17 of the migration, phase 2"


def test_a_week_of_a_migration_no_longer_kept_is_refused():
    with pytest.raises(PlanningError, match="no longer kept"):
        migrations.input_of_week(MIGRATION_ID, 16)


def test_a_template_stands_where_the_file_names_no_wishes(folder):
    given = small_migration.plan_input(folder, with_wishes=False)
    assert not names_wishes(given)
    assert names_wishes(small_migration.plan_input(folder))
    wished = migrations.with_template(given, "healthcare")
    assert names_wishes(wished)


def test_the_book_of_a_migration_can_be_downloaded(job):
    assert migrations.book(migrations.migrated_of(job)).startswith(b"PK")


def test_a_queue_moved_by_hand_is_asked_for_beside_the_migration_it_comes_from(job, submitted):
    migrations.submit_move(job, "Refills", "2, 2", "as today", 60.0)
    ((_, options),) = submitted
    assert (options.until, options.moved_from) == (Until.MIGRATION, MIGRATION_ID)
    assert (options.moved_queue, options.moved_ways, options.moved_how) == ("Refills", "2, 2", "as today")


def test_a_migration_is_left_before_its_answers_and_these_are_asked_for(data, folder, monkeypatch):
    asked = []
    monkeypatch.setattr(migrating, "migrate", lambda *_: small_migration.result(folder))
    monkeypatch.setattr(migration_answers, "ask", lambda job: asked.append(migrations.has_migration(job)))
    job = plant_job(data, MIGRATION_ID, "migration")
    migrations.make(job, small_migration.plan_input(folder), PlanOptions(60.0), Listener(job))
    assert asked == [True]
    assert migrations.migrated_of(job).answers.pending == EVERY_ANSWER


def test_a_queue_moved_by_hand_is_not_planned_from_a_migration_no_longer_kept(data, folder):
    job = plant_job(data, MIGRATION_ID, "migration")
    asked = json.loads(job.request.read_text())
    options = {"until": "migration", "moved_from": "20270103-080000-00000000000000ff"}
    job.request.write_text(json.dumps({**asked, "options": options}))
    with pytest.raises(PlanningError, match="no longer kept"):
        migrations.make(job, small_migration.plan_input(folder), PlanOptions(60.0), Listener(job))

"""Answers beside a migration: kept as they come, gone on with where they were left."""

import itertools
import time
from dataclasses import replace

import pytest

from tests.wfm.screens import small_migration
from tests.wfm.screens.planted import plant_job
from wfm import migrating
from wfm.errors import NoPlanError
from wfm.migrating import NO_ANSWER
from wfm.migration.answers import EVERY_ANSWER
from wfm.service import migration_answers, migrations, results

MIGRATION_ID = "20270103-080000-00000000000000dd"
MOVED_ID = "20270103-090000-00000000000000dd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("migration")


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    """A limit set here would hold for all tests after it."""
    monkeypatch.setattr(migration_answers, "limit_search", lambda _: None)


@pytest.fixture
def result(folder):
    return small_migration.longer(folder)[0]


@pytest.fixture
def job(tmp_path, result):
    (tmp_path / "jobs").mkdir()
    job = plant_job(tmp_path, MIGRATION_ID, "migration")
    migrations.write_migration(job, result)
    return job


def test_every_answer_is_worked_out_and_the_prices_stand_in_the_figures(job, result, folder):
    assert results.figures(job)["queues"]["Refills"]["alternatives"] is None
    migration_answers.work_out(job, result)
    found, expected = migration_answers.told_of(job), small_migration.longer(folder)[1]
    assert (found.answers.pending, found.failed) == (frozenset(), "")
    assert found.answers.alternatives.equals(expected.alternatives)
    assert found.answers.stress.equals(expected.stress)
    told = results.figures(job)["queues"]["Refills"]["alternatives"]
    assert told.keys() == {"a phase later", "as today"}


def test_each_answer_comes_once_and_stays(result):
    seen = [answers.pending for answers in migrating.answers_in_turn(result)]
    assert seen[0] == EVERY_ANSWER
    assert seen[-1] == frozenset()
    assert all(now <= before for before, now in itertools.pairwise(seen))


def test_queues_that_move_are_priced_first(result):
    first = next(each for each in migrating.answers_in_turn(result) if each.priced)
    assert first.priced == {"Refills"}


def test_the_queue_asked_for_is_priced_first(result):
    first = next(
        each for each in migrating.answers_in_turn(result, asked_first=lambda: "Advice") if each.priced
    )
    assert first.priced == {"Advice"}


def test_what_was_stopped_is_gone_on_with_and_nothing_is_worked_out_twice(job, result, monkeypatch):
    turns = migrating.answers_in_turn

    def until_priced(*given):
        for answers in turns(*given):
            yield answers
            if "alternatives" not in answers.pending:
                raise NoPlanError("Stopped")

    monkeypatch.setattr(migrating, "answers_in_turn", until_priced)
    migration_answers.work_out(job, result)
    assert migration_answers.told_of(job).answers.pending == EVERY_ANSWER - {"diagnosis", "alternatives"}

    def known_only(_, known, *__):
        seen.append(known)
        yield known

    seen = []
    monkeypatch.setattr(migrating, "answers_in_turn", known_only)
    migration_answers.work_out(job, result)
    assert seen[0].priced == {"Advice", "Refills"}


def test_an_error_leaves_what_there_is_and_says_why_the_rest_will_not_come(job, result, monkeypatch):
    def broken(*_):
        yield NO_ANSWER.with_answer(diagnosis="")
        raise ZeroDivisionError

    monkeypatch.setattr(migrating, "answers_in_turn", broken)
    migration_answers.work_out(job, result)
    told = migration_answers.told_of(job)
    assert told.answers.pending == EVERY_ANSWER - {"diagnosis"}
    assert str(job.log) in told.failed


def test_a_migration_moved_by_hand_keeps_what_holds_for_every_plan_of_its_case(job, tmp_path, folder):
    expected = small_migration.longer(folder)[1]
    migration_answers.keep(job, expected)
    moved = plant_job(tmp_path, MOVED_ID, "migration")
    migration_answers.begin_from(moved, job)
    kept = migration_answers.told_of(moved).answers
    assert kept.pending == EVERY_ANSWER - {"as_today", "frontier"}
    assert kept.as_today == expected.as_today
    assert kept.frontier.equals(expected.frontier)


def test_answers_still_to_come_are_not_kept_for_a_moved_migration(job, tmp_path):
    migration_answers.keep(job, replace(NO_ANSWER, pending=EVERY_ANSWER - {"stress"}))
    moved = plant_job(tmp_path, MOVED_ID, "migration")
    migration_answers.begin_from(moved, job)
    assert migration_answers.told_of(moved).answers.pending == EVERY_ANSWER


def test_a_changed_stamp_tells_that_an_answer_was_kept(job):
    assert migration_answers.stamp(job) == 0
    migration_answers.keep(job, NO_ANSWER)
    assert migration_answers.stamp(job) > 0


def test_the_process_works_out_all_and_ends(job):
    migration_answers.ask(job)
    assert migration_answers.is_under_way(job)
    while migration_answers.is_under_way(job):
        time.sleep(0.2)
    assert migration_answers.told_of(job).answers.pending == frozenset(), job.log.read_text()

"""Runs wait their turn, begin when a core is free, and are ended in the store whatever became of them."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.wfm.service.store.postgres import ON_BOTH
from wfm import service
from wfm.service import JobOptions, State, Until, process, queue
from wfm.service import store as kept
from wfm.service.store import run
from wfm.service.store.tables import PROGRESS, RUN

pytestmark = ON_BOTH
FAKE = Path(__file__).with_name("fake_planning")
PATIENCE_SECONDS = 120


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch, database):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    monkeypatch.setenv("WFM_SLOTS", "1")
    return tmp_path


@pytest.fixture
def idle(monkeypatch):
    """Start no process: what would be started is kept."""
    started = []
    monkeypatch.setattr(process, "start", started.append)
    return started


def wait_until_ended(*jobs):
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        if all(service.status(job).state.is_final for job in jobs):
            return
        time.sleep(0.05)
    raise AssertionError([service.status(job) for job in jobs])


def submit(order=b"quick", name="week.csv", until=Until.PLAN, **more):
    return service.submit(order, name, JobOptions(until), **more)


def age(job, seconds):
    store = kept.open_store()
    with store.writing() as connection:
        then = datetime.now(UTC) - timedelta(seconds=seconds)
        connection.execute(sa.update(RUN).where(RUN.c.id == job.id).values(heartbeat_utc=then))


def test_runs_beyond_the_cores_wait_their_turn_and_all_are_done():
    jobs = [submit(name=f"{number}.csv") for number in range(3)]
    assert [service.status(job).state for job in jobs[1:]] == [State.QUEUED, State.QUEUED]
    assert service.status(jobs[2]).words == "Waiting for a free core: 1 run before this one"
    assert service.status(jobs[1]).words == "Waiting for a free core: next in line"
    # Nobody looks: each worker begins the next one as it ends.
    store, begun = kept.open_store(), time.monotonic()
    while [run.run_of(store, job.id).status for job in jobs] != ["done"] * 3:
        assert time.monotonic() - begun < PATIENCE_SECONDS
        time.sleep(0.1)
    ends = [run.run_of(store, job.id).ended_utc for job in jobs]
    assert ends == sorted(ends)
    with store.reading() as connection:
        asked = sa.select(PROGRESS.c.cost).where(PROGRESS.c.run == jobs[0].id, PROGRESS.c.cost.is_not(None))
        # The fake tells 1000, 999, 998.
        assert connection.execute(asked).scalars().all() == [1000.0, 999.0, 998.0]
    assert run.run_of(store, jobs[0].id).figures == {"status": "feasible"}
    assert "numpy" in run.run_of(store, jobs[0].id).packages


def test_a_check_and_its_plan_are_one_version_and_other_answers_another(idle):
    store = kept.open_store()
    check = submit(until=Until.NEED)
    planned = service.submit_again(check, JobOptions(Until.PLAN, cpu_seconds=60.0))
    article = service.submit_again(planned, JobOptions(Until.PLAN, preset="article"))
    versions = [kept.version(store, run.run_of(store, job.id).version) for job in (check, planned, article)]
    assert [version.number for version in versions] == [1, 1, 2]
    assert len({version.plan for version in versions}) == 1
    assert kept.blob(store, versions[2].input_digest) == b"quick"
    assert versions[2].parameters["preset"] == "article"
    # The same file dropped anew is a plan of its own.
    other = kept.version(store, run.run_of(store, submit().id).version)
    assert other.plan != versions[0].plan


def test_what_came_beside_the_file_is_kept_too(idle):
    store = kept.open_store()
    first = submit()
    forecast = service.NextForecast(b"new", "next.csv", first.id)
    job = service.submit(b"quick", "week.csv", JobOptions(), forecast, b"book")
    version = kept.version(store, run.run_of(store, job.id).version)
    assert kept.blob(store, version.parameters["forecast"]) == b"new"
    assert kept.blob(store, version.parameters["last_roster"]) == b"book"
    assert version.plan == kept.version(store, run.run_of(store, first.id).version).plan


def test_a_check_never_waits_for_a_plan(idle):
    plans = [submit(), submit()]
    checks = [submit(until=Until.NEED) for _ in range(2)]
    assert idle == [plans[0], checks[0]]
    assert [queue.place(job) for job in (*plans, *checks)] == [None, 0, None, 0]


def test_a_run_that_waits_can_be_stopped_and_never_begins(idle):
    first, second = submit(), submit()
    service.stop(second)
    assert service.status(second).state is State.STOPPED
    assert run.run_of(kept.open_store(), second.id).status == "stopped"
    assert run.run_of(kept.open_store(), second.id).is_cancelled
    assert idle == [first]


def test_a_run_whose_worker_was_killed_is_interrupted_and_the_next_begins():
    first, second = submit(b"slow"), submit()
    begun = time.monotonic()
    while not service.progress(first):
        assert time.monotonic() - begun < PATIENCE_SECONDS
        time.sleep(0.05)
    process.end(first, at_once=True)
    wait_until_ended(first, second)
    store = kept.open_store()
    assert run.run_of(store, first.id).status == "interrupted"
    assert run.run_of(store, second.id).status == "done"


def test_a_run_marked_running_whose_process_never_began_waits_again(idle):
    job = submit()
    assert idle == [job]
    queue.tend()
    assert idle == [job]
    age(job, queue.BEGIN_SECONDS + 1)
    queue.tend()
    assert idle == [job, job]


def test_a_run_of_an_app_that_died_is_ended_by_the_next_one(idle):
    job = submit()
    # A process number that is nobody's: Linux gives none so high.
    job.process.write_text(json.dumps({"pid": 2**22 + 1}))
    queue.tend()
    assert run.run_of(kept.open_store(), job.id).status == "interrupted"
    assert service.status(job).state is State.INTERRUPTED


def test_two_workers_never_work_on_one_job():
    job = submit(b"slow")
    begun = time.monotonic()
    while not service.progress(job):
        assert time.monotonic() - begun < PATIENCE_SECONDS
        time.sleep(0.05)
    pid = json.loads(job.process.read_text())["pid"]
    environment = {**os.environ, "PYTHONPATH": f"{FAKE}{os.pathsep}{Path(service.__file__).parents[2]}"}
    command = [sys.executable, "-m", "wfm.service.worker", str(job.folder)]
    subprocess.run(command, env=environment, check=True, timeout=PATIENCE_SECONDS)
    assert json.loads(job.process.read_text())["pid"] == pid
    assert service.status(job).state is State.RUNNING
    service.stop(job)
    wait_until_ended(job)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_a_run_that_holds_too_much_memory_is_ended_in_words(monkeypatch):
    job = submit(b"slow")
    begun = time.monotonic()
    while not service.progress(job):
        assert time.monotonic() - begun < PATIENCE_SECONDS
        time.sleep(0.05)
    monkeypatch.setenv("WFM_MEMORY_MB", "1")
    wait_until_ended(job)
    status = service.status(job)
    assert (status.state, status.words) == (State.FAILED, queue.WORDS_MEMORY.format(limit=1))
    assert run.run_of(kept.open_store(), job.id).status == "failed"

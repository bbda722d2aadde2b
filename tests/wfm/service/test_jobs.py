import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wfm import service
from wfm.errors import PlanningError
from wfm.service import JobOptions, State, Until, process, results, watch

FAKE = Path(__file__).with_name("fake_planning")
PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    return tmp_path


def wait_until(job, condition):
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        status = service.status(job)
        if condition(status):
            return status
        time.sleep(0.05)
    raise AssertionError(f"still {service.status(job)}; log: {job.log.read_text()}")


def ended(status):
    return status.state.is_final


def start_search(order="slow"):
    job = service.submit(order.encode(), "forecast.csv", JobOptions())
    wait_until(job, lambda _: any(p.cost is not None for p in service.progress(job)))
    return job


def test_a_submitted_file_is_planned_in_a_process_of_its_own():
    job = service.submit(b"quick", "forecast.csv", JobOptions())
    assert json.loads(job.process.read_text())["pid"] != os.getpid()
    status = wait_until(job, ended)
    assert (status.state, status.has_result, status.words) == (State.DONE, True, "Done.")
    assert results.figures(job) == {"status": "feasible"}
    assert service.input_of(job).read_bytes() == b"quick"
    assert service.name_of(job) == "forecast.csv"


def test_a_job_until_the_need_does_not_plan():
    job = service.submit(b"own error", "forecast.csv", JobOptions(Until.NEED))
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.DONE, False)
    assert results.has_need(job)


def test_progress_is_told_in_order_with_cost_and_bound():
    job = service.submit(b"quick", "forecast.csv", JobOptions())
    wait_until(job, ended)
    searched = [point for point in service.progress(job) if point.stage == "Shift plan"]
    # The fake tells 1000, 999, 998 against 900.
    assert [(point.cost, point.bound) for point in searched] == [
        (1000.0, 900.0),
        (999.0, 900.0),
        (998.0, 900.0),
    ]
    assert [point.seconds for point in searched] == sorted(point.seconds for point in searched)


def test_a_stopped_run_keeps_its_best_plan():
    job = start_search()
    service.stop(job)
    assert service.is_stopping(job)
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.STOPPED, True)


def test_a_run_stopped_before_its_first_plan_says_so_and_has_no_result(monkeypatch):
    job = service.submit(b"slow", "forecast.csv", JobOptions())
    service.stop(job)
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.STOPPED, False)
    assert status.words == "Stopped before the first plan. Your file is safe: run again when you like."


def test_weeks_not_searched_yet_still_get_a_plan_when_the_run_is_stopped():
    job = start_search("weeks")
    service.stop(job)
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.STOPPED, True)
    # Each of the four weeks ends with a cost: the ones after the stop with the first they found.
    weeks = {point.detail for point in service.progress(job) if point.cost is not None}
    assert weeks == {"week 1", "week 2", "week 3", "week 4"}


def test_a_search_that_does_not_hear_is_ended(monkeypatch):
    monkeypatch.setattr(watch, "GRACE_SECONDS", 0.3)
    job = start_search("deaf")
    service.stop(job)
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.STOPPED, False)
    assert not process.is_alive(job)


def test_a_search_that_ignores_the_request_to_end_is_killed(monkeypatch):
    sent = []
    monkeypatch.setattr(process.os, "kill", lambda pid, number: sent.append(number))
    monkeypatch.setattr(watch, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(watch, "KILL_SECONDS", 0.2)
    job = start_search("deaf")
    service.stop(job)
    wait_until(job, lambda _: signal.SIGKILL in sent)
    assert sent[0] == signal.SIGTERM
    monkeypatch.undo()
    os.kill(json.loads(job.process.read_text())["pid"], signal.SIGKILL)


def test_a_dead_worker_leaves_an_interrupted_run():
    job = service.submit(b"die", "forecast.csv", JobOptions())
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.INTERRUPTED, False)
    assert "Run again?" in status.words


def test_a_run_of_an_app_that_was_closed_is_watched_and_stopped_by_the_next_one(monkeypatch):
    # Another process submits and ends, as an app does that is started anew.
    script = "from wfm import service; print(service.submit(b'slow', 'f.csv', service.JobOptions()).id)"
    environment = {**os.environ, "PYTHONPATH": ""}
    environment["WFM_CHILD_PATH"] = str(FAKE)
    code = "import os; os.environ['PYTHONPATH'] = os.environ['WFM_CHILD_PATH']; " + script
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    job = service.find(told.stdout.strip())
    assert job is not None
    wait_until(job, lambda _: any(p.cost is not None for p in service.progress(job)))
    assert service.status(job).state is State.RUNNING
    service.stop(job)
    assert wait_until(job, ended).state is State.STOPPED


def test_a_silent_worker_that_cannot_be_looked_up_counts_as_dead(monkeypatch):
    job = start_search()
    pid = json.loads(job.process.read_text())["pid"]
    child = process._children.pop(pid)
    monkeypatch.setattr(process, "STALE_SECONDS", -1.0)
    assert service.status(job).state is State.INTERRUPTED
    child.kill()
    child.wait()


def test_a_stranger_with_the_same_process_number_is_not_taken_for_the_worker(data):
    job = start_search()
    pid = json.loads(job.process.read_text())["pid"]
    process._children[pid].kill()
    process._children.pop(pid).wait()
    job.process.write_text(json.dumps({"pid": os.getpid()}))
    assert service.status(job).state is State.INTERRUPTED


def test_faults_cross_the_processes_as_data_with_a_marked_copy():
    job = service.submit(b"faults", "my week.csv", JobOptions(Until.NEED))
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.FAULTS, False)
    first, second = service.faults(job)
    assert (first.where, first.action) == ("Forecast!D17", "Correct it.")
    assert second.expected == "a number"
    assert results.has_marked_copy(job)
    assert results.marked_name(job) == "my week - faults.xlsx"
    assert results.marked_copy(job) == b"Forecast!D17\nForecast!D18"


def test_an_answered_question_reaches_the_planning():
    asked = service.submit(b"ambiguous", "f.csv", JobOptions(Until.NEED))
    assert wait_until(asked, ended).state is State.FAULTS
    answered = service.submit(b"ambiguous", "f.csv", JobOptions(Until.NEED, answers={"date_order": "dmy"}))
    assert wait_until(answered, ended).state is State.DONE


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("broken rule", "occupancy is 0; expected above 0"),
        ("own error", "wfm met an error of its own at the stage “People needed”"),
    ],
)
def test_a_failure_is_told_in_words_and_the_traceback_stays_in_the_log(order, words):
    job = service.submit(order.encode(), "forecast.csv", JobOptions())
    status = wait_until(job, ended)
    assert status.state is State.FAILED
    assert words in status.words
    assert "Traceback" not in status.words
    assert ("ZeroDivisionError" in job.log.read_text()) == (order == "own error")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_file_that_asks_for_more_memory_than_a_run_may_use_is_refused_in_words():
    job = service.submit(b"greedy", "forecast.csv", JobOptions(Until.NEED))
    status = wait_until(job, ended)
    assert (status.state, status.words) == (State.FAILED, "The file needs more memory than one run may use.")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/abs/olute.csv", "...", "a\x00b.csv"]
)
def test_a_file_name_never_leaves_its_folder(name):
    job = service.submit(b"quick", name, JobOptions())
    assert service.input_of(job).parent == job.input
    wait_until(job, ended)


@pytest.mark.parametrize(
    "name", ["..", "", "../x", "20270101-000000-zzzz", "20270101-000000-0123456789abcdef"]
)
def test_an_id_from_a_link_finds_nothing_but_a_job(name):
    assert service.find(name) is None


def test_recent_runs_come_newest_first_and_without_checks():
    check = service.submit(b"quick", "a.csv", JobOptions(Until.NEED))
    first = service.submit(b"quick", "b.csv", JobOptions())
    time.sleep(1.1)
    second = service.submit(b"quick", "c.csv", JobOptions())
    for job in (check, first, second):
        wait_until(job, ended)
    assert service.recent(5) == (second, first)
    assert service.recent(1) == (second,)


def test_a_data_folder_that_cannot_be_written_is_named(monkeypatch, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("")
    monkeypatch.setenv("WFM_DATA", str(taken / "below"))
    with pytest.raises(PlanningError, match="WFM_DATA"):
        service.data_folder()


def test_without_a_data_folder_given_the_users_state_folder_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("WFM_DATA")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert service.data_folder() == tmp_path / "state" / "wfm"


def test_a_migration_is_planned_beside_plans_and_tells_cost_and_bound():
    job = service.submit(b"quick", "forecast.csv", JobOptions(Until.MIGRATION))
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.DONE, True)
    assert job.migration.read_text() == "quick"
    last = [point for point in service.progress(job) if point.stage == "Migration"][-1]
    # The fake finds 1000 against 902 in the end.
    assert (last.detail, last.cost, last.bound) == ("people found", 1000.0, 902.0)
    assert service.recent(5) == ()
    assert service.recent(5, Until.MIGRATION) == (job,)


def test_a_migration_that_is_stopped_keeps_nothing_and_says_so():
    job = service.submit(b"slow", "forecast.csv", JobOptions(Until.MIGRATION))
    wait_until(job, lambda _: any(p.bound is not None for p in service.progress(job)))
    service.stop(job)
    status = wait_until(job, ended)
    assert (status.state, status.has_result) == (State.STOPPED, False)
    assert status.words == (
        "Stopped before there was a migration. Your file is safe: run again when you like."
    )


def test_a_template_gives_the_wishes_that_the_file_lacks():
    job = service.submit(b"slow", "forecast.csv", JobOptions(Until.MIGRATION, template="quick"))
    wait_until(job, ended)
    # The fake's template is named as the order it stands for.
    assert job.migration.read_text() == "quick"


def test_a_week_of_a_migration_is_planned_like_a_file():
    job = service.submit(b"slow", "forecast.csv", JobOptions(Until.PLAN, week_of="a migration", week=3))
    status = wait_until(job, ended)
    # Its input is the week's, which the fake finds quick, not the file's.
    assert (status.state, status.has_result) == (State.DONE, True)
    assert (job.results / "result.txt").read_text() == "quick, named"

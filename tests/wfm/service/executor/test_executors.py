"""Both executors keep the same promises: answers, errors, stopping, and a killed worker survived."""

import pytest

from models.apart import Apart
from tests.models.shift_plan.solved import solved
from tests.models.shift_plan.test_sites_apart import NEEDED, PEOPLE, RULES, SHIFTS, apart_with
from tests.wfm.service.executor import work
from wfm.errors import PlanningError
from wfm.service.executor import LocalExecutor, WorkerLostError, chosen_executor

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")


@pytest.fixture(scope="module")
def cluster():
    found = distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    yield found
    found.close()


@pytest.fixture(params=["local", "dask"])
def executor(request, monkeypatch):
    if request.param == "dask":
        address = request.getfixturevalue("cluster").scheduler_address
        monkeypatch.setenv("WFM_ENGINE", address.replace("tcp://", "dask://"))
    return chosen_executor(2)


def run(executor, what, tasks, is_cancelled=lambda: False):
    told = {}

    def done(place, answer):
        assert place not in told
        told[place] = answer

    executor.run(what, tasks, done, is_cancelled)
    return told


def test_every_task_is_answered_once(executor):
    assert run(executor, work.double, [1, 2, 3, 4, 5]) == {0: 2, 1: 4, 2: 6, 3: 8, 4: 10}


def test_an_error_is_the_answer_of_its_task_and_no_other(executor):
    told = run(executor, work.refuse, [1, 3])
    assert [str(told[place]) for place in (0, 1)] == ["1 is odd", "3 is odd"]


def test_a_task_whose_worker_is_killed_is_done_again(executor, tmp_path):
    marks = [tmp_path / "a", tmp_path / "b"]
    marks[1].touch()
    assert run(executor, work.die_once, marks) == {0: "done again", 1: "done again"}


def test_stopping_is_heard_by_what_runs_and_keeps_the_rest_from_beginning(executor, tmp_path):
    marks = [tmp_path / str(number) for number in range(6)]
    told = run(executor, work.until_stopped, marks, lambda: any(mark.exists() for mark in marks))
    assert set(told.values()) == {"the best there was"}
    assert 1 <= len(told) < len(marks)


def test_a_task_that_kills_every_worker_is_given_up():
    told = run(LocalExecutor(1), work.die, [0])
    assert isinstance(told[0], WorkerLostError)


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    from wfm.service.executor import cluster

    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.2)
    monkeypatch.setenv("WFM_ENGINE", "dask://127.0.0.1:9")
    with pytest.raises(PlanningError, match="no Dask scheduler answers"):
        run(chosen_executor(1), work.double, [1])


def test_the_sites_of_one_plan_come_back_as_they_are_planned_here(executor):
    found, alone = apart_with(Apart(executor.run)), solved(NEEDED, PEOPLE, SHIFTS, RULES)
    assert found.cost == alone.cost > 0
    assert found.coverage.equals(alone.coverage)

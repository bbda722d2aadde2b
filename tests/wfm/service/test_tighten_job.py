"""A run that tightens, in a process of its own: its figures tell how its service was judged."""

import time

import pytest

from wfm import service
from wfm.service import JobOptions, results

POLL_SECONDS, MOST_SECONDS = 0.2, 300.0


@pytest.fixture
def order(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA", str(tmp_path))
    hours = [f"Orders,2027-02-01,{hour:02}:00,60,330" for hour in range(9, 13)]
    return "\n".join(["Queue,Date,Interval,Offered,AHT (s)", *hours]).encode()


def test_a_job_that_tightens_leaves_a_plan_that_was_judged(order):
    job = service.submit(order, "day.csv", JobOptions(cpu_seconds=6.0, gap=0.1, tightens=True))
    until = time.monotonic() + MOST_SECONDS
    while not service.status(job).state.is_final and time.monotonic() < until:
        time.sleep(POLL_SECONDS)
    assert service.status(job).has_result, service.status(job).words
    check = results.figures(job)["service_check"]
    assert {row["role"] for row in check["judged"]} >= {"escalation_agent"}
    assert all(row["simulated_service"] is not None for row in check["judged"])

import json
from dataclasses import asdict

import pytest

from tests.wfm.screens.drive import submitted_now
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, make_world, plant_job, plant_need, plant_result
from wfm import service
from wfm.service import jobs


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA", str(tmp_path))
    (tmp_path / "jobs").mkdir()
    return tmp_path


@pytest.fixture
def checked(data, world):
    job = plant_job(data, CHECK_ID, "need")
    plant_need(job, world)
    return job


@pytest.fixture
def planned(data, checked, world):
    job = plant_job(data, RUN_ID, "plan")
    plant_result(job, world)
    return job


@pytest.fixture
def submitted(monkeypatch, data):
    """Keep every submission instead of starting a process for it."""
    kept = []

    def submit(content, name, options, replaced=None, last_roster=None, origin=None, author=""):
        kept.append((content, name, options, replaced, last_roster))
        job = plant_job(data, f"20270102-0900{len(kept):02}-00000000000000cc", str(options.until), "running")
        asked = json.loads(job.request.read_text())
        job.request.write_text(json.dumps({**asked, "options": asdict(options)}))
        submitted_now(job)
        return job

    # submit_again finds submit in its own room.
    monkeypatch.setattr(service, "submit", submit)
    monkeypatch.setattr(jobs, "submit", submit)
    return kept

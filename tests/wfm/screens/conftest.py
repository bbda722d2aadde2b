import pytest

from tests.wfm.screens.drive import submitted_now
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, plant_job, plant_need, plant_result
from wfm import service


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA", str(tmp_path))
    (tmp_path / "jobs").mkdir()
    return tmp_path


@pytest.fixture
def checked(data):
    job = plant_job(data, CHECK_ID, "need")
    plant_need(job)
    return job


@pytest.fixture
def planned(data, checked):
    job = plant_job(data, RUN_ID, "plan")
    plant_need(job)
    plant_result(job)
    return job


@pytest.fixture
def submitted(monkeypatch, data):
    """Keep every submission instead of starting a process for it."""
    kept = []

    def submit(content, name, options):
        kept.append((content, name, options))
        job = plant_job(data, f"20270102-0900{len(kept):02}-00000000000000cc", str(options.until), "running")
        submitted_now(job)
        return job

    monkeypatch.setattr(service, "submit", submit)
    return kept

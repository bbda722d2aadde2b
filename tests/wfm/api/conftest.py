from pathlib import Path

import pytest
from starlette.testclient import TestClient

from wfm.api import make_api
from wfm.service import process
from wfm.service import store as kept

FAKE = Path(__file__).parents[1] / "service" / "fake_planning"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch, database):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    return tmp_path


@pytest.fixture
def idle(monkeypatch):
    """Start no process for a job."""
    started = []
    monkeypatch.setattr(process, "start", started.append)
    return started


@pytest.fixture
def tokens(data):
    """Return a header for each scope."""
    store = kept.open_store()
    return {
        str(scope): {"Authorization": f"Bearer {kept.create_token(store, f'a {scope}', scope, 'ana')}"}
        for scope in kept.Scope
    }


@pytest.fixture
def client():
    return TestClient(make_api(), raise_server_exceptions=False)

"""A service of a test's own: its data in a folder that goes away, no worker started, nobody logged in."""

import pytest

from wfm.service import process, rights


@pytest.fixture
def data(tmp_path, monkeypatch, database):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(process, "start", lambda job: None)
    monkeypatch.setattr(rights, "_logged_in", [])
    return tmp_path

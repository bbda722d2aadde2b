"""Requests are counted and logged, and every answer carries the headers a browser obeys."""

import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from wfm.api import make_api
from wfm.api.headers import HEADERS, SecurityHeaders
from wfm.api.health import figures, healthz
from wfm.api.observed import Observed


@pytest.fixture
def served():
    """Return the routes of the app, put together as app.py does."""
    app = Starlette(
        routes=[Mount("/api/v1", make_api()), Route("/healthz", healthz), Route("/metrics", figures)],
        middleware=[Middleware(Observed), Middleware(SecurityHeaders)],
    )
    return TestClient(app, raise_server_exceptions=False)


def test_what_was_asked_is_in_the_figures_by_area_and_status(served):
    served.get("/api/v1/plans")
    served.get("/healthz")
    told = served.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    for area, status in (("api", 401), ("healthz", 200)):
        assert f'wfm_requests_total{{area="{area}",method="GET",status="{status}"}}' in told.text


def test_a_request_of_a_program_is_one_line_of_the_log_and_its_token_is_not_in_it(served, tokens, capsys):
    served.get("/api/v1/plans", headers=tokens["read"])
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["event"], told["path"], told["status"]) == ("request", "/api/v1/plans", 200)
    assert tokens["read"]["Authorization"].split()[1] not in line


def test_every_answer_carries_the_headers_refusals_too(served):
    for path in ("/healthz", "/metrics", "/api/v1/plans", "/nowhere"):
        answer = served.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_store_that_is_away_is_told_with_503(served, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/away/wfm.sqlite")
    assert (served.get("/healthz").status_code, served.get("/metrics").status_code) == (503, 503)
    assert "store does not answer" in capsys.readouterr().err

"""Screens, API and health on one port, as ``wfm serve`` starts them; no browser is needed for these."""

import json
import urllib.error
import urllib.request

import pytest

from tests.browser.conftest import serving


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("api")) as address:
        yield address


def get(url):
    with urllib.request.urlopen(url) as answer:
        return answer.status, answer.read()


def test_health_is_told_to_everybody(address):
    status, content = get(f"{address}/healthz")
    assert (status, json.loads(content)) == (200, {"status": "ok"})


def test_the_api_lies_beside_the_screens_and_tells_its_schema(address):
    status, content = get(f"{address}/api/v1/openapi.json")
    schema = json.loads(content)
    assert status == 200
    assert {"/plans", "/jobs/{job_id}", "/jobs/{job_id}/cancel"} <= set(schema["paths"])
    status, content = get(address)
    assert (status, b"<html" in content.lower()) == (200, True)


def test_figures_are_told_beside_them_and_pages_may_be_framed_by_nobody(address):
    status, content = get(f"{address}/metrics")
    assert (status, b"wfm_jobs{" in content) == (200, True)
    with urllib.request.urlopen(address) as answer:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_plans_are_told_to_nobody_without_a_token(address):
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{address}/api/v1/plans")
    assert refused.value.code == 401
    assert refused.value.headers["content-type"] == "application/problem+json"

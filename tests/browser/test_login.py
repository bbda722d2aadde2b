"""The login from end to end: the provider vouches for an address, our table says what it may."""

import json
import os
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, free_port, serving
from tests.browser.fake_provider import CLIENT, WHO, provider

playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser


def test_nobody_looks_without_a_login_and_a_role_and_both_let_in(browser, tmp_path):
    port = free_port()
    with provider() as metadata:
        environment = {
            "WFM_PUBLIC_URL": f"http://localhost:{port}",
            "WFM_LOGIN_METADATA": metadata,
            "WFM_LOGIN_CLIENT_ID": CLIENT,
            "WFM_LOGIN_CLIENT_SECRET": "secret",
            "WFM_LOGIN_COOKIE_SECRET": "0123456789" * 4,
        }
        with serving(tmp_path, port, **environment):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://localhost:{port}")
            expect(page.get_by_text("Log in to see the plans.")).to_be_visible(timeout=60_000)
            expect(page.get_by_text("Drop a forecast here")).to_have_count(0)
            page.get_by_role("button", name="Log in").click()
            expect(page.get_by_text(f"{WHO} has no role here yet", exact=False)).to_be_visible(timeout=60_000)
            command = [sys.executable, "-m", "wfm.cli", "role", "set", WHO, "planner"]
            subprocess.run(command, cwd=ROOT, env={**os.environ, "WFM_DATA_DIR": str(tmp_path)}, check=True)
            page.reload()
            expect(page.get_by_text("Drop a forecast here", exact=False)).to_be_visible(timeout=60_000)
            expect(page.get_by_text(f"{WHO}, planner")).to_be_visible()
            cookies = {cookie["name"]: cookie for cookie in context.cookies()}
            assert any(cookie["httpOnly"] for name, cookie in cookies.items() if "user" in name)
            page.get_by_role("button", name="Log out").click()
            expect(page.get_by_text("Log in to see the plans.")).to_be_visible(timeout=60_000)
            context.close()
    lines = (tmp_path / "server.log").read_text().splitlines()
    begun = next(json.loads(line) for line in lines if '"event": "listening"' in line)
    assert begun["login"] is True

"""The app as a planner meets it: served on this machine, opened in Debian's Chromium."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = "http://127.0.0.1:"


def pytest_configure(config):
    config.addinivalue_line("markers", "browser: drives the app in Chromium")


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no chromium on this machine: apt-get install chromium fonts-dejavu-core")
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    sync_api = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def serving(data, port=None, **environment):
    """Serve ``app.py`` from a fresh data folder; yields its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    log = (data / "server.log").open("w")
    environment = {**os.environ, "WFM_DATA": str(data), **environment}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_healthy(port, data / "server.log")
        yield f"{HERE}{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def served_data(tmp_path_factory):
    """Return the folder the app keeps its files and runs in."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def served(served_data, chromium):
    with serving(served_data) as address:
        yield address


@pytest.fixture
def page(browser, served):
    """Return a page that fails its test if it asked any other host for anything."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    context.set_default_timeout(30_000)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws://", "http://")))
    page.goto(served)
    yield page
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith((HERE, "data:", "blob:"))] == []


def _wait_until_healthy(port, log):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{HERE}{port}/_stcore/health") as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise AssertionError(f"the app did not start:\n{log.read_text()}")

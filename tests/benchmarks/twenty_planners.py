"""Twenty planners at once while two solves run: errors counted, medians told.

Seventeen use the API over HTTP as programs do, three sit before screens in Chromium. Everything is served
from a folder of its own on this machine. ``python tests/benchmarks/twenty_planners.py [SECONDS]``
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PROGRAMS, BROWSERS = 17, 3
THINK_SECONDS = 1.0
SCREENS = ("Forecast", "Requirements", "Roster", "Export", "Home")
SOLVE_SECONDS = 600


class Notes:
    """What every planner met: seconds by kind of step, and errors."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.lock = threading.Lock()

    def step(self, kind: str, act) -> object:
        """Do a step, time it, and note what went wrong."""
        begun = time.perf_counter()
        try:
            answer = act()
        except Exception as error:  # counted, whatever it is
            with self.lock:
                self.errors.append(f"{kind}: {type(error).__name__}: {error}"[:300])
            return None
        with self.lock:
            self.seconds[kind].append(time.perf_counter() - begun)
        return answer


def main(seconds: float) -> int:
    """Let the planners work for so many seconds; return 1 where one of them met an error."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WFM_DATA_DIR"] = folder
        from tests.browser.conftest import serving
        from tests.wfm.screens.planted import make_world, plant_job, plant_need, plant_result

        data = Path(folder)
        (data / "jobs").mkdir()
        world = make_world(data)
        ids = {"file": "20270101-080000-00000000000000aa", "run": "20270101-090000-00000000000000bb"}
        plant_need(plant_job(data, ids["file"], "need"), world)
        plant_result(plant_job(data, ids["run"], "plan"), world)
        with serving(data, WFM_DATA_DIR=folder, WFM_SLOTS="2") as here:
            solves = [_solve(here, name) for name in ("first", "second")]
            notes, until = Notes(), time.monotonic() + seconds
            planners = [
                threading.Thread(target=_program, args=(here, ids["run"], number, notes, until))
                for number in range(PROGRAMS)
            ]
            planners += [
                threading.Thread(target=_browser, args=(here, ids, notes, until)) for _ in range(BROWSERS)
            ]
            for planner in planners:
                planner.start()
            for planner in planners:
                planner.join()
            states = [_get(here, f"/jobs/{job}", _token("watch"))["state"] for job in solves]
            for job in solves:
                _ask(here, f"/jobs/{job}/cancel", _token("stop", "plan"), "POST")
    return _told(notes, states, seconds)


def _token(name: str, scope: str = "read") -> str:
    from wfm.service.store import Scope, create_token, open_store

    return create_token(open_store(), f"{name} {time.monotonic_ns()}", Scope(scope), "benchmark")


def _solve(here: str, name: str) -> str:
    """Begin a search that lasts: quarter-hours around the clock for a week."""
    from tests.browser.test_app import long_day_csv

    bound = "planner"
    head = f'--{bound}\r\nContent-Disposition: form-data; name="'
    body = (
        f'{head}until"\r\n\r\nplan\r\n{head}cpu_seconds"\r\n\r\n{SOLVE_SECONDS}\r\n'
        f'{head}file"; filename="{name}.csv"\r\nContent-Type: text/csv\r\n\r\n'
    ).encode()
    body += long_day_csv() + f"\r\n--{bound}--\r\n".encode()
    kind = f"multipart/form-data; boundary={bound}"
    return str(_ask(here, "/plans", _token(name, "plan"), "POST", body, kind)["id"])


def _ask(here: str, path: str, token: str, method: str, body: bytes = b"", kind: str = "text/plain") -> dict:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": kind}
    request = urllib.request.Request(f"{here}/api/v1{path}", body, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def _get(here: str, path: str, token: str):
    request = urllib.request.Request(f"{here}/api/v1{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def _program(here: str, run: str, number: int, notes: Notes, until: float) -> None:
    token = _token(f"planner {number}")
    steps = {
        "list plans": "/plans",
        "job status": f"/jobs/{run}",
        "summary": f"/jobs/{run}/summary",
        "table of need": f"/jobs/{run}/tables/requirement",
    }
    while time.monotonic() < until:
        for kind, path in steps.items():
            notes.step(kind, lambda path=path: _get(here, path, token))
            time.sleep(THINK_SECONDS)


def _browser(here: str, ids: dict[str, str], notes: Notes, until: float) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS

    chromium = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(60_000)

        def opened(screen: str) -> None:
            page.get_by_test_id("stSidebarNav").get_by_role("link", name=screen, exact=True).click()
            page.get_by_role("heading", name=screen, exact=True).first.wait_for()

        notes.step("first visit", lambda: page.goto(f"{here}/?file={ids['file']}&run={ids['run']}"))
        page.get_by_test_id("stSidebarNav").wait_for()
        is_over = False
        while not is_over:
            for screen in SCREENS:
                notes.step("screen", lambda screen=screen: opened(screen))
                if page.get_by_test_id("stException").count():
                    notes.errors.append(f"{screen}: an exception on the screen")
                time.sleep(THINK_SECONDS)
            # Each screen once at least, however slow the machine.
            is_over = time.monotonic() >= until
        browser.close()


def _told(notes: Notes, states: list[str], seconds: float) -> int:
    print(f"{PROGRAMS + BROWSERS} planners for {seconds:.0f} s; solves at the end: {', '.join(states)}")
    for kind, took in sorted(notes.seconds.items()):
        worst = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(f"{kind:16} {len(took):5} times, median {median(took):6.3f} s, 95 % within {worst:6.3f} s")
    print(f"{len(notes.errors)} errors", *notes.errors[:10], sep="\n")
    return 1 if notes.errors or "running" not in states else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0))

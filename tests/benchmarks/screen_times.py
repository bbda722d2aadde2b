"""How long a planner waits: the first screen, cold and warm, faults of a large file, a search stopped.

    python tests/benchmarks/screen_times.py

Everything is served from a folder of its own on this machine and seen in Chromium: a time ends when what was
asked for is on the screen and can be clicked.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.conftest import FLAGS, serving
from tests.browser.test_app import drop, long_day_csv

ROWS = 200_000
PATIENCE_MS = 120_000


def main() -> None:
    """Print one line per wait."""
    expect.set_options(timeout=PATIENCE_MS)
    chromium = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        began = time.perf_counter()
        with serving(Path(folder), WFM_DATA_DIR=folder) as here:
            page = _opened(browser, here)
            _tell("first screen after a cold start of the server", began)
            began = time.perf_counter()
            _opened(browser, here)
            _tell("first screen of a second planner", began)
            _faults(page)
            _stop(_opened(browser, here))
        browser.close()


def large_file() -> bytes:
    """Return 200,000 rows of 25 queues in quarter-hours, one of them with a negative volume."""
    rows = ["Queue,Date,Interval,Offered,AHT (s)"]
    for n in range(ROWS):
        queue, slot = n % 25, n // 25
        day, quarter = slot // 96, slot % 96
        clock = f"{quarter // 4:02}:{15 * (quarter % 4):02}"
        volume = -1 if n == ROWS // 2 else 20 + n % 7
        rows.append(f"Queue {queue},{_date(day)},{clock},{volume},330")
    return "\n".join(rows).encode()


def _date(day: int) -> str:
    return f"2027-{2 + day // 28:02}-{day % 28 + 1:02}"


def _opened(browser: Browser, here: str) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(here)
    expect(page.locator("input[type=file]")).to_be_enabled()
    return page


def _faults(page: Page) -> None:
    content = large_file()
    began = time.perf_counter()
    drop(page, content, "large.csv")
    expect(page.get_by_text(re.compile(r"large.csv has \d+ fault"))).to_be_visible()
    _tell(f"faults of a file of {ROWS:,} rows ({len(content) / 1e6:.1f} MB)", began)


def _stop(page: Page) -> None:
    drop(page, long_day_csv())
    expect(page.get_by_text(re.compile("no faults. 1 queue"))).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    cost = page.get_by_test_id("stMetric").filter(has_text="Cost now")
    expect(cost).to_contain_text(re.compile(r"\d"))
    began = time.perf_counter()
    page.get_by_role("button", name="Stop and keep this one").click()
    expect(page.get_by_text(re.compile("Stopping|Stopped"))).to_be_visible()
    _tell("a stop is shown", began)
    expect(page.get_by_text(re.compile("Stopped early, roster complete"))).to_be_visible()
    _tell("the best plan so far is there", began)


def _tell(what: str, began: float) -> None:
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)


if __name__ == "__main__":
    main()

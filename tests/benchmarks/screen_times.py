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
from datetime import date, timedelta
from datetime import time as dt_time
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.conftest import FLAGS, serving
from tests.browser.test_app import drop, long_day_csv

ROWS = 200_000
HEADER = ("Queue", "Date", "Interval", "Offered", "AHT (s)")
Row = tuple[str, date, dt_time, int, int]
MARKED_SECONDS = 60
"""The copy with the faults marked is written behind the screen; the next file waits until it is done."""
PATIENCE_MS = 120_000


def main() -> None:
    """Print one line per wait."""
    expect.set_options(timeout=PATIENCE_MS)
    chromium = shutil.which("chromium") or sys.exit("no chromium on this machine")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        began = time.perf_counter()
        with serving(Path(folder), WFM_DATA_DIR=folder) as here:
            _opened(browser, here)
            _tell("first screen after a cold start of the server", began)
            began = time.perf_counter()
            _opened(browser, here)
            _tell("first screen of a second planner", began)
            large = large_file()
            for path in (_as_text(Path(folder), large), _as_workbook(Path(folder), large)):
                _faults(_opened(browser, here), path)
                time.sleep(MARKED_SECONDS)
            _stop(_opened(browser, here))
        browser.close()


def large_file() -> list[Row]:
    """Return 200,000 rows of 25 queues in quarter-hours, one of them with a negative volume."""
    return [
        (
            f"Queue {n % 25}",
            date(2027, 2, 1) + timedelta(days=n // 25 // 96),
            dt_time(n // 25 % 96 // 4, 15 * (n // 25 % 4)),
            -1 if n == ROWS // 2 else 20 + n % 7,
            330,
        )
        for n in range(ROWS)
    ]


def _as_text(folder: Path, rows: list[Row]) -> Path:
    path = folder / "large.csv"
    lines = (f"{queue},{day},{clock:%H:%M},{volume},{seconds}" for queue, day, clock, volume, seconds in rows)
    path.write_text("\n".join([",".join(HEADER), *lines]))
    return path


def _as_workbook(folder: Path, rows: list[Row]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Forecast")
    for row in (HEADER, *rows):
        sheet.append(row)
    path = folder / "large.xlsx"
    book.save(path)
    return path


def _opened(browser: Browser, here: str) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(here)
    expect(page.locator("input[type=file]")).to_be_enabled()
    return page


def _faults(page: Page, path: Path) -> None:
    # From a file, as a planner drops it: bytes handed over would measure the tool that drives the browser.
    began = time.perf_counter()
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text(re.compile(rf"{path.name} has \d+ fault"))).to_be_visible()
    _tell(f"faults of {path.name}, {ROWS:,} rows ({path.stat().st_size / 1e6:.1f} MB)", began)


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

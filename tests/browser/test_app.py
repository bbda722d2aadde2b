"""What only a browser can tell: files dropped and downloaded, live progress, stop, and who is asked."""

import io
import json
import re

import openpyxl
import pytest

from tests.audit.audit import audit

playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
expect = playwright.expect
expect.set_options(timeout=60_000)

# One browser and one server for all of them, also when tests run side by side.
pytestmark = pytest.mark.browser

SEARCH_MS = 150_000
BOOK_SHEETS = [
    "Grid", "Agent-days", "Activities", "Coverage", "Reviews", "Summary", "Legend", "Assumptions",
]  # fmt: skip


def forecast_csv(days=7, volume="{}", date="2027-02-{:02}", queues=("Orders EN", "Orders DE")):
    """Return a week of contacts from 08:00 to 18:00 with one peak a day."""
    rows = ["Queue,Date,Interval,Offered,AHT (s)"]
    for day in range(1, days + 1):
        for half_hour in range(16, 36):
            for place, queue in enumerate(queues):
                contacts = (60 - 3 * abs(half_hour - 24)) // (place + 1)
                clock = f"{half_hour // 2:02}:{30 * (half_hour % 2):02}"
                rows.append(f"{queue},{date.format(day)},{clock},{volume.format(contacts)},330")
    return "\n".join(rows).encode()


def long_day_csv():
    """Return a week of quarter-hours around the clock: seconds to a first plan, many more to a good one."""
    rows = ["Queue,Date,Interval,Offered,AHT (s)"]
    for day in range(1, 8):
        for quarter in range(96):
            contacts = 55 - abs(quarter - 48) + (7 * day + 13 * quarter) % 9
            clock = f"{quarter // 4:02}:{15 * (quarter % 4):02}"
            rows.append(f"Orders,2027-02-{day:02},{clock},{contacts},330")
    return "\n".join(rows).encode()


def drop(page, content, name="week.csv"):
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )


def go_to(page, screen):
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=screen).click()
    expect(page.get_by_role("heading", name=screen, exact=True)).to_be_visible()


def test_faults_are_listed_and_a_marked_copy_can_be_downloaded(page):
    drop(page, forecast_csv(days=1, volume="-{}"))
    expect(page.get_by_text(re.compile(r"week.csv has \d+ faults"))).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a copy with the faults marked").click()
    assert download.value.suggested_filename == "week - faults.xlsx"
    openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()


def test_an_ambiguous_date_is_asked_and_the_answer_settles_it(page):
    drop(page, forecast_csv(days=7, date="{:02}/02/2027"))
    expect(page.get_by_text("Which comes first in this file?")).to_be_visible()
    page.get_by_text("The day: 1 Feb 2027").click()
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text(re.compile("no faults. 2 queues, Mon 1 Feb to Sun 7 Feb 2027"))).to_be_visible()


def test_a_forecast_becomes_a_roster_book(page, tmp_path):
    source, book = tmp_path / "week.csv", tmp_path / "book.xlsx"
    source.write_bytes(forecast_csv())
    drop(page, source.read_bytes())
    expect(page.get_by_text(re.compile("week.csv: no faults. 2 queues"))).to_be_visible()

    go_to(page, "Forecast")
    expect(page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart")).to_have_count(2)
    go_to(page, "Requirements")
    expect(page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart")).to_have_count(1)
    expect(page.get_by_text("First 30 days")).to_be_visible()

    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("Elapsed")).to_be_visible()
    # Whoever reloads finds the run again.
    page.reload()
    expect(
        page.get_by_text(re.compile("above the cheapest possible|the cheapest possible")).first
    ).to_be_visible(timeout=SEARCH_MS)

    go_to(page, "Roster")
    expect(page.get_by_text("Hard-rule breaks")).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_test_id("stVegaLiteChart")).to_have_count(2)
    go_to(page, "Export")
    book.write_bytes(download(page, "Roster book (.xlsx)", "week_roster.xlsx"))
    assert openpyxl.load_workbook(book).sheetnames == BOOK_SHEETS
    assert audit(source, book).differences == []
    summary = json.loads(download(page, "Summary (.json)", "week_summary.json"))
    assert summary["heads"]["all_people"] > summary["heads"]["settled"] > 0


def test_a_search_can_be_stopped_and_its_best_plan_kept(page):
    drop(page, long_day_csv())
    expect(page.get_by_text(re.compile("no faults. 1 queue"))).to_be_visible()
    page.get_by_role("button", name="Run", exact=True).click()
    cost = page.get_by_test_id("stMetric").filter(has_text="Cost now")
    expect(cost).to_contain_text(re.compile(r"\d"), timeout=SEARCH_MS)
    page.get_by_role("button", name="Stop and keep this one").click()
    expect(page.get_by_text(re.compile("Stopped early, roster complete"))).to_be_visible(timeout=SEARCH_MS)


def test_an_example_client_opens_at_a_click(page):
    page.get_by_role("button", name=re.compile("^Retail")).click()
    expect(page.get_by_text(re.compile(r"retail.xlsx: no faults. 4 queues"))).to_be_visible()


def settled(page):
    """Wait until the screen has been drawn: what is clicked while it moves is replaced under the hand."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    at = -1
    while at != (at := page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")):
        page.wait_for_timeout(500)


def download(page, label, name):
    settled(page)
    with page.expect_download(timeout=SEARCH_MS) as download:
        page.get_by_role("button", name=label).click()
    assert download.value.suggested_filename == name
    return download.value.path().read_bytes()

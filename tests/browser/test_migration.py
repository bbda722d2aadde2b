"""A planner's migration from an example client to the roster of one of its weeks, and the book."""

import io
import re

import openpyxl
import pytest

from tests.browser.test_app import SEARCH_MS, download, expect, go_to, settled

pytestmark = pytest.mark.browser

MIGRATION_MS, WEEK_MS = 600_000, 600_000


def metric(page, label):
    return page.get_by_test_id("stMain").get_by_test_id("stMetric").filter(has_text=label)


def chosen(page, label):
    return page.get_by_test_id("stSelectbox").filter(has_text=label).get_by_role("combobox")


def answered(page):
    """Wait until what is worked out beside the plan is there: whatever comes draws the screen anew."""
    expect(page.get_by_text("Being worked out beside it")).to_have_count(0, timeout=MIGRATION_MS)
    settled(page)


def migrated(page):
    expect(page.get_by_role("heading", name="Queues and phases")).to_be_visible(timeout=MIGRATION_MS)
    answered(page)


def choose_on(page, chart, share, label, pattern):
    """Click a chart at a share of its width until the choice follows: one being drawn anew takes no click."""
    for _ in range(10):
        box = chart.bounding_box()
        chart.click(position={"x": box["width"] * share, "y": 20})
        settled(page)
        if re.match(pattern, chosen(page, label).input_value()):
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{label} stays {chosen(page, label).input_value()!r}")


def test_an_example_client_is_migrated_slipped_and_a_week_of_it_rostered_by_name(page):
    page.set_default_timeout(SEARCH_MS)
    page.get_by_role("button", name=re.compile("^Retail")).click()
    expect(page.get_by_text(re.compile(r"retail.xlsx: no faults"))).to_be_visible(timeout=SEARCH_MS)
    go_to(page, "Migration")
    page.get_by_label("Longest search (minutes of computing)").fill("1")
    page.get_by_role("button", name="Plan the migration").click()
    migrated(page)
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text(re.compile("^Migration complete: "))).to_be_visible()
    expect(main.get_by_role("heading", name="What to do, and when")).to_be_visible()

    # A click on a bar of the last phase chooses the phase for the panels below.
    choose_on(page, main.get_by_test_id("stVegaLiteChart").first, 0.9, "Phase", r"Phase [2-9], from ")

    cost, sentence = metric(page, "Total cost").inner_text(), main.locator("h4").first.inner_text()
    slip = page.get_by_role(
        "button", name=re.compile(r"^(Slip|Bring forward) one phase: .*(dearer|cheaper|call)")
    )
    slip.last.click()
    expect(page.get_by_text(re.compile("was moved by hand: a phase (later|earlier)"))).to_be_visible(
        timeout=MIGRATION_MS
    )
    migrated(page)
    assert metric(page, "Total cost").inner_text() != cost
    assert main.locator("h4").first.inner_text() != sentence

    content = download(page, "Migration book (.xlsx)", "Retail migration.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {"Summary", "Gantt", "Alternatives"} <= set(book.sheetnames)
    assert book["Alternatives"].max_row > 1

    page.get_by_role("button", name="Plan this week").click()
    week = page.get_by_role("button", name="Open the roster of this week")
    expect(week).to_be_visible(timeout=WEEK_MS)
    expect(page.get_by_text("Who they are:")).to_be_visible()
    settled(page)
    week.click()
    expect(page.get_by_role("heading", name="Roster", exact=True)).to_be_visible()
    expect(page.get_by_text("Hard-rule breaks")).to_be_visible()

    go_to(page, "Home")
    expect(page.get_by_role("heading", name="Migrations")).to_be_visible()

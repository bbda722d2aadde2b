"""A planner's week with named people: edit, publish, bring a book back, and plan the next week."""

import io
import re
from datetime import date

import openpyxl
import pytest

from tests.browser.test_app import SEARCH_MS, download, expect, go_to
from tests.wfm.screens import small_client
from tests.write_workbook import long_forecast, write_workbook

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MORE = ("Fay Oda", "Gus Lee", "Hal Moe", "Ina Roy")
NEXT_MONDAY = date(2027, 2, 8)


@pytest.fixture(scope="module")
def planned(browser, served, tmp_path_factory):
    """Return the link to a run of the small client, planned by its worker."""
    path = tmp_path_factory.mktemp("client") / "client.xlsx"
    write_workbook(path, small_client.sheets(contacts=3.0, more=MORE))
    page = browser.new_page()
    page.goto(served)
    page.locator("input[type=file]").first.set_input_files(path)
    expect(page.get_by_text(re.compile("client.xlsx: no faults."))).to_be_visible()
    minutes = page.get_by_label("Longest search (minutes of computing)")
    minutes.fill("1")
    minutes.press("Enter")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text(re.compile("the cheapest possible")).first).to_be_visible(timeout=SEARCH_MS)
    link = page.url
    page.close()
    assert "run=" in link
    return link


@pytest.fixture
def roster(page, planned):
    page.goto(planned)
    go_to(page, "Roster")
    expect(page.get_by_role("button", name="Check and carry out")).to_be_visible()
    return page


def choose(page, label, option):
    box = page.get_by_test_id("stSelectbox").filter(has_text=label)
    box.locator("input").click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_shift_offered_to_someone_on_leave_is_refused_and_another_takes_it(roster):
    choose(roster, "Day", "Thu 4 Feb")
    expect(roster.get_by_text(re.compile(r"Thu 4 Feb.*\(Europe/London\)")).first).to_be_visible()
    choose(roster, "With whom", "Cleo Lim")
    roster.get_by_role("button", name="Check and carry out").click()
    refusal = roster.get_by_text(re.compile("Moving Cleo Lim to . on Thu 4 Feb falls on a booked day away"))
    expect(refusal).to_be_visible()
    other = roster.get_by_role("button", name=re.compile("same cost|breaks")).first
    name = other.inner_text().split(" (")[0]
    other.click()
    expect(roster.get_by_text(re.compile(f"Done: Moving {name} to . on Thu 4 Feb"))).to_be_visible()


def test_a_roster_is_published_with_its_number(roster):
    roster.get_by_role("button", name=re.compile("Publish version 1")).click()
    roster.get_by_role("button", name="Publish", exact=True).click()
    expect(roster.get_by_text(re.compile("^Version 1, published"))).to_be_visible()


def test_a_book_edited_in_excel_comes_back_checked(roster):
    go_to(roster, "Export")
    book = openpyxl.load_workbook(io.BytesIO(download(roster, "Roster book (.xlsx)", "client_roster.xlsx")))
    sheet = book["Grid"]
    rows = {cell.value: cell.row for row in sheet.iter_rows(max_col=1) for cell in row}
    thursday = next(
        cell.column
        for row in sheet.iter_rows()
        for cell in row
        if getattr(cell.value, "day", 0) == 4 and getattr(cell.value, "month", 0) == 2
    )
    worker = next(
        who
        for who in ("R1", "C1", "O1", "I1", "M0", "M1", "M2", "M3")
        if sheet.cell(rows[who], thursday).value
    )
    # Cleo is on leave on Thursday.
    sheet.cell(rows["L1"], thursday).value = sheet.cell(rows[worker], thursday).value
    sheet.cell(rows[worker], thursday).value = None
    edited = io.BytesIO()
    book.save(edited)
    go_to(roster, "Roster")
    roster.get_by_text("Bring back a roster book edited in Excel").click()
    roster.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "back.xlsx", "mimeType": "application/octet-stream", "buffer": edited.getvalue()}
    )
    expect(roster.get_by_text("1 move refused.")).to_be_visible()
    expect(roster.get_by_text(re.compile("falls on a booked day away of Cleo Lim")).first).to_be_visible()


def test_the_whole_pack_can_be_downloaded(roster):
    go_to(roster, "Export")
    expect(roster.get_by_role("button", name="Team-leader pack (.xlsx)")).to_be_visible()
    pack = download(roster, "Download pack (.zip)", "client_pack.zip")
    assert pack.startswith(b"PK")
    team = openpyxl.load_workbook(
        io.BytesIO(download(roster, "Team-leader pack (.xlsx)", "client_team_pack.xlsx"))
    )
    assert "Blue" in team.sheetnames[0]


def test_the_next_week_is_planned_by_replacing_the_forecast_only(page, planned, tmp_path):
    rows = long_forecast({"Orders": 3.0}, NEXT_MONDAY, 7, open_hour=9, close_hour=22)
    path = write_workbook(tmp_path / "next week.xlsx", {"Forecast": rows})
    page.goto(planned)
    page.get_by_role("button", name="Replace forecast only").first.click()
    page.get_by_test_id("stPopoverBody").locator("input[type=file]").set_input_files(path)
    # One click and one file: it is read, checked and already being planned.
    expect(page.get_by_role("heading", name="Forecast", exact=True)).to_be_visible()
    expect(page.get_by_text("Change is against the last forecast, client.xlsx.")).to_be_visible()
    expect(page.get_by_text(re.compile("the cheapest possible")).first).to_be_visible(timeout=SEARCH_MS)
    go_to(page, "Roster")
    expect(page.get_by_text("People and dates")).to_be_visible()
    expect(page.get_by_text(re.compile("Mon 8 Feb")).first).to_be_visible()
    go_to(page, "People and shifts")
    expect(page.get_by_text("Days of leave booked")).to_be_visible()

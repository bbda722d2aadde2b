"""An empty Roster screen takes last month's roster book, so that the run knows what was worked."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.wfm.screens.drive import open_screen, words_of
from tests.wfm.screens.planted import CHECK_ID
from tests.write_workbook import write_workbook
from wfm.service import Until

HEADER = ["agent_id", "agent_name", "date", "shift_code"]
WORKED = [["R1", "Ana Reyes", datetime(2027, 1, 31), "L"], ["C1", "Ben Cruz", datetime(2027, 1, 30), "E"]]
INSIDE = [["R1", "Ana Reyes", datetime(2027, 2, 1), "L"]]


def drop(app, folder, sheets, name="january.xlsx"):
    content = write_workbook(folder / name, sheets).read_bytes()
    uploader = next(each for each in app.file_uploader if each.key == "last_roster")
    uploader.set_value((name, content, "application/vnd.ms-excel")).run()
    assert not app.exception
    return content


def test_before_any_run_the_screen_offers_the_import(checked):
    app = open_screen("roster.py", file=CHECK_ID)
    assert "Run first, or import last month's roster. The panel beside the menu plans week.csv." in words_of(
        app
    )
    assert any(each.key == "last_roster" for each in app.file_uploader)


def test_a_roster_book_is_taken_in_and_the_file_read_again_with_it(checked, submitted, tmp_path):
    app = open_screen("roster.py", file=CHECK_ID)
    content = drop(app, tmp_path, {"Agent-days": [HEADER, *WORKED, *INSIDE]})
    ((_, name, options, _, last),) = submitted
    assert (name, options.until, last) == ("week.csv", Until.NEED, content)


def test_the_run_that_follows_has_the_last_roster(checked, submitted, tmp_path):
    checked.last_roster.write_bytes(b"PK")
    app = open_screen("roster.py", file=CHECK_ID)
    assert "Last month's roster is taken in" in words_of(app)
    app.sidebar.button(key="start_run").click().run()
    assert submitted[-1][2].until is Until.PLAN
    assert submitted[-1][4] == b"PK"


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"Forecast": [["Queue"]]}, "a roster book with a sheet Agent-days"),
        ({"Agent-days": [HEADER, *INSIDE]}, "has no shift before 2027-02-01"),
        ({"Agent-days": [HEADER, ["Z9", "Zed", datetime(2027, 1, 31), "L"]]}, "has no shift before"),
    ],
)
def test_a_book_that_cannot_be_last_months_roster_is_refused(checked, submitted, tmp_path, sheets, said):
    app = open_screen("roster.py", file=CHECK_ID)
    drop(app, tmp_path, sheets)
    assert submitted == []
    assert "january.xlsx cannot be taken in as last month's roster." in words_of(app)
    assert said in words_of(app)

"""The screen Last week: actuals dropped on it, held against the plan, or refused with their cells."""

import io

import openpyxl
import pytest

from tests.wfm.screens import small_client
from tests.wfm.screens.drive import metrics_of, open_screen, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID
from tests.write_workbook import write_workbook
from wfm.service import desk
from wfm.service.reviewing import reviewed_of

HEADER = ["queue", "date", "offered", "aht"]
# 26 or 27 half-hours of 10 contacts a day were planned; 300 came on each of three days.
CAME = [["Orders", small_client.day_of(day), 300, 330] for day in range(3)]


@pytest.fixture
def actuals(tmp_path):
    return write_workbook(tmp_path / "actuals.xlsx", {"Actuals": [HEADER, *CAME]}).read_bytes()


def dropped(content):
    app = open_screen("last_week.py", file=CHECK_ID, run=RUN_ID)
    app.file_uploader(key="actuals").set_value(("actuals.xlsx", content, "application/octet-stream"))
    return app.run()


def test_what_came_stands_beside_the_plan(planned, actuals):
    app = dropped(actuals)
    assert not app.exception
    assert metrics_of(app)["Contacts that came"] == "900"
    assert metrics_of(app)["Days"] == "3"
    table = next(table.value for table in app.main.dataframe if "Came" in table.value)
    (row,) = table.to_dict("records")
    assert (row["Queue"], row["Came"]) == ("Orders", "900")
    planned_contacts = int(row["Planned"].replace(",", ""))
    assert row["Planned less came"] == f"{planned_contacts / 900 - 1:+.1%}".replace("%", " %")
    effects = next(table.value for table in app.main.dataframe if "Because of" in table.value)
    assert float(effects.set_index("Because of")["Hours"]["Contacts"]) > 0
    assert "Hours beyond the plan: contacts +" in words_of(app)


def test_the_outcome_book_is_that_of_what_is_shown(planned, actuals):
    found = reviewed_of(desk.given_of(planned).plan_input, actuals, "actuals.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(found.book("Week 5")))
    assert [cell.value for cell in book["Accuracy"][2]][2] == 900


def test_actuals_with_faults_are_refused_with_their_cells(planned, tmp_path):
    rows = [HEADER, ["Nobody", small_client.day_of(0), 300, 330]]
    app = dropped(write_workbook(tmp_path / "bad.xlsx", {"Actuals": rows}).read_bytes())
    assert "cannot be taken in" in words_of(app)
    assert "Actuals!A2" in words_of(app)

import pandas as pd
import pytest

from tests.wfm.screens.drive import metrics_of, open_screen, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID
from wfm.roster.versions import CHANGES
from wfm.service import desk, exports, layouts
from wfm.service.layouts import FIRST


def test_people_and_shifts_show_who_there_is_and_never_a_wage(checked):
    app = open_screen("people.py", file=CHECK_ID)
    metrics = metrics_of(app)
    assert (metrics["People"], metrics["FTE"], metrics["Days of leave booked"]) == ("6", "6.0", "1")
    people = next(table.value for table in app.main.dataframe if "Skills" in table.value)
    assert people["Name"].tolist()[:2] == ["Ana Reyes", "Ben Cruz"]
    assert not any("wage" in str(name).lower() or "pay" in str(name).lower() for name in people)
    shifts = next(table.value for table in app.main.dataframe if "Cab start" in table.value)
    assert shifts[["Code", "Earliest", "Paid, h"]].to_numpy().tolist() == [
        ["E", "09:00", 8.0],
        ["L", "14:00", 8.0],
    ]


def test_rules_are_sentences_with_level_and_source(checked):
    app = open_screen("people.py", file=CHECK_ID)
    rules = next(table.value for table in app.main.dataframe if "In words" in table.value)
    rest = rules[rules["Rule"] == "Rest between shifts"].iloc[0]
    assert (rest["In words"], rest["Level"]) == ("At least 11 h of rest between two shifts.", "must be kept")
    assert "2003/88" in rest["Source"]


def test_checking_rules_says_what_conflicts(planned):
    app = open_screen("people.py", file=CHECK_ID, run=RUN_ID)
    next(button for button in app.main.button if button.label == "Check rules").click().run()
    assert not app.exception
    words = words_of(app)
    assert "No conflict found" in words or "**" in words


def test_without_a_staff_list_the_screen_says_what_a_plan_will_do(checked):
    (checked.tables / "people.parquet").unlink()
    pd.DataFrame({"agent_id": [], "name": []}).to_parquet(checked.tables / "people.parquet")
    assert "No people: wfm will number positions and tell you how many to hire." in words_of(
        open_screen("people.py", file=CHECK_ID)
    )


def test_export_says_which_version_this_is_and_offers_every_file(planned):
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    labels = [button.label for button in app.main.get("download_button")]
    assert labels == [
        "Roster book (.xlsx)",
        "Team-leader pack (.xlsx)",
        "Payroll hours (.xlsx)",
        "Calendars (.zip)",
        "Explanations (.xlsx)",
        "Roster as CSV (.zip)",
        "Requirement (.csv)",
        "Summary (.json)",
        "Download pack (.zip)",
    ]
    words = words_of(app)
    assert "A draft: files say so." in words
    assert desk.glance(planned).checksum[:16] in words


def test_cxone_names_who_has_no_user_name_and_can_leave_them_out(planned):
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    assert "1 person has no WFM user name: O1" in words_of(app)
    app.main.checkbox[0].check().run()
    assert "NICE CXone (.csv)" in [button.label for button in app.main.get("download_button")]


@pytest.mark.parametrize("kind", exports.FORMATS, ids=lambda kind: kind.key)
def test_every_file_can_be_made(planned, kind):
    given, now = desk.given_of(planned), desk.draft_of(planned, 0)
    content = exports.Content(given, desk.made_of(planned), now, CHANGES.empty())
    starts = {".xlsx": b"PK", ".zip": b"PK", ".json": b"{", ".csv": b""}
    assert kind.make(content).startswith(starts[kind.ending])


def test_a_layout_kept_for_a_client_is_offered_for_every_plan(planned):
    layouts.save(FIRST)
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    assert "New layout (.csv)" in [button.label for button in app.main.get("download_button")]
    assert layouts.load("New layout") == FIRST
    layouts.delete("New layout")
    assert layouts.names() == []


def test_a_layout_without_a_name_is_refused(planned):
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    next(button for button in app.main.button if button.label == "Save").click().run()
    assert "Give the layout a name." in words_of(app)


def test_a_file_taken_is_remembered(planned):
    exports.note_use(planned, "roster")
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    assert "last used" in words_of(app)

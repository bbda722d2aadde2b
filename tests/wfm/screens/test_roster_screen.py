import io
import subprocess
import sys
import zlib

import openpyxl
import pandas as pd
import pytest

from tests.wfm.screens import small_client
from tests.wfm.screens.drive import metrics_of, open_screen, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID
from wfm.roster.by_hand import apply as applied
from wfm.roster.by_hand import give_up, worked_codes
from wfm.screens import state
from wfm.service import by_hand, desk, results, review, rights
from wfm.service.results import BOOK

THURSDAY = pd.Timestamp("2027-02-04")
# Rows of the grid: two of totals, then Tom, who leads, and his team by name.
ROW = {name: place for place, name in enumerate(["Tom", "Ana", "Ben", "Cleo", "Dan", "Eva"], start=2)}


def open_roster(**session):
    return open_screen("roster.py", file=CHECK_ID, run=RUN_ID, **session)


def choose(app, name, day):
    app.session_state[state.GRID] = {"selection": {"rows": [], "columns": [], "cells": [(ROW[name], day)]}}
    return app.run()


def give_to(app, person_id):
    next(box for box in app.main.selectbox if box.label == "With whom").set_value(person_id).run()
    return app.button(key="carry_out").click().run()


def ben_gives_thursday_to_ana():
    """Ana ends L on Wednesday at 22:30; E begins on Thursday at 09:00: 10.5 h of rest, 11 are due."""
    return give_to(choose(open_roster(), "Ben", "Thu 4 Feb"), "R1")


def grid_of(app):
    """Return the grid of people and dates, wherever it stands among the screen's tables."""
    return next(table.value for table in app.main.dataframe if "Leader" in table.value)


def code_on(job, person_id, day=THURSDAY):
    return worked_codes(desk.draft_of(job, desk.latest(job)).roster).get((person_id, day), "")


def test_the_roster_says_how_good_it_is_in_the_planners_words(planned):
    app = open_roster()
    words, metrics = words_of(app), metrics_of(app)
    # 4,180 against 4,000 is GBP 180, 4.5 % of 4,000.
    assert "at most GBP 180 (4.5 %) above the cheapest possible." in words
    assert "Draft, not published." in words
    assert (metrics["Under, people-hours"], metrics["Hours outside target"]) == ("92.5", "77.0")
    assert (metrics["Hard-rule breaks"], metrics["Open shifts"]) == ("0", "1")
    assert "Changes since publish" not in metrics
    for word in ("gap", "solve", "incumbent", "optimal"):
        assert word not in words.lower()


def test_the_grid_groups_people_under_their_leader_with_totals_and_leave(planned):
    grid = grid_of(open_roster())
    assert grid["Person"].tolist() == [
        "On shift", "Open shifts", "Tom Ash", "Ana Reyes", "Ben Cruz", "Cleo Lim", "Dan Ode", "Eva Ito",
    ]  # fmt: skip
    assert set(grid["Leader"][2:]) == {"Tom Ash"}
    cleo = grid.iloc[ROW["Cleo"]]
    assert cleo[["Mon 1 Feb", "Thu 4 Feb", "Sun 7 Feb"]].tolist() == ["E", "HOL", ""]
    assert cleo[["Hours", "Shifts"]].tolist() == ["32.0", "4"]
    # On Monday Ana, Ben and Cleo work; Tom leads and covers nothing. On Saturday an E is open.
    assert grid["Mon 1 Feb"].iloc[0] == "3"
    assert grid["Sat 6 Feb"].iloc[:2].tolist() == ["1", "1"]


def test_a_cell_opens_that_persons_day_and_says_why(planned):
    app = choose(open_roster(), "Ben", "Thu 4 Feb")
    words = words_of(app)
    assert "**Ben Cruz, Thu 4 Feb** (Europe/London)" in words
    assert "Shift: Ben Cruz (C1), Thu 4 Feb 2027" in words
    assert "8 paid h" in words
    assert "Eva Ito is off on Thu 4 Feb." in words_of(choose(app, "Eva", "Thu 4 Feb"))


def test_an_edit_that_breaks_rest_is_refused_in_words_and_another_is_offered(planned):
    app = ben_gives_thursday_to_ana()
    assert [error.value for error in app.error] == [
        "Moving Ana Reyes to E on Thu 4 Feb breaks 11 h rest after Wed 3 Feb 22:30."
    ]
    # Cleo is on leave, Dan works L: only Eva could.
    assert [button.label for button in app.button if button.key.startswith("instead")] == [
        "Eva Ito (no break, same cost)"
    ]
    assert desk.latest(planned) == 0


def test_the_one_offered_takes_the_shift_at_a_click(planned):
    app = ben_gives_thursday_to_ana()
    app.button(key="instead_0").click().run()
    assert "Done: Moving Eva Ito to E on Thu 4 Feb." in words_of(app)
    assert (code_on(planned, "I1"), code_on(planned, "C1")) == ("E", "")
    assert grid_of(app)["Thu 4 Feb"].iloc[ROW["Eva"]] == "E"


def test_a_rule_is_broken_once_with_a_reason_only_and_stays_listed(planned):
    app = ben_gives_thursday_to_ana()
    assert app.button(key="allow_once").disabled
    app.text_input(key="reason").set_value("Ana asked for it").run()
    app.button(key="allow_once").click().run()
    assert code_on(planned, "R1") == "E"
    assert "Reason: Ana asked for it" in words_of(app)
    assert metrics_of(app)["Hard-rule breaks"] == "1"


def test_a_change_can_be_undone(planned):
    app = ben_gives_thursday_to_ana()
    app.button(key="instead_0").click().run()
    app.button(key="undo").click().run()
    assert (code_on(planned, "I1"), code_on(planned, "C1")) == ("", "E")
    assert app.button(key="undo").disabled


def test_a_locked_day_refuses_changes_until_it_is_unlocked(planned):
    app = choose(open_roster(), "Ben", "Thu 4 Feb")
    app.selectbox(key="what_C1_20270204").set_value("lock").run()
    app.button(key="carry_out").click().run()
    assert grid_of(app)["Thu 4 Feb"].iloc[ROW["Ben"]] == "E 🔒"
    app.selectbox(key="what_C1_20270204").set_value("off").run()
    app.button(key="carry_out").click().run()
    assert "locked" in app.error[0].value
    app.selectbox(key="what_C1_20270204").set_value("unlock").run()
    app.button(key="carry_out").click().run()
    app.selectbox(key="what_C1_20270204").set_value("off").run()
    app.button(key="carry_out").click().run()
    assert code_on(planned, "C1") == ""


def test_publishing_counts_versions_and_marks_what_changes_after(planned):
    app = open_roster()
    app.button(key="publish").click().run()
    assert "Version 1, published" in words_of(app)
    give_to(choose(app, "Ben", "Thu 4 Feb"), "I1")
    assert metrics_of(app)["Changes since publish"] == "2"
    assert grid_of(app)["Thu 4 Feb"].iloc[ROW["Eva"]] == "E ●"
    assert "2 days changed since version 1:" in words_of(app)
    changes = next(table.value for table in app.main.dataframe if "Was" in table.value)
    assert changes.to_numpy().tolist() == [
        ["Ben Cruz", "Thu 4 Feb", "E", "off"],
        ["Eva Ito", "Thu 4 Feb", "off", "E"],
    ]
    app.button(key="publish").click().run()
    assert "Version 2, published" in words_of(app)


def test_a_second_planner_is_told_and_nothing_is_overwritten(planned):
    app = choose(open_roster(), "Ben", "Thu 4 Feb")
    next(box for box in app.main.selectbox if box.label == "With whom").set_value("I1").run()
    given, first = desk.given_of(planned), desk.draft_of(planned, 0)
    other = applied(first.roster, give_up(first.roster, "O1", THURSDAY), desk.terms_of(given, first))
    by_hand.carry_out(planned, given, first, other)
    # The screen still shows revision 0: the click is not carried out.
    app.button(key="carry_out").click().run()
    words = words_of(app)
    who = rights.machine_user()
    assert f"{who} changed this roster after you opened it (Taking Dan Ode off L on Thu 4 Feb, " in words
    assert (code_on(planned, "C1"), code_on(planned, "O1")) == ("E", "")
    assert desk.latest(planned) == 1


def edited_book(job, changes):
    book = openpyxl.load_workbook(io.BytesIO(results.result_file(job, BOOK)))
    sheet = book["Grid"]
    columns, rows = {}, {}
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value) in {"R1", "C1", "L1", "O1", "I1"} and cell.column == 1:
                rows[cell.value] = cell.row
            if hasattr(cell.value, "day") and cell.value.year == 2027:
                columns.setdefault(cell.value.day, cell.column)
    for person, day, code in changes:
        sheet.cell(rows[person], columns[day]).value = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_edited_book_comes_back_with_moves_taken_over_and_refused(planned):
    # Ben's Thursday goes to Ana (10.5 h of rest), his Friday to Eva.
    book = edited_book(planned, [("C1", 4, None), ("R1", 4, "E"), ("C1", 5, None), ("I1", 5, "E")])
    app = open_roster()
    uploader = next(each for each in app.file_uploader if each.key == "edited_book")
    uploader.set_value(("back.xlsx", book, "application/octet-stream")).run()
    words = words_of(app)
    assert "1 move taken over." in words
    assert "1 move refused." in words
    assert "Moving Ana Reyes to E on Thu 4 Feb breaks 11 h rest after Wed 3 Feb 22:30" in words
    assert (code_on(planned, "I1", pd.Timestamp(small_client.day_of(4))), code_on(planned, "R1")) == ("E", "")


def test_open_shifts_rules_and_training_are_shown_in_their_tabs(planned):
    app = open_roster()
    waiting = next(table.value for table in app.main.dataframe if "People missing" in table.value)
    assert waiting[["Day", "Shift", "Hours"]].iloc[0].tolist() == ["Sat 6 Feb", "E", "09:00-17:30"]
    app = open_roster(**{state.REVIEW: "Rules and scores"})
    rules = next(table.value for table in app.main.dataframe if "Breaches" in table.value)
    under = rules[rules["Rule"] == "Hours under contract"].iloc[0]
    # Eva 40, Ana 16, Dan 16, Tom 24 h under contract: 96 h.
    assert (under["Breaches"], under["In all"]) == (4, "96 h")
    app = open_roster(**{state.REVIEW: "Best hours for training"})
    assert any("Could go" in table.value for table in app.main.dataframe)


def test_what_the_roster_earns_is_told_without_a_margin_where_there_is_no_contract(planned):
    app = open_roster(**{state.REVIEW: "What it earns"})
    assert "Sheet Contracts says what each queue pays" in words_of(app)
    table = next(table.value for table in app.main.dataframe if "Cost per contact" in table.value)
    assert "Margin" not in table
    *rows, total = table.to_dict("records")
    assert total["Queue"] == "All queues"
    assert sum(int(row["Cost"].replace(",", "")) for row in rows) == pytest.approx(
        int(total["Cost"].replace(",", "")), abs=len(rows)
    )
    assert metrics_of(app)["Margin"] == "–"
    assert metrics_of(app)["Cost, people and AI"] == f"GBP {total['Cost']}"


def test_what_a_process_of_its_own_counts_is_shown_in_the_tabs(planned):
    counted = [sys.executable, "-m", "wfm.service.review", str(planned.folder), "0"]
    subprocess.run(counted, check=True, timeout=120)
    assert review.review_of(planned).revision == 0
    app = open_roster(**{state.REVIEW: "Leave slots"})
    slots = next(each.value for each in app.main.dataframe if each.value.index.name == "Group")
    assert slots.columns[0] == "Mon 1 Feb"
    assert "Count now" not in [button.label for button in app.main.button]


def test_a_plan_of_an_earlier_version_says_what_to_do(planned):
    for path in (planned.folder / "desk").glob("revision-*"):
        path.unlink()
    assert "run it again" in words_of(open_roster())


@pytest.mark.parametrize("screen", ["roster.py", "export.py", "requirements.py", "people.py", "home.py"])
def test_what_another_version_of_wfm_left_is_told_and_breaks_no_screen(planned, screen):
    folder = planned.folder / "desk"
    for path in (folder / "given.seal", folder / "revision-000000.seal"):
        path.write_bytes(zlib.compress(b"cwfm.gone\nGone\n."))
    app = open_screen(screen, file=CHECK_ID, run=RUN_ID)
    if screen in ("roster.py", "export.py"):
        assert "run it again" in words_of(app)

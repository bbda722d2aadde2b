import hashlib
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.wfm.screens.drive import MAIN, metrics_of, open_screen, plant_faults, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, plant_job
from wfm.screens import state
from wfm.service import Until

SCREENS = ("home.py", "forecast.py", "requirements.py", "roster.py", "export.py", "assumptions.py")


@pytest.mark.parametrize("screen", SCREENS[1:])
def test_every_screen_says_what_is_missing_and_links_to_what_mends_it(screen):
    app = open_screen(screen)
    assert "Need a forecast first." in words_of(app) or "Run first" in words_of(app)
    links = [link.proto.label for link in app.main.get("page_link")]
    assert any("Home" in label for label in links)
    assert screen == "assumptions.py" or any(label.startswith("Assumptions") for label in links)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_refuses_a_file_with_faults_and_names_the_cell(data, screen):
    plant_faults(data, [("Forecast!D17", "volume is -3", "0 or more", "Correct the cell.")])
    app = open_screen(screen, file=CHECK_ID)
    if screen in ("roster.py", "export.py"):
        assert "Run first" in words_of(app)
    else:
        assert "week.csv has 1 fault." in words_of(app)
        assert app.main.dataframe[0].value.iloc[0].tolist() == [
            "Forecast!D17", "volume is -3", "0 or more", "Correct the cell.",
        ]  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_begins_with_its_title(planned, screen):
    app = open_screen(screen, file=CHECK_ID, run=RUN_ID)
    assert [title.value for title in app.main.title] == [screen.removesuffix(".py").capitalize()]


def test_home_asks_for_a_forecast_and_offers_the_examples():
    app = open_screen("home.py")
    assert app.file_uploader[0].label == "Drop a forecast here, or open one of three example clients."


def test_a_dropped_file_is_handed_in_once(submitted):
    app = open_screen("home.py")
    app.file_uploader[0].set_value(("week.csv", b"Queue,Offered\n", "text/csv")).run()
    app.run()
    ((content, name, options),) = submitted
    assert (content, name, options.until) == (b"Queue,Offered\n", "week.csv", Until.NEED)
    assert "Reading week.csv" in words_of(app)


def test_an_empty_file_is_refused_at_once(submitted):
    app = open_screen("home.py")
    app.file_uploader[0].set_value(("week.csv", b"", "text/csv")).run()
    assert "week.csv is empty" in words_of(app)
    assert submitted == []


def test_the_preset_chosen_goes_with_the_file(submitted):
    app = open_screen("home.py")
    app.radio(key=state.PRESET).set_value("article").run()
    app.file_uploader[0].set_value(("week.csv", b"x", "text/csv")).run()
    assert submitted[0][2].preset == "article"


def test_an_ambiguous_date_order_is_asked_and_not_refused(data, submitted):
    plant_faults(
        data, [("Forecast!A2", "01/02/2027", "one reading", "Say date_order dmy or mdy on Settings.")]
    )
    app = open_screen("home.py", file=CHECK_ID)
    assert "One thing to settle for this file" in words_of(app)
    app.radio(key="date_order").set_value("mdy")
    app.main.button(key="FormSubmitter:questions-Check again").click().run()
    assert submitted[0][2].answers == {"date_order": "mdy"}


def test_more_faults_than_fit_are_counted(data):
    plant_faults(data, [(f"Forecast!D{n}", "-1", "0 or more", "") for n in range(1, 413)])
    app = open_screen("home.py", file=CHECK_ID)
    assert len(app.main.dataframe[0].value) == 200
    assert "and 212 more" in words_of(app)


def test_a_failed_file_is_told_in_words(data):
    plant_job(data, CHECK_ID, "need", "failed", "The file needs more memory than one run may use.")
    assert "needs more memory" in words_of(open_screen("home.py", file=CHECK_ID))


def test_home_says_what_was_read(checked):
    words = words_of(open_screen("home.py", file=CHECK_ID))
    assert (
        "week.csv: no faults. 1 queue, Mon 1 Feb to Tue 2 Feb 2027, every 30 minutes, Europe/London." in words
    )


def test_forecast_shows_totals_heat_map_and_days(checked):
    app = open_screen("forecast.py", file=CHECK_ID)
    # 120 contacts in 2 days are 420 a week; the mean handle time is 315 s.
    assert metrics_of(app) == {
        "Contacts a week": "420",
        "Mean handle time": "5:15",
        "Queues": "1",
        "Days": "2",
    }
    assert len(app.main.get("vega_lite_chart")) == 1
    table = app.main.dataframe[0].value
    assert table.loc["Orders", ["Mon 1 Feb", "Tue 2 Feb", "Total"]].tolist() == [60, 60, 120]
    assert table.loc["All queues", "Handle time"] == "5:15"


def test_requirements_show_the_need_what_sets_it_and_the_two_comparisons(checked):
    app = open_screen("requirements.py", file=CHECK_ID)
    assert [m.value for m in app.main.metric] == ["4", "33", "11", "90", "6", "50"]
    table = app.main.dataframe[0].value
    assert table["Need"].tolist() == [2, 3, 4]
    assert table["Time"].tolist() == ["09:00", "09:30", "10:00"]
    assert table["Sets the number"].tolist() == ["Minimum crew", "Service", "Occupancy"]
    assert table["Target"].iloc[0] == "90 % in 30 s"
    choices = app.main.dataframe[2].value.iloc[0]
    assert (choices["Modes today"], choices["Escalation, settled"]) == ("3+4 (100 %)", "15.0 %")


def test_requirements_show_heads_once_a_run_has_finished(planned):
    app = open_screen("requirements.py", file=CHECK_ID, run=RUN_ID)
    heads = [m.value for m in app.main.metric if m.label == "Head count to employ"]
    assert heads == ["4", "15", "7"]


def test_the_roster_says_how_good_it_is_in_the_planners_words(planned):
    app = open_screen("roster.py", file=CHECK_ID, run=RUN_ID)
    # 22,680 against 22,500 is EUR 180, 0.8 % of 22,500.
    assert "Roster complete: at most EUR 180 (0.8 %) above the cheapest possible." in words_of(app)
    metrics = metrics_of(app)
    assert metrics["Cost of the plan"] == "EUR 22,490"
    assert metrics["Under, people-hours"] == "0.8"
    assert metrics["Heads, all people"] == "15"
    for word in ("gap", "solve", "incumbent", "optimal", "shortage"):
        assert word not in words_of(app).lower()


def test_the_roster_shows_the_grid_and_the_first_persons_day(planned):
    app = open_screen("roster.py", file=CHECK_ID, run=RUN_ID)
    grid = app.main.dataframe[0].value
    assert grid.loc["P001", ["Mon 1 Feb", "Tue 2 Feb", "Shifts"]].tolist() == ["D09", "", "1"]
    assert "**P001, Mon 1 Feb** (Europe/London)" in words_of(app)
    assert len(app.main.get("vega_lite_chart")) == 2


def test_a_cell_of_the_grid_opens_that_persons_day(planned):
    chosen = {"selection": {"rows": [], "columns": [], "cells": [(1, "Mon 1 Feb")]}}
    app = open_screen("roster.py", file=CHECK_ID, run=RUN_ID)
    app.session_state[state.GRID] = chosen
    app.run()
    assert "P002 is off on Mon 1 Feb." in words_of(app)


def test_export_offers_every_file(planned):
    app = open_screen("export.py", file=CHECK_ID, run=RUN_ID)
    labels = [button.label for button in app.main.get("download_button")]
    assert labels == [
        "Roster book (.xlsx)",
        "Roster as CSV (.zip)",
        "Requirement (.csv)",
        "Summary (.json)",
        "Download pack (.zip)",
    ]
    assert hashlib.sha256(b"book").hexdigest() in words_of(app)


def test_assumptions_can_be_searched(checked):
    app = open_screen("assumptions.py", file=CHECK_ID)
    assert len(app.main.dataframe[0].value) == 2
    app.text_input[0].set_value("REVIEW").run()
    assert app.main.dataframe[0].value["What"].tolist() == ["Review share"]


def test_a_link_brings_back_file_and_run(planned):
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.query_params["file"] = CHECK_ID
    app.query_params["run"] = RUN_ID
    app.run()
    assert (app.session_state[state.FILE], app.session_state[state.RUN]) == (CHECK_ID, RUN_ID)


def test_a_link_to_nothing_is_dropped():
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.query_params["run"] = "../../secrets"
    app.run()
    assert not app.exception
    assert state.RUN not in app.session_state


def test_an_earlier_run_can_be_opened(planned):
    app = open_screen("home.py")
    app.main.button(key=f"open_{RUN_ID}").click().run()
    assert app.session_state[state.RUN] == RUN_ID


def test_a_choice_that_another_file_does_not_have_falls_back(planned):
    stale = {state.DAY: date(2026, 1, 1), state.CREW: "(A) Agent · Gone · Paris", state.WEEK: 7}
    for screen in ("forecast.py", "requirements.py", "roster.py"):
        app = open_screen(screen, file=CHECK_ID, run=RUN_ID, **stale)
        assert app.main.selectbox[0].value in (date(2027, 2, 1), 0)

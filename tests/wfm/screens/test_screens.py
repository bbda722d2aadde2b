from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.wfm.screens.drive import MAIN, metrics_of, open_screen, plant_faults, submitted_now, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, plant_job, plant_need
from wfm.screens import state, upload
from wfm.service import Until

SCREENS = {
    "home.py": "Home",
    "forecast.py": "Forecast",
    "requirements.py": "Requirements",
    "people.py": "People and shifts",
    "roster.py": "Roster",
    "export.py": "Export",
    "last_week.py": "Last week",
    "migration.py": "Migration",
    "compare.py": "Compare",
    "assumptions.py": "Assumptions",
}
OF_A_RUN = ("roster.py", "export.py", "last_week.py", "compare.py")


@pytest.mark.parametrize("screen", [screen for screen in SCREENS if screen != "home.py"])
def test_every_screen_says_what_is_missing_and_links_to_what_mends_it(screen):
    app = open_screen(screen)
    assert "Need a forecast first." in words_of(app) or "No forecast yet." in words_of(app)
    links = [link.proto.label for link in app.main.get("page_link")]
    assert any("Home" in label for label in links)
    assert screen == "assumptions.py" or any(label.startswith("Assumptions") for label in links)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_refuses_a_file_with_faults_and_names_the_cell(data, screen):
    plant_faults(data, [("Forecast!D17", "volume is -3", "0 or more", "Correct the cell.")])
    app = open_screen(screen, file=CHECK_ID)
    assert "week.csv has 1 fault." in words_of(app)
    assert app.main.dataframe[0].value.iloc[0].tolist() == [
        "Forecast!D17", "volume is -3", "0 or more", "Correct the cell.",
    ]  # fmt: skip


@pytest.mark.parametrize("screen", OF_A_RUN)
def test_a_run_of_a_faulty_file_lists_its_faults_where_the_plan_would_be(data, screen):
    job = plant_faults(data, [("Forecast!D17", "volume is -3", "0 or more", "Correct the cell.")])
    app = open_screen(screen, file=job.id, run=job.id)
    assert "week.csv has 1 fault." in words_of(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_begins_with_its_title(planned, screen):
    app = open_screen(screen, file=CHECK_ID, run=RUN_ID)
    assert [title.value for title in app.main.title] == [SCREENS[screen]]


def test_home_asks_for_a_forecast_and_offers_the_examples():
    app = open_screen("home.py")
    assert app.file_uploader[0].label == "Drop a forecast here, or open one of three example clients."


def test_a_dropped_file_is_handed_in_once(submitted):
    app = open_screen("home.py")
    app.file_uploader[0].set_value(("week.csv", b"Queue,Offered\n", "text/csv")).run()
    app.run()
    ((content, name, options, replaced, _),) = submitted
    assert (content, name, options.until) == (b"Queue,Offered\n", "week.csv", Until.NEED)
    assert replaced is None
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
        "week.csv: no faults. 1 queue, Mon 1 Feb to Sun 7 Feb 2027, every 30 minutes, Europe/London, "
        "6 people on the staff list." in words
    )


def test_home_lists_plans_with_status_and_what_needs_the_planner(planned):
    words = words_of(open_screen("home.py"))
    assert "**Week 5**" in words
    assert "Mon 1 Feb to Sun 7 Feb 2027" in words
    # One E of Saturday has nobody; the need of two all day is far from met by five people.
    assert "1 open shift, 92.5 people-hours under" in words
    assert "Have minus need" in words


def test_a_plan_is_opened_at_a_click(planned):
    app = open_screen("home.py")
    app.main.button(key=f"open_{RUN_ID}").click().run()
    assert app.session_state[state.RUN] == RUN_ID


def test_replacing_the_forecast_keeps_the_file_and_hands_over_the_roster_as_it_stands(planned, submitted):
    app = open_screen("home.py")
    uploader = next(each for each in app.file_uploader if each.key == f"next_{RUN_ID}")
    uploader.set_value(("next.csv", b"Queue,Offered\n", "text/csv")).run()
    app.run()
    ((content, name, options, replaced, last),) = submitted
    assert (content, name, options.until) == (b"Queue,Date,Interval,Offered\n", "week.csv", Until.PLAN)
    assert (replaced.content, replaced.name, replaced.before) == (b"Queue,Offered\n", "next.csv", RUN_ID)
    assert last.startswith(b"PK")


def test_forecast_shows_totals_heat_map_days_and_the_ai(checked):
    app = open_screen("forecast.py", file=CHECK_ID)
    metrics = metrics_of(app)
    # 26 half-hours of 10 contacts and one of them 11: 261 a day, 1,827 a week, all of 5 minutes.
    assert metrics["Contacts a week"] == "1,827"
    assert metrics["Mean handle time"] == "5:00"
    # The AI holds 11 contacts of 300 s within 1,800 s at noon: 1.83 at once.
    assert metrics["AI peak conversations"] == "2"
    table = app.main.dataframe[0].value
    assert table.loc["Orders", ["Mon 1 Feb", "Tue 2 Feb", "Total"]].tolist() == [261, 261, 1827]
    assert table.loc["All queues", "Handle time"] == "5:00"
    hours = app.main.dataframe[1].value.iloc[0]
    # 1,827 x 300 s are 152.25 h a week of the AI.
    assert (hours["Hours AI"], hours["Mode today"]) == ("152", "3 escalation")


def test_forecast_compares_with_the_forecast_it_replaced(data, planned, world):
    later = plant_job(data, "20270103-080000-00000000000000dd", "plan")
    plant_need(later, world)
    request = later.request.read_text()
    later.request.write_text(request[:-1] + f', "before": "{RUN_ID}"}}')
    app = open_screen("forecast.py", file=later.id)
    assert app.main.dataframe[0].value["Change"].tolist() == ["+0 (+0.0 %)", "+0 (+0.0 %)"]
    assert "Change is against the last forecast, week.csv." in words_of(app)


def test_requirements_show_the_need_what_sets_it_and_the_two_comparisons(checked):
    app = open_screen("requirements.py", file=CHECK_ID)
    cases = [m.value for m in app.main.metric if m.label == "Peak seats"]
    assert len(cases) == 3
    assert cases[0] == "2"
    there = app.main.dataframe[0].value.iloc[0]
    assert (there["On the staff list"], there["There on the day, less leave"]) == (5, 5)
    table = next(each.value for each in app.main.dataframe if "Time" in each.value)
    assert table["Time"].iloc[0] == "09:00"
    assert set(table["Need"]) == {2}
    assert "run to see who is there" in words_of(app)
    assert any("Mode today" in each.value for each in app.main.table)


def test_a_row_of_the_need_is_explained_down_to_its_cells(checked):
    app = open_screen("requirements.py", file=CHECK_ID)
    app.session_state[state.NEED] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    words = words_of(app)
    assert "People needed on duty: escalation agents, voice, London, Mon 1 Feb 09:00-09:30" in words
    assert "Orders: 10 contacts offered" in words
    assert "Forecast!D2" in words


def test_requirements_show_heads_and_the_have_once_a_run_has_finished(planned):
    app = open_screen("requirements.py", file=CHECK_ID, run=RUN_ID)
    heads = [m.value for m in app.main.metric if m.label == "Head count"]
    assert heads == ["6", "15", "7"]
    assert "bars: people on duty in the plan" in words_of(app)


def test_a_run_is_shown_as_soon_as_it_is_read_not_only_when_it_ends(data, world):
    job = plant_job(data, RUN_ID, "plan", "running")
    submitted_now(job)
    job.heartbeat.touch()
    assert not upload.is_read(job)
    plant_need(job, world)
    assert upload.is_read(job)
    assert "Contacts by day" in words_of(open_screen("forecast.py", file=RUN_ID, run=RUN_ID))


def test_assumptions_can_be_searched(checked):
    app = open_screen("assumptions.py", file=CHECK_ID)
    every = len(app.main.dataframe[0].value)
    app.text_input[0].set_value("ESCALATION").run()
    assert 0 < len(app.main.dataframe[0].value) < every


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


def test_a_choice_that_another_file_does_not_have_falls_back(planned):
    stale = {state.DAY: date(2026, 1, 1), state.CREW: "(A) Agent · Gone · Paris", state.WEEK: 7}
    for screen in ("forecast.py", "requirements.py", "roster.py"):
        app = open_screen(screen, file=CHECK_ID, run=RUN_ID, **stale)
        assert app.main.selectbox[0].value in (date(2027, 2, 1), 0)

"""The screen Migration: empty, refused, running, loaded, and the way to a week's roster."""

import json
import shutil
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from tests.wfm.screens import small_migration
from tests.wfm.screens.drive import metrics_of, open_screen, plant_faults, submitted_now, words_of
from tests.wfm.screens.planted import CHECK_ID, plant_job
from wfm.migrating import NO_ANSWER
from wfm.migration.week_input import week_input
from wfm.migration.week_names import WEEK_NAMES
from wfm.moving import moved
from wfm.planning import PlanOptions, plan
from wfm.screens import migration_frames, state
from wfm.service import Until, answers, migration_answers, migrations
from wfm.service.job import Job

SCREEN = "migration.py"
MIGRATION_ID = "20270101-100000-00000000000000dd"
WEEK_ID = "20270101-110000-00000000000000ee"
WEEK = 16


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("migration")


@pytest.fixture(scope="module")
def read(folder):
    """Return what a worker leaves of the file with wishes and of the one without."""
    made = {}
    for with_wishes in (True, False):
        made[with_wishes] = Job(folder / str(with_wishes))
        made[with_wishes].folder.mkdir()
        answers.write_input(made[with_wishes], small_migration.plan_input(folder, with_wishes))
    return made


def put(data, read, job_id, until, with_wishes=True, **options):
    job = plant_job(data, job_id, until)
    shutil.copytree(read[with_wishes].folder, job.folder, dirs_exist_ok=True)
    asked = json.loads(job.request.read_text())
    job.request.write_text(json.dumps({**asked, "options": {**asked["options"], **options}}))
    return job


@pytest.fixture
def loaded(data, read, folder):
    job = put(data, read, MIGRATION_ID, "migration")
    migrations.write_migration(job, small_migration.result(folder))
    migration_answers.keep(job, small_migration.answers(folder))
    return job


@pytest.fixture(scope="module")
def week_made(folder):
    """Return the folder of a job that has planned the week."""
    found = small_migration.result(folder)
    job = Job(folder / "week")
    job.folder.mkdir()
    given = week_input(found.plan_input, found.prepared.case, found.plan, WEEK)
    answers.write_input(job, given)
    answers.write_result(job, plan(given, PlanOptions(20.0, 0.05)))
    return job


def test_without_a_forecast_the_screen_asks_for_one():
    assert "Need a forecast first." in words_of(open_screen(SCREEN))


def test_a_file_without_wishes_is_given_the_starting_wishes_to_pick_from(data, read, submitted):
    put(data, read, CHECK_ID, "need", with_wishes=False)
    app = open_screen(SCREEN, file=CHECK_ID)
    assert "Pick a starting wish: healthcare, retail, finance, or as today." in words_of(app)
    app.radio(key=state.TEMPLATE).set_value("retail")
    app.button(key="start_migration").click().run()
    ((_, _, options, _, _),) = submitted
    assert (options.until, options.template, options.cpu_seconds) == (Until.MIGRATION, "retail", 600.0)
    assert "The migration is being planned" in words_of(app)


def test_a_file_with_its_own_wishes_is_planned_as_it_says(data, read, submitted):
    put(data, read, CHECK_ID, "need")
    app = open_screen(SCREEN, file=CHECK_ID)
    assert "Sheet Migration of week.csv says where its queues shall go." in words_of(app)
    assert not app.main.radio
    app.button(key="start_migration").click().run()
    assert submitted[0][2].template == ""


def test_an_earlier_migration_can_be_opened_again(data, read, loaded):
    put(data, read, CHECK_ID, "need")
    app = open_screen(SCREEN, file=CHECK_ID)
    app.button(key=f"migration_{MIGRATION_ID}").click().run()
    assert "Queues and phases" in words_of(app)


def test_faults_of_the_migration_sheets_are_listed_with_their_cells(data):
    job = plant_faults(data, [("Migration!C3", "'Orders' is to go to mode 9", "0 to 6, 3+4", "")])
    app = open_screen(SCREEN, migration=job.id)
    assert "week.csv has 1 fault." in words_of(app)
    assert app.main.dataframe[0].value.iloc[0]["Cell"] == "Migration!C3"


def test_a_migration_that_was_stopped_says_so_and_can_be_planned_again(data, read):
    job = put(data, read, MIGRATION_ID, "migration")
    told = {"state": "stopped", "words": "Stopped before there was a migration.", "finished": 1_800_000_125.0}
    job.state.write_text(json.dumps(told))
    app = open_screen(SCREEN, migration=job.id)
    assert "Stopped before there was a migration." in words_of(app)
    assert app.button(key="start_migration").label == "Plan it again"


def test_the_panel_shows_a_migration_on_its_way(data, read):
    job = put(data, read, MIGRATION_ID, "migration")
    submitted_now(job)
    point = {"seconds": 5.0, "stage": "Migration", "detail": "paths chosen", "done": 0.7}
    job.progress.write_text(json.dumps({**point, "cost": None, "bound": 900_000.0}) + "\n")
    app = open_screen(SCREEN, migration=job.id)
    assert {metric.label: metric.value for metric in app.sidebar.metric} | {"Elapsed": ""} == {
        "Elapsed": "",
        "Cost now": "–",
        "Cannot be below": "GBP 900,000",
    }
    assert app.sidebar.button(key="stop_run").label == "Stop"
    assert "The migration is being planned" in words_of(app)


def test_the_top_tells_heads_parallel_running_cost_and_the_next_date(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    metrics = metrics_of(app)
    # 9 agents, 11 monitors and 2 reviewers; monitors run on beside escalation agents: 10.9 heads.
    assert metrics["Heads now"] == "22"
    assert metrics["Parallel-running peak"] == "+10.9"
    assert metrics["Total cost"].startswith("GBP 1,0")
    words = words_of(app)
    assert "Migration complete: the cheapest possible" in words
    assert "2 phases of 13 weeks, Mon 1 Feb 2027 to Sun 1 Aug 2027; wishes of the file" in words
    assert "Parallel running is most in week 14, from Mon 3 May 2027." in words


def test_the_chart_has_a_bar_for_each_queue_and_phase_in_the_colours_of_its_mode(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    chart = json.loads(app.main.get("vega_lite_chart")[0].proto.spec)
    bars, chosen, today, phases, stripes, labels, gates = chart["layer"]
    assert (today["mark"]["type"], phases["encoding"]["text"]["field"]) == ("bar", "name")
    assert (bars["mark"]["type"], stripes["mark"]["type"]) == ("bar", "tick")
    assert chosen["transform"] == [{"filter": {"param": "bar", "empty": False}}]
    assert (labels["mark"]["type"], gates["mark"]["shape"]) == ("text", "diamond")


def test_actions_are_dated_and_in_words(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    table = app.main.dataframe[0].value
    assert table["Act on"].is_monotonic_increasing
    told = table[table["What"] == "Gate decision"].iloc[0]
    assert str(told["Act on"].date()) == "2027-05-03"
    assert "Decide whether Refills may leave mode 2 (monitored) for mode 3 (escalation)" in told["In words"]


def test_gates_tell_how_far_the_proof_is_and_what_it_costs(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    gates = next(frame.value for frame in app.main.dataframe if "Still possible?" in frame.value)
    (row,) = gates.to_dict("records")
    assert (row["Queue"], row["Move"]) == ("Refills", "2 monitored to 3 escalation")
    assert row["Reviews needed"] == 1258
    assert row["Still possible?"] == "yes, not begun"
    # 32.2 reviews a day of the queue's own: 1,258 are in on day 40, the shortest stay is 60 days.
    assert "Proven by day 40; the shortest stay of 60 days decides." in words_of(app)


def test_why_says_what_a_queue_may_do_and_does(loaded):
    words = words_of(open_screen(SCREEN, migration=loaded.id, **{state.QUEUE: "Refills"}))
    assert "Risk is medium: the AI is watched first; wished for: mode 3 (escalation), and no" in words
    assert "From Mon 3 May 2027 in mode 3 (escalation): its gate is passed" in words


def test_people_of_one_role_can_be_looked_at(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    picker = app.main.selectbox(key=state.POST)
    # Roles that nobody ever has are not offered.
    assert picker.options == [
        "All",
        "(A) Agent · London",
        "(E) Escalation agent · London",
        "(M) Monitor · London",
        "(Q) QA reviewer · London",
    ]
    picker.set_value(("London", "agent", "")).run()
    weeks = next(frame.value for frame in app.main.dataframe if "Rollback reserve" in frame.value)
    # Advice needs its 8.0 agents all the time.
    assert weeks["Need"].round(1).unique().tolist() == [8.0]


def test_a_week_is_chosen_by_phase_and_planned_in_the_background(loaded, submitted):
    app = open_screen(SCREEN, migration=loaded.id)
    app.selectbox(key=state.PHASE).set_value(1).run()
    app.selectbox(key=state.PHASE_WEEK).set_value(WEEK).run()
    app.button(key="plan_week").click().run()
    ((_, _, options, _, _),) = submitted
    assert (options.until, options.week_of, options.week) == (Until.PLAN, MIGRATION_ID, WEEK)
    # The migration stays on show.
    assert "Queues and phases" in words_of(app)


def test_a_planned_week_tells_its_heads_beside_the_migrations_and_opens_its_roster(
    data, read, loaded, week_made
):
    job = put(data, read, WEEK_ID, "plan", week_of=MIGRATION_ID, week=WEEK)
    shutil.copytree(week_made.folder, job.folder, dirs_exist_ok=True)
    app = open_screen(SCREEN, migration=loaded.id, **{state.PHASE: 1, state.PHASE_WEEK: WEEK})
    table = next(frame.value for frame in app.main.dataframe if "Migration" in frame.value)
    assert table["Crew"].iloc[-1] == "All crews"
    assert table.columns[0] == "Crew"
    assert table.columns[-1] == "Roster"
    assert "in this week, its roster has" in words_of(app)
    app.button(key="open_week").click().run()
    assert (app.session_state[state.RUN], app.session_state[state.MIGRATION]) == (WEEK_ID, MIGRATION_ID)


def test_a_new_file_puts_the_migration_away(loaded, submitted):
    app = open_screen("home.py", migration=loaded.id)
    app.file_uploader[0].set_value(("week.csv", b"Queue,Offered\n", "text/csv")).run()
    assert state.MIGRATION not in app.session_state


@pytest.fixture
def longer(data, read, folder):
    """Return the job of a migration with a phase more, in which a queue can slip."""
    found = small_migration.longer(folder)
    job = put(data, read, MIGRATION_ID, "migration")
    migrations.write_migration(job, found[0])
    migration_answers.keep(job, found[1])
    return job


def test_slipping_a_queue_has_its_price_in_the_button_and_makes_another_migration(longer, submitted):
    app = open_screen(SCREEN, migration=longer.id)
    assert app.main.selectbox(key=state.MOVED).options == ["Refills", "Advice"]
    label = app.main.button(key="move_Slip one phase").label
    assert label.startswith("Slip one phase: ")
    assert label.endswith(("dearer", "cheaper", "too close to call"))
    # The gate forbids the first phase: no button, but the reason.
    told = "Bring forward one phase: not possible: 2 (monitored) to 3 (escalation): a phase in mode 2"
    assert told in words_of(app)
    app.button(key="move_Slip one phase").click().run()
    ((_, _, options, _, _),) = submitted
    assert (options.moved_from, options.moved_queue) == (MIGRATION_ID, "Refills")
    assert (options.moved_ways, options.moved_how) == ("2, 2, 3", "a phase later")
    assert "The migration is being planned" in words_of(app)


def test_a_queue_that_moves_can_be_left_as_today(longer, submitted):
    app = open_screen(SCREEN, migration=longer.id)
    button = app.main.button(key="move_Let it stay as today")
    assert button.label.startswith("Let it stay as today: GBP")
    button.click().run()
    assert (submitted[0][2].moved_ways, submitted[0][2].moved_how) == ("2, 2, 2", "as today")


@pytest.fixture
def staying(data, read, folder):
    """Return the job of a migration in which the queue that could move stays."""
    found, told = small_migration.longer(folder)
    job = put(data, read, MIGRATION_ID, "migration")
    migrations.write_migration(job, moved(found, "Refills", "2, 2, 2", PlanOptions(30.0, 0.01)))
    migration_answers.keep(job, told)
    return job


def test_a_queue_that_stays_begins_to_move_at_a_chosen_phase_at_its_price(staying, submitted):
    app = open_screen(SCREEN, migration=staying.id, **{state.MOVED: "Refills"})
    assert app.main.selectbox(key=state.MOVED_TO).options == ["3 escalation"]
    assert app.main.selectbox(key=state.MOVED_PHASE).value == 1
    app.main.selectbox(key=state.MOVED_PHASE).set_value(2).run()
    assert app.main.button(key="move_begin").label.startswith("Move it: GBP")
    app.button(key="move_begin").click().run()
    (options,) = [each[2] for each in submitted]
    assert (options.moved_ways, options.moved_how) == ("2, 2, 3", "to mode 3 from phase 3")


def test_where_a_queue_cannot_begin_the_rules_are_told(staying):
    app = open_screen(SCREEN, migration=staying.id, **{state.MOVED: "Refills"})
    app.main.selectbox(key=state.MOVED_PHASE).set_value(0).run()
    told = "Not possible: it can from phase 2 on (2 (monitored) to 3 (escalation): a phase in mode 2"
    assert told in words_of(app)
    app.main.selectbox(key=state.MOVED).set_value("Advice").run()
    assert "Advice has no other mode to move to: " in words_of(app)


def test_a_plan_moved_by_hand_says_so_and_leads_back(data, read, longer, folder):
    asked = {"moved_from": MIGRATION_ID, "moved_queue": "Refills", "moved_ways": "2, 2, 3"}
    asked["moved_how"] = "a phase later"
    job = put(data, read, WEEK_ID, "migration", **asked)
    migrations.write_migration(job, small_migration.longer(folder)[0])
    app = open_screen(SCREEN, migration=job.id)
    assert "Refills was moved by hand: a phase later." in words_of(app)
    app.button(key="move_back").click().run()
    assert app.session_state[state.MIGRATION] == MIGRATION_ID


def test_cost_is_told_against_staying_as_today(loaded):
    words = words_of(open_screen(SCREEN, migration=loaded.id))
    assert "than staying as today would; the weeks after it are not in this." in words


def test_why_tells_what_other_paths_cost(loaded):
    words = words_of(open_screen(SCREEN, migration=loaded.id, **{state.QUEUE: "Refills"}))
    assert "Its other paths: a phase later: GBP" in words


def test_stress_and_the_price_of_fewer_errors_are_told(loaded):
    app = open_screen(SCREEN, migration=loaded.id)
    cases = next(frame.value for frame in app.main.dataframe if "Most heads short" in frame.value)
    assert cases["Case"].iloc[0] == "As planned"
    assert cases["Change"].iloc[0] == 0
    risks = next(frame.value for frame in app.main.dataframe if "One error less" in frame.value)
    # The lower the cap, the dearer.
    assert risks["Cost"].is_monotonic_increasing


@pytest.fixture
def half_told(data, read, folder):
    """Return the job of a migration of which other paths and stress are still to come."""
    found, told = small_migration.longer(folder)
    job = put(data, read, MIGRATION_ID, "migration")
    migrations.write_migration(job, found)
    part = replace(NO_ANSWER, as_today=told.as_today, frontier=told.frontier)
    migration_answers.keep(job, replace(part, pending=frozenset({"alternatives", "stress"})))
    return job


def test_a_plan_is_on_show_before_what_is_asked_next_of_it(half_told, monkeypatch):
    monkeypatch.setattr(migration_answers, "is_under_way", lambda _: True)
    app = open_screen(SCREEN, migration=half_told.id)
    words = words_of(app)
    assert "Being worked out beside it: prices of other paths (0 of 2 queues), what it costs if" in words
    assert "than staying as today would" in words
    assert app.main.button(key="move_Slip one phase").disabled
    # The queue on show is priced before others.
    assert migration_answers.wanted(half_told) == "Refills"


def test_what_was_left_when_the_process_ended_can_be_asked_for_again(half_told, monkeypatch):
    asked = []
    monkeypatch.setattr(migration_answers, "ask", asked.append)
    app = open_screen(SCREEN, migration=half_told.id)
    assert "Not worked out yet: prices of other paths (0 of 2 queues)" in words_of(app)
    app.main.button(key="ask_answers").click().run()
    assert asked == [half_told]


def test_answers_that_cannot_come_say_why_and_the_plan_stays(half_told):
    migration_answers.keep(half_told, NO_ANSWER, "the log has it")
    words = words_of(open_screen(SCREEN, migration=half_told.id))
    assert "Not everything beside this plan could be worked out: the log has it" in words
    assert "Queues and phases" in words


def test_home_lists_migrations_with_cost_and_next_date_and_opens_them(loaded, monkeypatch):
    monkeypatch.setattr(migration_frames, "date", SimpleNamespace(today=lambda: date(2027, 2, 1)))
    app = open_screen("home.py")
    words = words_of(app)
    assert "22 now, " in words
    assert "GBP 1,0" in words
    assert "Mon 1 Feb\n" in words
    assert "Send 1 agent at London" in words
    app.button(key=f"open_{MIGRATION_ID}").click().run()
    assert app.session_state[state.MIGRATION] == MIGRATION_ID
    assert "Queues and phases" in words_of(app)


def test_home_says_why_there_is_no_migration(data, read):
    job = put(data, read, MIGRATION_ID, "migration")
    told = {"state": "stopped", "words": "Stopped before there was a migration.", "finished": 1_800_000_125.0}
    job.state.write_text(json.dumps(told))
    assert "Stopped before there was a migration." in words_of(open_screen("home.py"))


def test_a_planned_week_says_who_its_people_are_where_a_list_names_them(data, read, loaded, week_made):
    job = put(data, read, WEEK_ID, "plan", week_of=MIGRATION_ID, week=WEEK)
    shutil.copytree(week_made.folder, job.folder, dirs_exist_ok=True)
    row = dict.fromkeys(WEEK_NAMES.columns, 0) | {"site": "London", "role": "agent", "skill": ""}
    told = [row | {"heads": 9, "today": 7, "new": 1, "free": 1}, row | {"role": "monitor"}]
    WEEK_NAMES.conform(pd.DataFrame(told)).to_parquet(job.tables / "week_names.parquet")
    app = open_screen(SCREEN, migration=loaded.id, **{state.PHASE: 1, state.PHASE_WEEK: WEEK})
    table = next(frame.value for frame in app.main.dataframe if "Today's people" in frame.value)
    # Roles without anybody are left out, and so are columns in which nobody is.
    assert table.to_dict("records") == [
        {
            "Role and site": "(A) Agent · London",
            "Heads": 9,
            "Today's people": 7,
            "New": 1,
            "Leave and spare": 1,
        }
    ]
    assert "those there longest stay and are retrained" in words_of(app)


def test_the_verdict_stands_first_and_the_proof_below_it(loaded):
    words = words_of(open_screen(SCREEN, migration=loaded.id))
    assert "#### Against staying as today, the programme pays GBP" in words
    assert "with the 26 weeks counted after it the plan is GBP" in words


def test_a_point_of_cost_against_risk_is_picked_told_and_made_the_plan(loaded, submitted, folder):
    app = open_screen(SCREEN, migration=loaded.id)
    points = small_migration.answers(folder).frontier
    last = len(points) - 1
    app.main.selectbox(key=state.CAP).set_value(last).run()
    assert "fewer critical errors undetected, " in words_of(app)
    app.button(key="make_capped").click().run()
    ((_, _, options, _, _),) = submitted
    assert options.capped_from == MIGRATION_ID
    assert options.risk_cap == pytest.approx(points["risk"].iloc[-1], abs=2e-6)
    assert options.risk_cap >= points["risk"].iloc[-1]


def test_one_point_alone_is_no_choice(data, read, folder):
    job = put(data, read, MIGRATION_ID, "migration")
    migrations.write_migration(job, small_migration.result(folder))
    told = small_migration.answers(folder)
    migration_answers.keep(job, replace(told, frontier=told.frontier.head(1)))
    app = open_screen(SCREEN, migration=job.id)
    assert "there is nothing to trade" in words_of(app)
    assert state.CAP not in [each.key for each in app.main.selectbox]


def test_a_plan_under_a_cap_says_so_and_leads_back(data, read, loaded, folder):
    job = put(data, read, WEEK_ID, "migration", risk_cap=12.0, capped_from=MIGRATION_ID)
    migrations.write_migration(job, small_migration.result(folder))
    app = open_screen(SCREEN, migration=job.id)
    assert "Planned under a cap of 12.0 critical errors undetected." in words_of(app)
    app.button(key="cap_back").click().run()
    assert app.session_state[state.MIGRATION] == MIGRATION_ID


def test_the_plan_before_stays_on_show_while_a_new_one_is_made(longer, submitted):
    app = open_screen(SCREEN, migration=longer.id)
    app.button(key="move_Slip one phase").click().run()
    words = words_of(app)
    assert "Below stands the plan before it, until the new one is there." in words
    assert "Queues and phases" in words
    assert metrics_of(app)["Heads now"] == "22"

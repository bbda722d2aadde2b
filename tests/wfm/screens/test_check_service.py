"""The screen Check service: empty, under way, loaded, refused, and after a change by hand."""

import json

import pandas as pd
import pytest

from tests.wfm.screens.drive import metrics_of, open_screen, plant_faults, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID
from wfm.roster.by_hand import apply as applied
from wfm.roster.by_hand import give_up
from wfm.screens import check_frames, check_tighten
from wfm.service import Until, by_hand, desk, process, results, verifying
from wfm.service.files import write_json

SCREEN = "check_service.py"


@pytest.fixture
def started(monkeypatch):
    """Keep which revisions were asked for, in place of processes, which then are under way."""
    kept = []
    monkeypatch.setattr(process, "start_other", lambda *given: kept.append(given[3]))
    monkeypatch.setattr(verifying, "is_under_way", lambda _: bool(kept))
    return kept


@pytest.fixture
def simulated(planned):
    planned.checks.joinpath("revision-000000").mkdir(parents=True)
    verifying.check(planned, 0)
    return planned


def open_check():
    return open_screen(SCREEN, file=CHECK_ID, run=RUN_ID)


def table_of(app, column):
    return next(table.value for table in (*app.main.dataframe, *app.main.table) if column in table.value)


def test_without_a_forecast_the_screen_asks_for_one():
    assert "Need a forecast first." in words_of(open_screen(SCREEN))


def test_without_a_roster_the_screen_says_what_it_needs(checked):
    assert "Needs a roster: run first." in words_of(open_screen(SCREEN, file=CHECK_ID))


def test_faults_of_the_file_are_listed(data):
    job = plant_faults(data, [("Forecast!C3", "-3", "0 or more", "")])
    assert "week.csv has 1 fault." in words_of(open_screen(SCREEN, file=job.id, run=job.id))


def test_opening_the_screen_starts_the_check_and_tells_how_far_it_is(planned, started):
    app = open_check()
    assert started == ["0"]
    assert "The roster is played against random customers." in words_of(app)
    write_json(planned.checks / "progress.json", {"replications": 37, "half_width": 0.014})
    texts = [bar.proto.text for bar in open_check().main.get("progress")]
    assert texts == ["As planned: played 37 times: service known to ± 1.4 pts; ± 1.0 pts is enough"]


def test_a_check_that_failed_says_why_and_can_be_made_again(planned, started):
    folder = planned.checks / "revision-000000"
    folder.mkdir(parents=True)
    (folder / "failed.json").write_text(json.dumps({"words": "the log has it"}))
    app = open_check()
    assert "The service could not be checked: the log has it" in words_of(app)
    assert started == []
    app.button(key="check_again").click().run()
    assert started == ["0"]


def test_the_top_tells_the_worst_role_and_interval(simulated):
    app = open_check()
    words, metrics = words_of(app), metrics_of(app)
    # 6 people where the need asks for up to 4 of 6 days around the clock of the shop: far below.
    (role,) = verifying.check_of(simulated, 0).verification.roles.to_dict("records")
    missed = f"{role['service_level'] - role['target']:+.1%}".replace("%", " pts")
    assert metrics["Worst role against target"] == missed
    assert f"against 90.0 %: {missed}." in words
    assert metrics["Worst interval below target"] != "None"
    assert (metrics["Reviews late, hours"], metrics["Minutes unwatched"]) == ("–", "–")
    assert "Checked: the run's own roster." in words
    assert "0 % ± 0 % against 90 %; likely cause: nobody is on duty." in words


def test_roles_and_worst_intervals_stand_in_tables(simulated):
    app = open_check()
    (role,) = table_of(app, "Promised").to_dict("records")
    assert (role["Role"], role["Service"], role["Target"]) == (
        "(E) Escalation agent",
        "Answered in time",
        "90.0 %",
    )
    assert role["Result"].startswith("-")
    assert role["Promised"].endswith(" %")
    worst = table_of(app, "Likely cause")
    assert worst["Likely cause"].iloc[0] == "Nobody is on duty"
    assert "(E) Escalation agent · voice · London" in set(worst["Crew"])


def test_the_chart_shows_one_day_of_one_crew(simulated):
    chart = json.loads(open_check().main.get("vega_lite_chart")[0].proto.spec)
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["bar", "area", "line", "line", "point"]


def test_after_a_change_by_hand_the_roster_as_it_is_now_is_checked(simulated, started):
    given, first = desk.given_of(simulated), desk.draft_of(simulated, 0)
    off = give_up(first.roster, "O1", pd.Timestamp("2027-02-04"))
    other = applied(first.roster, off, desk.terms_of(given, first))
    by_hand.carry_out(simulated, given, first, other)
    assert "The roster is played" in words_of(open_check())
    assert started == ["1"]
    verifying.check(simulated, 1)
    assert "Checked: change 1: Taking Dan Ode off L on Thu 4 Feb." in words_of(open_check())


@pytest.mark.parametrize(
    ("level", "high", "told"),
    [
        (0.80, 0.81, "pass"),
        (0.7999, 0.81, "pass"),
        (0.758, 0.77, "-4.2 pts"),
        (0.795, 0.805, "-0.5 pts, may be chance"),
        (float("nan"), float("nan"), "–"),
    ],
)
def test_a_role_passes_or_is_so_many_points_below(level, high, told):
    row = {"target": 0.8, "service_level": level, "service_level_high": high}
    assert check_frames.against_target(row) == told


def test_stress_cases_are_asked_for_and_stand_beside_the_plan(simulated, started):
    app = open_check()
    app.button(key="stress").click().run()
    assert started == ["0"]
    assert not [button for button in app.button if button.key == "stress"]
    verifying.stress(simulated, 0)
    table = table_of(open_check(), "Case")
    assert table["Case"].tolist()[0] == "As planned"
    assert "AI down in its busiest hour" in set(table["Case"])
    told = table.set_index("Case")[check_frames.HELD_BY]
    assert told["As planned"] == ""
    assert all(told.drop("As planned"))
    column = "(E) Escalation agent"
    below = {case: float(words.split()[0]) for case, words in zip(table["Case"], table[column], strict=True)}
    assert below["Escalation 10 points higher"] < below["Escalation 5 points higher"] < below["As planned"]


def test_a_plan_below_target_is_tightened_by_a_run_of_its_own(simulated, submitted):
    app = open_check()
    app.button(key="tighten").click().run()
    ((_, name, options, *_),) = submitted
    assert (name, options.until, options.tightens, options.cpu_seconds) == (
        "week.csv",
        Until.PLAN,
        True,
        600.0,
    )
    # The new plan is on show; the old one is still there.
    assert "The run is under way" in words_of(app)
    assert desk.latest(simulated) == 0


CHECKED = {
    "tolerance": 0.02,
    "rounds": [
        {"raised_hours": 0.0, "raised_work_hours": 0.0},
        {"raised_hours": 12.0, "raised_work_hours": 1.5},
    ],
    "kept_round": 1,
    "cost_of_tightening": 345.0,
    "judged": [],
    "is_kept": True,
    "why_not": [],
    "ended": "the customers it was tightened with find it near enough",
}


def test_a_tightened_plan_tells_what_it_cost_and_is_not_offered_again(simulated):
    path = simulated.results / results.SUMMARY
    figures = json.loads(path.read_text())
    path.write_text(json.dumps(figures | {"service_check": CHECKED}))
    app = open_check()
    assert "Tightened in 1 round: 13.5 people-hours more" in words_of(app)
    assert "GBP +345" in words_of(app)
    assert not [button for button in app.button if button.key == "tighten"]


def test_a_tightened_plan_below_target_is_no_saving():
    missed = CHECKED | {"is_kept": False, "why_not": ["agent, work: 75.0% against a target of 80%"]}
    told = check_tighten.what_was_done(missed, "GBP")
    assert told.endswith("not to be called a saving: agent, work: 75.0% against a target of 80%.")

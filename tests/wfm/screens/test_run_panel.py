import json

from tests.wfm.screens.drive import open_screen, submitted_now, words_of
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, plant_job, plant_need
from wfm import service
from wfm.screens import state
from wfm.service import Until


def test_the_run_button_waits_for_a_file_without_faults(data):
    assert open_screen("home.py").sidebar.button(key="start_run").disabled


def test_run_hands_in_the_file_with_its_limit(checked, submitted):
    app = open_screen("forecast.py", file=CHECK_ID)
    app.sidebar.number_input(key=state.LIMIT).set_value(2).run()
    app.sidebar.button(key="start_run").click().run()
    ((content, name, options, replaced, _),) = submitted
    assert (name, options.until, options.cpu_seconds) == ("week.csv", Until.PLAN, 120.0)
    assert content == (checked.input / "week.csv").read_bytes()
    assert replaced is None


def test_a_running_search_shows_cost_bound_and_a_way_to_stop(data, checked, world, monkeypatch):
    job = plant_job(data, RUN_ID, "plan", "running", "Shift plan")
    plant_need(job, world)
    job.process.write_text(json.dumps({"pid": 1}))
    submitted_now(job, 65)
    point = {"seconds": 3.0, "stage": "Shift plan", "done": 0.4}
    searches = (("Week 1 of 4", 5.0, 4.0), ("Week 2 of 4", None, 22_000.0), ("Week 2 of 4", 22_900.0, None))
    lines = [{**point, "detail": week, "cost": cost, "bound": bound} for week, cost, bound in searches]
    job.progress.write_text("".join(json.dumps(line) + "\n" for line in lines))
    monkeypatch.setattr(service.process, "is_alive", lambda job: True)
    app = open_screen("forecast.py", file=CHECK_ID, run=RUN_ID)
    shown = {metric.label: metric.value for metric in app.sidebar.metric}
    assert shown["Cost now"] == "GBP 22,900"
    assert shown["Cannot be below"] == "GBP 22,000"
    assert shown["Elapsed"].startswith("1:0")
    app.sidebar.button(key="stop_run").click().run()
    assert service.is_stopping(job)
    assert app.sidebar.button(key="stop_run").disabled


def test_an_interrupted_run_is_told_and_can_be_run_again(data, checked, submitted):
    job = plant_job(data, RUN_ID, "plan", "running")
    job.process.write_text(json.dumps({"pid": 999_999_999}))
    app = open_screen("home.py", file=CHECK_ID, run=RUN_ID)
    assert "Run again?" in words_of(app)
    again = app.sidebar.button(key="start_run")
    assert again.label == "Run again"
    again.click().run()
    assert submitted[0][2].until is Until.PLAN

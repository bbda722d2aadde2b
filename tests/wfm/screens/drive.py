"""Open a screen as a planner would and read what stands on it."""

import json
import time

from streamlit.testing.v1 import AppTest

import wfm.screens.main
from tests.wfm.screens.planted import CHECK_ID, plant_job

MAIN = wfm.screens.main.__file__


def submitted_now(job, seconds_ago=0.0):
    request = json.loads(job.request.read_text())
    job.request.write_text(json.dumps({**request, "submitted": time.time() - seconds_ago}))
    job.state.write_text(json.dumps({"state": "running", "words": "Reading the file"}))


def open_screen(screen, **session):
    app = AppTest.from_file(MAIN, default_timeout=30)
    for key, value in session.items():
        app.session_state[key] = value
    app.run()
    if screen != "home.py":
        app.switch_page(screen).run()
    assert not app.exception, app.exception
    return app


def words_of(app):
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


def metrics_of(app):
    return {metric.label: metric.value for metric in app.main.metric}


def plant_faults(data, faults):
    job = plant_job(data, CHECK_ID, "need", "faults")
    keys = ("where", "found", "expected", "action")
    job.faults.write_text(json.dumps([dict(zip(keys, fault, strict=True)) for fault in faults]))
    return job

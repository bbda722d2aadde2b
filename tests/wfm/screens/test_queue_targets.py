"""The editable table of queues on Requirements: shown with its sources, checked, taken for the run."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import streamlit as st

from tests.wfm.screens.drive import open_screen, words_of
from tests.wfm.screens.planted import CHECK_ID
from wfm.policy.queue_answers import merged
from wfm.screens import queue_targets
from wfm.service import Until

TARGET, CAP, HANDLE = "Target (%)", "Cap (%)", "Handle time"


@pytest.fixture
def edit(monkeypatch):
    """Let a planner change cells of the table: ``edit[label] = value`` for its one queue."""
    changes = {}

    def data_editor(table, **options):
        return table.assign(**{label: [value] for label, value in changes.items()})

    monkeypatch.setattr(st, "data_editor", data_editor)
    return changes


def press(app, label):
    next(button for button in app.main.button if button.label == label).click()
    return app.run()


def test_the_table_shows_mode_values_what_sets_the_number_and_where_they_stand(checked, monkeypatch):
    seen = []
    monkeypatch.setattr(st, "data_editor", lambda table, **options: seen.append((table, options)) or table)
    open_screen("requirements.py", file=CHECK_ID)
    table, options = seen[-1]
    row = table.iloc[0]
    assert (row["Mode"], row["Escalation (%)"]) == ("3 escalation (100 %)", 15.0)
    assert (row[CAP], row[TARGET], row["Within (s)"]) == (75.0, 90.0, 30.0)
    assert row[HANDLE].count(":") == 1
    assert row["Sets the number"]
    assert row["Source"].startswith("assumed: target, within, cap, escalation, handle time")
    assert {"Queue", "Mode", "Source", "Sets the number"} <= set(options["disabled"])
    assert TARGET not in options["disabled"]


def test_values_changed_are_taken_for_this_run_and_the_file_is_read_again(checked, edit, submitted):
    edit |= {TARGET: 70.0, HANDLE: "5:30"}
    app = press(open_screen("requirements.py", file=CHECK_ID), "Use these values")
    assert not app.exception
    ((_, name, options, *_),) = submitted
    assert (name, options.until) == ("week.csv", Until.NEED)
    (answers,) = options.queue_answers.values()
    assert answers == {"target_share": "70.0%", "escalated_seconds": "5:30"}


def test_a_value_out_of_bounds_is_refused_as_in_the_workbook(checked, edit, submitted):
    edit |= {TARGET: 120.0, HANDLE: "soon"}
    app = press(open_screen("requirements.py", file=CHECK_ID), "Use these values")
    assert submitted == []
    said = words_of(app)
    assert "target_share is '120.0%'" in said
    assert "escalated_seconds is 'soon'" in said


def test_without_a_change_there_is_nothing_to_take(checked, edit):
    app = open_screen("requirements.py", file=CHECK_ID)
    button = next(each for each in app.main.button if each.label == "Use these values")
    assert button.disabled
    assert not any(each.label.startswith("Back to") for each in app.main.button)


def test_what_was_answered_can_be_dropped_and_goes_into_the_run(checked, edit, submitted):
    asked = json.loads(checked.request.read_text())
    asked["options"]["queue_answers"] = {"Voice": {"target_share": "70%"}}
    checked.request.write_text(json.dumps(asked))
    app = open_screen("requirements.py", file=CHECK_ID)
    press(app, "Back to the file's own values")
    assert submitted[-1][2].queue_answers == {}
    app = open_screen("requirements.py", file=CHECK_ID)
    app.sidebar.button(key="start_run").click().run()
    assert submitted[-1][2].until is Until.PLAN
    assert submitted[-1][2].queue_answers == {"Voice": {"target_share": "70%"}}


def test_an_emptied_cell_goes_back_and_what_the_forecast_gives_is_refused():
    row = {"queue": "Voice", "handle_column": "escalated_seconds"}
    row |= {f"{name}_source": "assumed" for name in queue_targets.NAMES}
    table = pd.DataFrame([row | {"escalation_settled_source": "your forecast"}])
    labels = queue_targets.NAMES
    before = pd.DataFrame([dict.fromkeys(labels.values(), 10.0)])
    after = before.assign(**{labels["target_share"]: None, labels["escalation_settled"]: 20.0})
    changed, (fault,) = queue_targets.answers_of(table, before, after)
    assert "your forecast gives it" in fault.expected
    assert changed == {"Voice": {"target_share": ""}}
    assert merged({"Voice": {"target_share": "70%"}}, changed) == {}

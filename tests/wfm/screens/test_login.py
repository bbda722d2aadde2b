"""Where people log in: no look without a role, no change by viewers, and no reasons of leave for them."""

import pytest

from tests.wfm.screens.drive import open_screen, words_of
from tests.wfm.screens.planted import RUN_ID
from tests.wfm.service.test_rights import LOGIN
from wfm.screens import login
from wfm.service import rights
from wfm.service import store as kept
from wfm.service.store import Role


@pytest.fixture
def person(monkeypatch):
    """Return a function that sits somebody before the screens."""
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(rights, "_logged_in", [])

    def sit(address, role=None):
        monkeypatch.setattr(login, "address", lambda: address)
        if role is not None:
            kept.set_role(kept.open_store(), address, role, "root")

    return sit


def leave_of(app):
    return {str(value) for frame in app.dataframe if "Kind" in frame.value for value in frame.value["Kind"]}


def test_who_is_not_logged_in_sees_a_way_in_and_nothing_else(planned, person):
    person(None)
    app = open_screen("home.py", run=RUN_ID)
    assert "Log in to see the plans." in words_of(app)
    assert [button.label for button in app.button] == ["Log in"]


def test_who_has_no_role_is_let_no_further(planned, person, monkeypatch):
    person("new@example.org")
    app = open_screen("home.py", run=RUN_ID)
    assert "week.csv" not in words_of(app)
    assert not app.dataframe


def test_a_planner_sees_why_people_are_away_and_a_viewer_does_not(planned, person):
    person("ana@example.org", Role.PLANNER)
    reasons = leave_of(open_screen("people.py", file=RUN_ID, run=RUN_ID))
    assert reasons
    assert "away" not in reasons
    person("vera@example.org", Role.VIEWER)
    app = open_screen("people.py", file=RUN_ID, run=RUN_ID)
    assert leave_of(app) == {"away"}
    assert "vera@example.org, viewer" in words_of(app)


def test_a_viewer_who_asks_for_a_run_is_told_what_it_needs(planned, person):
    person("vera@example.org", Role.VIEWER)
    app = open_screen("people.py", file=RUN_ID, run=RUN_ID)
    app.button(key="start_run").click().run()
    assert not app.exception
    assert "vera@example.org is a viewer here; this needs a planner." in words_of(app)

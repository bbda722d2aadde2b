"""Who may do what, checked in the service itself, whoever calls it."""

import pandas as pd
import pytest

from tests.wfm.service.store.postgres import ON_BOTH
from wfm import service
from wfm.errors import NotAllowedError, PlanningError
from wfm.service import JobOptions, by_hand, layouts, login, results, rights, settings
from wfm.service import store as kept
from wfm.service.job import Job
from wfm.service.store import Role, Scope

pytestmark = [pytest.mark.usefixtures("data"), ON_BOTH]

LOGIN = {
    "WFM_PUBLIC_URL": "https://wfm.example.org",
    "WFM_LOGIN_METADATA": "https://id.example.org/.well-known/openid-configuration",
    "WFM_LOGIN_CLIENT_ID": "wfm",
    "WFM_LOGIN_CLIENT_SECRET": "secret",
    "WFM_LOGIN_COOKIE_SECRET": "x" * 32,
}


@pytest.fixture
def person(monkeypatch):
    """Return a function that sits somebody before the screens of an app with a login."""
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)

    def sit(address, role=None):
        if role is not None:
            kept.set_role(kept.open_store(), address, role, "root")
        rights.know_people_by(lambda: address)

    return sit


def deeds():
    """Return every deed that changes something, each called with nothing it could change."""
    nobody = Job(None)
    return {
        "submit": lambda: service.submit(b"x", "week.csv", JobOptions()),
        "stop": lambda: service.stop(nobody),
        "publish": lambda: by_hand.publish(nobody, None, None),
        "freeze": lambda: by_hand.freeze(nobody, None, None, None),
        "undo": lambda: by_hand.undo(nobody, None, None),
        "carry out": lambda: by_hand.carry_out(nobody, None, None, None),
        "carry out together": lambda: by_hand.carry_out_together(nobody, None, None, (), ""),
        "lock": lambda: by_hand.lock(nobody, None, None, "", None),
        "unlock": lambda: by_hand.unlock(nobody, None, None, "", None),
        "take in": lambda: by_hand.take_in(nobody, None, None, b"", ""),
        "download": lambda: results.result_file(nobody, "roster_book.xlsx"),
        "save layout": lambda: layouts.save(layouts.FIRST),
        "delete layout": lambda: layouts.delete("x"),
    }


@pytest.mark.parametrize("deed", deeds())
def test_a_viewer_changes_nothing_and_is_told_what_it_needs(person, deed):
    person("vera@example.org", Role.VIEWER)
    with pytest.raises(NotAllowedError, match=r"vera@example\.org is a viewer here; this needs a planner"):
        deeds()[deed]()


@pytest.mark.parametrize("deed", deeds())
def test_nobody_acts_without_a_login_or_without_a_role(person, deed):
    person(None)
    with pytest.raises(NotAllowedError, match="log in first"):
        deeds()[deed]()
    person("new@example.org")
    with pytest.raises(NotAllowedError, match="has no role here yet"):
        deeds()[deed]()


def test_a_planner_plans_under_their_own_name(person):
    person("ana@example.org", Role.PLANNER)
    service.submit(b"x", "week.csv", JobOptions())
    (plan,) = kept.plans(kept.open_store())
    assert plan.owner == "ana@example.org"


def test_whoever_runs_the_command_line_is_the_user_of_the_machine_and_may_do_all(person):
    assert rights.caller() == rights.Caller(rights.machine_user(), Role.ADMIN)


def test_a_program_acts_by_its_token_even_where_nobody_is_logged_in(person):
    person(None)
    token = kept.Token("bot", Scope.PLAN, None, None)
    before = rights._program.set(None)
    try:
        rights.act_as(token)
        assert rights.require(Role.PLANNER).who == "bot"
        with pytest.raises(NotAllowedError):
            rights.require(Role.ADMIN)
    finally:
        rights._program.reset(before)


def test_a_download_prepared_now_is_made_later_with_the_rights_of_now(person):
    person("ana@example.org", Role.PLANNER)
    later = rights.as_now(lambda: rights.require(Role.PLANNER).who)
    person(None)
    assert later() == "ana@example.org"
    with pytest.raises(NotAllowedError):
        rights.require(Role.VIEWER)


def test_why_somebody_is_away_is_told_to_planners_alone(person, data):
    job = Job(data / "jobs" / "j")
    job.tables.mkdir(parents=True)
    days = pd.DataFrame({"person_id": ["P1"], "date": [pd.Timestamp("2027-03-01")], "code": ["SICK"]})
    days.astype({"code": "str", "person_id": "str"}).to_parquet(job.tables / "away.parquet")
    person("ana@example.org", Role.PLANNER)
    assert results.table(job, "away")["code"].tolist() == ["SICK"]
    person("vera@example.org", Role.VIEWER)
    seen = results.table(job, "away")
    assert (seen["code"].tolist(), seen["person_id"].tolist()) == (["away"], ["P1"])


def test_a_login_is_set_up_whole_or_not_at_all(monkeypatch):
    assert login.secrets() == {}
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    assert login.secrets()["auth"]["redirect_uri"] == "https://wfm.example.org/oauth2callback"
    assert login.is_encrypted()
    monkeypatch.delenv("WFM_LOGIN_CLIENT_ID")
    with pytest.raises(PlanningError, match="a login needs WFM_LOGIN_CLIENT_ID too"):
        login.is_configured()


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.0.2.7"])
def test_without_a_login_other_addresses_than_this_machine_are_refused(monkeypatch, address):
    assert login.checked_address("127.0.0.1") == "127.0.0.1"
    with pytest.raises(PlanningError, match="anybody could read your plans"):
        login.checked_address(address)


def test_with_a_login_the_app_may_listen_elsewhere(person):
    assert login.checked_address("0.0.0.0") == "0.0.0.0"
    assert settings.faults() == ()

"""A fuzzer reads the API's schema and asks for everything there is: planted jobs, so that the handlers run.

Each operation is asked with data as its schema allows and with data as it forbids, under every scope.
"""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, openapi
from starlette.testclient import TestClient

from tests.wfm.api.conftest import MIGRATION_ID, WEEK, WEEK_ID
from tests.wfm.screens.planted import CHECK_ID, RUN_ID
from wfm.api import make_api
from wfm.service import store as kept

EXAMPLES = 15
TABLES = ["people", "away", "heads", "gates", "frontier"]
FILES = ["roster_book.xlsx", "migration_book.xlsx", "trade_offs.xlsx"]
ASKED = {
    "over": [{"volume": ["0.9", "1"]}, {"scenario": ["none"], "target_share": ["0.8"]}],
    "shift": [0.04, -0.1],
    "queue": ["Refills", "Advice"],
    "ways, phases": [("2, 2", 0), ("", 1), ("", -1)],
    "week": [0, 25],
    "until": ["plan", "migration"],
    "template": ["retail", ""],
    "file": [b"quick", b""],
}
"""What the planted jobs know: by chance a fuzzer never asks for it."""
SCHEMA = openapi.from_dict(make_api().openapi())
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}


def names(label):
    """Return what is there to be named in a path; of jobs more often the one that can answer."""
    fit = MIGRATION_ID if "/migration" in label else RUN_ID
    return {
        "plan_id": [plan.id for plan in kept.plans(kept.open_store())],
        "job_id": [fit, fit, fit, RUN_ID, MIGRATION_ID, CHECK_ID, WEEK_ID],
        "name": FILES if "/files" in label else TABLES,
        "week": [0, WEEK, 26],
    }


def one_of_each(values):
    return st.fixed_dictionaries({name: st.sampled_from(each) for name, each in values.items()})


def call(app, case, headers):
    if case.path != "/plans" or case.method != "POST" or not isinstance(case.body, dict):
        return case.call(app=app, headers=headers).status_code
    # The fuzzer sends no file name, and without one there is no file.
    fields = {name: str(value) for name, value in case.body.items() if name != "file"}
    content = case.body.get("file", b"")
    files = {"file": ("week.csv", content if isinstance(content, bytes) else repr(content).encode())}
    client = TestClient(app, raise_server_exceptions=False)
    return client.post("/plans", files=files, data=fields, headers=headers).status_code


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("label", list(OPERATIONS))
def test_nothing_asked_of_what_is_there_is_an_error_of_ours(planted, tokens, monkeypatch, label, mode):
    monkeypatch.setenv("WFM_REQUESTS_PER_MINUTE", "1000000")
    app, seen = make_api(), set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=OPERATIONS[label].as_strategy(generation_mode=mode),
        named=one_of_each(names(label)),
        known=one_of_each(ASKED),
        is_known=st.sampled_from([True, True, False]),
        scope=st.sampled_from(sorted(tokens)),
    )
    def fuzz(case, named, known, is_known, scope):
        case.path_parameters = {name: named[name] for name in case.path_parameters}
        if is_known and isinstance(case.body, dict):
            known["ways"], known["phases"] = known["ways, phases"]
            case.body = {name: known.get(name, value) for name, value in case.body.items()}
        seen.add(call(app, case, tokens[scope]))

    fuzz()
    assert max(seen) < 500
    if mode is GenerationMode.POSITIVE:
        # Else nothing behind the door was tried.
        assert min(seen) < 300

"""A program sends a workbook, follows its job and fetches the answer; whoever may not is refused."""

import hashlib
import io
import re
import time
import zipfile
from pathlib import Path

import pytest

from tests.wfm.service.store.postgres import ON_BOTH
from wfm import service
from wfm.api import limits, make_api
from wfm.service import store as kept
from wfm.service.job import Job

PATIENCE_SECONDS = 120
PAGE = Path(__file__).parents[3] / "docs" / "api.md"
NOBODY = "20270101-000000-0123456789abcdef"

pytestmark = ON_BOTH


def send(client, tokens, content=b"quick", name="week.csv", **fields):
    return client.post("/plans", files={"file": (name, content)}, data=fields, headers=tokens["plan"])


def wait_until_ended(client, tokens, job_id):
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE_SECONDS:
        told = client.get(f"/jobs/{job_id}", headers=tokens["read"]).json()
        if told["state"] not in ("queued", "running"):
            return told
        time.sleep(0.1)
    raise AssertionError(told)


def routes():
    """Return every route with the least scope that it asks for, as its own schema lists them."""
    schema = make_api().openapi()
    # Books tell why people are away: they are for planners too.
    admins, plans = {"/audit"}, {"/jobs/{job_id}/files/{name}"}
    for path, methods in schema["paths"].items():
        for method in methods:
            scope = "admin" if path in admins else "plan" if method != "get" or path in plans else "read"
            yield method, path, scope


def test_the_page_on_the_api_tells_every_route_with_its_scope():
    rows = re.findall(r"^\| `([A-Z]+) (\S+)` \| (\w+) \|", PAGE.read_text(), re.MULTILINE)
    assert sorted(rows) == sorted((method.upper(), path, scope) for method, path, scope in routes())


def call(client, method, path, headers):
    path = path.format(plan_id="x", job_id=NOBODY, name="x", week=0)
    return client.request(method, path, headers=headers, json={} if path.endswith("again") else None)


@pytest.mark.parametrize(("method", "path", "scope"), list(routes()))
def test_every_route_refuses_a_missing_a_wrong_a_revoked_and_an_under_scoped_token(
    client, tokens, idle, method, path, scope
):
    wrong = {"Authorization": "Bearer wfm_wrong"}
    for headers in ({}, wrong, {"Authorization": "Basic YTpi"}):
        answer = call(client, method, path, headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"
    lesser = {"read": [], "plan": ["read"], "admin": ["read", "plan"]}[scope]
    for less in lesser:
        assert call(client, method, path, tokens[less]).status_code == 403
    assert call(client, method, path, tokens[scope]).status_code not in (401, 403)
    kept.revoke_token(kept.open_store(), f"a {scope}", "ana")
    assert call(client, method, path, tokens[scope]).status_code == 401
    assert idle == []


def test_a_workbook_is_checked_planned_and_its_answer_fetched(client, tokens):
    sent = send(client, tokens)
    assert sent.status_code == 202
    job_id = sent.json()["id"]
    assert wait_until_ended(client, tokens, job_id)["state"] == "done"
    asked = client.post(f"/jobs/{job_id}/again", json={"until": "plan"}, headers=tokens["plan"])
    planned = wait_until_ended(client, tokens, asked.json()["id"])
    assert (planned["state"], planned["has_result"]) == ("done", True)
    # The last report tells no figures; the last ones heard of still hold.
    assert (planned["last"]["stage"], planned["last"]["cost"]) == ("Writing the book", 998.0)
    assert planned["last"]["bound"] == 900.0
    got = client.get(f"/jobs/{planned['id']}/summary", headers=tokens["read"])
    assert got.json() == {"status": "feasible"}
    (plan,) = client.get("/plans", headers=tokens["read"]).json()
    assert (plan["name"], plan["owner"], plan["versions"]) == ("week", "a plan", 1)
    (version,) = client.get(f"/plans/{plan['id']}/versions", headers=tokens["read"]).json()
    assert version["jobs"] == [job_id, planned["id"]]


def test_faults_come_as_json_with_their_cells(client, tokens):
    told = wait_until_ended(client, tokens, send(client, tokens, b"faults").json()["id"])
    assert told["state"] == "faults"
    assert [fault["where"] for fault in told["faults"]] == ["Forecast!D17", "Forecast!D18"]
    assert told["faults"][0]["action"] == "Correct it."
    (name,) = client.get(f"/jobs/{told['id']}/files", headers=tokens["read"]).json()
    copy = client.get(f"/jobs/{told['id']}/files/{name}", headers=tokens["plan"])
    assert copy.content == b"Forecast!D17\nForecast!D18"


def test_a_job_is_stopped_and_a_summary_that_is_not_there_yet_is_a_conflict(client, tokens, idle):
    job_id = send(client, tokens).json()["id"]
    early = client.get(f"/jobs/{job_id}/summary", headers=tokens["read"])
    assert (early.status_code, early.json()["title"]) == (409, "Conflict")
    assert client.post(f"/jobs/{job_id}/cancel", headers=tokens["plan"]).json()["state"] == "stopped"


def test_jobs_that_wait_tell_their_place(client, tokens, idle, monkeypatch):
    monkeypatch.setenv("WFM_SLOTS", "1")
    jobs = [send(client, tokens).json()["id"] for _ in range(3)]
    told = [client.get(f"/jobs/{job_id}", headers=tokens["read"]).json() for job_id in jobs]
    # Checks wait for checks alone.
    assert [each["waits_behind"] for each in told] == [None, 0, 1]


def test_a_plan_put_away_is_listed_only_where_asked_for_and_the_audit_tells_who_did_it(client, tokens, idle):
    send(client, tokens)
    (plan,) = client.get("/plans", headers=tokens["read"]).json()
    assert client.post(f"/plans/{plan['id']}/archive", headers=tokens["plan"]).status_code == 204
    assert client.get("/plans", headers=tokens["read"]).json() == []
    (away,) = client.get("/plans?archived=true", headers=tokens["read"]).json()
    assert away["id"] == plan["id"]
    # Nothing deletes a plan: to be deleted is to be put away.
    assert client.post(f"/plans/{plan['id']}/revive", headers=tokens["plan"]).status_code == 204
    assert client.delete(f"/plans/{plan['id']}", headers=tokens["plan"]).status_code == 204
    (away,) = client.get("/plans?archived=true", headers=tokens["read"]).json()
    assert len(client.get(f"/plans/{plan['id']}/versions", headers=tokens["read"]).json()) == 1
    last = client.get("/audit", headers=tokens["admin"]).json()[-1]
    assert (last["who"], last["what"], last["subject"]) == ("a plan", "archive plan", plan["id"])


def bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300 * 2**20)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bomb.xlsx", bomb, "times its size"),
        ("macro.xlsm", lambda: b"PK", "macros"),
        ("old.xls", lambda: b"x", "old Excel format"),
        ("empty.csv", lambda: b"", "is empty"),
        ("program.exe", lambda: b"MZ", "is of kind .exe"),
        ("not.xlsx", lambda: b"PK\x03\x04 not", "not an Excel workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_fault_and_no_process_is_begun(
    client, tokens, idle, name, content, words
):
    answer = send(client, tokens, content(), name)
    assert answer.status_code == 422
    assert words in answer.json()["faults"][0]["found"]
    assert idle == []
    assert client.get("/plans", headers=tokens["read"]).json() == []


def test_a_request_too_large_is_refused_before_it_is_read(client, tokens, idle, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BODY_BYTES", 1000)
    said = send(client, tokens, b"x" * 2000)
    assert (said.status_code, said.json()["title"]) == (413, "Content Too Large")

    def unsaid():
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 100
        yield b"\r\n--x--\r\n"

    # Without its length the request is counted as it comes.
    headers = {**tokens["plan"], "Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/plans", content=unsaid(), headers=headers).status_code == 413
    assert idle == []


def test_who_asks_too_often_waits_and_nobody_else_does(client, tokens, monkeypatch):
    monkeypatch.setenv("WFM_REQUESTS_PER_MINUTE", "3")
    answers = [client.get("/plans", headers=tokens["read"]) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61
    assert client.get("/plans", headers=tokens["plan"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/jobs/..%2f..%2fetc/files", "/jobs/%2e%2e/files/x", f"/jobs/{NOBODY}/files/..%2f..%2frequest.json"],
)
def test_no_path_leads_out_of_a_job(client, tokens, path):
    assert client.get(path, headers=tokens["plan"]).status_code == 404


def test_a_file_that_is_not_listed_is_not_given_out(client, tokens, idle):
    job = service.find(send(client, tokens).json()["id"])
    assert isinstance(job, Job)
    for name in ("request.json", "..%2frequest.json", "worker.log", "%2fetc%2fpasswd"):
        assert client.get(f"/jobs/{job.id}/files/{name}", headers=tokens["plan"]).status_code == 404


def test_a_name_that_leads_elsewhere_stays_in_its_folder(client, tokens, idle, data):
    answer = send(client, tokens, b"quick", "../../../escaped.csv")
    assert answer.status_code == 202
    job = service.find(answer.json()["id"])
    assert service.input_of(job).parent == job.input


def test_tokens_are_kept_as_digests_only(data, tokens):
    secret = tokens["admin"]["Authorization"].removeprefix("Bearer ").encode()
    kept.back_up(kept.open_store(), data / "all.zip")
    with zipfile.ZipFile(data / "all.zip") as archive:
        content = [archive.read(name) for name in archive.namelist()]
    content += [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    assert any(hashlib.sha256(secret).hexdigest().encode() in each for each in content)
    assert not any(secret in each for each in content)
